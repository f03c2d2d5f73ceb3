"""What the pages of every format need besides the memo itself: counts, lines of the two lists, and the templates.

Belongs here: figures gathered for printing that the memo holds only in other shapes. Does not: layout (templates),
escaping (`links`), words for figures (`format`).
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from prudent.memo.document import Memo
from prudent.memo.format import class_text, date_text, figure_text, shape_text, status_text, window_text
from prudent.memo.links import Linker
from prudent.memo.prose import Figure
from prudent.model.fact import Document, Evidence
from prudent.model.validation import Outcome, RuleResult

TEMPLATES: Final = Path(__file__).parents[2] / "templates"
RECORD_SHOWN: Final = 12
"""Characters of a hash that are printed where there is no room for all."""
MISSING_SHOWN: Final = 4
"""Missing items named on page one; the rest are counted there and listed later."""
VOTES: Final = 6
"""Blank lines for members on the decision page."""


@dataclass(frozen=True, slots=True)
class TableCount:
    """How the rules of one table came out."""

    table: str
    passed: int
    failed: int
    broke: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One line of the list of figures."""

    figure: Figure
    text: str
    basis: str
    """n and window, as far as the figure has them."""
    reason: str
    """The method, or why there is no number."""
    method: int | None
    """Place in `Page.methods`; None for a refusal, which says its own reason."""
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One line of the evidence list: where in its file it stands, in words, and in the document behind it."""

    number: int
    evidence: Evidence
    place: str
    dates: str
    documents: tuple[int, ...]
    """Places in `Page.documents`, counted from 1."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A received file and the evidence that stands in it."""

    file: str
    sha256: str | None
    """None where cells of several files were put together; each line names its own."""
    known_at: date
    extractor: str
    lines: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A memo with what its pages print beside it. `record` is the sha256 of `memo.json`."""

    memo: Memo
    record: str
    counts: tuple[TableCount, ...]
    concerns: tuple[RuleResult, ...]
    figures: tuple[FigureLine, ...]
    methods: tuple[str, ...]
    """Each method once; `FigureLine.method` counts from 1."""
    evidence: tuple[EvidenceFile, ...]
    documents: tuple[str, ...]
    missing_shown: int = MISSING_SHOWN
    votes: int = VOTES

    @property
    def record_short(self) -> str:
        """The record as printed on every page."""
        return self.record[:RECORD_SHOWN]

    @property
    def extractor(self) -> str:
        """How most files' figures were taken from their documents. The list says it where a file differs."""
        counted = Counter(file.extractor for file in self.evidence for _ in file.lines)
        return counted.most_common(1)[0][0]

    @property
    def plan_name(self) -> str:
        """The plan; a fictional one is called so wherever it is named."""
        plan = self.memo.plan
        return f"{plan.name} (fictional plan)" if plan.fictional and "fictional" not in plan.name else plan.name

    @property
    def rule_status(self) -> str:
        """The rule's citation and status, for every page."""
        rule = self.memo.rule
        citation = rule.citation.removeprefix(rule.status).strip()
        return f"Rule {citation}: {rule.status} as of {date_text(rule.status_as_of)}"


def page_of(memo: Memo, record: str, linker: Linker) -> Page:
    """Gather what the pages of a memo print."""
    methods = tuple(dict.fromkeys(figure.method for figure in memo.figures if figure.refusal is None))
    documents = tuple(dict.fromkeys(text for item in memo.evidence for text in _document_texts(item)))
    return Page(
        memo=memo,
        record=record,
        counts=table_counts(memo.validation),
        concerns=tuple(result for result in memo.validation if result.outcome in {Outcome.FAILED, Outcome.BROKE}),
        figures=tuple(_figure_line(figure, linker, methods) for figure in memo.figures),
        methods=methods,
        evidence=_evidence_files(memo.evidence, documents),
        documents=documents,
    )


def table_counts(results: tuple[RuleResult, ...]) -> tuple[TableCount, ...]:
    """Outcomes per table, tables in the order in which they first come."""
    tables = dict.fromkeys(result.table for result in results)
    outcomes = (Outcome.PASSED, Outcome.FAILED, Outcome.BROKE, Outcome.NOT_APPLICABLE)
    return tuple(
        TableCount(
            table, *(sum(row.table == table and row.outcome is outcome for row in results) for outcome in outcomes)
        )
        for table in tables
    )


def environment(
    folder: str, finalize: Callable[[object], object], more: Mapping[str, Callable[..., object]], *, autoescape: bool
) -> Environment:
    """Templates of one folder. An undefined name is an error; `finalize` makes every printed value safe."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES / folder),
        autoescape=autoescape,  # noqa: S701 - without it every value becomes a Typst literal
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        {
            "date": date_text,
            "status": status_text,
            "shape": shape_text,
            "kind": class_text,
            "ranges": number_ranges,
            **more,
        }
    )
    return made


def number_ranges(numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Ascending numbers as runs: 1, 2, 3, 7 become `1–3` and `7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return tuple(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _figure_line(figure: Figure, linker: Linker, methods: tuple[str, ...]) -> FigureLine:
    basis = [] if figure.n is None else [f"n {figure.n}"]
    basis += [] if figure.window is None else [window_text(figure.window)]
    return FigureLine(
        figure=figure,
        text=figure_text(figure),
        basis=", ".join(basis),
        reason=figure.method if figure.refusal is None else figure.refusal.reason,
        method=None if figure.refusal is not None else methods.index(figure.method) + 1,
        evidence=linker.evidence_numbers(figure),
    )


def _evidence_files(evidence: tuple[Evidence, ...], documents: tuple[str, ...]) -> tuple[EvidenceFile, ...]:
    files: list[EvidenceFile] = []
    for number, item in enumerate(evidence, start=1):
        file, _, place = item.locator.partition(":")
        line = EvidenceLine(
            number=number,
            evidence=item,
            place="; ".join((_place(place), *item.places)),
            dates=_dates(item),
            documents=tuple(documents.index(text) + 1 for text in _document_texts(item)),
        )
        made = EvidenceFile(file, item.file_sha256, item.known_at, item.extractor, (line,))
        last = files[-1] if files else None
        if last is not None and replace(last, lines=made.lines) == made:
            files[-1] = replace(last, lines=(*last.lines, line))
        else:
            files.append(made)
    return tuple(files)


def _place(place: str) -> str:
    rows, _, column = place.partition(":")
    many = "rows" if "-" in rows else "row"
    return f"{many} {rows.replace('-', '–')}, {column}" if column else place


def _dates(item: Evidence) -> str:
    days = dict.fromkeys(day for day in (item.as_of_first, item.as_of_last) if day is not None)
    return " to ".join(date_text(day) for day in days)


def _document_texts(item: Evidence) -> tuple[str, ...]:
    return tuple(_document_text(item.owner, document) for document in item.documents)


def _document_text(owner: str, document: Document) -> str:
    parts = [f"{owner}: {document.title}"]
    parts += [f"Form {document.form}"] if document.form else []
    parts += [f"period {document.period}"] if document.period else []
    parts += [f"accession {document.accession}"] if document.accession else []
    parts += [f"filed {date_text(document.filed_on)}"] if document.filed_on else []
    return ", ".join(parts)
