"""Page one: the strip of six factors, what a participant pays, reported against unsmoothed risk, liquidity."""

from prudent.memo import contrary
from prudent.memo.document import Missing
from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.figures import FigureBook
from prudent.memo.front import Changes, DataQuality, PageOne, Recommendation, StripRow
from prudent.memo.prose import plain, ref
from prudent.model.case import Case
from prudent.model.finding import CheckOutcome, Factor, Finding, FindingStatus
from prudent.model.fund import Wrapper
from prudent.model.measured import Unit
from prudent.model.questions import Checks
from prudent.model.validation import Outcome, RuleResult
from prudent.score.fees.printed import usd_a_year
from prudent.score.findings.recommendation import Advice
from prudent.score.score import Score

#: The measure whose rank stands in the strip's last column.
_RANKED = {
    Factor.PERFORMANCE: "return_on_horizon",
    Factor.FEES: "all_in_fee",
    Factor.LIQUIDITY: "worst_fill_known",
    Factor.VALUATION: "hard_to_value_share",
    Factor.BENCHMARK: None,
    Factor.COMPLEXITY: "leverage_assets_to_net_assets",
}

_BY_EXCHANGE = {
    Factor.LIQUIDITY: "dealt on an exchange each business day",
    Factor.VALUATION: "priced on an exchange each business day",
}

_PROPOSED = {
    FindingStatus.SUPPORTED: "On the evidence, staff would so determine.",
    FindingStatus.NOT_SUPPORTED: "On the evidence, staff would not so determine.",
    FindingStatus.NOT_APPLICABLE: "Nothing to determine for this kind of fund.",
}


def page_one(case: Case, score: Score, results: tuple[RuleResult, ...], book: FigureBook) -> PageOne:
    """All of page one, in its order."""
    return PageOne(
        strip=strip(score.findings, book),
        recommendation=recommendation(score.advice, case, book),
        cost=participant(case, book),
        risk=risk(book),
        leaving=leaving(),
        liquidity=liquidity(case, book),
        marks=(),
        data_quality=data_quality(case, score.findings, results, len(contrary.contradictions(case, results))),
        changes=Changes(summary="First memo on this fund for this plan."),
        conflicts="Conflicts declared: none on file.",
        prepared="Prepared by",
        checked="Checked by",
    )


def leaving() -> MemoTable:
    """Share paid after so many days."""
    heads = ("0 days", "30 days", "90 days", "180 days", "365 days")
    columns = (TableColumn(heading=""), *(TableColumn(heading=head, align="right") for head in heads))
    return MemoTable(id="leaving", title="If half the holders ask to leave", columns=columns, rows=())


def recommendation(advice: Advice, case: Case, book: FigureBook) -> Recommendation:
    """Staff's recommendation and what the committee is asked."""
    sleeve = case.plan.sleeve
    weight = book.plan("sleeve_weight_frac", "Sleeve weight asked", Unit.FRACTION)
    alone = "and as a stand-alone option" if sleeve.stand_alone else "not as a stand-alone option"
    return Recommendation(
        verdict=advice.verdict,
        headline=advice.headline,
        asked=f"Whether to admit it as a {weight} sleeve of the {sleeve.host}; {alone}.",
        reasons_for=advice.reasons_for or ("No question of the policy is met by a figure in evidence.",),
        reasons_against=advice.reasons_against,
        would_change=advice.would_change,
    )


def strip(findings: tuple[Finding, ...], book: FigureBook) -> tuple[StripRow, ...]:
    """One row a factor: status, the number behind it, the evidence grade, the place among peers."""
    return tuple(
        StripRow(
            factor=finding.factor,
            status=finding.status,
            determination=_determination(finding),
            number=_number(finding.factor, book),
            grade=finding.grade,
            peers=_place(finding.factor, book),
        )
        for finding in findings
    )


def _determination(finding: Finding) -> str:
    missing = sum(check.outcome is CheckOutcome.NOT_IN_EVIDENCE for check in finding.checks)
    asked = sum(check.outcome is not CheckOutcome.NOT_APPLICABLE for check in finding.checks)
    if finding.status is FindingStatus.INSUFFICIENT_EVIDENCE:
        if asked == 1:
            return "Its one question has no evidence yet."
        return f"{missing} of {asked} questions {'has' if missing == 1 else 'have'} no evidence yet."
    return _PROPOSED[finding.status]


