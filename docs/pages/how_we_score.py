"""How every measure is made, from the spec cases that the tests run: input table, expected values, source."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from docs.pages.markdown import GENERATED, cell, join, table

_CASES = Path(__file__).parent.parent.parent / "tests" / "spec" / "cases"
#: A column longer than this is shown by its ends; the case file holds all of it.
_SHOWN = 6
_INPUT_HEADS = {False: ("table", "column", "values"), True: ("", "argument", "value")}

_HEAD = """# How we score

Each case below is run by the tests: from the input, the measure must come out as printed, within the tolerance. The cases are the specification; this page is
made from them. Names ending in `_3y` are of the three years to the as-of date, in `_since_start` of all periods in evidence. A measure that the evidence does not carry is
*refused* with a reason, never guessed: fewer than 12 observations give no ratios, a gap gives no return, a share of Level 3 comes with its denominator.

What follows the measures: peers are compared in SQL (`prudent/tables/score_fund__peers/query.sql`: the median leaves the fund itself out, ties count half, under three peers there is
no median), points come from the published cut-offs in `policy/scorecard.yml` (`prudent/tables/score_fund__scorecard/query.sql`), and findings from the questions in `policy/checks.yml`. The score
decides no finding.
"""


def page() -> str:
    """`docs/how-we-score.md`."""
    lines = [GENERATED, _HEAD]
    for folder in sorted(path for path in _CASES.iterdir() if path.is_dir()):
        lines += [f"## {folder.name}", ""]
        for path in sorted(folder.glob("*.yml")):
            lines += _case(yaml.safe_load(path.read_text(encoding="utf-8")))
    return join(lines)


def _case(case: Mapping[str, object]) -> list[str]:
    expect = case["expect"]
    tolerance = case["tolerance"]
    lines = [f"### {case['title']}", "", f"{case['method']} *Source:* {case['source']}.", ""]
    if "function" in case:
        lines += [f"Function: `prudent.score.{case['function']}`.", ""]
    if isinstance(expect, dict):
        within = tolerance if isinstance(tolerance, dict) else dict.fromkeys(expect, tolerance)
        rows = ((f"`{name}`", _value(value), str(within.get(name, ""))) for name, value in expect.items())
        lines += [*table(("measure", "expected", "within"), rows), ""]
    lines += [
        "Input:",
        "",
        *table(_INPUT_HEADS["function" in case], _inputs(case["input"])),
        "",
        f"{cell(str(case['note']))}",
        "",
    ]
    return lines


def _inputs(given: object) -> list[tuple[str, ...]]:
    """Columns of tables; arguments of a function and what is asked stand without a table."""
    if not isinstance(given, dict):
        return []
    rows: list[tuple[str, ...]] = []
    for name, columns in given.items():
        if isinstance(columns, dict) and not {"series", "month_ends_from"} & set(columns):
            rows += [(f"`{name}`", f"`{column}`", _value(values)) for column, values in columns.items()]
        else:
            rows.append(("", f"`{name}`", _value(columns)))
    return rows


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key.replace('_', ' ')} {inner}" for key, inner in value.items())
    if isinstance(value, list):
        shown = [str(item) for item in value]
        if len(shown) > _SHOWN:
            shown = [*shown[: _SHOWN - 1], "…", shown[-1]]
        return ", ".join(shown) + (f" ({len(value)} values)" if len(value) > _SHOWN else "")
    return str(value)
