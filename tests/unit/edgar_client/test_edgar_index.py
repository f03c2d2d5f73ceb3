"""The index of filings, whose it is, and what is wanted of it."""

import json
from datetime import date

import pytest

from prudent.errors import DataBad, SchemaChanged, UsageError
from prudent.model.delivery import Format
from prudent.model.fund import Wrapper
from sources.edgar.forms import FAMILIES, asked_for, family_of
from sources.edgar.identity import check_registrant, plain_name, read_scope
from sources.edgar.submissions import read_older, read_submissions, with_amended

AT = "https://data.sec.gov/submissions/x.json"


def test_the_index_is_read_into_filings(make):
    row = make.filing(7, "NPORT-P/A", "2026-02-27", "2025-12-31")
    index = read_submissions(make.index([row], former=("Old Income Fund",)), AT)
    assert (index.cik, index.name, index.former_names) == (make.cik, "EXAMPLE INCOME FUND", ("Old Income Fund",))
    (filing,) = index.filings
    assert (filing.accession, filing.form, filing.original_form) == ("0001234567-26-000007", "NPORT-P/A", "NPORT-P")
    assert (filing.filed_on, filing.report_date) == (date(2026, 2, 27), date(2025, 12, 31))
    # the file itself, not the page that EDGAR's viewer makes of it
    assert filing.primary_document == "primary_doc.xml"
    assert filing.is_amendment
    assert filing.has_document


@pytest.mark.parametrize(
    ("document", "there"),
    [("offer.htm", True), ("a/offer.htm", True), ("", False), ("9999999997-19-000001.paper", False),
     ("../secret.htm", False), ("a/../../b.htm", False), ("https://evil.example/", False), ("a b.htm", False), ("a?b", False)],
)  # fmt: skip
def test_a_name_that_is_no_files_leads_nowhere(make, document, there):
    (filing,) = read_submissions(make.index([make.filing(1, "SC TO-I", "2026-01-05", document=document)]), AT).filings
    assert filing.has_document is there


def changed(make, **more) -> bytes:
    index = json.loads(make.index([make.filing(1, "D", "2026-01-05"), make.filing(2, "D", "2026-01-06")]))
    index["filings"]["recent"] |= more
    return json.dumps(index).encode()


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"form": ["D"]}, "not of one length"),
        ({"accessionNumber": ["1", "2"]}, r"filings\.recent\.accessionNumber\.0 is not as EDGAR documents it"),
        ({"filingDate": ["2026-01-05", "soon"]}, r"filings\.recent\.filingDate\.1"),
        ({"primaryDocument": None}, r"filings\.recent\.primaryDocument"),
    ],
)
def test_an_index_of_another_shape_is_refused_with_its_place(make, more, place):
    with pytest.raises(SchemaChanged, match=place):
        read_submissions(changed(make, **more), AT)


@pytest.mark.parametrize("body", [b"{}", b"{", b'{"cik": 1}', b"[" * 100_000])
def test_what_is_no_index_is_refused(body):
    with pytest.raises(SchemaChanged):
        read_submissions(body, AT)


@pytest.mark.parametrize(
    "name",
    ["../../x.json", "CIK0001234567-submissions-1.json", "https://evil.example/CIK0001234567-submissions-001.json"],
)
def test_a_page_of_older_filings_leads_nowhere_else(make, name):
    page = {"name": name, "filingCount": 1, "filingFrom": "2019-01-01", "filingTo": "2020-01-01"}
    with pytest.raises(SchemaChanged, match=r"filings\.files\.0\.name"):
        read_submissions(make.index([], (page,)), AT)


def test_older_pages_are_asked_for_only_when_they_reach_so_far(site, edgar, make):
    pages = tuple(
        {"name": f"CIK{make.cik:010d}-submissions-00{n}.json", "filingCount": 1, "filingFrom": f"{y}-01-01", "filingTo": f"{y}-12-31"}
        for n, y in ((1, 2021), (2, 2017))
    )  # fmt: skip
    site.at(make.submissions, make.index([make.filing(9, "D", "2026-01-05"), make.filing(8, "D", "2021-03-01")], pages))
    old = make.filing(3, "D", "2021-06-30")
    site.at(
        f"/submissions/{pages[0]['name']}", json.dumps(make.columns([old, make.filing(2, "D", "2021-02-01")])).encode()
    )
    found = edgar.filings(edgar.registrant(make.cik), date(2021, 3, 1))
    assert [filing.filed_on.isoformat() for filing in found] == ["2026-01-05", "2021-03-01", "2021-06-30"]
    assert site.asked == [make.submissions, f"/submissions/{pages[0]['name']}"]


