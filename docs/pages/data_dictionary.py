"""The data dictionary: every table with its grain, key and columns, from `table.yml`."""

from docs.pages.markdown import GENERATED, join, table
from prudent.tables.spec import Column, Table, all_tables


def page() -> str:
    """`docs/data-dictionary.md`."""
    lines = [
        GENERATED,
        "# Data dictionary",
        "",
        "A table's name says its layer, source and grain; a column's name says its unit. Fractions inside: 0.01 is one per cent.",
        "Core tables are read from packets and carry, in every row, where it stands as received. Score tables are computed.",
        "",
    ]
    for spec in all_tables():
        lines += [f"## {spec.table}", "", f"{spec.title}: {spec.grain}. Key: {_key(spec)}. {_origin(spec)}", ""]
        lines += table(("column", "type", "unit", "required", "meaning"), (_row(column) for column in spec.all_columns))
        lines.append("")
    return join(lines)


def _key(spec: Table) -> str:
    return ", ".join(f"`{name}`" for name in spec.key)


def _origin(spec: Table) -> str:
    return f"Read from `{spec.file}`." if spec.file else "Computed."


def _row(column: Column) -> tuple[str, ...]:
    bounds = []
    if column.minimum is not None:
        bounds.append(f"at least {column.minimum:g}")
    if column.maximum is not None:
        bounds.append(f"at most {column.maximum:g}")
    if column.one_of:
        bounds.append("one of " + ", ".join(f"`{value}`" for value in column.one_of))
    said = f" ({'; '.join(bounds)})" if bounds else ""
    unit = column.unit.value if column.unit else ""
    return (
        f"`{column.name}`",
        column.dtype.value,
        unit,
        "yes" if column.required else "",
        f"{column.description}{said}",
    )
