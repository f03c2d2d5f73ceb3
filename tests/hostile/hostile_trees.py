"""YAML and JSON that is made to grow, to build objects or to say two things at once.

Belongs here: cases of the two guards and of company facts.
"""

from hostile_case import BAD, CHANGED, HOSTILE, READ, Case, cases

HEAD = "packet_format: 1\nowner: alpha-credit\nreceived: 2026-05-01\nextractor: x\ngrade: C\ndocuments: []\n"
ANCHOR = " line 7 uses an anchor or alias (& or *); write the value out or put it in quotes."
TAG = " line 7 uses a tag (!); put the text in quotes."


def _header(rest: str) -> bytes:
    return (HEAD + rest).encode("utf-8", "surrogatepass")


def _bomb() -> bytes:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10))
    return _header("l0: &l0 ha\n" + levels)


YAML = cases(
    "YAML",
    "header",
    ("a bomb", _bomb, HOSTILE, ANCHOR),
    ("an anchor", _header("note: &a x\n"), HOSTILE, ANCHOR),
    ("a merge key", _header("<<: *a\nnote: x\n"), HOSTILE, ANCHOR),
    (
        "a merge of a map",
        _header("<<: {note: x}\n"),
        CHANGED,
        " line 7: the field << is unknown. (1 more in this file.)",
    ),
    ("an object of Python", _header('note: !!python/object/apply:os.system ["id"]\n'), HOSTILE, TAG),
    ("a tag of a name", _header("note: !!python/name:os.system x\n"), HOSTILE, TAG),
    ("bytes", _header("note: !!binary aGk=\n"), HOSTILE, TAG),
    ("a tag of one's own", _header("note: !x y\n"), HOSTILE, TAG),
    (
        "a field twice",
        _header("note: x\nnote: y\n"),
        BAD,
        " line 8: the field 'note' stands twice, first on line 7; keep one.",
    ),
    ("two documents", _header("note: x\n---\nnote: y\n"), HOSTILE, " line 8 holds several documents."),
    ("a list as a name", _header("? [a]\n: b\n"), HOSTILE, " line 7 has a field whose name is no plain text."),
    (
        "depth in brackets",
        _header("note: " + "[" * 100_000),
        HOSTILE,
        " line 7 is deeper than 12 levels or has more than 20,000 values.",
    ),
    (
        "depth in braces",
        _header("note: " + "{a: " * 50_000),
        HOSTILE,
        " line 7 is deeper than 12 levels or has more than 20,000 values.",
    ),
    (
        "depth in dashes",
        _header("note:\n " + "- " * 100_000),
        HOSTILE,
        " line 8 is deeper than 12 levels or has more than 20,000 values.",
    ),
    (
        "too many values",
        _header("note: [" + "1," * 21_000 + "]\n"),
        HOSTILE,
        " line 7 is deeper than 12 levels or has more than 20,000 values.",
    ),
    (
        "a number of a million digits",
        _header("note: " + "9" * 1_000_000),
        HOSTILE,
        " line 7 holds a text of 1,000,000 characters; at most 2,000 are read.",
    ),
    ("a number in sixties", _header("note: 12:30:45\n"), READ, "12:30:45"),
    ("the Norway problem", _header("note: no\n"), READ, "no"),
    ("infinity", _header("note: .inf\n"), READ, ".inf"),
    (
        "an escape that is no character",
        _header('note: "\\UFFFFFFFF"\n'),
        BAD,
        " is not YAML: it escapes a character that does not exist.",
    ),
    ("an escape that turns the text", _header('note: "\\u202ex"\n'), HOSTILE, " line 7 holds the character U+202E."),
    ("an escape for the terminal", _header('note: "\\e[31m"\n'), HOSTILE, " line 7 holds the character U+001B."),
    ("a NUL by escape", _header('note: "\\0"\n'), HOSTILE, " line 7 holds the character U+0000."),
    ("a directive", b"%TAG ! tag:x,2000:\n---\n" + _header("note: x\n"), READ, "x"),
    ("an unknown field", _header("note: x\n__class__: y\n"), CHANGED, " line 8: the field __class__ is unknown."),
)
OWNER = " line 2: owner must match pattern '^[a-z0-9]+(-[a-z0-9]+)*$', not '{}'."
STEPS = (
    " line 6: documents, entry 1, file must match pattern "
    "'^[^./\\\\\\s:][^/\\\\\\r\\n:]*(/[^./\\\\\\s:][^/\\\\\\r\\n:]*){{0,3}}$', not '{}'."
)
ALONE = " line 9: file names a file, not a folder or the way to one: write its name alone."
NUMBER = " line 6: documents, entry 1, accession must match pattern '^[0-9]{{10}}-[0-9]{{2}}-[0-9]{{6}}$', not '{}'."
DECLARED = """note: x
files:
  - {{file: '{}', format: series, source_kind: manager, document: {{id: a, title: b}}}}
"""


def _owner(name: str) -> bytes:
    return _header("note: x\n").replace(b"alpha-credit", f"'{name}'".encode())


def _documents(field: str, name: str) -> bytes:
    one = f"documents: [{{id: a, title: b, {field}: '{name}'}}]"
    return _header("note: x\n").replace(b"documents: []", one.encode())


