#!/usr/bin/env python3
"""Checks an exported record: is every byte what was written, and is nothing missing?

    python3 -I -S verify.py [FOLDER]

FOLDER is the unzipped export, by default the folder of this file. Python 3.8 or newer is all that it needs: it imports
nothing but Python's own library, reads files, writes none and asks no network. Every finding is a line that begins
with the file. The last line is the sum. Exit code: 0 where nothing was found, 1 where something was, 2 where there is
no export.

It is one file, so that one can read it from top to bottom and know what was checked. README.txt says what lies where.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import re
import sys
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Tuple, cast

# ----------------------------------------------------------------------------------------------------------------------
# Ed25519, verification only (RFC 8032, sections 5.1 and 6). Slow and short: a signature takes some milliseconds.
# ----------------------------------------------------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = Tuple[int, int, int, int]
Json = Dict[str, Any]


def decompress(data: bytes) -> Optional[Point]:
    """The point that 32 bytes name; None if they name none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def compress(point: Point) -> bytes:
    """The 32 bytes that name a point."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def add(one: Point, two: Point) -> Point:
    """The sum of two points, in extended coordinates."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    e = 2 * one[2] * two[2] % P
    f, g, h, i = b - a, e - c, e + c, b + a
    return f * g % P, h * i % P, g * h % P, f * i % P


def times(number: int, point: Point) -> Point:
    """A point, so many times."""
    total: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point = add(point, point)
        number >>= 1
    return total


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """True if the signature is that of the public key over the message."""
    key = decompress(public)
    number = int.from_bytes(signature[32:], "little")
    if key is None or BASE is None or len(signature) != 64 or number >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    minus_key = (P - key[0], key[1], 1, P - key[3])
    return compress(add(times(number, BASE), times(challenge, minus_key))) == signature[:32]


# ----------------------------------------------------------------------------------------------------------------------
# Spelling
# ----------------------------------------------------------------------------------------------------------------------


def utf_16(name: str) -> bytes:
    """What the names of an object are ordered by."""
    return name.encode("utf-16-be")


def canonical(value: Any) -> bytes:
    """Canonical JSON (RFC 8785) of what holds no number with a fraction: no entry, anchor or key does."""

    def ordered(item: Any) -> Any:
        if isinstance(item, float):
            raise ValueError("a number with a fraction")
        if isinstance(item, dict):
            said = cast("Json", item)
            return {name: ordered(said[name]) for name in sorted(said, key=utf_16)}
        return [ordered(one) for one in cast("List[Any]", item)] if isinstance(item, list) else item

    return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def plain(value: Any) -> bytes:
    """JSON as manifests and issues are written."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def sha256(body: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


NOT_READ = "cannot be read: it is not as it was written."
NOT_SPELLED = "is not spelled as it was written: a byte of it was changed."
MALFORMED = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
ENTRY = "body fund ledger_version number plan previous recorded_at recorded_by signature"
ANCHOR = "anchor_version heads keys made_at made_by number previous signature"
KEY = "added_by introduced_by introduction key_version name proof public_key valid_from"
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
BLOCK = 1 << 20


class Export:
    """The files of the unzipped export, and what was found. A file is told of once, with what was found first."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.found: Dict[str, str] = {}
        self.hashes: Dict[str, str] = {}
        self.sizes: Dict[str, int] = {}
        self.plan = self.fund = ""
        for path in sorted(self._walk()):
            self._hash(path)

    def _walk(self) -> Iterator[str]:
        for folder, names, files in os.walk(self.home):
            for name in files + [one for one in names if os.path.islink(os.path.join(folder, one))]:
                path = os.path.join(folder, name)
                key = os.path.relpath(path, self.home).replace(os.sep, "/")
                if os.path.islink(path):
                    self.tell(key, "is a link and no file: it was added.")
                else:
                    yield key

    def _hash(self, key: str) -> None:
        total, size = hashlib.sha256(), 0
        with open(os.path.join(self.home, key), "rb") as file:
            for block in iter(lambda: file.read(BLOCK), b""):
                total.update(block)
                size += len(block)
        self.hashes[key], self.sizes[key] = total.hexdigest(), size

    def tell(self, key: str, what: str) -> None:
        """Put a finding down."""
        self.found.setdefault(key, what)

    def read(self, key: str) -> bytes:
        """The bytes of a file; none where it is not there."""
        if key not in self.hashes:
            return b""
        with open(os.path.join(self.home, key), "rb") as file:
            return file.read()

    def below(self, folder: str) -> List[str]:
        """The files below a folder."""
        return [key for key in self.hashes if key.startswith(folder + "/")]

    def value(self, key: str, spelled: Callable[[Any], bytes], fields: str = "") -> Optional[Json]:
        """What a JSON file says; None where it cannot be read, or is not spelled in the one way that it can be.

        `fields` are the names that it must have, and no other; none where it may have any.
        """
        body = self.read(key)
        try:
            value: Json = dict(json.loads(body.decode("utf-8")))
            same = spelled(value) == body
            whole = not fields or " ".join(sorted(value)) == fields
        except MALFORMED:
            same = whole = False
            value = {}
        if not same:
            self.tell(key, NOT_SPELLED if value else NOT_READ)
        elif not whole:
            self.tell(key, NOT_READ)
        return value if same and whole else None


