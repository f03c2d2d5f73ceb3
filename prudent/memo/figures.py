"""The figures of one memo, gathered while it is written: each has one name, and brings its evidence with it."""

import re
from collections.abc import Callable, Iterable

from prudent.memo.format import date_text, window_text
from prudent.memo.prose import FIGURE_REFERENCE, Figure, ref
from prudent.model.case import Case
from prudent.model.fact import Document, Evidence, Grade
from prudent.model.fund import Fund
from prudent.model.measured import Measure, Refusal, RefusalCode, Unit
from prudent.model.plan import Plan
from prudent.score.compared import LEAST_PEERS
from prudent.score.evidence_of import Comparison, FundEvidence


class FigureBook:
    """Figures by name. Asking for one adds it; asking again gives the same.

    A name is the measure's own for the candidate, `<measure>__<fund>` for another fund, `median_<measure>`,
    `rank_<measure>`, `field_<measure>` and `peers_n_<measure>` for comparisons, `plan_<field>` for the plan.
    """

    def __init__(self, case: Case, evidence: FundEvidence, resolve: Callable[[str], Evidence]) -> None:
        self._case = case
        self._evidence = evidence
        self._resolve = resolve
        self._figures: dict[str, Figure] = {}
        self._known: dict[str, Evidence] = {}

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures so far, by name."""
        return tuple(self._figures[name] for name in sorted(self._figures))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the figures rest on, by locator."""
        return tuple(self._known[locator] for locator in sorted(self._known))

    def value(self, name: str) -> float | None:
        """The value of a figure that was added; None when it is refused or is text."""
        return self._figures[name].value

    def window(self, name: str) -> str:
        """The window of a figure that was added, in words."""
        window = self._figures[name].window if name in self._figures else None
        return "no window that the evidence covers" if window is None else window_text(window)

    def window_start(self, name: str) -> str:
        """The first day of the window of a measure of the candidate."""
        self.measure(name)
        window = self._figures[name].window
        return "the as-of date" if window is None else date_text(window.start)

    def locators(self, name: str) -> tuple[str, ...]:
        """What a figure that was added rests on."""
        return self._figures[name].evidence

    def ensure(self, prose: Iterable[str]) -> None:
        """Add every figure that the sentences name and that is not there yet."""
        for name in (name for text in prose for name in FIGURE_REFERENCE.findall(text)):
            compared = re.match(r"(?:median|rank|field|peers_n|peer_worst)_(.+)", name)
            if name in self._figures:
                continue
            if compared is not None:
                self.comparison(compared[1])
            else:
                self.measure(name)

    def text(self, name: str) -> str | None:
        """The text of a figure that was added and is no number."""
        return self._figures[name].text

    def measure(self, name: str, fund: Fund | None = None) -> str:
        """The candidate's measure of that name, or another fund's; gives the reference for prose."""
        owner = fund.fund if fund is not None else self._case.candidate.fund
        own = owner == self._case.candidate.fund
        key = name if own else f"{name}__{owner.replace('-', '_')}"
        if key not in self._figures:
            whose = "" if own or fund is None else f", {fund.legal_name}"
            self._add(key, f"{label(name)}{whose}", self._of(owner).measure(name))
        return ref(key)

    def add(
        self,
        key: str,
        said: str,
        unit: Unit,
        value: float | None,
        method: str,
        evidence: Iterable[str],
        reason: str = "",
    ) -> str:
        """A figure made from others. Without a value it is refused for the reason given."""
        refusal = None if value is not None else Refusal(code=RefusalCode.NOT_EVIDENCED, reason=reason)
        measure = Measure(
            fund=self._case.candidate.fund,
            name=key,
            unit=unit,
            value=value,
            refusal=refusal,
            method=method,
            evidence=tuple(dict.fromkeys(evidence)),
        )
        self._add(key, said, measure)
        return ref(key)

    def comparison(self, name: str) -> Comparison:
        """Adds the median, rank, size of the field and number of peers of one compared measure, and gives them."""
        found = self._evidence.comparison(name)
        own = self._evidence.measure(name)
        others = tuple(locator for peer in found.peers for locator in self._of(peer).measure(name).evidence)
        unit = next((self._of(peer).measure(name).unit for peer in found.peers), own.unit)
        known = (*own.evidence, *others)
        said = label(name)
        peers = "one peer has" if found.peers_n == 1 else f"{found.peers_n} peers have"
        few = f"{peers} it in evidence; under {LEAST_PEERS} no median is given."
        unranked = "The fund itself has no such figure in evidence." if found.peers_n else few
        median, rank = found.peer_median, found.rank
        counted = known or ("policy/peer_groups.yml:0:groups",)
        self.add(
            f"median_{name}",
            f"{said}: peers' median",
            unit,
            median,
            "median of the peers without the fund",
            others,
            few,
        )
        worst, lacking = found.peer_worst, "No peer has it in evidence."
        self.add(f"peer_worst_{name}", f"{said}: worst among peers", unit, worst, "the worst peer's", others, lacking)
        self.add(f"peers_n_{name}", f"{said}: peers with it", Unit.COUNT, found.peers_n, "count", counted)
        self.add(
            f"rank_{name}", f"{said}: rank", Unit.COUNT, rank, "1 is best; ties share the better rank", known, unranked
        )
        self.add(f"field_{name}", f"{said}: fund and peers", Unit.COUNT, found.peers_n + 1, "count", counted)
        return found

    def _of(self, fund: str) -> FundEvidence:
        evidence = self._evidence
        return FundEvidence(fund, evidence.measures, evidence.peers, evidence.horizon)

    def plan(self, field: str, said: str, unit: Unit) -> str:
        """A fact of the plan."""
        plan: Plan = self._case.plan
        value = getattr(plan, field) if field != "sleeve_weight_frac" else plan.sleeve.weight_frac
        return self.add(
            f"plan_{field}", said, unit, float(value), "as the plan states it", (self._plan_locator(field),)
        )

    def plan_evidence(self, *fields: str) -> tuple[str, ...]:
        """Locators of plan facts, for figures made from them."""
        return tuple(self._plan_locator(field) for field in fields)

    def _plan_locator(self, field: str) -> str:
        return f"{self._case.plan.plan}/plan.yml:0:{field}"

    def _add(self, key: str, said: str, measure: Measure) -> None:
        evidence = tuple(self._remember(locator) for locator in measure.evidence)
        self._figures[key] = Figure(
            name=key,
            label=said,
            unit=measure.unit,
            value=measure.value,
            text=measure.text,
            refusal=measure.refusal,
            n=measure.n,
            window=measure.window,
            as_of=measure.as_of,
            method=measure.method,
            evidence=evidence,
            grade=Grade.worst([self._known[locator].grade for locator in evidence]),
        )

    def _remember(self, locator: str) -> str:
        if locator not in self._known:
            own = locator.startswith((f"{self._case.plan.plan}/plan.yml", "policy/"))
            self._known[locator] = self._written(locator) if own else self._resolve(locator)
        return locator

    def _written(self, locator: str) -> Evidence:
        """Evidence that is the plan's or the committee's own word, in a file of the project."""
        plan = self._case.plan
        of_plan = not locator.startswith("policy/")
        path = f"plans/{plan.plan}/plan.yml" if of_plan else locator.split(":", 1)[0]
        digest = next(item.sha256 for item in self._case.inputs if item.path == path)
        title = plan.source if of_plan else "The committee's own policy"
        return Evidence(
            locator=locator,
            owner=plan.plan if of_plan else "policy",
            value_as_received=None,
            as_of_first=plan.as_of if of_plan else None,
            as_of_last=plan.as_of if of_plan else None,
            documents=(Document(id="plan" if of_plan else "policy", title=title),),
            file_sha256=digest,
            known_at=self._case.known_at,
            extractor="as written in the file",
            grade=Grade.C,
        )


