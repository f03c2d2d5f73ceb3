"""The packet's format: which files, which columns, which units, from `table.yml`."""

from docs.pages.declared_files import section
from docs.pages.markdown import GENERATED, join, table
from prudent.tables.spec import Column, all_tables

_HEAD = """# The packet's format

A packet is a folder of files on one fund, as received. They are never changed: a known error is declared in `corrections.yml`, which withdraws the figure and says why.

    funds/<fund>/fund.yml              who the fund is: legal name, CIK, wrapper, asset class, manager, look-alikes
    funds/<fund>/corrections.yml       optional: known errors of the source
    funds/<fund>/packet/packet.yml     who sent the packet, when, how the figures were taken out, and the documents
    funds/<fund>/packet/*.csv          the tables below; a table without figures has no file
    funds/<fund>/packet/documents/     optional: documents kept as evidence
    benchmarks/<id>/                   the same for a public series, with benchmark.yml
    plans/<plan>/plan.yml              the plan's facts

Rules for every CSV file: UTF-8, comma, the header exactly as below and in that order, one row a figure's date; an empty cell means *not known*; dates as
2025-12-31; numbers as plain decimals (`1234.5`, not `1,234.5`, `5%` or `N/A`); `source` is the id of a document in `packet.yml`. A percentage stands in a column
whose name ends in `_pct` (1.58 is 1.58 %), a fraction in one that ends in `_frac` (0.0158 is 1.58 %).

Limits: a CSV file 8 MiB, 200,000 rows and 2,000 characters a cell; a YAML file 1 MiB, without anchors and tags; a document 64 MiB. Text that starts with `=`, `@`, `+` or `-`
(other than a number) is refused, because a spreadsheet would run it.

`source` may cite a page: `annual-report p. 12`. A document that gives its `file` under `packet/documents/` is held against it: the file must be there, have the declared
`sha256` where one is given, and have the page. `grade` in `packet.yml` is C, or D for figures that are stale or estimated; A and B are found by reconciliation and never claimed.

Files of other formats lie beside `packet.yml` and are declared in it under `files`, each with `format`, `source_kind` and `document`: `workbook` (ours, written by
`prudent packet new`), `questionnaire` (a slot for each term), `series` (returns or net asset values), `ilpa_reporting` and `ilpa_performance` (found by their labels; in US dollars,
the whole fund, one sign for each kind of flow), `nport` and other filings, and `document` (kept, never read). `prudent packet check` says everything that is wrong with a packet and
what each of the six factors is missing.

A file that breaks a rule is refused in one sentence that names the file, the row, the column and what was expected, and is kept in the store's `quarantine/` with the reason.
"""


def page() -> str:
    """`docs/packet-format.md`."""
    lines = [GENERATED, _HEAD, *section()]
    for spec in all_tables():
        if spec.file is None:
            continue
        lines += [f"## {spec.file} ({spec.title.lower()})", "", f"{spec.grain.capitalize()}.", ""]
        lines += ["```", ",".join(spec.received_header), "```", ""]
        lines += table(("column", "type", "needed", "meaning"), (_row(column) for column in spec.columns))
        lines += ["", f"Core table: `{spec.table}`; see [the data dictionary](data-dictionary.md).", ""]
    return join(lines)


def _row(column: Column) -> tuple[str, ...]:
    values = f" One of {', '.join(f'`{value}`' for value in column.one_of)}." if column.one_of else ""
    return (
        f"`{column.received}`",
        column.dtype.value,
        "yes" if column.required else "",
        f"{column.description}{values}",
    )
