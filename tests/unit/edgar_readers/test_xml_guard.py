"""What is refused of XML from outside, in bounded time, and that what is honest is read."""

import pytest

from prudent.errors import DataBad, HostileInput
from prudent.ingest.edgar import xml_guard
from prudent.ingest.edgar.xml_guard import read_parts, read_xml
from prudent.model.limits import Limits
from tests.unit.edgar_readers.form_builders import received

NESTED = "is nested more than 64 deep"


def root_of(content, **limits):
    return read_xml(received(content, limits=Limits(**limits)))


def parts_of(content, **limits):
    """The attribute `i` of every part, in order, and the root that is left."""
    seen = []
    root = read_parts(
        received(content, limits=Limits(**limits)), "x", lambda parts: seen.extend(part.get("i") for part in parts)
    )
    return seen, root


BILLION = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]>'
HOSTILE = {
    "entities": (BILLION + b"<a>&c;</a>", "line 1 declares a document type"),
    "an external file": (b'<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "line 2 declares a"),
    "an external parameter": (b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.org/">%p;]><a/>', "declares a document type"),
    "a document type in a comment": (b"<a><!-- <!DOCTYPE a> --></a>", "declares a document type"),
    "depth": (b"<a>" * 65 + b"</a>" * 65, NESTED),
    "depth beyond the parser": (b"<a>" * 300 + b"</a>" * 300, "a part of it is larger or deeper"),
    "a long text": (b"<a>\n<b>" + b"x" * 2_000_000 + b"</b></a>", "line 2 has a text or attribute of more than"),
    "a long attribute": (b'<a b="' + b"x" * 2_000_000 + b'"/>', "line 1 has a text or attribute"),
    "a long comment": (b"<a><!--" + b"x" * 2_000_000 + b"--></a>", "line 1 has a text or attribute"),
    "a long text in pieces": (b"<a>" + (b"x" * 900_000 + b"<!-- -->") * 13 + b"</a>", "a part of it is larger or deeper"),
    "a long name": (b"<" + b"a" * 60_000 + b"/>", "a part of it is larger or deeper"),
    "NUL bytes": (b"<a>\n\x00</a>", "line 2 holds a NUL byte"),
    "UTF-16 without its mark": ("<a/>".encode("utf-16-le"), "line 1 holds a NUL byte"),
    "UTF-32": ("<a/>".encode("utf-32"), "holds a NUL byte"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("read", [root_of, parts_of])
def test_hostile_xml_is_refused_with_its_reason(name, read):
    content, words = HOSTILE[name]
    with pytest.raises(HostileInput, match=words):
        read(content)


WRONG = {
    "empty": (b"", "is empty"),
    "blank": (b" \n", "is empty"),
    "another encoding": (b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>', "encoded as 'ISO-8859-1'"),
    "an encoding that hides tags": (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "encoded as 'UTF-7'"),
    "bytes that are no UTF-8": (b"<a>\n\xff</a>", r"line 2: this is not well-formed XML \(Invalid bytes"),
    "UTF-16 that breaks off": ("<a/>".encode("utf-16") + b"\x00", "begins as UTF-16"),
    "a tag that does not end": (b"<a>\n\n<b></a>", r"line 3: this is not well-formed XML \(Opening and ending tag"),
    "cut off": (b"<a><b>1</b>", r"line 1: this is not well-formed XML \(Premature end"),
    "two roots": (b"<a/><a/>", r"not well-formed XML \(Extra content"),
    "an attribute twice": (b'<a b="1" b="2"/>', r"not well-formed XML \(Attribute b redefined"),
    "an entity of nobody": (b"<a>\n\n&of;</a>", "line 3 refers to an entity that nothing defines"),
    "text alone": (b"name,value\n1,2\n", "not well-formed XML"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("read", [root_of, parts_of])
def test_xml_that_is_none_is_refused_with_its_line(name, read):
    content, words = WRONG[name]
    with pytest.raises(DataBad, match=words):
        read(content)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"<a>1</a>", "1"),
        (b"\xef\xbb\xbf<a>1</a>", "1"),
        ('<?xml version="1.0" encoding="UTF-16"?><a>\u20ac</a>'.encode("utf-16"), "\u20ac"),
        (b'<?xml version="1.0" encoding="us-ascii"?><a>1</a>', "1"),
        (b'\n\n<?xml version="1.0"?>\n<a>1</a>', "1"),
        (b'<?xml version="1.0"?><?xml-stylesheet href="http://example.org/x.xsl"?><a>1<!-- no --></a>', "1"),
        (b"<a>&lt;1&amp;2&#38;3</a>", "<1&2&3"),
        (b"<a><![CDATA[<b>]]></a>", "<b>"),
    ],
)
def test_honest_spellings_are_read(content, text):
    assert root_of(content).text == text


def test_an_include_includes_nothing():
    root = root_of(b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/hostname" parse="text"/></a>')
    assert [child.text for child in root] == [None]


def test_as_deep_as_allowed_is_read():
    assert root_of(b"<a>" * 64 + b"</a>" * 64).tag == "a"
    with pytest.raises(HostileInput, match="more than 3 deep"):
        root_of(b"<a><b><c><d/></c></b></a>", xml_depth=3)


@pytest.mark.parametrize("inside", [True, False])
def test_depth_is_looked_at_inside_and_outside_of_parts(inside):
    deep = b"<d>" * 64 + b"</d>" * 64
    with pytest.raises(HostileInput, match=NESTED):
        parts_of(b"<r><x>" + deep + b"</x></r>" if inside else b"<r><x/>" + deep + b"</r>")


def test_parts_come_in_order_over_many_pieces_and_are_not_kept():
    count = 30_000  # about 700 kB, so several pieces, and more than the emptied parts that may stay
    content = b"<r><head>1</head>" + b"".join(b'<x i="%d">text</x>' % i for i in range(count)) + b"<tail>2</tail></r>"
    seen, root = parts_of(content)
    assert seen == [str(i) for i in range(count)]
    assert (root.find("head").text, root.find("tail").text) == ("1", "2")
    left = tuple(root.iterfind("x"))
    assert len(left) < count / 2
    assert all(part.text is None for part in left)


def test_parts_that_stand_apart_are_handed_over_and_only_they_are_dropped(monkeypatch):
    monkeypatch.setattr(xml_guard, "_PIECE", 256)
    apart = b"".join(b'<x i="%d">text</x><k>%d</k>' % (i, i) for i in range(100))
    nested = b"".join(b'<g><x i="%d">text</x></g>' % i for i in range(100, 200))
    beside = b"".join(b'<x i="%d">text</x>' % i for i in range(200, 300))
    seen, root = parts_of(b"<r>" + apart + nested + beside + b"<k>100</k></r>")
    assert seen == [str(i) for i in range(300)]
    assert [kept.text for kept in root.iterfind("k")] == [str(i) for i in range(101)]
    assert len(tuple(root.iterfind("g"))) == 100
    assert all(part.text is None for part in root.iter("x"))
    of_beside = seen_after(root.findall("g")[-1])
    assert 0 < of_beside < 30  # one of each piece, of which there are about nine


def seen_after(element):
    return len(tuple(element.itersiblings("x")))


def test_more_bytes_or_elements_than_allowed_are_refused():
    with pytest.raises(HostileInput, match="has 8 bytes; at most 7 are read"):
        root_of(b"<a>1</a>", xml_bytes=7)
    with pytest.raises(HostileInput, match="more than 100 elements"):
        parts_of(b"<a>" + b"<x/>" * 1000 + b"</a>", xml_elements=100)
    assert len(parts_of(b"<a>" + b"<x/>" * 99 + b"</a>", xml_elements=100)[0]) == 99


@pytest.mark.parametrize("parts", [0, 1, 40])
def test_elements_outside_of_parts_are_few(monkeypatch, parts):
    monkeypatch.setattr(xml_guard, "KEPT", 2000)
    monkeypatch.setattr(xml_guard, "_PIECE", 4096)
    junk = b"<b/>" * 100
    around = b"<c>" + junk + b"<x/></c>"
    with pytest.raises(HostileInput, match="more than 2,000 elements outside"):
        parts_of(b"<a>" + around * parts + junk * (0 if parts == 40 else 40) + b"</a>")
    with pytest.raises(HostileInput, match="more than 2,000 elements outside"):
        root_of(b"<a>" + junk * 40 + b"</a>")


def test_a_text_of_the_length_allowed_is_read():
    assert root_of(b"<a>" + b"x" * 90 + b"</a>", xml_text_characters=100).text == "x" * 90
    wide = "\u20ac" * 90  # three bytes each: characters count
    assert root_of(f"<a>{wide}</a>".encode(), xml_text_characters=100).text == wide
    with pytest.raises(HostileInput, match="more than 100 characters"):
        root_of(b"<a>" + b"x" * 101 + b"</a>", xml_text_characters=100)
