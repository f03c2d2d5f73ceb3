"""Our figures of whole documents against sums by the standard library's parser, and the places against XPath itself.

Over documents of our own, and in addition over the SEC's samples, a real N-PORT and a real N-CEN where they lie beside
the project.
"""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from lxml import etree

from prudent.errors import DataBad
from prudent.ingest.edgar.ncen import read_ncen
from prudent.ingest.edgar.nport import read_nport
from tests.unit.edgar_readers.form_builders import (
    CIK,
    NCEN,
    NPORT,
    SERIES,
    SHARED,
    SIX,
    Investment,
    fund,
    many_investments,
    ncen,
    ncen_part,
    nport,
    places,
    read,
    rows,
    shared,
    stored,
)

SHORT = Investment("-75.5", "Broker", "Forward", "DFE", "OTHER", "2", None)
REPORTS = {
    "ours": nport(),
    "ours, of a series, with a liability": nport([*SIX, SHORT], series=SERIES),
    "ours, of 2,000 investments": nport(many_investments(2000)),
    **{
        path.stem: path.read_bytes()
        for path in shared(
            "nport/goldman-sachs-bond-2023-03-31.xml",
            "nport/sample-2.xml",
            "nport/sample-4.xml",
            "nport/sample-5.xml",
        )
    },
}
NOT_REPORTS = {
    "ours, not public": nport(kind="NPORT-NP"),
    **{path.stem: path.read_bytes() for path in shared("nport/sample-1.xml", "nport/sample-3.xml")},
}


def owner(root):
    """The fund that a report says it is of."""
    series = root.findtext(f".//{{{NPORT}}}genInfo/{{{NPORT}}}seriesId")
    first = root.find(f".//{{{NPORT}}}monthlyTotReturn")
    cik = int(root.findtext(f".//{{{NPORT}}}regCik"))
    return fund(cik=cik, series=series, of_class=first.get("classId") if series else None)


@pytest.mark.parametrize("name", REPORTS)
def test_sums_are_those_of_another_parser(name):
    root = ElementTree.fromstring(REPORTS[name])
    tag = f"{{{NPORT}}}"
    held = [
        (Decimal(item.findtext(f"{tag}valUSD")), item.findtext(f"{tag}fairValLevel"), item.findtext(f"{tag}name"))
        for item in root.iter(f"{tag}invstOrSec")
    ]
    delivered = read(read_nport, REPORTS[name], owner(root))
    exposure = rows(delivered, "core_fund__exposure")[0]
    total = sum(value for value, *_ in held if value > 0)
    assert Decimal(exposure["total_fair_value_usd"]) == total
    assert int(exposure["positions"]) == sum(value >= 0 for value, *_ in held)
    levels = rows(delivered, "core_fund__fair_value")[0]
    for level in ("1", "2", "3"):
        expected = sum(value for value, of, _ in held if value > 0 and of == level)
        assert Decimal(levels[f"level{level}_usd"]) == expected
    largest = sorted((item for item in held if item[0] > 0), key=lambda item: -item[0])[
        :10
    ]  # a stable sort, so the first of equals stays first
    found = [(Decimal(item["fair_value_usd"]), item["issuer"]) for item in rows(delivered, "core_fund__holdings")]
    assert found == [(value, by_name) for value, _, by_name in largest]
    balance = rows(delivered, "core_fund__balance_sheet")[0]
    assert Decimal(balance["net_assets_usd"]) == Decimal(root.findtext(f".//{tag}netAssets"))
    owed = [Decimal(item.text) for item in root.find(f".//{tag}fundInfo") if "amtPay" in item.tag]
    assert len(owed) == 8
    assert Decimal(balance["borrowings_usd"]) == sum(owed)
    stored(delivered)


@pytest.mark.parametrize("name", REPORTS)
def test_every_place_is_an_xpath_that_gives_the_figure(name):
    """The trail of a figure leads to the figure: the document is asked by lxml's own XPath, without our code."""
    plain = etree.fromstring(re.sub(rb'\sxmlns="[^"]*"', b"", REPORTS[name], count=1))
    delivered = read(read_nport, REPORTS[name], owner(ElementTree.fromstring(REPORTS[name])))
    checked = 0
    for raw in delivered.raws:
        given = rows(delivered, raw.table.table)
        for number, row in enumerate(given):
            for column, where in places(delivered, raw.table.table, number).items():
                if column in {"frequency", "kind", "rank", "period_end"} or where.startswith("the ten largest"):
                    continue
                found = plain.xpath(where)
                text = found if isinstance(found, float) else (found[0] if isinstance(found[0], str) else found[0].text)
                if column in {"issuer", "as_of"}:
                    assert row[column].replace("-0", "-") == " ".join(text.split()).replace("-0", "-")
                else:
                    assert float(row[column]) == pytest.approx(float(text), rel=1e-9, abs=1e-9)
                checked += 1
    assert checked > 20


@pytest.mark.parametrize("name", NOT_REPORTS)
def test_samples_that_are_tests_or_not_public_are_refused(name):
    with pytest.raises(DataBad, match="the submission is"):
        read(read_nport, NOT_REPORTS[name], owner(ElementTree.fromstring(NOT_REPORTS[name])))