_LABELS = {
    "return_on_horizon": "Net return a year on the comparison window",
    "return_1y": "Total return, 1 year",
    "return_3y": "Total return a year, 3 years",
    "return_since_start": "Total return since the evidence starts",
    "months_of_history": "Months of returns in evidence",
    "volatility_3y": "Volatility a year, 3 years",
    "volatility_unsmoothed_3y": "Volatility a year, 3 years, unsmoothed",
    "volatility_since_start": "Volatility a year since the evidence starts",
    "volatility_unsmoothed_since_start": "Volatility a year since the evidence starts, unsmoothed",
    "sharpe_ratio_3y": "Sharpe ratio, 3 years",
    "sharpe_ratio_unsmoothed_3y": "Sharpe ratio, 3 years, unsmoothed",
    "sharpe_ratio_after_unsmoothing_3y": "Sharpe ratio, 3 years, smoothing undone where found",
    "max_drawdown_3y": "Largest fall, 3 years",
    "autocorrelation_lag1_3y": "Lag-1 autocorrelation, 3 years",
    "all_in_fee": "All-in fee a year",
    "usd_per_10000_a_year": "Dollars a year per $10,000",
    "fee_excluding_interest": "Fee without interest",
    "interest_fee": "Interest part of the fee",
    "management_fee": "Management fee a year",
    "incentive_fee_pct": "Incentive fee, share of profits",
    "repurchase_cap": "Repurchase cap of one offer",
    "repurchases_per_year": "Offers a year",
    "share_redeemable_a_year": "Most that all holders can redeem in a year",
    "worst_fill": "Worst fill up to the as-of date",
    "worst_fill_known": "Worst fill known",
    "last_requested": "Share of the fund asked back at the last offer",
    "repurchase_results_n": "Offers with results in evidence",
    "level3_share": "Level 3 share of holdings with a level",
    "level3_coverage": "Share of the portfolio that carries a level",
    "level3_share_of_all": "Level 3 share of the whole portfolio",
    "unrealized_gain": "Unrealised gain over fair value",
    "zero_return_share": "Share of months with a zero or repeated return",
    "correlation_with_benchmark_3y": "Correlation with the benchmark, 3 years",
    "excess_return_over_benchmark_3y": "Return a year over the benchmark, 3 years",
    "tracking_error_3y": "Tracking error a year, 3 years",
    "months_overlapping": "Months in common with the benchmark",
    "leverage_assets_to_net_assets": "Total assets over net assets",
    "borrowings_to_net_assets": "Borrowings over net assets",
    "positions": "Holdings",
    "top10_share": "Share of the ten largest holdings",
    "pik_share_of_debt": "Share of debt that may pay in kind",
    "debt_share": "Share of the portfolio in debt",
    "net_assets": "Net assets",
    "asset_coverage": "Asset coverage",
    "dealt_daily": "Dealt daily on an exchange",
}


def label(measure: str) -> str:
    """What a measure is called in print; a measure of a horizon is named after it."""
    return _LABELS.get(measure, measure.replace("_", " ").capitalize())