def _number(factor: Factor, book: FigureBook) -> str:
    if factor is Factor.BENCHMARK:
        return _benchmark(book)
    book.measure("dealt_daily")
    listed = book.text("dealt_daily") == "yes"
    if listed and factor in _BY_EXCHANGE:
        return _BY_EXCHANGE[factor]
    return {
        Factor.PERFORMANCE: _earned(book, listed=listed),
        Factor.FEES: _cost(book),
        Factor.LIQUIDITY: (
            f"{_said(book, 'cap of one offer', 'repurchase_cap')}; {_said(book, 'worst fill', 'worst_fill')}"
        ),
        Factor.VALUATION: _said(book, "Level 3 or no level, of the holdings read", "hard_to_value_share"),
        Factor.COMPLEXITY: _said(book, "assets over net assets", "leverage_assets_to_net_assets"),
    }[factor]


def _benchmark(book: FigureBook) -> str:
    chosen = book.benchmark
    if chosen is None:
        return (
            f"none of {count} candidates stands" if (count := len(book.benchmarks)) else "the policy names no candidate"
        )
    named = f"{plain(chosen.name)}, similarity {chosen.similarity} of 12, {len(book.benchmarks) - 1} rejected"
    return f"{named}; {_said(book, 'correlation', 'correlation_with_benchmark_3y')}"


def _said(book: FigureBook, what: str, measure: str) -> str:
    """A figure after its name, so that a refusal reads as one."""
    return f"{what}: {book.measure(measure)}"


def _earned(book: FigureBook, *, listed: bool) -> str:
    earned = book.measure("return_on_horizon")
    if book.value("return_on_horizon") is None:
        return f"return on the comparison window: {earned}"
    median = ref("median_return_on_horizon") if book.comparison("return_on_horizon").peer_median is not None else "none"
    return f"{earned} a year {'at market price' if listed else 'net'}; peers' median: {median}"


def _cost(book: FigureBook) -> str:
    fee = book.measure("all_in_fee")
    if book.value("all_in_fee") is None:
        return f"all-in fee: {fee}"
    return f"{fee} all-in; {book.measure('usd_per_10000_a_year')} per $10,000 a year"


def _place(factor: Factor, book: FigureBook) -> str:
    measure = _RANKED[factor]
    if measure is None:
        return "–"
    return book.comparison(measure).place or "–"


def participant(case: Case, book: FigureBook) -> tuple[str, ...]:
    """Dollars: per $10,000, and for one saver in the default through the sleeve."""
    fee, per_10000 = book.measure("all_in_fee"), book.measure("usd_per_10000_a_year")
    balance = book.plan("saver_balance_usd", "Balance of the saver in the example", Unit.USD)
    weight = book.plan("sleeve_weight_frac", "Sleeve weight asked", Unit.FRACTION)
    rate = book.value("all_in_fee")
    held = case.plan.saver_balance_usd * case.plan.sleeve.weight_frac
    evidence = book.plan_evidence("saver_balance_usd", "sleeve_weight_frac")
    holds = book.add(
        "saver_sleeve_usd", "Saver's money in the sleeve", Unit.USD, held, "balance times sleeve weight", evidence
    )
    pays = book.add(
        "saver_fee_usd",
        "Saver's dollars a year in this fund's fees",
        Unit.USD_PER_YEAR,
        None if rate is None else usd_a_year(rate, held),
        "balance times sleeve weight times all-in fee",
        (*evidence, *book.locators("all_in_fee")),
        "The all-in fee is not in evidence.",
    )
    if rate is None:
        return (f"What a participant pays cannot be said: the all-in fee is {fee}.",)
    return (
        (
            f"Of each $10,000 in the fund, {per_10000} a year goes to fees and expenses ({fee} of net assets, interest "
            "included where the printed ratio includes it; the balance held at $10,000)."
        ),
        (
            f"A saver with {balance} in the default would hold {holds} of it through a {weight} sleeve and pay {pays} "
            "a year inside this fund, before the default's own fee."
        ),
    )


