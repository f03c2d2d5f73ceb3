"""A declared correction withdraws what was received, and fails once the source no longer says it."""

import pytest

from prudent.errors import DataBad

PACKET = "funds/alpha-credit/packet/"
NAME = "funds/alpha-credit/corrections.yml"
BALANCE = (
    "as_of,total_assets_usd,total_liabilities_usd,net_assets_usd,borrowings_usd,nav_per_share_usd,"
    "shares_outstanding,unfunded_commitments_usd,asset_coverage_ratio,source\n"
    "2025-09-30,100,40,60,0,,,,,report\n2025-12-31,200,80,120,70,,,,,report\n"
)
ENTRY = """\
  - file: {file}
    column: {column}
    key: {key}
    expect: "{expect}"
    reason: The tag was left empty.
    reporter: made up for tests
    declared: 2026-11-24
"""


def entry(file="balance_sheet.csv", column="borrowings_usd", key="{as_of: 2025-09-30}", expect="0") -> str:
    return ENTRY.format(file=file, column=column, key=key, expect=expect)


def declare(project, *entries: str):
    project.write(PACKET + "balance_sheet.csv", BALANCE)
    return project.write(NAME, "corrections:\n" + "".join(entries))


def refused(project) -> str:
    with pytest.raises(DataBad) as caught:
        project.gather()
    assert caught.value.file == (project.root / NAME).resolve()
    return str(caught.value)


def test_a_withdrawn_figure_is_unknown_and_the_rest_of_the_row_stays(project):
    declare(project, entry())
    gathered = project.gather()
    rows = gathered.core.fund_balance_sheet.select("row", "borrowings_usd", "net_assets_usd").rows()
    assert [(row, None if b is None else str(b), str(n)) for row, b, n in rows] == [
        (2, None, "60.0000"),
        (3, "70.0000", "120.0000"),
    ]
    (withdrawn,) = gathered.case.withdrawn
    assert withdrawn.fund == "alpha-credit"
    assert withdrawn.locator == "alpha-credit/balance_sheet.csv:2:borrowings_usd"
    assert withdrawn.value_as_received == "0"
    assert withdrawn.correction.reason == "The tag was left empty."
    assert NAME in [item.path for item in gathered.inputs]


def test_a_figure_that_the_table_requires_takes_its_row_along(project):
    key = "{frequency: monthly, kind: total_net, period_end: 2025-11-30}"
    declare(project, entry("returns.csv", "return_pct", key, "1.95"))
    core = project.gather().core
    alpha = core.fund_returns.filter(core.fund_returns["owner"] == "alpha-credit")
    assert alpha.get_column("row").to_list() == [3, 4]


def test_of_a_month_that_stands_twice_one_can_be_withdrawn(project):
    project.edit(PACKET + "returns.csv", "2025-11-30", "2025-12-31")
    key = "{frequency: monthly, period_end: 2025-12-31}"
    declare(project, entry("returns.csv", "return_pct", key, "1.95"))
    core = project.gather().core
    alpha = core.fund_returns.filter(core.fund_returns["owner"] == "alpha-credit")
    assert alpha.select("row", "return_frac").rows() == [(3, -0.0029), (4, 0.02485)]


def test_a_figure_that_could_not_be_read_can_be_withdrawn(project):
    project.edit(PACKET + "returns.csv", "1.95", "1.9.5")
    declare(project, entry("returns.csv", "return_pct", "{period_end: 2025-11-30}", "1.9.5"))
    assert project.gather().case.withdrawn[0].value_as_received == "1.9.5"


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        (
            (entry(expect="0.0"),),
            (
                "entry 1: borrowings_usd in row 2 of balance_sheet.csv is '0', not '0.0'. "
                "The source has been mended or the entry is wrong: remove it."
            ),
        ),
        (
            (entry(), entry(key="{as_of: 2025-06-30}")),
            (
                "entry 2: no row of balance_sheet.csv has as_of 2025-06-30. "
                "The source has been mended or the entry is wrong: remove it."
            ),
        ),
        ((entry(file="fees.csv"),), "entry 1: the packet has no file 'fees.csv'."),
        ((entry(column="debt"),), "entry 1: balance_sheet.csv has no column 'debt'."),
        ((entry(key="{date: 2025-09-30}"),), "entry 1: balance_sheet.csv has no column 'date'."),
        ((entry(), entry()), "entry 2 names the same cell as entry 1; keep one."),
        (
            (
                entry(column="source", key="{total_assets_usd: '100'}", expect="report").replace("'100'}", "'100'}"),
                entry(column="source", key="{source: report}", expect="report"),
            ),
            "entry 2: rows 2 and 3 of balance_sheet.csv both match source report; name more columns in its key.",
        ),
    ],
    ids=["mended", "no row", "no file", "no column", "no key column", "twice", "several rows"],
)
def test_an_entry_that_does_not_fit_is_refused(project, entries, sentence):
    declare(project, *entries)
    assert refused(project) == f"{NAME} {sentence}"


def test_an_entry_from_the_future_is_refused(project):
    declare(project, entry().replace("2026-11-24", "2026-11-25"))
    assert refused(project) == f"{NAME}: an entry is declared on 2026-11-25, which lies after today, 2026-11-24."
