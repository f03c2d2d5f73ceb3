# ruff: noqa: ISC004 -- sentences of a memo are as long as they are
"""A fictional fund's memo at realistic lengths. Nothing in it is a fact about anyone."""

import math
from datetime import date

from prudent.memo.chart_kinds import (
    FanChart,
    LineChart,
    Pair,
    PairChart,
    PeerValue,
    Point,
    Range,
    RangeChart,
    Scenario,
    Series,
    Stack,
    StackChart,
    Step,
    Strip,
    StripChart,
)
from prudent.memo.document import (
    Chapter,
    Contradiction,
    Memo,
    Missing,
    PeerEntry,
    PlanHead,
    RegimeEntry,
    RuleStatus,
    Section,
    Subject,
)
from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.front import Changes, DataQuality, PageOne, Recommendation, StripRow
from prudent.memo.prose import Figure, ref
from prudent.model.fact import Document, Evidence, Grade
from prudent.model.finding import CheckOutcome, CheckResult, Factor, FindingStatus
from prudent.model.fund import AssetClass, LookAlike, Wrapper
from prudent.model.measured import Refusal, RefusalCode, Unit
from prudent.model.period import Window, months_before
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.model.verdict import Verdict

FUND = "Sample Credit Interval Fund (fictional)"
PEERS = (
    "Another Made-up Private Credit Opportunities Fund, LLC",
    "Example Direct Lending Interval Fund",
    "Fictional Floating Rate Income Fund II",
    "Invented Corporate Lending Trust",
    "Placeholder Senior Credit Fund",
)
AS_OF = date(2025, 12, 31)
FIVE_YEARS = Window(start=date(2021, 1, 1), end=AS_OF)
THREE_YEARS = Window(start=date(2023, 1, 1), end=AS_OF)
FILES = ("returns.csv", "fees.csv", "terms.csv", "balance_sheet.csv", "tenders.csv", "exposure.csv", "holdings.csv")


def evidence() -> tuple[Evidence, ...]:
    """Twenty-five entries, as many as a thin packet brings."""
    rows: list[Evidence] = []
    for index in range(25):
        file = FILES[index % len(FILES)]
        rows.append(
            Evidence(
                locator=f"sample-credit/{file}:{index + 2}{'-61' if file == 'returns.csv' else ''}:value_{index}",
                owner="sample-credit" if index < 20 else "example",
                value_as_received=None if file == "returns.csv" else f"{3.6 + index / 10:.2f}",
                as_of_first=date(2021, 1, 31) if file == "returns.csv" else AS_OF,
                as_of_last=AS_OF,
                documents=(
                    Document(
                        id="ncsr",
                        title="Certified shareholder report for the fiscal year (fictional)",
                        form="N-CSR",
                        period="2025-12-31",
                        accession="0000000000-26-000001",
                        filed_on=date(2026, 3, 5),
                    ),
                    *(
                        (Document(id="nport", title="Monthly portfolio report (fictional)", form="N-PORT"),)
                        * (index % 2)
                    ),
                ),
                file_sha256=f"{index:064x}",
                known_at=date(2026, 3, 9),
                extractor="transcribed by hand, not re-checked",
                grade=Grade.C,
            )
        )
    return tuple(rows)


LOCATORS = tuple(item.locator for item in evidence())


def figure(name: str, label: str, unit: Unit, value: float | str | None, at: int = 0, **more: object) -> Figure:
    """A figure with evidence entry `at`; without a value it is refused as not in evidence."""
    refusal = more.pop("refusal", None)
    if value is None and refusal is None:
        refusal = Refusal(code=RefusalCode.NOT_EVIDENCED, reason="No document in the packet says it.")
    return Figure(
        name=name,
        label=label,
        unit=unit,
        value=value if isinstance(value, int | float) else None,
        text=value if isinstance(value, str) else None,
        refusal=refusal,
        method=str(more.pop("method", "as received")),
        evidence=() if refusal else (LOCATORS[at],),
        grade=None if refusal else Grade.C,
        **more,
    )


