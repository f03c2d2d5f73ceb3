"""Page one: the strip of six factors, what a participant pays, reported against unsmoothed risk, liquidity."""

from prudent.memo.document import DataQuality, Missing, Recommendation, StripRow
from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.figures import FigureBook
from prudent.memo.prose import ref
from prudent.model.case import Case
from prudent.model.finding import CheckOutcome, Factor, Finding, FindingStatus
from prudent.model.measured import Unit
from prudent.model.policy import BenchmarkCandidate
from prudent.model.validation import Outcome, RuleResult
from prudent.score.recommendation import Advice

#: The measure whose rank stands in the strip's last column.
_RANKED = {
    Factor.PERFORMANCE: "return_on_horizon",
    Factor.FEES: "all_in_fee",
    Factor.LIQUIDITY: "worst_fill_known",
    Factor.VALUATION: "level3_share",
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


def strip(
    findings: tuple[Finding, ...], benchmark: BenchmarkCandidate | None, rejected: int, book: FigureBook
) -> tuple[StripRow, ...]:
    """One row a factor: status, the number behind it, the evidence grade, the place among peers."""
    return tuple(
        StripRow(
            factor=finding.factor,
            status=finding.status,
            determination=_determination(finding),
            number=_number(finding.factor, benchmark, rejected, book),
            grade=finding.grade,
            peers=_place(finding.factor, book),
        )
        for finding in findings
    )


def _determination(finding: Finding) -> str:
    missing = sum(check.outcome is CheckOutcome.NOT_IN_EVIDENCE for check in finding.checks)
    asked = sum(check.outcome is not CheckOutcome.NOT_APPLICABLE for check in finding.checks)
    if finding.status is FindingStatus.INSUFFICIENT_EVIDENCE:
        return f"{missing} of {asked} questions {'has' if missing == 1 else 'have'} no evidence yet."
    return _PROPOSED[finding.status]


def _number(factor: Factor, benchmark: BenchmarkCandidate | None, rejected: int, book: FigureBook) -> str:
    if factor is Factor.BENCHMARK:
        if benchmark is None:
            return "no candidate in the policy is similar enough"
        return f"{benchmark.name}, similarity {benchmark.similarity} of 12; {rejected} rejected"
    book.measure("dealt_daily")
    if book.text("dealt_daily") == "yes" and factor in _BY_EXCHANGE:
        return _BY_EXCHANGE[factor]
    cap, fill = book.measure("repurchase_cap"), book.measure("worst_fill_known")
    share, covered = book.measure("level3_share"), book.measure("level3_coverage")
    earned = book.measure("return_on_horizon")
    fee, dollars = book.measure("all_in_fee"), book.measure("usd_per_10000_a_year")
    return {
        Factor.PERFORMANCE: f"{earned} a year net; peers' median {ref('median_return_on_horizon')}",
        Factor.FEES: f"{fee} all-in; {dollars} per $10,000 a year",
        Factor.LIQUIDITY: f"cap of one offer: {cap}; worst fill: {fill}",
        Factor.VALUATION: f"Level 3: {share} of holdings with a level ({covered} of those read)",
        Factor.COMPLEXITY: f"assets over net assets: {book.measure('leverage_assets_to_net_assets')}",
    }[factor]


def _place(factor: Factor, book: FigureBook) -> str:
    measure = _RANKED[factor]
    if measure is None:
        return "–"
    found = book.comparison(measure)
    if found.rank is None:
        return "–"
    if found.tied_n == found.peers_n:
        return f"all {found.peers_n + 1} alike"
    tied = ", tied" if found.tied_n else ""
    return f"{found.rank} of {found.peers_n + 1}{tied}"


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
        None if rate is None else held * rate,
        "balance times sleeve weight times all-in fee",
        (*evidence, *book.locators("all_in_fee")),
        "The all-in fee is not in evidence.",
    )
    return (
        (
            f"Of each $10,000 in the fund, {per_10000} a year goes to fees and expenses ({fee} of net assets, "
            "interest included where the printed ratio includes it)."
        ),
        (
            f"A saver with {balance} in the default would hold {holds} of it through a {weight} sleeve and pay "
            f"{pays} a year inside this fund, before the default's own fee."
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
    if case.candidate.wrapper == "etp_grantor_trust":
        return (
            (
                f"Shares trade on an exchange each business day: {book.measure('dealt_daily')}. There is no "
                "repurchase programme to fill."
            ),
        )
    cap, times, most = (
        book.measure(name) for name in ("repurchase_cap", "repurchases_per_year", "share_redeemable_a_year")
    )
    fill, asked = book.measure("worst_fill_known"), book.measure("last_requested")
    lines: list[str] = []
    if book.value("share_redeemable_a_year") is None:
        lines.append("How often the fund offers to buy shares back, and how many, is not in evidence.")
    else:
        lines.append(
            f"{times} offers a year of at most {cap} each: if everyone asks, at most {most} can leave in a "
            "year, and only if every offer is made."
        )
    if book.value("worst_fill_known") is None:
        lines.append("What holders asked for and what they were paid is not in evidence for any offer.")
    else:
        lines.append(
            f"At the worst offer known {fill} of what was asked for was paid; at the last offer up to the "
            f"as-of date holders asked for {asked}."
        )
    if book.comparison("worst_fill_known").peer_worst is not None:
        worst = ref("peer_worst_worst_fill_known")
        lines.append(f"The worst offer known among its peers paid {worst} of what holders asked for.")
    return tuple(lines)


def missing(findings: tuple[Finding, ...], items: dict[str, str]) -> tuple[Missing, ...]:
    """Everything the policy asks for and the packet does not hold, with whom to ask."""
    return tuple(
        Missing(item=items[check.check], factor=finding.factor, ask=check.what_to_ask or "")
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
