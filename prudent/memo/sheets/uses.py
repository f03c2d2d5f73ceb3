"""A figure where it stands: a formula that leads to its line on Figures, the memo's own print, and a comment.

Belongs here: one way for all sheets. Does not: where figures stand (`page_one_sheet`, `memo_sheet`).
"""

from datetime import date

from prudent.memo.cited import cited_text
from prudent.memo.format import figure_text
from prudent.memo.links import Linker
from prudent.memo.prose import FIGURE_REFERENCE, Figure
from prudent.memo.sheets.formulas import Sheets
from prudent.memo.sheets.look import DATE, Style, number_format
from prudent.memo.sheets.pen import Pen, day_number
from prudent.memo.sheets.places import FIGURES, VALUE_COLUMN
from prudent.model.measured import Unit


class Uses:
    """Writes figures of one memo into cells."""

    def __init__(self, sheets: Sheets, linker: Linker) -> None:
        self._sheets = sheets
        self._linker = linker
        self._told: dict[str, str] = {}

    def one(self, prose: str) -> Figure | None:
        """The figure that a cell of prose is, where it is one and nothing else."""
        found = FIGURE_REFERENCE.fullmatch(prose.strip())
        return None if found is None else self._sheets.places.figures[found[1]]

    def named(self, *prose: str) -> tuple[Figure, ...]:
        """The figures that stand in prose, each once."""
        names = dict.fromkeys(name for text in prose for name in FIGURE_REFERENCE.findall(text))
        return tuple(self._sheets.places.figures[name] for name in names)

    def write(
        self,
        pen: Pen,
        row: int,
        column: int,
        figure: Figure,
        words: Style = Style.WORDS_RIGHT,
        *,
        aligned: bool = False,
    ) -> None:
        """The figure, live; of one that was refused the words. `words` is how one stands that is no number."""
        where = f"{FIGURES}!{VALUE_COLUMN[FIGURES]}{self._sheets.places.row(figure.name)}"
        if figure.value is not None:
            pen.formula(row, column, where, figure.value, number_format(figure.value, figure.unit, aligned=aligned))
        elif figure.text is not None:
            day = figure_day(figure)
            if day is None:
                pen.formula(row, column, where, figure.text, "", words)
            else:
                pen.formula(row, column, where, day, DATE)
        else:
            pen.text(row, column, figure_text(figure), words)
        pen.comment(row, column, self.told(figure))

    def told(self, figure: Figure) -> str:
        """The whole note in one line."""
        if figure.name not in self._told:
            told = cited_text(figure, self._linker.evidence_of(figure))
            self._told[figure.name] = f"Note {self._linker.note(figure)}. {told}"
        return self._told[figure.name]


def figure_day(figure: Figure) -> int | None:
    """A figure that is a date as a spreadsheet counts days; None for another."""
    is_day = figure.unit is Unit.DATE and figure.text is not None
    return day_number(date.fromisoformat(figure.text or "")) if is_day else None
