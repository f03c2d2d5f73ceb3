"""What the evidence answers to each question of the challenge list, or that it does not.

Belongs here: the sentences; an empty one where the evidence gives no cause for the question. Does not: the order
(`challenges.py`).
"""

from collections.abc import Iterator

from prudent.memo.figures import FigureBook
from prudent.memo.parts.on_file import OnFile
from prudent.memo.parts.words import joined, opened
from prudent.memo.prose import plain
from prudent.memo.rows import policy_place
from prudent.model.case import Case
from prudent.model.counted import counted
from prudent.model.finding import CheckOutcome, CheckResult
from prudent.model.fund import Fund
from prudent.model.measured import Unit
from prudent.model.patterns import PatternOutcome
from prudent.score.score import Score

_NAMED = 3
"""Funds that are named; the others stand in the tables of the peers."""
_OWN_OFFERS, _PEERS_OFFERS, _BY_MODEL = "worst_fill_known", "offers-cut-among-peers", "priced-by-model"
_OF_CONCERNS = {
    "paid-in-kind": "How much of the income can be spent?",
    "income-in-kind": "How much of the income was ever received?",
    "levered": "What does a fall cost savers when the fund has borrowed?",
    "behind-benchmark": "Why give up selling on the day for less than the market paid?",
    "unrealised-gains": "How much of the return has ever met a buyer?",
    "unrealised-losses": "How does the reported return fit with holdings marked below their cost?",
    "deep-fall": "Which saver could have waited for the recovery?",
    "promised-and-not-paid": "From what cash are calls and repurchases paid when both come at once?",
    "record-shorter-than-needed": "Does so short a record say anything?",
    "record-not-independent": "Does so smooth a record say anything?",
    "worse-than-one-sum-in-the-market": "Why wait, when the market would have paid more?",
}
"""The question behind a concern of the shipped policy; a committee's own concern asks with its reason."""
Asked = tuple[str, str]


def patterns(score: Score) -> Iterator[Asked]:
    """A pattern that the proposal describes as failing, and that is on file here."""
    for item in score.patterns:
        if item.outcome is PatternOutcome.TRIGGERED:
            yield (
                "Why is this no bar, when the proposal itself describes it as a way of choosing that fails?",
                (f"{item.title}. {item.answer}"),
            )


def own_offers(case: Case, score: Score, book: FigureBook) -> Iterator[Asked]:
    """The fund's own worst offer, where it was cut short."""
    for concern in score.concerns:
        if concern.measure == _OWN_OFFERS and concern.id != _PEERS_OFFERS:
            paid, months = book.measure("supply_of_worst_offer"), book.measure("months_to_half_out")
            said = [concern.sentence]
            if book.value("supply_of_worst_offer") is not None:
                said.append(f"That was {paid} of the fund, for all holders together.")
            worst = score.evidence(case).measure(_OWN_OFFERS).as_of
            if worst is not None and worst > case.request.as_of:
                said.append("It was answered after the as-of date, and is known.")
            if book.value("months_to_half_out") is not None:
                said.append(f"At such offers, everybody asking, half of a holding is out after {months} months.")
            yield "What is an offer worth when many ask?", " ".join(said)


def answered_no(score: Score) -> Iterator[Asked]:
    """Questions of the policy that the evidence answers against the fund, and warnings on what is relied on."""
    told = {item.answer for item in score.patterns}
    for finding in score.findings:
        for check in finding.checks:
            if check.outcome is CheckOutcome.NOT_MET and check.answer not in told:
                yield f"{check.question} The answer is no: why is it acceptable?", check.answer
            elif check.warnings:
                yield (
                    f"{check.question} Why rely on what is on file?",
                    " ".join(opened(item) for item in check.warnings),
                )