PATHS = cases(
    "names that lead elsewhere",
    "header",
    *(
        (f"a fund of the name {name}", _owner(name), BAD, OWNER.format(name))
        for name in ("../../etc", "/etc/passwd", "a/b", "..", "a\\b", "con.", "a b", "Alpha", "alpha-", "аlpha")
    ),
    ("a fund of a short name", _owner("A"), BAD, " line 2: owner is too short, not 'A'."),
    (
        "a fund of a long name",
        _owner("a" * 65),
        BAD,
        f" line 2: owner must have at most 64 characters, not '{'a' * 40}…'.",
    ),
    *(
        (f"a document's file {name}", _documents("file", name), BAD, STEPS.format(name))
        for name in (
            "../returns.csv",
            "/etc/passwd",
            "a/../b",
            "..\\b",
            "C:/x",
            ".hidden",
            "a/b/c/d/e",
            "a//b",
            "~/x/..",
        )
    ),
    *(
        (f"a declared file {name}", _header(DECLARED.format(name)), BAD, ALONE)
        for name in ("../../beta-credit/packet/returns.csv", "/etc/passwd", "a/b.csv", "..", ".", "a\\b")
    ),
    *(
        (f"an accession number {name}", _documents("accession", name), BAD, NUMBER.format(name))
        for name in ("../../x", "0000000101-25-00000١", "0000000101-25-000001/../x")
    ),
)

_FACTS = (
    '{"cik": 101, "facts": {"us-gaap": {"Assets": {"units": {"USD": [{"end": "2025-12-31", "val": %s, '
    '"accn": "0000000101-26-000001", "form": "10-K", "filed": "2026-03-01"}]}}}}}'
)
FACTS = (_FACTS % "1").encode()
"""Company facts of one figure."""

JSON = cases(
    "JSON",
    "json",
    ("a key twice", b'{"a": 1, "a": 2}', BAD, ": the key 'a' stands twice in one object; which is meant is not known."),
    (
        "a key twice by escape",
        b'{"a": 1, "\\u0061": 2}',
        BAD,
        ": the key 'a' stands twice in one object; which is meant is not known.",
    ),
    ("depth", b"[" * 100_000, HOSTILE, " is nested more than 32 deep; nothing further is read."),
    ("depth of objects", b'{"a":' * 100_000, HOSTILE, " is nested more than 32 deep; nothing further is read."),
    (
        "depth that hides in escapes",
        b'["\\\\"' + b",[" * 100,
        HOSTILE,
        " is nested more than 32 deep; nothing further is read.",
    ),
    ("brackets in a text", b'["' + b"[" * 1000 + b'"]', READ, '["' + "[" * 1000 + '"]'),
    (
        "ten million values",
        lambda: b"[" + b"1," * 10_000_000 + b"1]",
        HOSTILE,
        " has more than 5,000,000 values; no filer has.",
    ),
    ("a huge exponent", b"[1e999]", HOSTILE, " holds the number '1e999', longer or larger than any figure of a fund."),
    (
        "an exponent of a billion",
        b"[1e-999999999]",
        HOSTILE,
        " holds the number '1e-999999999', longer or larger than any figure of a fund.",
    ),
    (
        "four hundred digits",
        b"[" + b"9" * 400 + b"]",
        HOSTILE,
        f" holds the number '{'9' * 40}…', longer or larger than any figure of a fund.",
    ),
    ("no number", b"[NaN]", HOSTILE, " holds NaN, which is no number."),
    ("infinity", b"[-Infinity]", HOSTILE, " holds -Infinity, which is no number."),
    ("a comma too many", b"[1,]", BAD, " is not JSON from line 1, column 4 on: fetch it again."),
    ("two values", b"[1][2]", BAD, " is not JSON from line 1, column 4 on: fetch it again."),
    ("a comment", b"[1 /* x */]", BAD, " is not JSON from line 1, column 4 on: fetch it again."),
    ("single quotes", b"['a']", BAD, " is not JSON from line 1, column 2 on: fetch it again."),
    ("UTF-16", "[1]".encode("utf-16"), HOSTILE, " holds NUL bytes: it is no text file."),
    ("half a character by escape", b'["\\ud800"]', HOSTILE, " holds half of a character (\\ud800 and such)."),
    ("a whole character by escape", b'["\\ud83d\\ude00"]', READ, '["\U0001f600"]'),
    ("nothing", b"", BAD, " is empty: remove it, or put in what is known."),
) + cases(
    "JSON",
    "facts",
    (
        "facts of a number beyond all",
        (_FACTS % "1e400").encode(),
        HOSTILE,
        " holds the number '1e400', longer or larger than any figure of a fund.",
    ),
    (
        "facts of a text",
        (_FACTS % '"=1+1"').encode(),
        CHANGED,
        ", us-gaap/Assets/USD[0]/val: a number was expected there, as company facts are documented.",
    ),
    ("facts of a list", b"[]", CHANGED, " is no company facts file: an object with cik and facts was expected."),
    (
        "facts of another filer",
        (_FACTS % "1").replace("101,", "102,").encode(),
        BAD,
        " holds the facts of CIK 102 and alpha-credit is CIK 101: it is another filer's and is not read.",
    ),
    ("facts of nothing", b'{"cik": 101, "facts": {}}', BAD, " holds no us-gaap facts: fetch it again, or remove it."),
    (
        "a CIK in other digits",
        (_FACTS % "1").replace("101,", '"١٠١",').encode(),
        CHANGED,
        ", cik: a number of up to ten digits was expected.",
    ),
    (
        "a CIK of a text with a path",
        (_FACTS % "1").replace("101,", '"../101",').encode(),
        CHANGED,
        ", cik: a number of up to ten digits was expected.",
    ),
    ("facts within bounds", FACTS, READ, "core_fund__balance_sheet 1"),
)

ALL: tuple[Case, ...] = (*YAML, *PATHS, *JSON)
