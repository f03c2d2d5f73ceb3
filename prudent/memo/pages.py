"""What the pages of every format need besides the memo itself: the blocks, and the lines of the lists at the end.

Belongs here: figures gathered for printing that the memo holds only in other shapes. Does not: layout (templates),
escaping (`links`), words for figures and for evidence (`format`, `cited`).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from prudent.memo.cited import basis_text, dates_text, document_texts, place_text
from prudent.memo.document import Memo
from prudent.memo.format import figure_text, rule_text
from prudent.memo.links import Linker
from prudent.memo.outline.blocks import Block, Heading
from prudent.memo.outline.outline import outline
from prudent.memo.prose import Figure
from prudent.model.fact import Evidence

_T = TypeVar("_T")

RECORD_SHOWN: Final = 12
"""Characters of a hash that are printed where there is no room for all."""
MISSING_SHOWN: Final = 4
"""Missing items named on page one; the rest are counted there and listed later."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """The note of one figure."""

    number: int
    figure: Figure
    text: str
    basis: str
    """n and window, as far as the figure has them."""
    reason: str
    """The method, or why there is no number."""
    method: int | None
    """Place in `Page.methods`; None for a refusal, which says its own reason."""
    evidence: tuple[int, ...]
    """Entries of the evidence list, counted from 1."""
    documents: tuple[int, ...]
    """Places in `Page.documents`, counted from 1."""
    pages: tuple[str, ...]
    """Where in a document, as far as a packet cites it: a page, a cell of a sheet."""


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

    @property
    def documents(self) -> tuple[int, ...] | None:
        """What stands behind every one of its lines; None where they differ, and each line names its own."""
        return _same(line.documents for line in self.lines)

    @property
    def dates(self) -> str | None:
        """The date that all of its lines speak of; None where they differ."""
        return _same(line.dates for line in self.lines)

    @property
    def grade(self) -> str | None:
        """The grade of all of its lines; None where they differ."""
        return _same(line.evidence.grade.value for line in self.lines)


@dataclass(frozen=True, slots=True)
class Page:
    """A memo with what its pages print beside it. `record` is the sha256 of `memo.json`."""

    memo: Memo
    record: str
    blocks: tuple[Block, ...]
    """Everything behind page one, in order."""
    figures: tuple[FigureLine, ...]
    """By the number of their note."""
    methods: tuple[str, ...]
    """Each method once, as the notes meet them; `FigureLine.method` counts from 1."""
    evidence: tuple[EvidenceFile, ...]
    documents: tuple[str, ...]
    missing_shown: int = MISSING_SHOWN

    @property
    def parts(self) -> tuple[Heading, ...]:
        """The headings that a list of contents names."""
        return tuple(block for block in self.blocks if isinstance(block, Heading) and block.level == 1)

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
    def known_at(self) -> date:
        """When most evidence was known. The list says it where a file differs."""
        return Counter(file.known_at for file in self.evidence for _ in file.lines).most_common(1)[0][0]

    @property
    def plan_name(self) -> str:
        """The plan; a fictional one is called so wherever it is named."""
        plan = self.memo.plan
        return f"{plan.name} (fictional plan)" if plan.fictional and "fictional" not in plan.name else plan.name

    @property
    def rule_status(self) -> str:
        """The rule's citation and status, for every page."""
        rule = self.memo.rule
        return rule_text(rule.citation, rule.status, rule.status_as_of)


def page_of(memo: Memo, record: str, linker: Linker) -> Page:
    """Gather what the pages of a memo print."""
    figures = sorted(memo.figures, key=linker.note)
    methods = tuple(dict.fromkeys(figure.method for figure in figures if figure.refusal is None))
    places = {method: number for number, method in enumerate(methods, start=1)}
    documents = {text: 0 for item in memo.evidence for text in document_texts(item)}
    documents = {text: number for number, text in enumerate(documents, start=1)}
    return Page(
        memo=memo,
        record=record,
        blocks=outline(memo),
        figures=tuple(_figure_line(figure, linker, places, documents) for figure in figures),
        methods=methods,
        evidence=_evidence_files(memo.evidence, documents),
        documents=tuple(documents),
    )


def _figure_line(figure: Figure, linker: Linker, methods: dict[str, int], documents: dict[str, int]) -> FigureLine:
    behind = linker.evidence_of(figure)
    return FigureLine(
        number=linker.note(figure),
        figure=figure,
        text=figure_text(figure),
        basis=basis_text(figure),
        reason=figure.method if figure.refusal is None else figure.refusal.reason,
        method=None if figure.refusal is not None else methods[figure.method],
        evidence=linker.evidence_numbers(figure),
        documents=tuple(sorted({documents[text] for item in behind for text in document_texts(item)})),
        pages=tuple(dict.fromkeys(place for item in behind for place in item.places)),
    )


def _evidence_files(evidence: tuple[Evidence, ...], documents: dict[str, int]) -> tuple[EvidenceFile, ...]:
    files: list[EvidenceFile] = []
    for number, item in enumerate(evidence, start=1):
        line = EvidenceLine(
            number=number,
            evidence=item,
            place=place_text(item),
            dates=dates_text(item),
            documents=tuple(documents[text] for text in document_texts(item)),
        )
        file = item.locator.partition(":")[0]
        made = EvidenceFile(file, item.file_sha256, item.known_at, item.extractor, (line,))
        last = files[-1] if files else None
        if last is not None and replace(last, lines=made.lines) == made:
            files[-1] = replace(last, lines=(*last.lines, line))
        else:
            files.append(made)
    return tuple(files)


def _same(values: Iterable[_T]) -> _T | None:
    """The one value of them all; None where they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