# ----------------------------------------------------------------------------------------------------------------------
# The list of sums, and the received files
# ----------------------------------------------------------------------------------------------------------------------

SUMS, ABOUT = "SHA256SUMS", "export.json"


def check_sums(export: Export) -> None:
    """Every file is in the list, with its hash, and every file of the list is there."""
    listed: Dict[str, str] = {}
    for line in export.read(SUMS).decode("utf-8", "replace").splitlines():
        digest, _, key = line.partition("  ")
        listed[key] = digest
    for key in sorted(set(listed) - set(export.hashes)):
        export.tell(key, "is missing: %s names it." % SUMS)
    for key in sorted(set(export.hashes) - set(listed) - {SUMS}):
        export.tell(key, "was added: %s does not name it." % SUMS)
    for key in sorted(set(export.hashes) & set(listed)):
        if export.hashes[key] != listed[key]:
            export.tell(key, "is not what %s says: it was changed." % SUMS)


def check_inputs(export: Export) -> None:
    """Each received file lies under its own hash."""
    for key in export.below("inputs"):
        if key != "inputs/" + export.hashes[key]:
            export.tell(key, "is not what was received: its hash is not its name.")


# ----------------------------------------------------------------------------------------------------------------------
# Keys and signatures
# ----------------------------------------------------------------------------------------------------------------------


def is_signed(public: str, signature: Any, body: bytes) -> bool:
    """True if the signature, in base64, is that of the public key, in base64, over the bytes."""
    try:
        raw = base64.b64decode(signature, validate=True)
        honest = base64.b64encode(raw).decode() == signature
        return honest and ed25519_verify(base64.b64decode(public, validate=True), body, raw)
    except (binascii.Error, TypeError, ValueError):
        return False


def key_file(name: str) -> str:
    """Where a public key lies."""
    return "record/ledger-keys/%s.json" % name


def read_keys(export: Export) -> List[Json]:
    """The public keys, the first one first, each held against its own signature and that of the key before."""
    found: Dict[str, Json] = {}
    for key in export.below("record/ledger-keys"):
        value = export.value(key, canonical, KEY)
        if value is not None and key == key_file(str(value.get("name"))):
            found[value["name"]] = value
        elif value is not None:
            export.tell(key, "speaks of another key than its name says.")
    order = in_order(export, found)
    for before, one in zip([None] + order, order):
        try:
            check_key(export, one, before)
        except MALFORMED:
            export.tell(key_file(one["name"]), NOT_READ)
    return order


