"""What EDGAR answered is kept by hash, and asked for again only where it can have changed."""

import hashlib
import json

import pytest

from prudent.errors import RecordTampered
from sources.edgar.answer import Expected

PAGE = b"<html>offer</html>"


def test_a_document_of_a_filing_is_asked_for_once(site, edgar, make, tmp_path):
    row = make.filing(1, "SC TO-I", "2026-01-05", document="offer.htm")
    make.stands(row, PAGE)
    site.at(make.submissions, make.index([row]))
    (filing,) = edgar.registrant(make.cik).filings
    for _ in range(2):
        assert edgar.document(make.cik, filing, Expected.PAGE) == PAGE
    assert site.asked.count(f"{make.folder(row)}/offer.htm") == 1

    sha = hashlib.sha256(PAGE).hexdigest()
    assert (tmp_path / "store/received" / sha).read_bytes() == PAGE
    records = [json.loads(path.read_bytes()) for path in (tmp_path / "store/answers").iterdir()]
    (record,) = [one for one in records if one["address"].endswith("offer.htm")]
    assert record == {
        "address": f"{site.url}{make.folder(row)}/offer.htm", "sha256": sha, "size_bytes": len(PAGE),
        "fetched": "2026-03-02", "etag": None, "last_modified": None,
    }  # fmt: skip


def test_the_index_is_asked_for_each_time_and_sent_only_when_it_is_another(site, edgar, make):
    first, second = make.index([]), make.index([make.filing(1, "D", "2026-01-05")])
    site.at(make.submissions, make.reply(first, headers={"ETag": '"v1"'}))
    assert edgar.registrant(make.cik).filings == ()
    assert edgar.registrant(make.cik).filings == ()
    assert [headers.get("if-none-match") for headers in site.headers] == [None, '"v1"']
    site.at(make.submissions, make.reply(second, headers={"ETag": '"v2"'}))
    assert len(edgar.registrant(make.cik).filings) == 1
    assert len(edgar.registrant(make.cik).filings) == 1
    assert [headers.get("if-none-match") for headers in site.headers] == [None, '"v1"', '"v1"', '"v2"']


def test_kept_bytes_that_changed_are_told(site, edgar, make, tmp_path):
    row = make.filing(1, "SC TO-I", "2026-01-05", document="offer.htm")
    make.stands(row, PAGE)
    site.at(make.submissions, make.index([row]))
    (filing,) = edgar.registrant(make.cik).filings
    edgar.document(make.cik, filing, Expected.PAGE)
    (tmp_path / "store/received" / hashlib.sha256(PAGE).hexdigest()).write_bytes(b"<html>other</html>")
    with pytest.raises(RecordTampered, match="is not what"):
        edgar.document(make.cik, filing, Expected.PAGE)


def test_a_record_that_cannot_be_read_is_told(site, edgar, make, tmp_path):
    site.at(make.submissions, make.index([]))
    edgar.registrant(make.cik)
    (record,) = (tmp_path / "store/answers").iterdir()
    record.write_text("{}")
    with pytest.raises(RecordTampered, match="cannot be read"):
        edgar.registrant(make.cik)


def test_a_failed_answer_leaves_nothing(site, edgar, make, tmp_path):
    row = make.filing(1, "SC TO-I", "2026-01-05", document="offer.htm")
    site.at(make.submissions, make.index([row]))
    (filing,) = edgar.registrant(make.cik).filings
    before = sorted((tmp_path / "store").rglob("*"))
    site.at(f"{make.folder(row)}/offer.htm", make.reply(PAGE, missing=3))
    with pytest.raises(Exception, match="given up"):
        edgar.document(make.cik, filing, Expected.PAGE)
    assert sorted((tmp_path / "store").rglob("*")) == before