def figures() -> tuple[Figure, ...]:
    """The figures of the memo, refused ones among them, and one line per peer and measure."""
    few = Refusal(code=RefusalCode.TOO_FEW_OBSERVATIONS, reason="Five annual points carry no volatility.")
    none_smooth = Refusal(code=RefusalCode.NO_SMOOTHING_FOUND, reason="The lag-1 autocorrelation is -0.04.")
    own = (
        figure(
            "return_on_horizon",
            "Net return a year on the comparison window",
            Unit.FRACTION_PER_YEAR,
            0.0724,
            0,
            n=60,
            window=FIVE_YEARS,
            method="monthly returns, chained, annualised by months",
        ),
        figure("median_return", "Peers' median: net return a year", Unit.FRACTION_PER_YEAR, 0.0689, 7, n=5),
        figure("all_in_fee", "All-in fee a year", Unit.FRACTION_PER_YEAR, 0.0363, 1, method="printed total ratio"),
        figure("interest_fee", "Interest part of the fee", Unit.FRACTION_PER_YEAR, 0.0118, 1),
        figure("management_fee", "Management fee a year", Unit.FRACTION_PER_YEAR, 0.0125, 1),
        figure("incentive_fee", "Incentive fee, share of profits", Unit.FRACTION, 0.15, 1),
        figure("usd_per_10000", "Dollars a year per $10,000", Unit.USD_PER_YEAR, 363, 1),
        figure("cap", "Repurchase cap of one offer", Unit.FRACTION, 0.05, 2),
        figure("offers", "Offers a year", Unit.COUNT, 4, 2),
        figure("grown", "What $10,000 became", Unit.USD, 14_395.0, 0),
        figure("grown_proxy", "What $10,000 became in the proxy", Unit.USD, 14_303.0, 0),
        figure("most", "Most that all holders can redeem in a year", Unit.FRACTION, 0.2, 2),
        figure("worst_fill", "Worst fill known", Unit.FRACTION, 0.4502, 4),
        figure("asked", "Share of the fund asked back at the last offer", Unit.FRACTION, 0.1105, 4),
        figure("level3", "Level 3 share of the whole portfolio", Unit.FRACTION, 0.9341, 5),
        figure("level3_covered", "Level 3 share of holdings with a level", Unit.FRACTION, 0.5152, 5),
        figure("coverage", "Share of the portfolio that carries a level", Unit.FRACTION, 0.6714, 5),
        figure("leverage", "Total assets over net assets", Unit.MULTIPLE, 1.41, 3),
        figure("net_assets", "Net assets", Unit.USD, 1_634_500_000.0, 3),
        figure("nav", "Net asset value a share", Unit.USD_PER_SHARE, 22.66, 3),
        figure("volatility", "Volatility a year, 3 years", Unit.FRACTION_PER_YEAR, 0.0189, 0, n=36, window=THREE_YEARS),
        figure(
            "volatility_true",
            "Volatility a year, 3 years, unsmoothed",
            Unit.FRACTION_PER_YEAR,
            0.0391,
            0,
            n=36,
            window=THREE_YEARS,
            method="Geltner, one lag, autocorrelation of the sample",
        ),
        figure("sharpe", "Sharpe ratio, 3 years", Unit.RATIO, 1.62, 0, n=36, window=THREE_YEARS),
        figure("sharpe_true", "Sharpe ratio, 3 years, unsmoothed", Unit.RATIO, 0.78, 0, n=36, window=THREE_YEARS),
        figure("drawdown", "Largest fall, 3 years", Unit.FRACTION, -0.0312, 0, n=36, window=THREE_YEARS),
        figure("autocorrelation", "Lag-1 autocorrelation, 3 years", Unit.RATIO, 0.53, 0, n=36, window=THREE_YEARS),
        figure("overlap", "Months in common with the benchmark", Unit.MONTHS, 60, 0),
        figure("excess", "Return a year over the benchmark, 3 years", Unit.FRACTION_PER_YEAR, -0.0041, 0, n=36),
        figure("last_offer", "Date of the last offer", Unit.DATE, "2025-12-12", 4),
        figure("balance", "Balance of the saver in the example", Unit.USD, 50_000, 24),
        figure("weight", "Sleeve weight asked", Unit.FRACTION, 0.1, 24),
        figure("saver_holds", "Saver's money in the sleeve", Unit.USD, 5_000, 24),
        figure("saver_pays", "Saver's dollars a year in this fund's fees", Unit.USD_PER_YEAR, 181.5, 24),
        figure("programme", "Written liquidity programme", Unit.TEXT, None),
        figure("policy_valuation", "Written valuation policy", Unit.TEXT, None),
        figure("rank", "All-in fee: rank", Unit.COUNT, 2, 1),
        figure("field", "All-in fee: fund and peers", Unit.COUNT, 5, 1),
        figure("possible", "Points that can be had", Unit.COUNT, 100, 1),
        figure("covered", "Evidence, share of the weight", Unit.FRACTION, 0.72, 1),
        *(figure(f"points_{index}", f"Points of fund {index}", Unit.COUNT, 61 - index * 3, 1) for index in range(6)),
        figure("pik", "Share of debt that may pay in kind", Unit.FRACTION, None),
        figure("tracking_error", "Tracking error a year", Unit.FRACTION_PER_YEAR, None, refusal=few),
        figure("sharpe_peer", "Sharpe ratio of a peer, unsmoothed", Unit.RATIO, None, refusal=none_smooth),
    )
    others = tuple(
        figure(f"{measure}__peer_{index}", f"{label}: {peer}", Unit.FRACTION_PER_YEAR,
               None if (index, measure) == (3, "fee") else round(level + index * 0.0041, 4), 6 + index, n=60,
               window=FIVE_YEARS)
        for measure, label, level in (("return", "Net return a year", 0.061), ("fee", "All-in fee a year", 0.0234))
        for index, peer in enumerate(PEERS)
    )  # fmt: skip
    return (*own, *others)