def test_an_amendment_knows_what_it_amends(make):
    rows = [
        make.filing(10, "NPORT-P/A", "2026-03-02", "2025-09-30"),
        make.filing(6, "NPORT-P/A", "2026-03-01", "2025-12-31"),
        make.filing(5, "NPORT-P", "2026-02-27", "2025-12-31"),
        make.filing(4, "NPORT-P", "2025-11-27", "2025-09-30"),
        make.filing(3, "SC TO-I/A", "2025-10-30", file="005-00002"),
        make.filing(2, "SC TO-I", "2025-10-01", file="005-00002"),
        make.filing(1, "SC TO-I", "2025-07-01", file="005-00002"),
        make.filing(9, "SC TO-I/A", "2025-06-01", file="005-00002"),
        make.filing(7, "N-CEN/A", "2025-03-01", "2024-12-31"),
        make.filing(8, "SC TO-I/A", "2026-01-30", file="005-00003"),
    ]
    read = with_amended(read_older(json.dumps(make.columns(rows + rows)).encode(), AT))
    assert [filing.accession[-2:] for filing in read] == ["07", "09", "01", "02", "03", "04", "08", "05", "06", "10"]
    amends = {filing.accession[-2:]: filing.amends and filing.amends[-2:] for filing in read}
    assert amends == {
        "07": None,
        "09": None,
        "01": None,
        "02": None,
        "03": "02",
        "04": None,
        "08": None,
        "05": None,
        "06": "05",
        "10": "04",
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Example Income Fund, Inc.", "EXAMPLE INCOME FUND INC"),
        ("Example Income+ Fund", "EXAMPLE INCOME FUND /MD/"),
        ("Example Fund L.L.C.", "Example Fund, LLC /DE"),
    ],
)
def test_names_are_compared_without_case_marks_and_state(one, other):
    assert plain_name(one) == plain_name(other)


def test_names_that_differ_by_a_word_differ():
    assert plain_name("Example Income Fund II") != plain_name("Example Income Fund")


def told(make, name: str, former: tuple = (), **more) -> tuple[str, ...]:
    return check_registrant(read_submissions(make.index([], name=name, former=former), AT), make.fund(**more))


def test_the_filer_is_held_against_the_funds_names(make):
    assert told(make, "EXAMPLE INCOME FUND") == ()
    assert told(make, "OLD INCOME FUND", former_names=("Old Income Fund",)) == ()
    assert told(make, "NEW INCOME FUND", current_name="New Income Fund") == ()
    (renamed,) = told(make, "NEW INCOME FUND", former=("Example Income Fund",))
    assert renamed == f"EDGAR now calls CIK {make.cik} 'NEW INCOME FUND'. If that is right, add it to fund.yml."
    (other,) = told(make, "SOMEBODY ELSE \u202e INC")
    assert other.startswith(
        f"Contradiction: EDGAR calls CIK {make.cik} 'SOMEBODY ELSE · INC', and fund.yml says 'Example Income Fund'."
    )


def test_another_filer_is_refused(make):
    with pytest.raises(DataBad, match=f"EDGAR answers for CIK 999 where CIK {make.cik} of example-fund"):
        check_registrant(read_submissions(make.index([], cik=999), AT), make.fund())
    alike = {"look_alikes": [{"name": "Example Income Trust", "cik": 5}]}
    with pytest.raises(DataBad, match="names as a look-alike"):
        told(make, "EXAMPLE INCOME TRUST", **alike)


A, B = "S000000001", "S000000002"
C1, C2 = "C000000001", "C000000002"


