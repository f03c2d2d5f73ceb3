"""One fund's filings, from a server to deliveries: what is new, what is not ours, what goes wrong."""

import json
from datetime import date

import pytest

from prudent.errors import DataBad
from prudent.model.delivery import Format, SourceKind
from prudent.model.limits import Limits
from prudent.store.deliveries import StoredDeliveries
from sources.edgar.delivering import EXPECTED
from sources.edgar.fetch import Fetching, Wanted, fetch_fund
from sources.edgar.forms import FAMILIES, asked_for

NPORT = b'<?xml version="1.0"?><edgarSubmission><formData/></edgarSubmission>'
OFFER = b"<html><body>The Fund is offering to purchase up to 5% of its shares.</body></html>"
FEES = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>fees</body></html>'
FORM_D = b"<edgarSubmission><submissionType>D</submissionType></edgarSubmission>"
FACTS = b'{"cik": 1234567, "entityName": "Example", "facts": {}}'
SINCE = date(2018, 6, 1)


class Reader:
    """Reads nothing, and refuses what it was told to."""

    def __init__(self) -> None:
        self.refused = b"never"
        self.read: list[Format] = []

    def __call__(self, received, fund, limits) -> None:
        self.read.append(received.delivery.declared.format)
        if self.refused in received.content:
            raise DataBad(f"{received.name}: row 3 is wrong.")


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def fetch(edgar, objects, reader, make):
    """A function: one fetch, on a day."""

    def run(fund=None, forms: str = "all", since: date = SINCE, today: date = make.today):
        work = Fetching(edgar, objects, Limits(), today, reader)
        return fetch_fund(fund or make.fund(), Wanted(asked_for(forms.split(",")), since), work)

    return run


@pytest.fixture
def filed(site, make):
    """A function: these filings stand on the server."""

    def stand(*filings: tuple) -> None:
        rows = []
        for row, body, *head in filings:
            rows.append(row)
            make.stands(row, body, *head)
        site.at(make.submissions, make.index(rows))

    return stand


def kept(objects) -> list:
    return sorted(StoredDeliveries(objects).records("example-fund"), key=lambda record: record.declared.document.id)


def test_new_filings_become_deliveries(fetch, filed, objects, make, reader):
    filed(
        (make.filing(1, "NPORT-P", "2025-11-26", "2025-09-30"), NPORT + b"<!-- 1 -->"),
        (make.filing(2, "486BPOS", "2025-12-01", document="example-20251201.htm", inline=1), FEES),
        (make.filing(3, "N-23C3A", "2025-12-02", document="xslF/offer.htm"), OFFER),
        (make.filing(4, "8-K", "2025-12-03", document="news.htm"), OFFER),
        (make.filing(5, "NPORT-P", "2018-05-31", "2018-03-31"), NPORT),
    )
    done = fetch()
    assert (done.exit_code, done.faults, done.told) == (0, (), ())
    assert [(one.form, one.period, one.format.value, one.file) for one in done.new] == [
        ("NPORT-P", "2025-09-30", "nport", "primary_doc.xml"),
        ("486BPOS", None, "inline_xbrl", "example-20251201.htm"),
        ("N-23C3A", None, "document", "offer.htm"),
    ]
    assert done.new[0].line() == "NPORT-P        2025-09-30  filed 2025-11-26  0001234567-25-000001  read as nport"
    assert done.new[2].line() == "N-23C3A                    filed 2025-12-02  0001234567-25-000003  kept"
    assert reader.read == [Format.NPORT, Format.INLINE_XBRL, Format.DOCUMENT]

    record = kept(objects)[0]
    document = record.declared.document
    assert (record.fund, record.channel, record.received) == ("example-fund", "EDGAR", make.today)
    assert record.declared.source_kind is SourceKind.REGULATOR_FILING
    assert (document.id, document.accession) == ("edgar-0001234567-25-000001", "0001234567-25-000001")
    assert (document.form, document.filed_on, document.period) == ("NPORT-P", date(2025, 11, 26), "2025-09-30")
    assert document.title == "Form NPORT-P of Example Income Fund for the period to 2025-09-30, filed 2025-11-26"
    assert objects.get(f"received/{record.sha256}") == NPORT + b"<!-- 1 -->"