def growth(rate: float, swing: float) -> tuple[Point, ...]:
    """Sixty made-up months from $10,000."""
    level, points = 10_000.0, [Point(x=months_before(AS_OF, 60), y=10_000)]
    for month in range(60):
        level *= 1 + rate + swing * math.sin(month * 1.7 + swing * 100)
        points.append(Point(x=months_before(AS_OF, 59 - month), y=round(level, 4)))
    return tuple(points)


GROWTH = LineChart(
    id="growth",
    name="Growth of $10,000",
    title=f"$10,000 became {ref('grown')} in {FUND} and {ref('grown_proxy')} in the senior loan proxy",
    subtitle=f"January 2021 to December 2025, n = {ref('overlap')}; total return, after fund fees",
    unit=Unit.USD,
    base=10_000,
    series=(
        Series(label=FUND, role="fund", points=growth(0.006, 0.01)),
        Series(label="Senior loan exchange-traded proxy (fictional)", role="beside", points=growth(0.0058, 0.02)),
        Series(label="Three-month Treasury bills", role="beside", points=growth(0.0025, 0.0005)),
        *(Series(label=peer, role="peer", points=growth(0.004 + index * 0.0007, 0.012)) for index, peer in enumerate(PEERS)),
    ),
)  # fmt: skip


def drawdown() -> LineChart:
    """Falls of the fund and its proxy from an earlier peak."""

    def fallen(points: tuple[Point, ...]) -> tuple[Point, ...]:
        peaks = [max(point.y for point in points[: place + 1]) for place in range(len(points))]
        return tuple(Point(x=p.x, y=round(p.y / peak - 1, 6) + 0.0) for p, peak in zip(points, peaks, strict=True))

    return LineChart(
        id="drawdown",
        name="Falls from an earlier peak",
        title=f"Largest fall from an earlier peak: {ref('drawdown')}",
        subtitle="January 2021 to December 2025, at month ends",
        unit=Unit.FRACTION,
        base=0,
        shown="lowest",
        series=tuple(
            Series(label=line.label, role=line.role, points=fallen(line.points)) for line in GROWTH.series[:2]
        ),
    )  # fmt: skip


LADDER = StackChart(
    id="fee-ladder",
    name="Fees a year of each $10,000",
    title=f"{ref('usd_per_10000')} a year of each $10,000 goes to fees and expenses",
    subtitle="Dollars a year of $10,000 held, by the latest printed total",
    unit=Unit.USD_PER_YEAR,
    parts=("Fees and expenses without interest", "Total of which the interest is not known", "Interest on borrowings"),
    rows=(
        Stack(label=PEERS[0], parts=(None, 234, None), note="cheapest other"),
        Stack(label=FUND, emphasis=True, parts=(245, None, 118)),
        Stack(label=PEERS[1], parts=(210.5, None, 190)),
        Stack(label=PEERS[3], parts=(None, None, None)),
    ),
)

OFFERS = PairChart(
    id="requested-and-paid",
    name="Asked for and paid at each offer",
    title=f"At the worst offer known {ref('worst_fill')} of what holders asked for was paid",
    subtitle="Shares asked for and paid, of all shares of the fund",
    unit=Unit.FRACTION,
    first="Asked for",
    second="Paid",
    tick="Cap of the offer",
    ratio="Paid of asked",
    rows=(
        Pair(label="12 September 2025", first=0.04, second=0.04, tick=0.05, emphasis=True),
        Pair(label="12 December 2025", first=0.1105, second=0.04974710, tick=0.05, emphasis=True),
        Pair(label=f"{PEERS[1]}, 5 December 2025", first=0.07, second=None),
    ),
)

