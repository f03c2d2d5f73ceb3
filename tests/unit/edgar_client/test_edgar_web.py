"""What an answer is, what is tried again, and what is told plainly: over real HTTP."""

import httpx
import pytest

from prudent.errors import HostileInput, SchemaChanged, SourceLate
from sources.edgar.answer import Again, Answer, EdgarRefuses, Expected, NotThere
from sources.edgar.web import Web, retry_after, wait_before

JSON = b'{"cik": "0001234567"}'
XML = b'<?xml version="1.0"?>\n<!-- made --><n:edgarSubmission xmlns:n="x"><a/></n:edgarSubmission>\n<!-- end -->\n'
MIB = 1024 * 1024


def test_a_request_says_who_asks_and_brings_bytes_and_their_version(site, web, make):
    site.at("/a.json", make.reply(JSON, headers={"ETag": '"v1"', "Last-Modified": "Mon, 02 Mar 2026 00:00:00 GMT"}))
    answer = web.get(f"{site.url}/a.json", Expected.JSON, MIB)
    assert answer == Answer(JSON, '"v1"', "Mon, 02 Mar 2026 00:00:00 GMT")
    assert site.headers[0]["user-agent"] == make.agent
    assert site.headers[0]["accept-encoding"] == "gzip, deflate"
    assert "if-none-match" not in site.headers[0]


def test_what_has_not_changed_is_not_sent_again(site, web, make):
    site.at("/a.json", make.reply(JSON, headers={"ETag": '"v1"'}))
    known = web.get(f"{site.url}/a.json", Expected.JSON, MIB)
    assert web.get(f"{site.url}/a.json", Expected.JSON, MIB, known) is None
    assert site.headers[1]["if-none-match"] == '"v1"'


def test_not_changed_without_being_asked_is_no_answer(site, web, make):
    site.at("/a.json", make.reply(status=304))
    with pytest.raises(SchemaChanged, match="status 304"):
        web.get(f"{site.url}/a.json", Expected.JSON, MIB)


def test_403_is_told_as_what_it_is_and_not_tried_again(site, web, make):
    site.at("/a.json", make.reply(b"<html>no</html>", 403))
    with pytest.raises(EdgarRefuses, match="PRUDENT_EDGAR_USER_AGENT") as refused:
        web.get(f"{site.url}/a.json", Expected.JSON, MIB)
    assert refused.value.exit_code == 12
    assert site.asked == ["/a.json"]


@pytest.mark.parametrize(
    "words", [b"Your Request Originates from an Undeclared Automated Tool", b"Request Rate Threshold Exceeded"]
)
def test_the_page_for_undeclared_programs_is_no_filing_also_under_200(site, web, words):
    site.at("/a.htm", b"<html><title>SEC.gov | " + words + b"</title></html>")
    with pytest.raises(EdgarRefuses):
        web.get(f"{site.url}/a.htm", Expected.PAGE, MIB)
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_be_gone_on_the_next_attempt_is_tried_again(site, web, make, status):
    site.at("/a.json", make.reply(status=status), make.reply(status=status), JSON)
    answer = web.get(f"{site.url}/a.json", Expected.JSON, MIB)
    assert (answer.content, len(site.asked)) == (JSON, 3)


def test_after_the_attempts_it_is_late(site, web, make):
    site.at("/a.json", make.reply(status=503))
    with pytest.raises(SourceLate) as late:
        web.get(f"{site.url}/a.json", Expected.JSON, MIB)
    assert late.value.sentence == f"{site.url}/a.json: status 503, given up after 3 attempts. Start again later."
    assert len(site.asked) == 3


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ({"body": JSON, "missing": 5}, "the connection failed"),
        ({"body": b'{"cik": "00', "unannounced": True}, "an answer that ends in the middle"),
        ({"body": b""}, "an empty answer"),
        ({"body": b" \r\n\t", "unannounced": True}, "an empty answer"),
        ({"body": b"\x1f\x8b no gzip", "headers": {"Content-Encoding": "gzip"}}, "the connection failed"),
    ],
)
def test_an_answer_that_is_cut_off_or_empty_is_tried_again_and_then_an_error(site, web, make, reply, why):
    site.at("/a.json", make.reply(**reply), JSON)
    assert web.get(f"{site.url}/a.json", Expected.JSON, MIB).content == JSON
    site.at("/a.json", make.reply(**reply))
    with pytest.raises(SourceLate, match=why):
        web.get(f"{site.url}/a.json", Expected.JSON, MIB)


def test_silence_is_waited_out_once_an_attempt(site, settings, pace, make):
    site.at("/a.json", make.reply(silent=True))
    with (
        Web(settings(attempts=2, timeout_seconds=0.05), pace) as web,
        pytest.raises(SourceLate, match=r"no answer in 0\.05 seconds, given up after 2 attempts"),
    ):
        web.get(f"{site.url}/a.json", Expected.JSON, MIB)
    assert len(site.asked) == 2


def test_a_server_that_sends_a_little_now_and_then_is_left(site, settings, pace):
    site.at("/a.json", JSON)
    times = iter([0.0, 901.0, 1000.0, 1001.0])
    with Web(settings(attempts=2), pace, clock=lambda: next(times)) as web:
        assert web.get(f"{site.url}/a.json", Expected.JSON, MIB).content == JSON
    assert len(site.asked) == 2


def test_nobody_there_is_late(settings, pace, site):
    with Web(settings(attempts=1), pace) as web, pytest.raises(SourceLate, match="given up at once"):
        web.get("http://127.0.0.1:9/a.json", Expected.JSON, MIB)