def test_a_second_fetch_finds_nothing_new_and_asks_only_for_the_index(fetch, filed, objects, reader, site, make):
    filed((make.filing(1, "NPORT-P", "2025-11-26", "2025-09-30"), NPORT))
    fetch()
    before = kept(objects)
    site.asked.clear()
    done = fetch(today=date(2026, 4, 1))
    assert (done.new, done.faults, done.told) == ((), (), ())
    assert (site.asked, reader.read) == ([make.submissions], [Format.NPORT])
    # the day from which it was known does not move
    assert kept(objects) == before


def test_an_amendment_stands_beside_what_it_amends(fetch, filed, objects, make):
    filed(
        (make.filing(2, "NPORT-P/A", "2025-12-15", "2025-09-30"), NPORT + b"<!-- 2 -->"),
        (make.filing(1, "NPORT-P", "2025-11-26", "2025-09-30"), NPORT + b"<!-- 1 -->"),
    )
    assert [one.form for one in fetch().new] == ["NPORT-P", "NPORT-P/A"]
    first, second = kept(objects)
    assert first.declared.document.filed_on < second.declared.document.filed_on
    assert second.declared.document.title.endswith("filed 2025-12-15, amending 0001234567-25-000001")


A, B = "S000000001", "S000000002"


def test_a_filing_of_another_series_is_never_this_funds(fetch, filed, site, objects, make):
    ours = make.filing(1, "NPORT-P", "2025-11-26", "2025-09-30")
    theirs = make.filing(2, "NPORT-P", "2025-11-26", "2025-09-30")
    amended = make.filing(3, "NPORT-P/A", "2025-12-26", "2025-09-30")
    filed(
        (ours, NPORT + b"<!-- 1 -->", make.header((A, ()))),
        (theirs, NPORT + b"<!-- 2 -->", make.header((B, ()))),
        (amended, NPORT + b"<!-- 3 -->", make.header((A, ()))),
    )
    done = fetch(make.fund(series_id=A, wrapper="open_end_fund"))
    assert [one.accession[-2:] for one in done.new] == ["01", "03"]
    assert done.told == ("1 filing is of other series or classes of this filer and not this fund's.",)
    # the other series' filing is the later one, and is not what was amended
    assert kept(objects)[1].declared.document.title.endswith("amending 0001234567-25-000001")
    assert f"{make.folder(theirs)}/primary_doc.xml" not in site.asked


def test_a_filing_for_series_is_not_taken_for_a_fund_that_names_none(fetch, filed, make):
    filed((make.filing(1, "NPORT-P", "2025-11-26", "2025-09-30"), NPORT, make.header((A, ()), (B, ()))))
    done = fetch()
    assert (done.new, done.exit_code) == ((), 0)
    assert done.told == (
        "Form NPORT-P of 2025-11-26, 0001234567-25-000001, is not taken: it is for the series S000000001, S000000002, and fund.yml names no series_id.",
    )


def test_a_paper_filing_is_told(fetch, site, make):
    rows = [
        make.filing(1, "D", "2019-01-05", document="9999999997-19-000001.paper"),
        make.filing(2, "D", "2019-02-05", document="formd.pdf"),
        make.filing(3, "D", "2019-03-05", document="xslFormDX01/primary_doc.xml"),
    ]
    for row in rows:
        make.stands(row, FORM_D)
    site.at(make.submissions, make.index(rows))
    done = fetch(make.fund(wrapper="private_fund"))
    assert [one.accession for one in done.new] == ["0001234567-19-000003"]
    assert done.told[0] == (
        "Form D of 2019-01-05, 0001234567-19-000001, was filed on paper or without XML and cannot be read here: ask the manager for it."
    )
    assert len(done.told) == 2