FAN = FanChart(
    id="stress-fan",
    name="Share of the holding that is paid, by day",
    title=f"Half of all holders leave: {ref('most')} of the holding is paid within a year",
    subtitle="The plan asks for everything at the first offer, and again for what is not paid",
    days=(0, 30, 90, 180, 365),
    scenarios=tuple(
        Scenario(label=label, steps=tuple(Step(day=90 * n, share=round(1 - (1 - part) ** n, 6)) for n in (1, 2, 3, 4)))
        for label, part in (
            ("Half of all holders leave", 0.1),
            ("Worst fill on record", 0.4502),
            ("All holders leave, at the cap", 0.05),
        )
    ),
)

EXIT = PairChart(
    id="exit",
    name="Months until most of the holding is out",
    title="Half of all holders leave: half of the holding is never paid",
    subtitle="Months until half of it and nine tenths of it are out; the same scenarios",
    unit=Unit.MONTHS,
    first="Half out",
    second="Nine tenths out",
    absent="never",
    rows=(
        Pair(label="Half of all holders leave", first=18, second=None, emphasis=True),
        Pair(label="Worst fill on record", first=6, second=12),
        Pair(label="All holders leave, at the cap", first=None, second=None),
    ),
)

LEVELS = StackChart(
    id="levels",
    name="Fair-value levels of the portfolio",
    title=f"{ref('level3')} of the portfolio is Level 3 or has no level",
    subtitle="Shares of the fair value of the holdings read, 31 December 2025",
    unit=Unit.FRACTION,
    parts=("Level 3", "No level, mostly at net asset value", "Level 1 or 2, not told apart"),
    whole=1,
    rows=(
        Stack(label=FUND, emphasis=True, parts=(0.6054, 0.3287, 0.0659)),
        Stack(label=PEERS[0], parts=(1.0, None, None)),
        Stack(label=PEERS[2], parts=(0.02, 0.0, 0.98)),
    ),
)

STRIPS = StripChart(
    id="peer-strips",
    name="The fund among its peers, measure by measure",
    title=f"{FUND} is better than its peers' median on return and not on fees",
    subtitle="Each row has a scale of its own; a median needs three peers",
    fund=FUND,
    rows=(
        Strip(
            label="Net return a year on the comparison window", unit=Unit.FRACTION_PER_YEAR, better="higher",
            own=0.0724, median=0.0671, rank=2,
            peers=tuple(PeerValue(label=peer, value=0.061 + index * 0.0041) for index, peer in enumerate(PEERS)),
        ),
        Strip(
            label="All-in fee a year", unit=Unit.FRACTION_PER_YEAR, better="lower", own=0.0363, median=0.0275, rank=5,
            peers=tuple(PeerValue(label=peer, value=0.0234 + index * 0.0041) for index, peer in enumerate(PEERS[:4])),
        ),
        Strip(
            label="Worst fill known", unit=Unit.FRACTION, better="higher", own=None, median=None, rank=None,
            peers=(PeerValue(label=PEERS[0], value=0.5), PeerValue(label=PEERS[1], value=1.0)),
        ),
        Strip(
            label="Largest fall, 3 years", unit=Unit.FRACTION, better="higher", own=0.0, median=None, rank=1,
            is_tied=True, peers=(PeerValue(label=PEERS[0], value=0.0),),
        ),
    ),
)  # fmt: skip

WEIGHTS = RangeChart(
    id="weights",
    name="Score and rank under other weights and other months",
    title="The rank depends on the weights",
    subtitle="A bar spans all vectors of the grid, or nine tenths of the draws with the middle one marked",
    rows=(
        Range(label="The policy's weights", at=61.4, best=2, worst=2, emphasis=True),
        Range(label="Without performance", at=48),
        Range(label="Every split of the weights", low=12.5, high=83, best=1, worst=6),
        Range(label="Months drawn again", low=55, at=61, high=64, best=1, worst=3),
    ),
)


