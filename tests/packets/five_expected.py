"""What has to stand in each file, said by memo.json alone.

Belongs here: the memo's texts, and, by their names, what a format adds or repeats. Does not: reading files.
"""

from collections import Counter

from prudent.memo.charts import chart_table
from prudent.memo.first.heading import about, fund_name, plan_name
from prudent.memo.links import Linker
from prudent.memo.outline.blocks import BlankForm, Drawing, Grid, Heading, Listing
from prudent.memo.outline.outline import outline
from prudent.memo.outline.texts import block_texts, page_one_texts
from prudent.memo.pages import page_of
from prudent.memo.prose import FIGURE_REFERENCE


class Expected:
    """The texts of one memo."""

    def __init__(self, memo, record):
        self.memo = memo
        self.linker = Linker(memo)
        self.page = page_of(memo, record, self.linker)
        self.blocks = outline(memo)
        self.figures = {figure.name: figure for figure in memo.figures}
        self.drawn = [chart_table(block.chart) for block in self.blocks if isinstance(block, Drawing)]

    def page_one(self):
        """Its prose, tables, keys, titles: what every format says."""
        one = self.memo.page_one
        bare = {"rows": (), "note": ""}
        tables = {name: getattr(one, name).model_copy(update=bare) for name in ("risk", "leaving")}
        said = [self.linker.flat(text) for text in page_one_texts(one.model_copy(update=tables))]
        said += [*self.table(one.risk), *self.table(one.leaving)]
        return [*said, one.strip_key, one.data_quality.words, self.page.rule_status, self.memo.rule.sentence]

    def heading(self):
        """What stands over page one in HTML, PDF and Word."""
        return [plan_name(self.memo), fund_name(self.memo), about(self.memo)]

    def sheet_heading(self):
        """What the sheet Page one has instead, with its grading note and the record."""
        memo, page = self.memo, self.page
        known = f"as of {memo.as_of}, known at {memo.known_at}"
        return [memo.title, page.plan_name, known, page.rule_status, memo.grading_note, page.record]

    def behind(self, *, is_sheet=False):
        """Every block but the lists; a sheet numbers its own lists, and keeps a chart's subtitle to its data."""
        said = []
        for block in self.blocks:
            match block:
                case Grid():
                    said += self.table(block.table)
                case Drawing() if is_sheet:
                    said.append(self.linker.flat(block.chart.title))
                case BlankForm():
                    said += [block.title, *block.heads, *(cell for row in block.rows for cell in row)]
                case _:
                    said += [self.linker.flat(text) for text in block_texts(block)]
            if isinstance(block, Heading):
                said.append(block.number)
            if isinstance(block, Listing):
                said += block.leads
                marks = [f"{number}." for number in range(1, len(block.items) + 1)]
                said += marks if is_sheet and block.is_numbered else []
        return said

    def table(self, table):
        """Title, heads, cells, note; the per cents of a column have decimals alike."""
        aligned = self.linker.aligned(table)
        cells = [
            "".join(part.text for part in self.linker.segments(cell, aligned=aligned[at]))
            for row in table.rows
            for at, cell in enumerate(row)
        ]
        flat = self.linker.flat
        return [flat(table.title), *(column.heading for column in table.columns), *cells, flat(table.note)]

    def beside(self):
        """On the sheet Page one the figures of each sentence, once more, live: their names."""
        one, said = self.memo.page_one, self.memo.page_one.recommendation
        prose = [f"{row.determination} {row.number}" for row in one.strip]
        prose += [row.peers for row in one.strip]
        prose += [said.headline, said.asked, *said.reasons_for, said.for_note, *said.reasons_against]
        prose += [said.against_note, *said.would_change, one.not_known, *one.cost, one.risk.note, one.leaving.note]
        prose += [*one.liquidity, *one.marks, one.changes.summary, one.conflicts, one.prepared, one.checked]
        return [name for text in prose for name in dict.fromkeys(FIGURE_REFERENCE.findall(text))]

    def alone(self, *tables):
        """The figures that are the whole of a cell: their names."""
        cells = (cell.strip() for table in tables for row in table.rows for cell in row)
        return [found[1] for cell in cells if (found := FIGURE_REFERENCE.fullmatch(cell))]

    def values(self, names):
        """Their numbers in full."""
        values = (self.figures[name].value for name in names)
        return Counter(value for value in values if value is not None)