def in_order(export: Export, found: Dict[str, Json]) -> List[Json]:
    """The first key, then each that the one before introduced; last what no way leads to, which is told."""
    left = dict(sorted(found.items(), key=lambda item: (str(item[1].get("valid_from")), item[0])))
    order: List[Json] = []
    before: Optional[str] = None
    while True:
        after = next((one for one in left.values() if one.get("introduced_by") == before), None)
        if after is None:
            break
        order.append(left.pop(after["name"]))
        before = after["name"]
    for one in left.values():
        if one.get("introduced_by") is None or one["introduced_by"] in found:
            export.tell(key_file(one["name"]), "was added beside the chain of keys: another key has its place.")
        else:
            export.tell(key_file(str(one["introduced_by"])), "is missing: %s was introduced with it." % one["name"])
    return order + list(left.values())


def check_key(export: Export, key: Json, before: Optional[Json]) -> None:
    """One public key."""
    where, body = key_file(key["name"]), canonical(dict(key, proof=None, introduction=None))
    if not is_signed(key.get("public_key", ""), key.get("proof"), body):
        export.tell(where, "does not carry its own signature: it was changed.")
    elif before is None or key.get("introduced_by") != before["name"]:
        if key.get("introduction") is not None and not key.get("introduced_by"):
            export.tell(where, "is the first key and carries another's word.")
    elif not is_signed(before.get("public_key", ""), key.get("introduction"), body):
        export.tell(where, "does not carry the signature of %s, the key before it." % before["name"])
    elif key["valid_from"] < before["valid_from"]:
        export.tell(where, "is older than the key before it.")


class Signing:
    """Which key may sign what: from the first key on everything is signed, and a key ends where the next begins."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.keys = read_keys(export)

    def place(self, value: Json) -> int:
        """Which key signed, from 0 on; -1 for none."""
        name = value["signature"]["key"] if value.get("signature") else None
        return next((at for at, key in enumerate(self.keys) if key["name"] == name), -1)

    def knows(self, value: Json) -> bool:
        """False for what is signed with a key that is not there, which is told where the key is missing."""
        return not value.get("signature") or self.place(value) >= 0

    def check(self, where: str, value: Json, at: str, before: int) -> None:
        """One signature, or that there is none; `before` is the place of the key that signed what comes before."""
        signature, place = value.get("signature"), self.place(value)
        name = "with the key %s" % signature["key"] if signature else "by nobody"
        if signature and key_file(signature["key"]) not in self.export.found:
            if place < 0:
                self.export.tell(key_file(signature["key"]), "is missing: %s is signed with it." % where)
                return
            if not is_signed(
                self.keys[place]["public_key"], signature["signature"], canonical(dict(value, signature=None))
            ):
                self.export.tell(where, "does not carry the signature of the key %s." % signature["key"])
                return
        ended = self.keys[place + 1]["valid_from"] if place + 1 < len(self.keys) else None
        if place < before or (ended is not None and at > ended):
            self.export.tell(where, "is signed %s, though a newer key was in force." % name)
        elif place >= 0 and at < self.keys[place]["valid_from"]:
            self.export.tell(where, "is signed %s, which was not there yet." % name)


# ----------------------------------------------------------------------------------------------------------------------
# Chains: the fund's entries, and the anchors
# ----------------------------------------------------------------------------------------------------------------------

Numbered = Dict[int, Json]


def read_chain(export: Export, folder: str, signing: Signing, own: Json, time: str) -> Numbered:
    """Files 1.json, 2.json … of a folder, each with the hash of the one before it."""
    shape = re.compile(re.escape(folder) + r"/([1-9]\d{0,8})\.json")
    numbers: Dict[int, str] = {}
    for key in export.below(folder):
        match = shape.fullmatch(key)
        if match:
            numbers[int(match.group(1))] = key
        else:
            export.tell(key, "was added: nothing of that name belongs here.")
    good: Numbered = {}
    place, last = -1, 0
    for number, key in sorted(numbers.items()):
        if number != last + 1:
            export.tell("%s/%d.json" % (folder, last + 1), "is missing, though %d.json is there." % number)
        last = number
        value = export.value(key, canonical, ANCHOR if time == "made_at" else ENTRY)
        if value is None:
            continue
        check_link(export, key, value, number, dict(own, number=number), good, time)
        signed_at(signing, key, value, time, place)
        place = max(place, signing.place(value))
        if key not in export.found:
            good[number] = value
    return good


def signed_at(signing: Signing, key: str, value: Json, time: str, place: int) -> None:
    """A link's signature, if nothing else is wrong with it."""
    try:
        if key not in signing.export.found:
            signing.check(key, value, value[time], place)
    except MALFORMED:
        signing.export.tell(key, NOT_READ)