def peer_table(factor: Factor) -> MemoTable:
    """The fund and its peers, with a refused cell."""
    rows = [(FUND, ref("return_on_horizon"), ref("volatility"), ref("all_in_fee"))]
    rows += [
        (peer, ref(f"return__peer_{index}"), ref("tracking_error") if index == 1 else "–", ref(f"fee__peer_{index}"))
        for index, peer in enumerate(PEERS)
    ]
    return MemoTable(
        id=f"{factor.value}-peers",
        title="The fund and its peers",
        columns=(
            TableColumn(heading="Fund"),
            TableColumn(heading="Net return, % a year", align="right"),
            TableColumn(heading="Volatility, % a year", align="right"),
            TableColumn(heading="All-in fee, % a year", align="right"),
        ),
        rows=tuple(rows),
        note="The fund under review stands first. Where there is no number the reason is in the list of figures.",
    )


_STATUS = {
    Factor.PERFORMANCE: FindingStatus.SUPPORTED,
    Factor.FEES: FindingStatus.NOT_SUPPORTED,
    Factor.LIQUIDITY: FindingStatus.INSUFFICIENT_EVIDENCE,
    Factor.VALUATION: FindingStatus.INSUFFICIENT_EVIDENCE,
    Factor.BENCHMARK: FindingStatus.SUPPORTED,
    Factor.COMPLEXITY: FindingStatus.NOT_SUPPORTED,
}
_NUMBER = {
    Factor.PERFORMANCE: f"{ref('return_on_horizon')} a year net; peers' median {ref('median_return')}",
    Factor.FEES: f"{ref('all_in_fee')} all-in; {ref('usd_per_10000')} per $10,000 a year",
    Factor.LIQUIDITY: f"cap of one offer: {ref('cap')}; worst fill: {ref('worst_fill')}",
    Factor.VALUATION: f"{ref('level3')} of the portfolio is Level 3",
    Factor.BENCHMARK: "Senior loan exchange-traded proxy (fictional), similarity nine of twelve; four rejected",
    Factor.COMPLEXITY: f"total assets {ref('leverage')} net assets",
}
_DETERMINATION = {
    FindingStatus.SUPPORTED: "The evidence supports the determination.",
    FindingStatus.NOT_SUPPORTED: "The evidence does not support it as asked.",
    FindingStatus.INSUFFICIENT_EVIDENCE: "Three of seven questions have no evidence yet.",
}


def checks(factor: Factor) -> tuple[CheckResult, ...]:
    """One check of each outcome."""
    outcomes = (CheckOutcome.MET, CheckOutcome.NOT_MET, CheckOutcome.NOT_IN_EVIDENCE, CheckOutcome.NOT_APPLICABLE)
    answers = (
        f"The figure in evidence is {ref('all_in_fee')}, over {ref('overlap')} months.",
        f"Holders asked for {ref('asked')} at the offer of {ref('last_offer')}; {ref('worst_fill')} of it was paid.",
        "No document in the packet says it.",
        "The fund is not dealt on an exchange.",
    )
    return tuple(
        CheckResult(
            check=f"{factor.value}-{index}",
            question="Are at least three comparators named, with the basis on which each of them is similar?",
            outcome=outcome,
            answer=answers[index],
            threshold="at least 3 comparators" if index < 2 else "the document is in the packet",
            source="policy/checks.yml",
            what_to_ask="Ask the manager for the written programme, its date of adoption and the last board minutes that review it."
            if outcome is CheckOutcome.NOT_IN_EVIDENCE
            else None,
        )
        for index, outcome in enumerate(outcomes)
    )


def chapter(factor: Factor) -> Chapter:
    """One chapter; four of the six carry charts."""
    charts = {
        Factor.PERFORMANCE: (GROWTH, drawdown()),
        Factor.FEES: (LADDER,),
        Factor.LIQUIDITY: (OFFERS, FAN, EXIT),
        Factor.VALUATION: (LEVELS,),
    }
    return Chapter(
        factor=factor,
        question="Consider: a reasonable number of similar alternatives. Determine: that the expected risk-adjusted "
        "return, net of fees and over an appropriate horizon, furthers the purposes of the plan.",
        status=_STATUS[factor],
        determination=f"Staff propose: {_DETERMINATION[_STATUS[factor]]}",
        analysis=(
            f"The fund returned {ref('return_on_horizon')} a year after fees over five years, {ref('excess')} a year "
            "against the benchmark over three. A participant who held it for five years would have kept more than in "
            "the median peer. Returns before January 2021 are not in evidence.",
            f"Reported volatility is {ref('volatility')}; with the smoothing of one lag undone it is "
            f"{ref('volatility_true')}. Tracking error: {ref('tracking_error')}. The share class of the reported "
            "series is not stated, so the plan's class may have returned more or less.",
        ),
        tables=(peer_table(factor),),
        charts=charts.get(factor, ()),
        checks=checks(factor),
        grade=Grade.C,
        judgement="own (staff proposal; no 3(21) advice and no 3(38) delegation on file)",
    )


