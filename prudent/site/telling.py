"""From what was read of a memo to what the pages show: prose with its figures written out.

Belongs here: words. Does not: reading and checking files (`shelf`), rounding (`prudent.memo.format`), escaping
(`sheet`).
"""

from datetime import date

from prudent.memo.format import class_text, date_text, figure_text, window_text
from prudent.memo.prose import FIGURE_REFERENCE, Figure
from prudent.model.validation import Outcome
from prudent.site.measures import NAMES
from prudent.site.stored import StoredMemo, StoredPageOne, StoredRule, StoredTable
from prudent.site.told import Concern, Finding, Memo, MissingItem, PageOneTold, Table, Told


class _Prose:
    """Writes the figures of one memo into its prose."""

    def __init__(self, memo: StoredMemo) -> None:
        self.figures: dict[str, Figure] = {figure.name: figure for figure in memo.figures}

    def flat(self, prose: str) -> str:
        parts: list[str] = []
        end = 0
        for found in FIGURE_REFERENCE.finditer(prose):
            figure = self.figures.get(found[1])
            if figure is None:
                raise ValueError(f"its prose names the figure {found[1]}, which it does not hold")
            parts += [prose[end : found.start()], figure_text(figure)]
            end = found.end()
        return "".join([*parts, prose[end:]])

    def each(self, prose: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.flat(text) for text in prose)

    def table(self, table: StoredTable) -> Table:
        rows = tuple(self.each(row) for row in table.rows)
        return Table(title=table.title, columns=table.columns, rows=rows, note=self.flat(table.note))


def tell_memo(memo: StoredMemo) -> Memo:
    """The memo as the pages show it.

    Raises:
        ValueError: prose names a figure that the memo does not hold.
    """
    prose, subject, one = _Prose(memo), memo.subject, memo.page_one
    asset_class = class_text(subject.asset_class)
    current = () if subject.current_name is None else (subject.current_name,)
    plan = memo.plan
    fictional = plan.fictional and "fictional" not in plan.name
    return Memo(
        fund=subject.fund,
        legal_name=subject.legal_name,
        kind=f"{asset_class}, {class_text(subject.wrapper)}",
        asset_class=asset_class,
        manager=subject.manager,
        other_names=(*current, *subject.former_names),
        plan=plan.plan,
        plan_name=f"{plan.name} (fictional plan)" if fictional else plan.name,
        plan_note=plan.note,
        as_of=memo.as_of,
        known_at=memo.known_at,
        rule_status=_rule(memo.rule),
        verdict=one.recommendation.verdict,
        headline=prose.flat(one.recommendation.headline),
        asked=prose.flat(one.recommendation.asked),
        findings=_findings(one, prose),
        page_one=_page_one(one, prose),
        quality=one.data_quality,
        figures=tuple(_figure(prose.figures[name]) for name in NAMES if name in prose.figures),
        missing=tuple(MissingItem(item.item, item.factor, item.ask) for item in memo.missing),
        contradictions=tuple((item.subject, prose.flat(item.sentence)) for item in memo.contradictions),
        concerns=_concerns(memo),
    )


def _rule(rule: StoredRule) -> str:
    citation = rule.citation.removeprefix(rule.status).strip()
    return f"Rule {citation}: {rule.status} as of {date_text(rule.status_as_of)}"


def _findings(one: StoredPageOne, prose: _Prose) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            row.factor, row.status, prose.flat(row.determination), prose.flat(row.number), row.grade,
            prose.flat(row.peers),
        )
        for row in one.strip
    )  # fmt: skip


def _page_one(one: StoredPageOne, prose: _Prose) -> PageOneTold:
    said = one.recommendation
    return PageOneTold(
        reasons_for=prose.each(said.reasons_for),
        reasons_against=prose.each(said.reasons_against),
        would_change=prose.each(said.would_change),
        cost=prose.each(one.cost),
        risk=prose.table(one.risk),
        leaving=prose.table(one.leaving),
        liquidity=prose.each(one.liquidity),
        marks=prose.each(one.marks),
        changes=prose.flat(one.changes.summary),
        conflicts=prose.flat(one.conflicts),
    )


def _figure(figure: Figure) -> Told:
    window = "" if figure.window is None else window_text(figure.window)
    return Told(
        name=figure.name,
        unit=figure.unit,
        text=figure_text(figure),
        aligned=figure_text(figure, aligned=True),
        value=_number(figure),
        reason="" if figure.refusal is None else figure.refusal.reason or "no reason was given",
        n=figure.n,
        window=window,
        as_of="" if figure.as_of is None else date_text(figure.as_of),
        grade=figure.grade,
    )


def _number(figure: Figure) -> float | None:
    """What the figure is sorted by: a date by its day."""
    if figure.text is not None and figure.unit.value == "date":
        return float(date.fromisoformat(figure.text).toordinal())
    return figure.value


def _concerns(memo: StoredMemo) -> tuple[Concern, ...]:
    """Rules on the fund's own data; those on its peers are counted in their own memos."""
    found = (row for row in memo.validation if row.owner == memo.subject.fund)
    return tuple(
        Concern(row.outcome, row.severity, f"{row.table}.{row.rule}", row.description, row.detail)
        for row in found
        if row.outcome in {Outcome.FAILED, Outcome.BROKE}
    )