REAL = [None, *shared("nport/goldman-sachs-bond-2023-03-31.xml")]
"""A real report, where it is at hand, beside one of our own."""


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem if path else "ours")
def test_figures_of_a_real_report(path):
    """Read off the document: Items B.1, B.5.a of the first class listed, and the count of its investments."""
    if path is None:
        (balance,) = rows(read(read_nport, nport(), fund()), "core_fund__balance_sheet")
        assert (balance["total_assets_usd"], balance["total_liabilities_usd"], balance["net_assets_usd"]) == (
            "1100", "150.5", "949.5",
        )  # fmt: skip
        return
    delivered = read(read_nport, path.read_bytes(), owner(ElementTree.parse(path).getroot()))
    balance = rows(delivered, "core_fund__balance_sheet")[0]
    assert (balance["as_of"], balance["total_assets_usd"]) == ("2023-03-31", "573390244.6")
    assert (balance["total_liabilities_usd"], balance["net_assets_usd"]) == ("211491788.67", "361898455.93")
    returns = rows(delivered, "core_fund__returns")
    assert [(item["period_end"], item["return_pct"]) for item in returns] == [
        ("2023-01-31", "3.86"),
        ("2023-02-28", "-2.79"),
        ("2023-03-31", "2.5"),
    ]
    exposure = rows(delivered, "core_fund__exposure")[0]
    assert (exposure["positions"], exposure["total_fair_value_usd"]) == ("1266", "457631553.97")
    words = "419 of 1,685 investments stand below zero, together -81501842.41 USD"
    (below,) = (item.what for item in delivered.noticed if item.what.startswith(words))
    assert "and would be 376129711.56 USD less these." in below
    assert any("have been calculated without deducting any applicable sales loads" in i.what for i in delivered.noticed)
    shares = [Decimal(exposure[f"{kind}_share_frac"]) for kind in ("debt", "equity", "fund", "structured", "other")]
    assert sum(shares) == pytest.approx(1, abs=1e-9)


def valid(content):
    """Whether a document is what the SEC's schema set allows; None where the set is not at hand."""
    schema = SHARED / "nport" / "eis_NPORT_Filer.xsd"
    return etree.XMLSchema(etree.parse(str(schema))).validate(etree.fromstring(content)) if schema.exists() else None


@pytest.mark.parametrize("name", [name for name in REPORTS if name.startswith("ours")])
def test_our_own_documents_are_valid_as_the_schema_has_them(name):
    assert valid(REPORTS[name]) in {True, None}
    assert valid(REPORTS[name].replace(b"<fairValLevel>1<", b"<fairValLevel>4<")) in {False, None}


YEARLY = {
    "ours": (ncen(ncen_part(SERIES)), CIK, SERIES),
    **{
        f"{path.stem}, {series}": (path.read_bytes(), 81443, series)
        for path in shared("ncen/ab-cap-fund-2025-11-30.xml")
        for series in ("S000062452", "S000084745", "S000045542")
    },
}


@pytest.mark.parametrize("name", YEARLY)
def test_terms_of_a_yearly_report_are_those_of_another_parser(name):
    content, cik, series = YEARLY[name]
    tag = f"{{{NCEN}}}"
    root = ElementTree.fromstring(content)
    (part,) = (
        item
        for item in root.iter(f"{tag}managementInvestmentQuestion")
        if item.findtext(f"{tag}mgmtInvSeriesId") == series
    )
    delivered = read(read_ncen, content, fund(cik=cik, series=series, wrapper="open_end_fund"), form="ncen")
    values = {item["term"]: item["value"] for item in rows(delivered, "core_fund__terms")}
    assert values["auditor"] == root.findtext(f".//{tag}publicAccountantName")
    kept_by = [
        item.findtext(f"{tag}custodianName")
        for item in part.iter(f"{tag}custodian")
        if item.findtext(f"{tag}isSubCustodian") == "N"
    ]
    assert values["custodian"] == "; ".join(kept_by)
    for term, firm, called, mark in (
        ("transfer_agent", "transferAgent", "transferAgentName", "isTransferAgentAffiliated"),
        ("pricing_agent", "pricingService", "pricingServiceName", "isPricingServiceAffiliated"),
        ("administrator", "admin", "adminName", "isAdminAffiliated"),
    ):
        served_by = [
            f"{item.findtext(f'{tag}{called}')}{' (affiliated)' if item.findtext(f'{tag}{mark}') == 'Y' else ''}"
            for item in part.iter(f"{tag}{firm}")
            if item.findtext(f"{tag}isTransferAgentSubAgent") != "Y" and item.findtext(f"{tag}isAdminSubAdmin") != "Y"
        ]
        assert values.get(term, "") == "; ".join(served_by)
    assert values["share_classes"] == str(len(list(part.iter(f"{tag}sharesOutstanding"))))
    assert rows(delivered, "core_fund__terms")[0]["as_of"] == "2025-11-30"
    stored(delivered)