def rules() -> tuple[RuleResult, ...]:
    """Sixty results: mostly passed, three failed, one broke, a few without rows."""
    special = {
        7: (Outcome.FAILED, "2025-03: the chained months give 6.91 %, the year as printed 7.24 %.", 1),
        21: (Outcome.FAILED, "Rows 14 and 15 hold the same month twice.", 2),
        33: (Outcome.BROKE, "The rule expected a column of dates and met none; nothing is known about the data.", 0),
        48: (Outcome.FAILED, "Net assets doubled from one quarter to the next without flows in evidence.", 1),
    }
    made: list[RuleResult] = []
    for index in range(60):
        outcome, detail, failed = special.get(index, (Outcome.PASSED, "", 0))
        if index % 17 == 5:
            outcome = Outcome.NOT_APPLICABLE
        made.append(
            RuleResult(
                owner="sample-credit",
                table=("core_fund__returns", "core_fund__balance_sheet", "core_fund__fees", "core_fund__tenders")[
                    index % 4
                ],
                rule=f"rule_{index:02d}_says_something",
                severity=(Severity.CRITICAL, Severity.WARNING, Severity.INFO)[index % 3],
                outcome=outcome,
                description="Months chained over a fiscal year come within five basis points of the year as printed.",
                rows_checked=0 if outcome in {Outcome.NOT_APPLICABLE, Outcome.BROKE} else 60,
                rows_failed=failed,
                detail=detail,
            )
        )
    return tuple(made)


def section(name: str, title: str, *paragraphs: str, tables: tuple[MemoTable, ...] = ()) -> Section:
    """A part that is no chapter."""
    return Section(id=name, title=title, paragraphs=paragraphs, tables=tables)


def two_columns(name: str, title: str, *rows: tuple[str, str]) -> MemoTable:
    """A table of labels and figures."""
    columns = (TableColumn(heading="Item"), TableColumn(heading="Figure", align="right"))
    return MemoTable(id=name, title=title, columns=columns, rows=rows, note="Plan year 2024.")


def missing() -> tuple[Missing, ...]:
    """Twelve items."""
    items = (
        "Written liquidity programme", "Written valuation policy", "Requests and payments for eight quarters",
        "Share classes and the plan's eligibility", "Flat-fee statement or fee variability analysis",
        "Independent pricing agent", "Schedule of affiliates", "Auditor's report on internal control",
        "Pay-in-kind share of debt", "Terms of the credit facility", "Recordkeeper's confirmation of daily dealing",
        "Trustee's consent to hold the fund",
    )  # fmt: skip
    return tuple(
        Missing(item=item, factor=tuple(Factor)[index % 6], ask=f"Ask the manager for: {item.lower()}, with its date.")
        for index, item in enumerate(items)
    )