@pytest.mark.parametrize(
    ("series", "of_fund", "by_class", "why"),
    [
        ((), {}, False, None),
        ((), {"series_id": A}, False, "its header names no series, so that nothing says that it is for S000000001"),
        (((A, (C1,)),), {}, False, "it is for the series S000000001, and fund.yml names no series_id"),
        (((A, (C1,)), (B, (C2,))), {"series_id": A}, False, None),
        (((B, (C2,)),), {"series_id": A}, False, "another series"),
        (((A, (C2,)),), {"series_id": A, "class_id": C1}, True, "another class"),
        (((A, (C2,)),), {"series_id": A, "class_id": C1}, False, None),
        (((A, (C1, C2)),), {"series_id": A, "class_id": C1}, True, None),
        (((A, ()),), {"series_id": A, "class_id": C1}, True, None),
    ],
)
def test_a_filing_is_a_funds_by_series_and_class(make, series, of_fund, by_class, why):
    scope = read_scope(make.header(*series), make.cik)
    assert scope.why_not(make.fund(**of_fund), by_class=by_class) == why


def test_series_of_another_filer_of_the_same_filing_are_not_looked_at(make):
    both = make.header((A, (C1,)), owner=999) + make.header((B, (C2,)))
    assert read_scope(both, make.cik).series == ((B, frozenset({C2})),)


def test_new_series_count(make):
    new = make.header((A, (C1,))).replace(b"<SERIES>", b"<NEW-SERIES>")
    assert read_scope(new, make.cik).series == ((A, frozenset({C1})),)


def test_forms_are_asked_for_by_name():
    assert asked_for(("all",)) == FAMILIES
    assert [family.name for family in asked_for(("nport-p/a", "10-Q", "N-CSRS", "NPORT-P"))] == [
        "NPORT-P",
        "10-K",
        "N-CSR",
    ]
    with pytest.raises(UsageError, match=r"There is no form '8-K' to fetch\. There are: all, NPORT-P, N-CEN"):
        asked_for(("8-K",))


@pytest.mark.parametrize(
    ("wrapper", "names"),
    [
        (Wrapper.INTERVAL_FUND, "NPORT-P N-CEN N-CSR N-2 SC TO-I"),
        (Wrapper.TENDER_OFFER_FUND, "NPORT-P N-CEN N-CSR N-2 SC TO-I D"),
        (Wrapper.OPEN_END_FUND, "NPORT-P N-CEN N-CSR"),
        (Wrapper.BDC_NONTRADED, "N-2 10-K SC TO-I D"),
        (Wrapper.NONTRADED_REIT, "10-K SC TO-I D"),
        (Wrapper.ETP_GRANTOR_TRUST, "10-K"),
        (Wrapper.PRIVATE_FUND, "D"),
        (Wrapper.COLLECTIVE_TRUST, ""),
    ],
)
def test_each_kind_of_fund_files_its_own_forms(wrapper, names):
    assert " ".join(family.name for family in FAMILIES if wrapper in family.wrappers) == names


@pytest.mark.parametrize(
    ("form", "inline", "format"),
    [
        ("NPORT-P/A", 0, Format.NPORT),
        ("N-CEN", 0, Format.NCEN),
        ("N-CSRS", 1, Format.INLINE_XBRL),
        ("N-CSR/A", 0, Format.DOCUMENT),
        ("486BPOS", 1, Format.INLINE_XBRL),
        ("10-Q/A", 1, Format.COMPANY_FACTS),
        ("N-23C3A", 0, Format.DOCUMENT),
        ("SC TO-I/A", 0, Format.DOCUMENT),
        ("D", 0, Format.FORM_D),
    ],
)
def test_each_form_has_its_reader(make, form, inline, format):  # noqa: A002
    (filing,) = read_submissions(make.index([make.filing(1, form, "2026-01-05", inline=inline)]), AT).filings
    assert family_of(filing, FAMILIES).format_of(filing) is format


@pytest.mark.parametrize("form", ["SC TO-T", "NT N-CEN", "8-K", "N-PX", "NPORT-EX"])
def test_other_forms_are_left(make, form):
    (filing,) = read_submissions(make.index([make.filing(1, form, "2026-01-05")]), AT).filings
    assert family_of(filing, FAMILIES) is None