def check_link(export: Export, key: str, value: Json, number: int, own: Json, good: Numbered, time: str) -> None:
    """One link. Where the one before it was found at fault, that is told already."""
    before = good.get(number - 1)
    if any(value.get(name) != said for name, said in own.items()):
        export.tell(key, "speaks of another number, plan or fund than its name.")
    elif not TIME.fullmatch(str(value.get(time))):
        export.tell(key, "has no time in UTC to the second.")
    elif before is None and number != 1:
        return
    elif value.get("previous") != (sha256(canonical(before)) if before else None):
        export.tell(key, "does not follow from %d.json: one of the two was changed." % (number - 1))
    elif before is not None and value[time] < before[time]:
        export.tell(key, "was recorded before the one before it.")


def check_anchors(export: Export, entries: Numbered, signing: Signing) -> Numbered:
    """The anchors, and that what they hold of this fund's chain and of the keys is still there."""
    anchors = read_chain(export, "record/ledger-anchors", signing, {}, "made_at")
    folder = "record/ledger/%s/%s" % (export.plan, export.fund)
    known: Dict[str, int] = {}
    for number in sorted(anchors):
        anchor, reached = anchors[number], 0
        where = "anchor %d of %s" % (number, anchor["made_at"][:10])
        for head in anchor["heads"]:
            if (head["plan"], head["fund"]) == (export.plan, export.fund):
                reached = head["number"]
                hold(export, "%s/%d.json" % (folder, reached), head["sha256"], where)
        for item in anchor["keys"]:
            hold(export, "record/" + item["key"], item["sha256"], where)
            known.setdefault("record/" + item["key"], reached)
    for at, key in enumerate(signing.keys):
        for number in sorted(entries):
            late = number > known.get(key_file(key["name"]), number)
            if late and signing.place(entries[number]) < at and signing.knows(entries[number]):
                export.tell("%s/%d.json" % (folder, number), "is not signed with %s or a newer key." % key["name"])
    return anchors


def hold(export: Export, key: str, digest: str, where: str) -> None:
    """A file that something vouches for is there and the same."""
    if key not in export.hashes:
        export.tell(key, "is missing: %s holds it." % where)
    elif export.hashes[key] != digest:
        export.tell(key, "is not what %s holds: it was changed." % where)


def check_named(export: Export, entries: Numbered) -> None:
    """What entries name is there and the same: memos, reviews, issues and manifests."""
    for number in sorted(entries):
        body = entries[number]["body"]
        where = "entry %d" % number
        subject = body["subject"]
        record = "memo.json" if subject["kind"] == "memo" else "review.json"
        hold(export, "record/%s/%s" % (subject["folder"], record), subject["record"], where)
        for item in body.get("files", ()):
            hold(export, "record/" + item["key"], item["sha256"], where)


# ----------------------------------------------------------------------------------------------------------------------
# Folders: runs, issues and reviews
# ----------------------------------------------------------------------------------------------------------------------


def folders(export: Export, top: str, shape: str) -> Iterator[Tuple[str, List[str]]]:
    """Every folder of a part of the record that has files, with their names."""
    found: Dict[str, List[str]] = {}
    for key in export.below(top):
        folder, _, name = key.rpartition("/")
        found.setdefault(folder, []).append(name)
    for folder in sorted(found):
        if re.fullmatch(top + shape, folder):
            yield folder, found[folder]
        else:
            for name in found[folder]:
                export.tell("%s/%s" % (folder, name), "was added: nothing belongs here.")