def page_one() -> PageOne:
    """All of page one."""
    return PageOne(
        recommendation=Recommendation(
            verdict=Verdict.DEFER,
            headline="Three things are missing before the committee can determine liquidity and valuation.",
            asked=f"Whether to admit it as a {ref('weight')} sleeve of the target-date default; not as a stand-alone option.",
            reasons_for=(
                f"Net return of {ref('return_on_horizon')} a year over five years, above the peers' median of {ref('median_return')}.",
                f"The benchmark is similar on nine of twelve points and shares {ref('overlap')} months with the fund.",
                "Fees are printed in full, with interest shown apart.",
            ),
            reasons_against=(
                f"All-in fee of {ref('all_in_fee')}, of which {ref('interest_fee')} is interest; four of five funds cost less.",
                f"At the last offer holders asked for {ref('asked')} and {ref('worst_fill')} of that was paid.",
                f"Unsmoothed volatility is {ref('volatility_true')}, twice the reported {ref('volatility')}.",
            ),
            would_change=(
                "A written liquidity programme, adopted and reviewed.",
                "An all-in fee at or below the median of its peers.",
                "Requests and payments for eight quarters.",
            ),
        ),
        strip=tuple(
            StripRow(
                factor=factor,
                status=_STATUS[factor],
                determination=_DETERMINATION[_STATUS[factor]],
                number=_NUMBER[factor],
                grade=Grade.C,
                peers=f"{ref('rank')} of {ref('field')}" if factor in {Factor.PERFORMANCE, Factor.FEES} else "–",
            )
            for factor in Factor
        ),
        cost=(
            f"Of each $10,000 in the fund, {ref('usd_per_10000')} a year goes to fees and expenses "
            f"({ref('all_in_fee')} of net assets, interest included).",
            f"A saver with {ref('balance')} in the default would hold {ref('saver_holds')} of it through a "
            f"{ref('weight')} sleeve and pay {ref('saver_pays')} a year inside this fund, before the default's own fee.",
        ),
        conflicts="Conflicts declared: none on file.",
        risk=MemoTable(
            id="risk",
            title="Risk over three years",
            columns=(
                TableColumn(heading=""),
                TableColumn(heading="Reported", align="right"),
                TableColumn(heading="Unsmoothed", align="right"),
            ),
            rows=(
                ("Volatility a year", ref("volatility"), ref("volatility_true")),
                ("Sharpe ratio", ref("sharpe"), ref("sharpe_true")),
                ("Largest fall", ref("drawdown"), "–"),
            ),
            note=f"Lag-1 autocorrelation of the reported returns: {ref('autocorrelation')}. Above zero, it suggests "
            "prices that lag; Geltner's method undoes one lag.",
        ),
        liquidity=(
            f"{ref('offers')} offers a year of at most {ref('cap')} each: if everyone asks, at most {ref('most')} can "
            "leave in a year, and only if every offer is made.",
            f"At the worst offer known {ref('worst_fill')} of what was asked for was paid; at the last offer up to the "
            f"as-of date holders asked for {ref('asked')}.",
        ),
        data_quality=DataQuality(
            items_in_evidence=30, items_asked=42, rules_passed=52, rules_failed=3, rules_broke=1, withdrawn=1,
            contradictions=1,
        ),
        leaving=MemoTable(
            id="leaving",
            title="If half the holders ask to leave",
            columns=(
                TableColumn(heading="Share paid"), TableColumn(heading="Base", align="right"),
                TableColumn(heading="Stress", align="right"),
            ),
            rows=(
                ("0 days", "–", "–"), ("30 days", "–", "–"), ("90 days", ref("cap"), "–"), ("180 days", ref("cap"), ref("cap")),
                ("365 days", ref("most"), ref("cap")),
            ),
            note=f"Base: each offer pays its cap of {ref('cap')}. Stress: half of that.",
        ),
        marks=(f"Unrealised gain: {ref('most')} of net assets. Oldest mark: 31 December 2025.",),
        changes=Changes(summary="First memo on this fund for this plan."),
        not_known="liquidity: a written programme and two more; valuation: a written policy and one more.",
        prepared="Prepared by: investment staff",
        checked="Checked by: not stated",
    )  # fmt: skip


def _heads() -> dict[str, object]:
    return {
        "title": f"Prudent process memo: {FUND}",
        "subject": Subject(
            fund="sample-credit",
            legal_name=FUND,
            cik=1234567,
            asset_class=AssetClass.PRIVATE_CREDIT,
            wrapper=Wrapper.INTERVAL_FUND,
            manager="Sample Manager, LLC (fictional)",
            former_names=("Sample Income Fund (fictional)",),
            current_name="Sample Credit Income Fund (fictional)",
            look_alikes=(LookAlike(name="Sample Credit Solutions BDC (fictional)", cik=7654321),),
        ),
        "plan": PlanHead(
            plan="example",
            name="Example Retirement Savings Plan",
            fictional=True,
            note="The plan is fictional; its sizes are of the order of real plans.",
        ),
        "as_of": AS_OF,
        "known_at": date(2026, 3, 9),
        "run": "ab" * 32,
        "rule": RuleStatus(
            citation="29 CFR 2550.404a-6",
            title="Fiduciary Duties in Selecting Designated Investment Alternatives",
            status="proposed",
            status_as_of=date(2026, 10, 4),
            sentence="Proposed on 31 March 2026. No final rule, no effective date and no court challenge was found.",
        ),
        "grading_note": "Figures were transcribed and not re-checked against the filings, so no grade is above C.",
    }


