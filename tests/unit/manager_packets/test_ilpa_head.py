"""What stands above the figures of both ILPA templates: the unit and the currency, however they are written."""

from dataclasses import replace

import pytest

from prudent.errors import DataBad, PrudentError
from prudent.ingest.ilpa.head import check_head
from prudent.ingest.ilpa.performance import read_performance
from prudent.ingest.ilpa.reporting import read_reporting
from prudent.ingest.workbook.cells import open_workbook
from prudent.model.delivery import Format
from prudent.model.fund import Fund
from tests.unit.manager_packets import test_ilpa_performance, test_ilpa_reporting
from tests.unit.manager_packets.packet_builders import FUND, declared, source_file


def _reporting(changes: dict[str, object], fund: Fund = FUND):
    content = test_ilpa_reporting.template(changes=changes)
    return read_reporting(source_file(content), fund, declared(Format.ILPA_REPORTING))


def _performance(changes: dict[str, object], fund: Fund = FUND):
    content = test_ilpa_performance.template(changes=changes)
    return read_performance(source_file(content), fund, declared(Format.ILPA_PERFORMANCE))


BOTH = pytest.mark.parametrize("read", [_reporting, _performance], ids=["reporting", "performance"])


def refused(read, changes: dict[str, object], fund: Fund = FUND) -> str:
    with pytest.raises(PrudentError) as caught:
        read(changes, fund)
    assert type(caught.value) is DataBad
    return caught.value.sentence


def counts(read, changes: dict[str, object], fund: Fund = FUND) -> list[int]:
    delivered = read(changes, fund)
    assert delivered.faults == ()
    return [len(raw.rows) for raw in delivered.raws]


ROUNDED = [
    "(in thousands)", "Amounts in USD thousands", "USD thousands", "$ in thousands", "(USD in thousands)",
    "(USD, thousands)", "US$ mm", "USD '000", "($000)", "USD 000s", "$M", "in USD millions",
    "All amounts expressed in thousands", "(000's)", "$'000 omitted", "USD (000)", "thousands", "in US$ thousands",
    "(in 000s USD)", "USD thousand", "Thousand(s)", "THOUSANDS", "US$m", "USDm", "USD m", "USD (m)", "(USD) m", "$mm",
    "$ mn", "USD mio", "USD k", "$K", "USDk", "kUSD", "k USD", "k$", "m", "(k)", "in k", "US$ 000’s", "‘000", "USD000",
    "$,000", "In units of USD 1,000", "x 1,000", "×1000", "in 1,000s", "US dollars in thousands", "USD bn", "in billions",
    "$ (M)", "USD in m", "＄ ｔｈｏｕｓａｎｄｓ", "in\u00a0thousands", "TUSD", "USD tsd",
    "Amounts are rounded to the nearest thousand",
]  # fmt: skip


@BOTH
@pytest.mark.parametrize("unit", ROUNDED)
def test_a_word_of_a_multiple_in_the_head_is_refused(read, unit):
    assert "is in thousands or millions: Template!A3 says" in refused(read, {"A3": unit})


@BOTH
@pytest.mark.parametrize("said", ["Figures in whole US dollars", "Date (MM/DD/YYYY)", "mm-dd-yyyy", "12:30 (hh:mm)",
    "Commitments: 500,000,000", "Size: 1 000 000", "2025-12-31", "M&A Strategy", "Alpha K", "Net MOIC", "Multiple 1.5×", "Fund 1000 and 1,000.50", "As of 12/31/2025"])  # fmt: skip
def test_a_head_without_one_is_read(read, said):
    assert counts(read, {"A3": said})


@BOTH
def test_the_heads_of_columns_and_the_foot_are_asked_too(read):
    assert "Template!L5 says" in refused(_reporting, {"L5": "USD thousands"})
    assert "Template!F4 says" in refused(_reporting, {"F4": "Total Fund (incl. GP Allocation) ($000)"})
    assert "Template!E5 says" in refused(_reporting, {"E5": "Since Inception (Mar-22 - Dec-25) $mm"})
    assert "Template!F7 says" in refused(_performance, {"F7": "($000)"})
    assert "Template!A90 says" in refused(read, {"A90": "Amounts in USD thousands"})


