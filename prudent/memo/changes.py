"""What is different from the memo before: findings, recommendation, what is missing, and the figures of page one.

Belongs here: the comparison. Does not: why something changed, which is the quarterly review's. Where the memo before
was written by another version of the product, it is said that nothing is compared.
"""

from prudent.memo.before import Before, locator
from prudent.memo.document import Memo, Missing
from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.format import date_text, figure_text, status_text
from prudent.memo.front import Changes, PageOne
from prudent.memo.outline.texts import page_one_texts
from prudent.memo.prose import FIGURE_REFERENCE, Figure, plain, ref
from prudent.model.measured import Unit

FIRST = "First memo on this fund for this plan."


def changes(before: Before | None, page: PageOne, missing: tuple[Missing, ...], book: FigureBook) -> Changes:
    """Compare a new page one with the memo before.

    Args:
        before: the memo before; None for a first memo.
        page: the new page one, whose own `changes` are not looked at.
        missing: what the new memo says is missing.
        book: the new memo's figures. What the memo before said is added to them, cited from it.
    """
    if before is None:
        return Changes(summary=FIRST)
    old = before.memo
    if old is None:
        said = "The memo before was written by another version of Prudent, so nothing is compared with it."
        return Changes(summary=said, before=before.record)
    rows = (*_words(old, page, missing), *_figures(old, page, book))
    when = f"the memo as of {date_text(old.as_of)}"
    summary = f"Nothing on page one differs from {when}." if not rows else _summary(old, page, len(rows), when, book)
    table = _table(rows, when) if rows else None
    return Changes(summary=summary, before=before.record, before_as_of=old.as_of, table=table)


def _summary(old: Memo, page: PageOne, count: int, when: str, book: FigureBook) -> str:
    then, now = old.page_one.recommendation.verdict, page.recommendation.verdict
    verdict = f"still {now.value}" if then == now else f"{now.value}, was {then.value}"
    counted = book.add(
        "changes_n", "Lines that differ from the memo before", Unit.COUNT, count, "count", (locator("page_one"),)
    )
    return f"Since {when}: recommendation {verdict}; lines that differ: {counted}, listed in section 2."


def _table(rows: tuple[tuple[str, ...], ...], when: str) -> MemoTable:
    return MemoTable(
        id="changes",
        title=f"What differs from {when}",
        columns=(*text_columns("What"), *number_columns("Then", "Now", "Change")),
        rows=rows,
        note="Of page one. A change of a per cent is in percentage points. Why it changed is not analysed here.",
    )


def _words(old: Memo, page: PageOne, missing: tuple[Missing, ...]) -> tuple[tuple[str, ...], ...]:
    """Recommendation, findings and missing items that differ."""
    rows: list[tuple[str, ...]] = []
    then, now = old.page_one.recommendation.verdict, page.recommendation.verdict
    if then != now:
        rows.append(("Recommendation", then.value, now.value, "–"))
    for was, row in zip(old.page_one.strip, page.strip, strict=True):
        if was.status != row.status:
            rows.append((row.factor.value.capitalize(), status_text(was.status), status_text(row.status), "–"))
    lacked, lacking = ({item.item for item in items} for items in (old.missing, missing))
    rows += [(plain(item), "missing", "in evidence or no longer asked", "–") for item in sorted(lacked - lacking)]
    rows += [(plain(item), "in evidence or not asked", "missing", "–") for item in sorted(lacking - lacked)]
    return tuple(rows)


def _figures(old: Memo, page: PageOne, book: FigureBook) -> tuple[tuple[str, ...], ...]:
    """Figures of page one that are printed otherwise than before."""
    then = {figure.name: figure for figure in old.figures}
    now = {figure.name: figure for figure in book.figures}
    named = dict.fromkeys(name for text in page_one_texts(page) for name in FIGURE_REFERENCE.findall(text))
    rows: list[tuple[str, ...]] = []
    for name in named:
        was, figure = then.get(name), now[name]
        if was is not None and figure_text(was) != figure_text(figure):
            rows.append((plain(figure.label), _then(was, book), ref(name), _change(was, figure, book)))
    return tuple(rows)


def _then(was: Figure, book: FigureBook) -> str:
    """The figure as the memo before has it, cited from there."""
    name, said = f"before_{was.name}", f"{was.label}, in the memo before"
    cited = (locator(was.name),)
    if was.text is not None:
        return book.add_text(name, said, was.unit, was.text, "as the memo before says it", cited)
    reason = "" if was.refusal is None else was.refusal.reason
    return book.add(name, said, was.unit, was.value, "as the memo before says it", cited, reason)


def _change(was: Figure, figure: Figure, book: FigureBook) -> str:
    if was.value is None or figure.value is None or was.unit != figure.unit:
        return "–"
    difference = figure.value - was.value
    cited = (*figure.evidence, locator(was.name))
    return book.add(f"change_{figure.name}", f"{figure.label}, change", figure.unit, difference, "now less then", cited)