def pricing(score: Score, on_file: OnFile, book: FigureBook, *, is_daily: bool) -> str:
    """Who prices, where a model or another manager does, or where nobody says how much they do."""
    concern = next((item for item in score.concerns if item.id == _BY_MODEL), None)
    hard = book.measure("hard_to_value_share")
    if concern is None and (is_daily or book.value("hard_to_value_share") is not None):
        return ""
    known = f"How much a model prices: {hard}." if concern is None else concern.sentence
    agent = on_file.figure("pricing_agent", "Pricing agent")
    check = _check("valuation-process", score)
    route = (
        "A route of the proposal on valuation is complete on file."
        if check is not None and check.outcome is CheckOutcome.MET
        else "No route of the proposal on valuation is complete on file."
    )
    return f"{known} {route} Firm outside of the manager that prices: {agent}."


def unstated_fee(book: FigureBook) -> str:
    """Why no fee is known; empty where one is."""
    fee = book.measure("all_in_fee")
    return "" if book.value("all_in_fee") is not None else f"All-in fee: {fee}. {book.reason('all_in_fee')}"


def cost(case: Case, book: FigureBook) -> str:
    """Dollars over the cheapest credible alternative, where the fund costs more."""
    years = max(case.policy.costs.years)
    over = book.measure(f"cost_over_cheapest_{years}y_usd_per_10000")
    extra = book.value(f"cost_over_cheapest_{years}y_usd_per_10000")
    fee, dollars = book.measure("all_in_fee"), book.measure("usd_per_10000_a_year")
    if extra is None or extra <= 0:
        return ""
    own = "fee_excluding_interest"
    book.measure(own)
    other = "cheapest_alternative_fee_excluding_interest"
    book.measure(other)
    unlike = book.value(own) is None or book.value(other) is None
    caveat = " Interest may be in one of the two totals alone." if unlike else ""
    place = policy_place("costs", "years")
    horizon = book.policy("policy_cost_years", "Longest horizon of the policy's costs", Unit.COUNT, years, place)
    return (
        f"It costs {fee} of net assets a year, {dollars} for each $10,000. The cheapest credible alternative, "
        f"{book.measure('cheapest_alternative')}, costs {book.measure('cheapest_alternative_fee')}; over {horizon} "
        f"years the difference comes to {over} for each $10,000.{caveat} What the higher fee buys is not in evidence."
    )


def others(case: Case, score: Score, book: FigureBook) -> str:
    """Peers that returned more on the same window, or that nobody compared."""
    found = score.evidence(case).comparison("return_on_horizon")
    own = book.measure("return_on_horizon")
    reason = "Why this fund is put forward and not another is not in evidence."
    if not found.peers:
        return f"No peer has a return on the same window in evidence. {reason}"
    value = book.value("return_on_horizon")
    if value is None:
        return f"Its own return on the comparison window: {own}; so it is ahead of none that is on file. {reason}"
    ahead = [fund for fund in case.funds if fund.fund in found.peers and _beats(fund, value, case, score)]
    if not ahead:
        return (
            f"None of the {counted(found.peers_n)} with a return on the same window returned more than its {own} a "
            f"year; a past return is no reason by itself. {reason}"
        )
    named = [f"{plain(fund.legal_name)} ({book.measure('return_on_horizon', fund)})" for fund in ahead[:_NAMED]]
    more = [f"{counted(len(ahead) - _NAMED)} more"] if len(ahead) > _NAMED else []
    return f"It returned {own} a year on the comparison window; more did {joined([*named, *more])}. {reason}"


def _beats(fund: Fund, value: float, case: Case, score: Score) -> bool:
    theirs = score.evidence(case).of(fund.fund).measure("return_on_horizon").value
    return theirs is not None and theirs > value


def peers_offers(score: Score) -> str:
    """The worst offer among peers, where it was cut short."""
    return next((item.sentence for item in score.concerns if item.id == _PEERS_OFFERS), "")


def other_concerns(score: Score) -> Iterator[Asked]:
    """Concerns that no other question takes up."""
    for concern in score.concerns:
        if concern.id not in {_PEERS_OFFERS, _BY_MODEL} and concern.measure != _OWN_OFFERS:
            yield _OF_CONCERNS.get(concern.id, f"{plain(concern.why)} Why is it no bar?"), concern.sentence


def _check(name: str, score: Score) -> CheckResult | None:
    return next((check for finding in score.findings for check in finding.checks if check.check == name), None)