def test_what_a_reader_refuses_goes_to_quarantine_and_stops_no_other(fetch, filed, objects, reader, make, site):
    reader.refused = b"<!-- 1 -->"
    filed(
        (make.filing(1, "NPORT-P", "2025-11-26", "2025-09-30"), NPORT + b"<!-- 1 -->"),
        (make.filing(2, "NPORT-P", "2026-02-26", "2025-12-31"), NPORT + b"<!-- 2 -->"),
    )
    done = fetch()
    assert [one.accession[-1] for one in done.new] == ["2"]
    assert (done.exit_code, done.faults[0].code) == (10, "DATA_BAD")
    assert done.faults[0].sentence.startswith("Form NPORT-P, 0001234567-25-000001, is put aside: received/")
    body, reason = objects.keys("quarantine")
    assert body.endswith("-0001234567-25-000001-primary_doc.xml")
    assert objects.get(body) == NPORT + b"<!-- 1 -->"
    assert json.loads(objects.get(reason))["reason"].endswith("row 3 is wrong.")

    # once the reader can, it is read from the store and not asked for again
    reader.refused = b"never"
    site.asked.clear()
    assert [one.accession[-1] for one in fetch().new] == ["1"]
    assert site.asked == [make.submissions]


def test_what_came_before_a_refusal_is_kept_and_the_rest_comes_next_time(fetch, filed, site, make):
    rows = [make.filing(n, "NPORT-P", f"2025-1{n}-26", f"2025-0{n + 7}-28") for n in (0, 1, 2)]
    filed(*((row, NPORT + str(n).encode().join((b"<!-- ", b" -->"))) for n, row in enumerate(rows)))
    site.at(f"{make.folder(rows[1])}/primary_doc.xml", make.reply(b"<html>no</html>", 403), NPORT + b"<!-- 1 -->")
    done = fetch()
    assert [one.accession[-1] for one in done.new] == ["0"]
    assert (done.blocked, done.exit_code, len(done.faults)) == (True, 12, 1)
    assert done.faults[0].sentence.startswith("EDGAR refuses (403)")
    assert f"{make.folder(rows[2])}/primary_doc.xml" not in site.asked
    again = fetch()
    assert ([one.accession[-1] for one in again.new], again.exit_code, again.blocked) == (["1", "2"], 0, False)


def test_a_server_that_is_down_ends_the_fetch_as_late(fetch, filed, site, make):
    row = make.filing(1, "NPORT-P", "2025-11-26", "2025-09-30")
    filed((row, NPORT))
    site.at(f"{make.folder(row)}/primary_doc.xml", make.reply(status=503))
    done = fetch()
    assert (done.blocked, done.exit_code) == (False, 12)
    assert "status 503, given up after 2 attempts" in done.faults[0].sentence


@pytest.mark.parametrize(
    ("reply", "code"),
    [(b"<html>maintenance</html>", "SCHEMA_CHANGED"), (404, "SOURCE_LATE"), (302, "HOSTILE_INPUT")],
)
def test_one_filing_that_cannot_be_had_stops_no_other(fetch, filed, site, make, reply, code):
    bad, good = (
        make.filing(1, "N-CEN", "2025-03-16", "2024-12-31"),
        make.filing(2, "NPORT-P", "2025-11-26", "2025-09-30"),
    )
    filed((bad, NPORT), (good, NPORT))
    answer = reply if isinstance(reply, bytes) else make.reply(b"x", reply, {"Location": "http://evil.example/"})
    site.at(f"{make.folder(bad)}/primary_doc.xml", answer)
    done = fetch()
    assert [one.form for one in done.new] == ["NPORT-P"]
    assert [fault.code for fault in done.faults] == [code]
    assert done.faults[0].sentence.startswith("Form N-CEN of 2025-03-16, 0001234567-25-000001: http://127.0.0.1")


def test_without_a_header_nothing_says_whose_it_is(fetch, filed, site, make):
    row = make.filing(1, "N-CEN", "2025-03-16", "2024-12-31")
    filed((row, NPORT))
    site.at(f"{make.folder(row)}/{row['accessionNumber']}.hdr.sgml", make.reply(status=404))
    done = fetch()
    assert (done.new, done.faults[0].code) == ((), "SOURCE_LATE")
    assert f"{make.folder(row)}/primary_doc.xml" not in site.asked