def risk(book: FigureBook) -> MemoTable:
    """Reported against unsmoothed, on the same three years; over all periods in evidence where three years are not."""
    book.measure("volatility_3y")
    three = book.value("volatility_3y") is not None
    window = "3y" if three else "since_start"
    rows = (
        ("Volatility a year", book.measure(f"volatility_{window}"), book.measure(f"volatility_unsmoothed_{window}")),
        ("Sharpe ratio", book.measure(f"sharpe_ratio_{window}"), book.measure(f"sharpe_ratio_unsmoothed_{window}")),
        ("Largest fall", book.measure(f"max_drawdown_{window}"), "–"),
    )
    heads = ("Reported", "Unsmoothed")
    rho = book.measure(f"autocorrelation_lag1_{window}")
    return MemoTable(
        id="risk",
        title="Risk over three years" if three else "Risk since the evidence starts",
        columns=(TableColumn(heading=""), *(TableColumn(heading=head, align="right") for head in heads)),
        rows=rows,
        note=f"Lag-1 autocorrelation: {rho}. Above zero it suggests prices that lag; Geltner's method undoes one lag.",
    )


def liquidity(case: Case, book: FigureBook) -> tuple[str, ...]:
    """What the terms promise, what happened, and what is not known."""
    if case.candidate.wrapper is Wrapper.ETP_GRANTOR_TRUST:
        return ("Shares trade on an exchange each business day. There is no repurchase programme to fill.",)
    return (_terms_of_leaving(book), _own_fills(book), *_peer_fills(book))


def _terms_of_leaving(book: FigureBook) -> str:
    cap, times = book.measure("repurchase_cap"), book.measure("repurchases_per_year")
    most = book.measure("share_redeemable_a_year")
    if book.value("share_redeemable_a_year") is None:
        return f"Offers a year: {times}; cap of one offer: {cap}."
    return (
        f"{times} offers a year of at most {cap} each: if everyone asks, at most {most} can leave in a year, and only "
        "if every offer is made."
    )


def _own_fills(book: FigureBook) -> str:
    book.measure("worst_fill_known")
    if book.value("worst_fill_known") is None:
        return "What holders asked for and what they were paid is not in evidence for any offer."
    said = "At the worst offer known, that of ⟨date_of_worst_fill_known⟩, ⟨worst_fill_known⟩ of what was asked for"
    prose = f"{said} was paid (offers known: ⟨n_of_worst_fill_known⟩).{_half_out(book)}"
    book.ensure((prose,))
    return prose


def _half_out(book: FigureBook) -> str:
    """How long half a holding takes, where the fund's own offers say it."""
    months = book.measure("months_to_half_out")
    return (
        "" if book.value("months_to_half_out") is None else f" If all asked at once, half would be out after {months}."
    )


def _peer_fills(book: FigureBook) -> tuple[str, ...]:
    if book.comparison("worst_fill_known").peer_worst is None:
        return ()
    prose = (
        "The worst offer known among its peers, ⟨name_of_peer_worst_worst_fill_known⟩ on "
        "⟨date_of_peer_worst_worst_fill_known⟩, paid ⟨peer_worst_worst_fill_known⟩ of what holders asked for."
    )
    book.ensure((prose,))
    return (prose,)


def missing(findings: tuple[Finding, ...], policy: Checks) -> tuple[Missing, ...]:
    """Everything the policy asks for and the packet does not hold, with whom to ask."""
    asked = policy.by_id
    return tuple(
        Missing(item=asked[check.check].item, factor=finding.factor, ask=check.what_to_ask or "")
        for finding in findings
        for check in finding.checks
        if check.outcome is CheckOutcome.NOT_IN_EVIDENCE
    )


def data_quality(
    case: Case, findings: tuple[Finding, ...], results: tuple[RuleResult, ...], contradictions: int
) -> DataQuality:
    """Counts for the candidate's own data."""
    fund = case.candidate.fund
    own = [result for result in results if result.owner == fund]
    asked = [
        check for finding in findings for check in finding.checks if check.outcome is not CheckOutcome.NOT_APPLICABLE
    ]
    return DataQuality(
        items_in_evidence=sum(check.outcome is not CheckOutcome.NOT_IN_EVIDENCE for check in asked),
        items_asked=len(asked),
        rules_passed=sum(result.outcome is Outcome.PASSED for result in own),
        rules_failed=sum(result.outcome is Outcome.FAILED for result in own),
        rules_broke=sum(result.outcome is Outcome.BROKE for result in own),
        withdrawn=sum(item.fund == fund for item in case.withdrawn),
        contradictions=contradictions,
    )