def _sections() -> dict[str, object]:
    return {
        "decision_asked": section(
            "decision-asked", "The decision asked",
            f"Whether to admit {FUND} as a {ref('weight')} sleeve of the target-date default. It would not stand alone "
            "on the menu. The committee decides; staff propose.",
        ),
        "plan_facts": section(
            "plan-facts", "Plan facts", "What the plan needs from any option.",
            tables=(
                two_columns(
                    "plan", "Participants and money",
                    ("Saver's balance", ref("balance")), ("Sleeve weight asked", ref("weight")),
                    ("Net assets of the fund", ref("net_assets")), ("Net asset value a share", ref("nav")),
                ),
            ),
        ),
        "product_map": section(
            "product-map", "Product map", "Layers, share classes and service providers.",
            f"Written liquidity programme: {ref('programme')}. Written valuation policy: {ref('policy_valuation')}.",
        ),
        "alternatives": section(
            "alternatives", "Alternatives considered", "Peers are chosen by mandate, wrapper and liquidity.",
        ),
        "conflicts": section("conflicts", "Conflicts and prohibited transactions", "Declared conflicts: none on file."),
        "menu": section("menu", "The menu and the sleeve", f"Sleeve of {ref('weight')} in the target-date default."),
        "readiness": section("readiness", "Recordkeeper and trustee", "Not in evidence."),
        "disclosure": section("disclosure", "Disclosure readiness", "Recordkeeper's confirmation: not in evidence."),
        "case_against": section(
            "case-against", "The case against",
            f"The fund costs {ref('all_in_fee')} a year and its reported calm is an artefact of appraisal: the "
            f"unsmoothed Sharpe ratio is {ref('sharpe_true')}, not {ref('sharpe')}. It cannot pay when asked: "
            f"{ref('worst_fill')} of what holders wanted was paid. A saver gains nothing that a cheaper public loan "
            "fund does not give.",
        ),
        "subsequent_events": section("subsequent-events", "After the as-of date", "None in evidence."),
        "contradictions": (
            Contradiction(
                subject="Level 3 share",
                sentence=f"One document gives {ref('level3_covered')} of {ref('coverage')} of the portfolio, another "
                f"{ref('level3')} of all of it. Both are kept.",
            ),
        ),
        "overridden": ("24.6 at balance_sheet.csv:12:nav_per_share_usd, where the sources say 23.6. The plan's adviser, until 31 January 2026: a class is counted twice.",),
        "noticed": ("flows.xlsx, Returns!C7: a formula that was never computed; the cell is taken as empty.",),
        "withdrawn": ("returns.csv, March 2022: received as 41.2, withdrawn: the filing was summed with its amendment.",),
        "regime": tuple(
            RegimeEntry(when=when, what=what, source=source)
            for when, what, source in (
                (date(2007, 10, 24), "Regulation on qualified default investment alternatives.", "29 CFR 2550.404c-5"),
                (date(2025, 8, 7), "Executive Order on alternative assets in 401(k) plans.", "EO 14330"),
                (date(2026, 3, 31), "Proposed rule on selecting designated investment alternatives.", "91 FR 16088"),
            )
        ),
        "method_notes": (
            "Returns are chained and annualised by calendar months; nothing under a year is annualised.",
            "Unsmoothing follows Geltner (1993) with the sample's lag-1 autocorrelation; the mean is kept.",
        ),
    }  # fmt: skip


def sample_memo(**changes: object) -> Memo:
    """The whole memo; `changes` replace fields before it is validated."""
    scorecard = MemoTable(
        id="scorecard",
        title="Scorecard",
        columns=(
            TableColumn(heading="Fund"),
            TableColumn(heading="Points", align="right"),
            TableColumn(heading="Of possible", align="right"),
            TableColumn(heading="Coverage", align="right"),
        ),
        rows=tuple(
            (name, ref(f"points_{index}"), ref("possible"), ref("covered")) for index, name in enumerate((FUND, *PEERS))
        ),
        note="Points from the cut-offs in policy/scorecard.yml.",
    )
    peers = tuple(
        PeerEntry(
            fund=f"peer-{index}", name=name, included=index != 4, reason="Same mandate, wrapper and dealing terms."
        )
        for index, name in enumerate(PEERS)
    )
    fields: dict[str, object] = {
        "schema_version": 2,
        **_heads(),
        "page_one": page_one(),
        "missing": missing(),
        **_sections(),
        "chapters": tuple(chapter(factor) for factor in Factor),
        "peers": peers,
        "scorecard": scorecard,
        "score_charts": (STRIPS, WEIGHTS),
        "validation": rules(),
        "figures": figures(),
        "evidence": evidence(),
        **changes,
    }
    return Memo.model_validate(fields)