def test_the_sheets_name_is_asked_too():
    source = source_file(test_ilpa_reporting.template())
    sheet = open_workbook(source).sheets[1]
    check_head(source, sheet, 5, FUND)
    with pytest.raises(DataBad, match="its name says 'USD 000s'"):
        check_head(source, replace(sheet, name="USD 000s"), 5, FUND)
    with pytest.raises(DataBad, match="is in 'EUR'"):
        check_head(source, replace(sheet, name="EUR"), 5, FUND)


@BOTH
def test_a_fund_may_have_such_a_word_in_its_name(read):
    fund = FUND.model_copy(update={"legal_name": "Thousand Oaks M Partners, L.P."})
    assert counts(read, {"A2": "Thousand Oaks M Partners, L.P. (USD)"}, fund) == counts(read, {})
    assert "Template!A3 says" in refused(
        read, {"A2": "Thousand Oaks M Partners, L.P. (USD)", "A3": "USD thousands"}, fund
    )


@BOTH
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"A3": "Reporting currency", "B3": "EUR"}, "is in 'EUR', and US dollars are read: Template!B3"),
        ({"A3": "Reporting currency", "C3": "Euro"}, "is in 'Euro', and US dollars are read: Template!C3"),
        ({"A3": "Reporting currency: EUR"}, "is in 'EUR', and US dollars are read: Template!A3"),
        ({"A3": "Fund Currency – EUR"}, "is in 'EUR', and US dollars are read: Template!A3"),
        ({"A3": "Functional currency", "B3": "$"}, "is in '$', and US dollars are read: Template!B3"),
        ({"A3": "Fund-level currency (ISO):", "B3": "TRY"}, "is in 'TRY', and US dollars are read: Template!B3"),
        ({"A3": "Amounts in EUR"}, "names US dollars at Template!A2 and 'EUR' at Template!A3"),
        ({"A3": "Amounts in euros"}, "names US dollars at Template!A2 and 'euros' at Template!A3"),
        ({"A3": "C$"}, "names US dollars at Template!A2 and 'C$' at Template!A3"),
        ({"A3": "Reporting currency", "B3": "USD", "A1": "ILPA Performance Template – Granular Methodology (GBP)"}, "names US dollars at Template!B3 and 'GBP' at Template!A1"),
        ({"A1": "ILPA Performance Template – Granular Methodology (GBP)"}, "is in 'GBP', and US dollars are read: Template!A1"),
        ({"A2": FUND.legal_name}, "does not say its currency"),
        ({"A2": FUND.legal_name, "A3": "Reporting currency", "G3": "far off"}, "does not say its currency"),
    ],
)  # fmt: skip
def test_another_currency_anywhere_in_the_head_is_refused(read, changes, says):
    assert says in refused(read, changes)


@BOTH
@pytest.mark.parametrize(
    "changes",
    [
        {"A3": "Reporting currency", "B3": "USD"},
        {"A2": FUND.legal_name, "A3": "Reporting currency", "E3": "US Dollars"},
        {"A2": FUND.legal_name, "A3": "Reporting Currency: USD"},
        {"A2": FUND.legal_name, "A3": "Amounts in US$"},
        {"A2": FUND.legal_name, "A3": "All figures in USD"},
        {"A3": "(LLC) (ITD) NAV IRR"},
    ],
)
def test_ours_named_in_any_of_these_ways_is_read(read, changes):
    assert counts(read, changes) == counts(read, {})


@BOTH
def test_a_currency_in_the_heads_of_columns_is_held_against_the_others(read):
    assert "'EUR' at Template!E5" in refused(_reporting, {"E5": "Since Inception (Mar-22 - Dec-25) EUR"})
    assert "'EUR' at Template!F7" in refused(_performance, {"F7": "EUR"})
    assert counts(read, {})
