"""Filings fetched over HTTP and read by their own readers: one of the test's own, and real ones where they are at hand."""

import re
from datetime import date
from pathlib import Path

import pytest

from prudent.model.limits import Limits
from sources.edgar.fetch import Fetching, Wanted, fetch_fund
from sources.edgar.forms import FAMILIES

SEC = Path(__file__).resolve().parents[4] / "shared/sec"
OFFER = b"<html><body>The Fund is offering to purchase up to 5% of its shares.</body></html>"
FORMS = {"nport": ("NPORT-P", "open_end_fund"), "ncen": ("N-CEN", "open_end_fund"), "formd": ("D", "private_fund"), "companyfacts": ("10-K", "bdc_nontraded")}  # fmt: skip
REAL = [path.relative_to(SEC).as_posix() for path in sorted(SEC.glob("*/*")) if path.parent.name in FORMS]
AT_HAND = [name for name in REAL if not name.endswith(".xsd") and "sample" not in name]


@pytest.mark.parametrize("name", ["own", *AT_HAND])
def test_a_filing_is_fetched_and_read(site, edgar, objects, make, name):
    body = OFFER if name == "own" else (SEC / name).read_bytes()
    form, wrapper = FORMS.get(name.partition("/")[0], ("SC TO-I", "interval_fund"))
    found = re.search(rb'<(?:regCik|registrantCik|cik)>0*(\d+)<|"cik": ?"?0*(\d+)', body)
    cik = int(found[1] or found[2]) if found else make.cik
    series = re.search(rb"<seriesId>(S\d{9})<", body)
    series_id = series[1].decode() if series else None
    row = make.filing(1, form, "2026-01-05", "2025-12-31", "offer.htm" if name == "own" else "xslX/primary_doc.xml")
    folder = f"/Archives/edgar/data/{cik}/{row['accessionNumber'].replace('-', '')}"
    site.at(f"/submissions/CIK{cik:010d}.json", make.index([row], cik=cik))
    site.at(f"/api/xbrl/companyfacts/CIK{cik:010d}.json", body)
    site.at(f"{folder}/{row['primaryDocument'].removeprefix('xslX/')}", body)
    site.at(
        f"{folder}/{row['accessionNumber']}.hdr.sgml", make.header(*[(series_id, ())] if series_id else [], owner=cik)
    )

    one = make.fund(cik=cik, series_id=series_id, wrapper=wrapper)
    if name == "companyfacts/blackstone-private-credit-2023-02.json":
        one = make.fund(cik=cik, wrapper=wrapper, legal_name="Blackstone Private Credit Fund")
    done = fetch_fund(one, Wanted(FAMILIES, date(2018, 6, 1)), Fetching(edgar, objects, Limits(), make.today))
    assert done.faults == ()
    assert [new.form.partition(" and ")[0] for new in done.new] == [form]
