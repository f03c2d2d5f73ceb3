"""XML that is made to fetch, to grow or to run: entities, document types, includes, depth, encodings.

Belongs here: cases of the XML guard, and of the forms that are read through it.
"""

from hostile_case import BAD, CHANGED, HOSTILE, READ, Case, cases

TYPE = " line {} declares a document type, which can define entities; no filing needs one, so nothing of it is read."
ENCODED = " line 1 says that it is encoded as '{}'; UTF-8, ASCII and UTF-16 with a byte order mark are read."
BROKEN = " line {}: this is not well-formed XML ({}); fetch the file again."
DEEP = " is nested more than 64 deep; nothing further is read."
LONG = " line 1 has a text or attribute of more than 1,048,576 characters; nothing further is read."


def _laughs() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY l0 "ha">{levels}]><a>&l9;</a>'.encode()


def _quadratic() -> bytes:
    return b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 100_000 + b'">]><a>' + b"&x;" * 10_000 + b"</a>"


def entities(canary: str, fifo: str, port: int) -> tuple[Case, ...]:
    """Document types and entities, some of which point to a file, to a pipe nobody writes to, and to a server here."""
    file, pipe, web = f"file://{canary}", f"file://{fifo}", f"http://127.0.0.1:{port}/x"
    return cases(
        "xml entities",
        "xml",
        ("billion laughs", _laughs, HOSTILE, TYPE.format(2)),
        ("quadratic blowup", _quadratic, HOSTILE, TYPE.format(1)),
        ("an external file", f'<!DOCTYPE a [<!ENTITY x SYSTEM "{file}">]><a>&x;</a>'.encode(), HOSTILE, TYPE.format(1)),
        ("a pipe", f'<!DOCTYPE a [<!ENTITY x SYSTEM "{pipe}">]><a>&x;</a>'.encode(), HOSTILE, TYPE.format(1)),
        ("a web address", f'<!DOCTYPE a [<!ENTITY x SYSTEM "{web}">]><a>&x;</a>'.encode(), HOSTILE, TYPE.format(1)),
        ("an external type on disk", f'<!DOCTYPE a SYSTEM "{file}"><a/>'.encode(), HOSTILE, TYPE.format(1)),
        ("an external type on the web", f'<!DOCTYPE a SYSTEM "{web}"><a/>'.encode(), HOSTILE, TYPE.format(1)),
        ("a public type", f'<!DOCTYPE a PUBLIC "-//X//EN" "{web}"><a/>'.encode(), HOSTILE, TYPE.format(1)),
        (
            "a parameter entity",
            f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{web}"> %p;]><a/>'.encode(),
            HOSTILE,
            TYPE.format(1),
        ),
        ("a bare type", b"\n\n<!DOCTYPE a><a/>", HOSTILE, TYPE.format(3)),
        ("a type in UTF-16", "<!DOCTYPE a><a/>".encode("utf-16"), HOSTILE, TYPE.format(1)),
        ("a type in small letters", b"<!doctype a><a/>", BAD, BROKEN.format(1, "StartTag: invalid element name")),
        ("a type after the root", b"<a/><!DOCTYPE a>", HOSTILE, TYPE.format(1)),
        ("an entity that nothing defines", b"<a>\n&x;</a>", BAD, " line 2 refers to an entity that nothing defines."),
        ("an entity in an attribute", b'<a b="&x;"/>', BAD, " line 1 refers to an entity that nothing defines."),
        (
            "an include",
            f'<a xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="{file}" parse="text"/>kept</a>'.encode(),
            READ,
            "kept",
        ),
        (
            "an include of a pipe",
            f'<a xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="{pipe}" parse="text"/>kept</a>'.encode(),
            READ,
            "kept",
        ),
        ("a style sheet", f'<?xml-stylesheet href="{web}" type="text/xsl"?><a>kept</a>'.encode(), READ, "kept"),
        ("an instruction to run", b"<a>kept<?php system('id') ?></a>", READ, "kept"),
        (
            "a schema's address",
            f'<a xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:schemaLocation="u {web}">kept</a>'.encode(),
            READ,
            "kept",
        ),
        ("a section of characters", b"<a><![CDATA[<script>&x;]]></a>", READ, "<script>&x;"),
        ("a comment that hides a part", b"<a>ke<!-- <b>no</b> -->pt</a>", READ, "kept"),
    )