@pytest.mark.parametrize("status", [404, 410])
def test_nothing_there_is_not_tried_again(site, web, make, status):
    site.at("/a.json", make.reply(status=status))
    with pytest.raises(NotThere, match="EDGAR has nothing there"):
        web.get(f"{site.url}/a.json", Expected.JSON, MIB)
    assert len(site.asked) == 1


def test_a_status_that_edgar_does_not_give_is_no_answer(site, web, make):
    site.at("/a.json", make.reply(JSON, 418))
    with pytest.raises(SchemaChanged, match="418"):
        web.get(f"{site.url}/a.json", Expected.JSON, MIB)


@pytest.mark.parametrize(
    "to",
    ["http://127.0.0.2:1/a.json", "https://127.0.0.1/a.json", "//evil.example/a", "http://[x", "file:///etc/passwd"],
)
def test_a_redirect_to_another_host_is_refused(site, web, make, to):
    site.at("/a.json", make.reply(status=302, headers={"Location": to}))
    with pytest.raises(HostileInput, match="leads to another host"):
        web.get(f"{site.url}/a.json", Expected.JSON, MIB)
    assert site.asked == ["/a.json"]


def test_a_redirect_on_the_same_host_is_followed_at_the_same_pace(site, settings, make):
    site.at("/a.json", make.reply(status=301, headers={"Location": "/b.json"}))
    site.at("/b.json", JSON)
    turns = []

    class Counted:
        def wait(self) -> None:
            turns.append(1)

    with Web(settings(), Counted()) as web:
        assert web.get(f"{site.url}/a.json", Expected.JSON, MIB).content == JSON
    assert (site.asked, len(turns)) == (["/a.json", "/b.json"], 2)


def test_redirects_without_end_are_left(site, web, make):
    site.at("/a.json", make.reply(status=302, headers={"Location": "/a.json"}))
    with pytest.raises(SchemaChanged, match="without end"):
        web.get(f"{site.url}/a.json", Expected.JSON, MIB)
    assert len(site.asked) == 4


def test_a_body_is_counted_as_it_comes(site, web, make):
    site.at("/a.json", make.reply(b"{" + b" " * 2000 + b"}", unannounced=True))
    with pytest.raises(HostileInput, match="more than 2,000 bytes"):
        web.get(f"{site.url}/a.json", Expected.JSON, 2_000)
    assert len(web.get(f"{site.url}/a.json", Expected.JSON, 2_002).content) == 2_002


def test_a_packed_body_is_counted_unpacked(site, web, make):
    packed = make.gzip(b"{" + b" " * 5_000_000 + b"}")
    assert len(packed) < 10_000
    site.at("/a.json", make.reply(packed, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(HostileInput, match="more than 1,048,576 bytes"):
        web.get(f"{site.url}/a.json", Expected.JSON, MIB)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<!DOCTYPE html>\n<html><body>down</body></html>", Expected.JSON),
        (b"[1]", Expected.JSON),
        (b"<html><body>down</body></html>", Expected.XML),
        (b"\xef\xbb\xbf<!-- x --><HTML></HTML>", Expected.XML),
        (JSON, Expected.XML),
        (b"<html>down</html>", Expected.HEADER),
        (b"nothing of the kind>", Expected.HEADER),
    ],
)
def test_another_kind_of_answer_is_refused_and_not_tried_again(site, web, body, expected):
    site.at("/a", body)
    with pytest.raises(SchemaChanged, match=r"answers? with"):
        web.get(f"{site.url}/a", expected, MIB)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (XML, Expected.XML),
        (b"\xef\xbb\xbf<a></a >", Expected.XML),
        (b"<?xml version='1.0'?><html xmlns='x'>fees</html>", Expected.PAGE),
        (b"<html>old", Expected.PAGE),
        (b"plain words", Expected.PAGE),
        (b"<SEC-HEADER>x\n<ACCESSION-NUMBER>1\n</SEC-HEADER>", Expected.HEADER),
    ],
)
def test_whole_answers_are_taken(site, web, body, expected):
    site.at("/a", body)
    assert web.get(f"{site.url}/a", expected, MIB).content == body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (XML[:-40], Expected.XML),
        (b"<a><b></b>", Expected.XML),
        (b"<a></a><!-- open", Expected.XML),
        (b"<?xml version='1.0'?><html><p>fees</p>", Expected.PAGE),
        (b"<SEC-HEADER>x\n<ACCESSION-NUMBER>1\n<SERIES-", Expected.HEADER),
    ],
)
def test_half_answers_are_tried_again(site, web, body, expected):
    site.at("/a", body)
    with pytest.raises(SourceLate, match="ends in the middle"):
        web.get(f"{site.url}/a", expected, MIB)
    assert len(site.asked) == 3


def test_a_server_may_ask_for_a_wait_and_gets_at_most_the_longest():
    assert wait_before(Again("status 429", 7.0), 120) == 7.0
    assert wait_before(Again("status 429", 7200.0), 120) == 120
    assert wait_before(Again("status 503"), 120) is True
    assert wait_before(ValueError("a bug"), 120) is False
    assert wait_before(EdgarRefuses(), 120) is False


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "9" * 40}, 999_999_999.0),
        ({"Retry-After": "Mon, 02 Mar 2026 00:01:30 GMT", "Date": "Mon, 02 Mar 2026 00:00:00 GMT"}, 90.0),
        ({"Retry-After": "Mon, 02 Mar 2026 00:00:00 GMT", "Date": "Mon, 02 Mar 2026 00:01:30 GMT"}, 0.0),
        ({"Retry-After": "Mon, 02 Mar 2026 00:01:30 GMT"}, None),
        ({"Retry-After": "Mon, 02 Mar 2026 00:01:30", "Date": "Mon, 02 Mar 2026 00:00:00 GMT"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_a_wait_is_a_number_or_a_time(headers, seconds):
    assert retry_after(httpx.Headers(headers)) == seconds