def test_company_facts_come_with_the_latest_report_and_again_when_they_change(fetch, site, objects, make):
    rows = [
        make.filing(1, "10-K", "2025-03-14", "2024-12-31", "k.htm", 1),
        make.filing(2, "10-Q", "2025-11-12", "2025-09-30", "q.htm", 1),
    ]
    site.at(make.submissions, make.index(rows))
    site.at(make.facts, FACTS)
    bdc = make.fund(wrapper="bdc_nontraded")
    (new,) = fetch(bdc).new
    assert (new.form, new.filed_on, new.period, new.file) == (
        "10-K and 10-Q",
        date(2025, 11, 12),
        "2025-09-30",
        "CIK0001234567.json",
    )
    assert new.title == "XBRL company facts of Example Income Fund, from its Forms 10-K and 10-Q"
    assert fetch(bdc).new == ()
    site.at(make.facts, FACTS.replace(b"{}", b'{"dei": {}}'))
    assert len(fetch(bdc).new) == 1
    assert len({record.declared.document.id for record in kept(objects)}) == 2
    # the reports themselves are not asked for: their figures are in the company facts
    assert site.asked == [make.submissions, make.facts] * 3


def test_a_filer_without_xbrl_is_told(fetch, site, make):
    site.at(make.submissions, make.index([make.filing(1, "10-K", "2025-03-14", "2024-12-31", "k.htm")]))
    done = fetch(make.fund(wrapper="bdc_nontraded"))
    assert (done.exit_code, done.told) == (
        0,
        ("EDGAR has no company facts of CIK 1234567: its 10-K and 10-Q carry no XBRL.",),
    )


def test_a_wrong_cik_stops_before_anything_is_taken(fetch, filed, site, objects, make):
    row = make.filing(1, "NPORT-P", "2025-11-26", "2025-09-30")
    filed((row, NPORT))
    site.at(make.submissions, make.index([row], cik=7654321))
    done = fetch()
    assert (done.new, done.exit_code) == ((), 10)
    assert done.faults[0].sentence == "EDGAR answers for CIK 7654321 where CIK 1234567 of example-fund was asked for."
    assert site.asked == [make.submissions]


def test_another_name_is_told_as_a_contradiction(fetch, filed, site, make):
    row = make.filing(1, "NPORT-P", "2025-11-26", "2025-09-30")
    filed((row, NPORT))
    site.at(make.submissions, make.index([row], name="SOMEBODY ELSE INC"))
    done = fetch()
    assert (len(done.new), done.exit_code) == (1, 0)
    assert done.told[0].startswith("Contradiction: EDGAR calls CIK 1234567 'SOMEBODY ELSE INC'")


def test_a_fund_without_a_cik_is_told(fetch, site, make):
    done = fetch(make.fund(cik=None, wrapper="collective_trust"))
    assert done.exit_code == 2
    assert (
        done.faults[0].sentence
        == "example-fund has no cik in its fund.yml, so nothing can be fetched from EDGAR for it."
    )
    assert site.asked == []


def test_only_the_forms_and_days_that_are_asked_for_come(fetch, filed, make):
    filed(
        (make.filing(1, "NPORT-P", "2025-11-26", "2025-09-30"), NPORT + b"<!-- 1 -->"),
        (make.filing(2, "N-CEN", "2025-03-16", "2024-12-31"), NPORT),
        (make.filing(3, "NPORT-P", "2025-11-25", "2025-09-30"), NPORT + b"<!-- 3 -->"),
    )
    done = fetch(forms="NPORT-P", since=date(2025, 11, 26))
    assert [one.accession[-1] for one in done.new] == ["1"]


@pytest.mark.parametrize(
    ("forms", "told"),
    [
        ("N-CEN", "EDGAR's index has no N-CEN of it since 2018-06-01."),
        ("10-K", "A fund of its kind, interval fund, files no 10-K."),
    ],
)
def test_that_there_is_nothing_of_a_form_is_told(fetch, site, make, forms, told):
    site.at(make.submissions, make.index([make.filing(1, "NPORT-P", "2025-11-26", "2025-09-30")]))
    assert fetch(forms=forms).told == (told,)


def test_an_index_that_is_no_index_ends_the_fetch(fetch, site, make):
    site.at(make.submissions, b"<html>down</html>")
    done = fetch()
    assert (done.exit_code, done.new) == (13, ())
    assert "answers with a page of words where JSON is expected" in done.faults[0].sentence


def test_every_format_that_is_fetched_has_a_way_to_be_asked_for():
    assert {family.format for family in FAMILIES} | {Format.DOCUMENT} == {*EXPECTED, Format.COMPANY_FACTS}