def _deep(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


SHAPES = cases(
    "xml size and depth",
    "xml",
    ("65 deep", _deep(65), HOSTILE, DEEP),
    ("64 deep", _deep(64), READ, ""),
    (
        "a million deep",
        lambda: _deep(1_000_000),
        HOSTILE,
        " line 1: a part of it is larger or deeper than the parser allows; nothing further is read.",
    ),
    (
        "a thousand open",
        b"<a>" * 1000,
        HOSTILE,
        " line 1: a part of it is larger or deeper than the parser allows; nothing further is read.",
    ),
    ("a long text", lambda: b"<a>" + b"x" * 1_048_577 + b"</a>", HOSTILE, LONG),
    ("a long attribute", lambda: b'<a b="' + b"x" * 1_048_577 + b'"/>', HOSTILE, LONG),
    ("a long comment", lambda: b"<a><!--" + b"x" * 20_000_000 + b"--></a>", HOSTILE, LONG),
    (
        "a long name",
        lambda: b"<" + b"x" * 100_000 + b"/>",
        HOSTILE,
        " line 1: a part of it is larger or deeper than the parser allows; nothing further is read.",
    ),
    ("many attributes", lambda: b"<a " + b" ".join(b'a%d="1"' % n for n in range(60_000)) + b">kept</a>", READ, "kept"),
    (
        "many namespaces",
        lambda: b"<a " + b" ".join(b'xmlns:a%d="u"' % n for n in range(20_000)) + b">kept</a>",
        READ,
        "kept",
    ),
    (
        "ten million rows",
        lambda: b"<a/>" * 10_000_000,
        HOSTILE,
        " has more than 1,000,000 elements outside of the parts that are read one by one; no filing has.",
    ),
    ("nothing", b"", BAD, " is empty."),
    ("white space", b" \n ", BAD, " is empty."),
    ("no XML", b"period,return\n", BAD, BROKEN.format(1, "Start tag expected, '<' not found")),
    (
        "cut off",
        b"<a><b>x</b>",
        BAD,
        " line 1: this is not well-formed XML (Premature end of data in tag a line 1); fetch the file again.",
    ),
    ("two roots", b"<a/><a/>", BAD, BROKEN.format(1, "Extra content at the end of the document")),
    ("an attribute twice", b'<a b="1" b="2"/>', BAD, BROKEN.format(1, "Attribute b redefined")),
    ("an archive", b"PK\x03\x04\x14\x00\x00", HOSTILE, " line 1 holds a NUL byte: it is no XML."),
) + cases(
    "xml size and depth",
    "parts",
    ("parts within bounds", b"<a><part>1</part><part>2</part></a>", READ, "1|2"),
    ("a part that is too deep", b"<a><part>" + _deep(70) + b"</part></a>", HOSTILE, DEEP),
    (
        "twenty million and one",
        lambda: b"<a/>" * 20_000_001,
        HOSTILE,
        " has more than 20,000,000 elements; no filing has.",
    ),
    (
        "three million beside the parts",
        lambda: b"<a>" + b"<b/>" * 3_000_000 + b"<part/></a>",
        HOSTILE,
        " has more than 1,000,000 elements outside of the parts that are read one by one; no filing has.",
    ),
)

ENCODINGS = cases(
    "encodings",
    "xml",
    ("UTF-7", b'<?xml version="1.0" encoding="UTF-7"?><a>+ADw-script+AD4-</a>', BAD, ENCODED.format("UTF-7")),
    ("UTF-16 without its mark", "<a>x</a>".encode("utf-16-le"), HOSTILE, " line 1 holds a NUL byte: it is no XML."),
    ("UTF-16 that is none", b"\xff\xfe\x00", BAD, " begins as UTF-16 and goes on as something else; fetch it again."),
    ("UTF-32", "<a/>".encode("utf-32"), HOSTILE, " line 1 holds a NUL byte: it is no XML."),
    ("declared as cp1252", b'<?xml version="1.0" encoding="windows-1252"?><a/>', BAD, ENCODED.format("windows-1252")),
    (
        "EBCDIC",
        '<?xml version="1.0" encoding="cp037"?><a/>'.encode("cp037"),
        BAD,
        BROKEN.format(1, "Start tag expected, '<' not found"),
    ),
    (
        "cp1252 declared as UTF-8",
        b'<?xml version="1.0" encoding="utf-8"?><a>\x93x\x94</a>',
        BAD,
        " line 1: this is not well-formed XML (Invalid bytes in character encoding); fetch the file again.",
    ),
    (
        "an overlong sign",
        b"<a>\xc0\xbcscript></a>",
        BAD,
        " line 1: this is not well-formed XML (Invalid bytes in character encoding); fetch the file again.",
    ),
    (
        "a surrogate",
        b"<a>\xed\xa0\x80</a>",
        BAD,
        " line 1: this is not well-formed XML (Invalid bytes in character encoding); fetch the file again.",
    ),
    ("NUL bytes", b"<a>x\x00</a>", HOSTILE, " line 1 holds a NUL byte: it is no XML."),
    ("a NUL by number", b"<a>&#0;</a>", BAD, BROKEN.format(1, "xmlParseCharRef: invalid xmlChar value 0")),
    (
        "a byte order mark in an instruction",
        "<?x\ufeffy</a>".encode(),
        BAD,
        BROKEN.format(1, "ParsePI: PI x·y space expected"),
    ),
    ("a byte order mark in the middle", "<a>x\ufeffy</a>".encode(), READ, "x\ufeffy"),
)

SCRIPTED = (
    b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"'
    b' xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:cef="http://xbrl.sec.gov/cef/2025" %s>'
    b'<head><script>fetch("http://127.0.0.1/")</script></head><body onload="alert(1)"><ix:header><ix:resources>'
    b'<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">101</xbrli:identifier>'
    b"</xbrli:entity><xbrli:period><xbrli:instant>2026-01-31</xbrli:instant></xbrli:period></xbrli:context>"
    b'<xbrli:unit id="u"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit></ix:resources></ix:header>'
    b'<ix:nonFraction name="cef:ManagementFeesPercent" contextRef="c" unitRef="u" scale="-2" decimals="4">%s'
    b"</ix:nonFraction></body></html>"
)
"""A page of one fee, with a script; the open places are attributes of its root and the fee."""
PAGE = SCRIPTED % (b"", b"1.25")

PAGES = cases(
    "inline XBRL",
    "page",
    ("a page with script", PAGE, READ, "core_fund__fees 1"),
    (
        "a fee of four hundred digits",
        SCRIPTED % (b"", b"1" * 400),
        BAD,
        " holds no fee of alpha-credit: ManagementFeesPercent has no number that its rule reads.",
    ),
    (
        "a fee that is a script",
        SCRIPTED % (b"", b"<script>1.25</script>"),
        BAD,
        " holds no fee of alpha-credit: ManagementFeesPercent has no number that its rule reads.",
    ),
    (
        "a fee in other digits",
        SCRIPTED % (b"", "١.٢٥".encode()),
        BAD,
        " holds no fee of alpha-credit: ManagementFeesPercent has no number that its rule reads.",
    ),
    (
        "a fee that is no number",
        SCRIPTED % (b"", b"NaN"),
        BAD,
        " holds no fee of alpha-credit: ManagementFeesPercent has no number that its rule reads.",
    ),
    ("a base address elsewhere", SCRIPTED % (b'xml:base="http://127.0.0.1/"', b"1.25"), READ, "core_fund__fees 1"),
    ("a type with entities", b'<!DOCTYPE html [<!ENTITY x "y">]>' + SCRIPTED % (b"", b"1.25"), HOSTILE, TYPE.format(1)),
    (
        "HTML that is no XML",
        b"<html><body><br><p>x</body></html>",
        BAD,
        " line 1: this is not well-formed XML (Opening and ending tag mismatch: p line 1 and body); fetch the file again.",
    ),
    (
        "XHTML without tags",
        b'<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        CHANGED,
        " is no inline XBRL 1.1 page: it has no ix:header.",
    ),
    ("a page of depth", b"<html>" + b"<div>" * 200 + b"</div>" * 200 + b"</html>", HOSTILE, DEEP),
)

FORMS = tuple(
    case
    for door, title in (("nport", "Form N-PORT"), ("ncen", "Form N-CEN"), ("form_d", "Form D"))
    for case in cases(
        "forms of EDGAR",
        door,
        (f"{door}: another form", b"<a/>", CHANGED, f": the root is 'a', unlike {title}."),
        (f"{door}: a type", b"<!DOCTYPE a><a/>", HOSTILE, TYPE.format(1)),
        (
            f"{door}: a page of words",
            b"<html><body>Undeclared Automated Tool</body></html>",
            CHANGED,
            f": the root is 'html', unlike {title}.",
        ),
        (f"{door}: no bytes", b"", BAD, " is empty."),
        (f"{door}: depth", b"<edgarSubmission>" + _deep(100) + b"</edgarSubmission>", HOSTILE, DEEP),
        (
            f"{door}: an include",
            b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>',
            CHANGED,
            f": the root is '{{http://www.w3.org/2001/XInclude}}include', unlike {title}.",
        ),
    )
) + cases(
    "forms of EDGAR",
    "nport",
    (
        "nport: nothing in it",
        b'<edgarSubmission xmlns="http://www.sec.gov/edgar/nport"/>',
        CHANGED,
        ": /edgarSubmission/headerData/submissionType is missing, unlike Form N-PORT.",
    ),
)