def check_list(export: Export, folder: str, names: Iterable[str], listed: Any, lister: str) -> None:
    """The files of a folder are those of its list."""
    outputs = {item["name"]: (item["sha256"], item["size_bytes"]) for item in listed}
    for name in sorted(set(names) - set(outputs)):
        export.tell("%s/%s" % (folder, name), "was added: %s does not name it." % lister)
    for name in sorted(outputs):
        key = "%s/%s" % (folder, name)
        if key not in export.hashes:
            export.tell(key, "is missing: %s names it." % lister)
        elif (export.hashes[key], export.sizes[key]) != outputs[name]:
            export.tell(key, "is not what %s says: it was changed." % lister)


def run_name(manifest: Json, left_out: Any) -> str:
    """What a run of this question, these inputs and this code is called."""
    asked = {
        "code_sha256": manifest["code_sha256"],
        "inputs": sorted([item["path"], item["sha256"]] for item in manifest["inputs"]),
        "request": manifest["request"],
    }
    if left_out:
        asked["left_out"] = [[item["fund"], item["reason"]] for item in left_out]
    if manifest.get("known_on") is not None:
        asked["known_on"] = manifest["known_on"]
    return sha256(json.dumps(asked, ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode())


def check_run(export: Export, folder: str, names: List[str]) -> None:
    """One run: its manifest lists its files, and its name is the hash of what it was made from."""
    key = folder + "/manifest.json"
    manifest = export.value(key, plain) if "manifest.json" in names else None
    if "manifest.json" not in names:
        export.tell(key, "is missing.")
    if manifest is None:
        return
    check_list(export, folder, set(names) - {"manifest.json"}, manifest["outputs"], "manifest.json")
    request = manifest["request"]
    if folder != "record/runs/%s/%s/%s" % (request["fund"], request["as_of"], manifest["run"]):
        export.tell(key, "speaks of another run than its folder.")
    case = folder + "/case.json"
    told = case in export.hashes and case not in export.found
    left_out = json.loads(export.read(case).decode("utf-8")).get("left_out") if told else None
    if manifest["run"] != run_name(manifest, left_out):
        export.tell(key, "names other inputs, other code or another question than the run was named after.")


def check_claim(export: Export, folder: str, names: List[str]) -> Optional[str]:
    """The claim of an issue. Returns the run that it claims."""
    key = folder + "/claim.json"
    if "claim.json" not in names:
        export.tell(key, "is missing.")
        return None
    claim = export.value(key, plain)
    if claim is not None and claim["number"] != int(folder.rpartition("/")[2]):
        export.tell(key, "speaks of another issue than its folder.")
    return claim["run"] if claim else None


def check_issue(export: Export, folder: str, names: List[str]) -> None:
    """One issue of a memo: claim, record, files, and the run that it shows."""
    claimed = check_claim(export, folder, names)
    key = folder + "/issue.json"
    issue = export.value(key, plain) if "issue.json" in names else None
    if "issue.json" not in names:
        export.tell(key, "is missing.")
    if issue is None:
        return
    request = issue["request"]
    home = "record/memos/%s/%s/%s/%d" % (request["plan"], request["fund"], request["as_of"], issue["number"])
    if home != folder:
        export.tell(key, "speaks of another issue than its folder.")
    if claimed is not None and claimed != issue["run"]:
        export.tell(folder + "/claim.json", "claims another run than issue.json shows.")
    check_list(export, folder, set(names) - {"claim.json", "issue.json"}, issue["files"], "issue.json")
    check_shown(export, key, issue)


def check_shown(export: Export, key: str, issue: Json) -> None:
    """The run that an issue shows is there and says the same of every file."""
    request = issue["request"]
    shown = "record/runs/%s/%s/%s/manifest.json" % (request["fund"], request["as_of"], issue["run"])
    if shown not in export.hashes:
        export.tell(shown, "is missing: %s shows its run." % key)
        return
    manifest = json.loads(export.read(shown).decode("utf-8"))
    files = {item["name"]: item["sha256"] for item in manifest["outputs"]}
    same = all(files.get(item["name"]) == item["sha256"] for item in issue["files"])
    if not same or any(manifest.get(name) != issue.get(name) for name in ("question", "seals")):
        export.tell(key, "says otherwise than %s." % shown)


def check_review(export: Export, folder: str, names: List[str]) -> None:
    """One review: its manifest lists its files."""
    key = folder + "/manifest.json"
    manifest = export.value(key, plain) if "manifest.json" in names else None
    if "manifest.json" not in names:
        export.tell(key, "is missing.")
    if manifest is not None:
        check_list(export, folder, set(names) - {"manifest.json"}, manifest["outputs"], "manifest.json")


DAY, SLUG, HASH = r"\d{4}-\d{2}-\d{2}", "[a-z0-9-]+", "[0-9a-f]{64}"
PARTS = (
    ("record/runs", "/%s/%s/%s" % (SLUG, DAY, HASH), check_run, "manifest.json"),
    ("record/memos", r"/%s/%s/%s/[1-9]\d{0,8}" % (SLUG, SLUG, DAY), check_issue, "issue.json"),
    ("record/reviews", "/%s/%s/%s/%s" % (SLUG, SLUG, DAY, HASH), check_review, "manifest.json"),
)
TOPS = ("ledger", "ledger-anchors", "ledger-keys", "memos", "reviews", "runs")


def check_folders(export: Export) -> None:
    """Runs, issues and reviews; and nothing lies beside them."""
    for top, shape, check, lister in PARTS:
        for folder, names in folders(export, top, shape):
            try:
                check(export, folder, names)
            except MALFORMED:
                export.tell("%s/%s" % (folder, lister), NOT_READ)
    chain = "record/ledger/%s/%s/" % (export.plan, export.fund)
    for key in export.below("record"):
        if key.split("/")[1] not in TOPS or (key.startswith("record/ledger/") and not key.startswith(chain)):
            export.tell(key, "was added: it is no part of the record.")


# ----------------------------------------------------------------------------------------------------------------------
# All of it
# ----------------------------------------------------------------------------------------------------------------------


def verify(home: str) -> Tuple[Export, List[str]]:
    """Check an export. Returns what was found, and lines on what was looked at."""
    export = Export(home)
    said: List[str] = []
    about: Json = export.value(ABOUT, canonical) or {}
    export.plan, export.fund = str(about.get("plan")), str(about.get("fund"))
    check_sums(export)
    check_inputs(export)
    signing = Signing(export)
    folder = "record/ledger/%s/%s" % (export.plan, export.fund)
    own = {"plan": export.plan, "fund": export.fund}
    entries = read_chain(export, folder, signing, own, "recorded_at")
    anchors: Numbered = {}
    try:
        anchors = check_anchors(export, entries, signing)
        check_named(export, entries)
    except MALFORMED:
        export.tell(folder, NOT_READ)
    check_folders(export)
    said.append("%d files of %s for %s: %d entries, %d anchors" % (
        len(export.hashes), export.fund, export.plan, len(entries), len(anchors)
    ))  # fmt: skip
    said += keys_said(signing)
    said.append("SHA-256 of %s: %s" % (SUMS, export.hashes.get(SUMS, "it is missing")))
    return export, said


def keys_said(signing: Signing) -> List[str]:
    """What must be held against what was told elsewhere."""
    if not signing.keys:
        return ["The ledger is not signed."]
    first = signing.keys[0]
    return ["First public key, trusted because it comes first: %s %s" % (first["name"], first["public_key"])]


def main() -> int:
    """The command."""
    home = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
    if not os.path.isfile(os.path.join(home, ABOUT)) and not os.path.isfile(os.path.join(home, SUMS)):
        print("%s holds no export: neither %s nor %s is there." % (home, ABOUT, SUMS))
        return 2
    export, said = verify(home)
    for key in sorted(export.found):
        print(ascii("%s %s" % (key, export.found[key]))[1:-1])
    for line in said:
        print(line)
    print("%d found." % len(export.found) if export.found else "Nothing was found: every byte is as it was written.")
    return 1 if export.found else 0


if __name__ == "__main__":
    sys.exit(main())
