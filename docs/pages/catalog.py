"""The catalog's own tables with their columns, from `prudent/catalog/tables.yml`."""

from docs.pages.markdown import GENERATED, join, table
from prudent.catalog.parquet import ISSUE_COLUMNS
from prudent.catalog.spec import LATEST, catalog_tables


def page() -> str:
    """`docs/catalog.md`."""
    lines = [
        GENERATED,
        "# The catalog",
        "",
        "`prudent catalog`, or the flow `rebuild-catalog` each night, writes `catalog.duckdb` into the store: what the store holds as tables for",
        "people. It opens in DuckDB or any program that reads one, wherever the file is moved to; every table and column says there what it",
        "holds (`SELECT * FROM duckdb_columns()`). Nothing of Prudent reads it, and the store stays the record.",
        "",
        "Beside the tables below it has every table of a fund in the [data dictionary](data-dictionary.md), such as `score_fund__measures`:",
        "of each fund its own rows, from the run that its latest issue shows. Before their own columns these have:",
        "",
        *table(("column", "meaning"), ((f"`{name}`", said) for name, said in ISSUE_COLUMNS.items())),
        "",
        "Views of the latest issues only: " + ", ".join(f"`{view}`" for view in LATEST) + ".",
        "",
    ]
    for name, spec in catalog_tables().items():
        lines += [f"## {name}", "", f"{spec.title}: {spec.grain}.", ""]
        columns = ((f"`{column}`", said.dtype, said.description) for column, said in spec.columns.items())
        lines += [*table(("column", "type", "meaning"), columns), ""]
    return join(lines)
