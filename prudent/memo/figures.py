"""The figures of one memo, gathered while it is written: each has one name, and brings its evidence with it."""

import re
from collections.abc import Callable, Iterable

from prudent.memo.format import date_text, window_text
from prudent.memo.labels import label
from prudent.memo.prose import FIGURE_REFERENCE, Figure, plain, ref
from prudent.memo.rows import Row
from prudent.model.case import Case
from prudent.model.fact import Document, Evidence, Grade
from prudent.model.fund import Fund
from prudent.model.measured import Measure, Refusal, RefusalCode, Unit
from prudent.model.plan import Plan
from prudent.score.benchmark.considered import Considered, chosen_of
from prudent.score.findings.evidence_of import Comparison, FundEvidence
from prudent.score.peers.compared import LEAST_PEERS


class FigureBook:
    """Figures by name. Asking for one adds it; asking again gives the same.

    A name is the measure's own for the candidate, `<measure>__<fund>` for another fund, `median_<measure>`,
    `rank_<measure>`, `field_<measure>` and `peers_n_<measure>` for comparisons, `plan_<field>` for the plan,
    `<row>_<column>` for a cell of a table.
    """

    def __init__(
        self,
        case: Case,
        evidence: FundEvidence,
        resolve: Callable[[str], Evidence],
        benchmarks: tuple[Considered, ...] = (),
    ) -> None:
        self.benchmarks = benchmarks
        """The benchmarks that were considered for the candidate."""
        self._case = case
        self._evidence = evidence
        self._resolve = resolve
        self._figures: dict[str, Figure] = {}
        self._known: dict[str, Evidence] = {}

    @property
    def benchmark(self) -> Considered | None:
        """The candidate's benchmark; None when none stands."""
        return chosen_of(self.benchmarks)

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

    def has(self, reference: str) -> bool:
        """Whether the figure that prose names, such as `⟨all_in_fee⟩`, has a value or a text."""
        found = FIGURE_REFERENCE.fullmatch(reference)
        return found is not None and found[1] in self._figures and self._figures[found[1]].refusal is None

    def refusal(self, name: str) -> RefusalCode | None:
        """Why a figure that was added has no value; None when it has one."""
        refused = self._figures[name].refusal
        return None if refused is None else refused.code

    def reason(self, name: str) -> str:
        """Why a figure that was added has no value, in a sentence; empty when it has one."""
        refused = self._figures[name].refusal
        return "" if refused is None else plain(refused.reason)

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
            if name not in self._figures:
                self._add_by_name(name)

    def _add_by_name(self, name: str) -> None:
        found = re.match(r"(name_of_peer_worst|date_of_peer_worst|date_of|n_of)_(.+)", name)
        compared = re.match(r"(?:median|rank|field|peers_n|peer_worst)_(.+)", name)
        if found is not None:
            self._companion(name, found[1], found[2])
        elif compared is not None:
            self.comparison(compared[1])
        else:
            self.measure(name)

    def _companion(self, key: str, what: str, name: str) -> None:
        """The date or the n of a measure, or who the worst peer is and when."""
        comparison = self._evidence.comparison(name)
        worst = [
            fund for fund in comparison.peers if self._evidence.of(fund).measure(name).value == comparison.peer_worst
        ]
        of_peer = what.endswith("peer_worst")
        if of_peer and not worst:
            self.add(key, label(name), Unit.TEXT, None, "the worst peer", (), "No peer has it in evidence.")
            return
        measure = self._evidence.of(worst[0] if of_peer else self._case.candidate.fund).measure(name)
        said, evidence = label(name), measure.evidence
        if what == "n_of":
            counted = None if measure.n is None else float(measure.n)
            self.add(key, f"{said}: n", Unit.COUNT, counted, "count", evidence, "There is no count.")
        elif what == "name_of_peer_worst":
            name_of = self._case.name_of(measure.fund)
            self.add_text(key, f"{said}: worst peer", Unit.TEXT, name_of, "the worst peer's name", evidence)
        elif measure.as_of is None:
            self.add(key, f"{said}: date", Unit.DATE, None, "date of the figure", (), "There is no date.")
        else:
            self.add_text(key, f"{said}: date", Unit.DATE, measure.as_of.isoformat(), "date of the figure", evidence)

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
            self._add(key, f"{label(name)}{whose}", self._evidence.of(owner).measure(name))
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

    def add_text(self, key: str, said: str, unit: Unit, text: str, method: str, evidence: Iterable[str]) -> str:
        """A figure that is a name or a date."""
        fund, rests = self._case.candidate.fund, tuple(dict.fromkeys(evidence))
        self._add(key, said, Measure(fund=fund, name=key, unit=unit, text=text, method=method, evidence=rests))
        return ref(key)

    def cell(self, row: Row, column: str, said: str, lacking: str = "–") -> str:
        """A cell of a row as a figure; the words of `lacking` where it is empty."""
        value = row.cells[column]
        if value is None:
            return lacking
        told = f"{row.said}: {said}" if row.said else said
        return self.add(row.key(column), told, row.unit(column), float(str(value)), row.method, row.rests_on(column))

    def policy(self, key: str, said: str, unit: Unit, value: float, *places: str) -> str:
        """A number that the committee's policy states, from `policy_place`."""
        return self.add(key, said, unit, value, "as the committee's policy states it", places)

    def comparison(self, name: str) -> Comparison:
        """Adds the median, rank, size of the field and number of peers of one compared measure, and gives them."""
        found = self._evidence.comparison(name)
        if f"median_{name}" in self._figures:
            return found
        own = self._evidence.measure(name)
        others = tuple(locator for peer in found.peers for locator in self._evidence.of(peer).measure(name).evidence)
        unit = next((self._evidence.of(peer).measure(name).unit for peer in found.peers), own.unit)
        known = (*own.evidence, *others)
        said = label(name)
        peers = "one peer has" if found.peers_n == 1 else f"{found.peers_n} peers have"
        few = f"{peers} it in evidence on the same basis; under {LEAST_PEERS} no median is given."
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
        worst, lacking = found.peer_worst, "No peer has it in evidence on the same basis."
        self.add(f"peer_worst_{name}", f"{said}: worst among peers", unit, worst, "the worst peer's", others, lacking)
        self.add(f"peers_n_{name}", f"{said}: peers with it", Unit.COUNT, found.peers_n, "count", counted)
        self.add(
            f"rank_{name}", f"{said}: rank", Unit.COUNT, rank, "1 is best; ties share the better rank", known, unranked
        )
        self.add(f"field_{name}", f"{said}: fund and peers", Unit.COUNT, found.peers_n + 1, "count", counted)
        return found

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
