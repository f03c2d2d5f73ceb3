"""A small store with everything that is verified: runs, issues, reviews, deliveries, a signed ledger with anchors."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from prudent.decide.anchors import make_anchor
from prudent.decide.issuing import body as issue_body
from prudent.decide.issuing import issued_memo
from prudent.decide.keys import add_first, rotate
from prudent.decide.ledger import Chain, Stamp, append
from prudent.decide.moves import move_of
from prudent.decide.signing import private_pem, signer_of
from prudent.model.decision import Decision, Determination, Outcome, Reliance, Votes
from prudent.model.finding import Factor, FindingStatus
from prudent.model.ledger import Body, Decided, FileHash, Reviewed, Subject
from prudent.model.run import InputFile, Manifest, Output, Request
from prudent.store.frames import json_bytes, sha256
from prudent.store.issues import latest_issue, publish
from prudent.store.layout import received_bytes
from prudent.store.objects import Objects, StoredObjects, in_folder
from prudent.store.runs import RunFolder, run_hash

PLAN, FUND, OTHER = "example", "alpha-credit", "beta-credit"
AS_OF = date(2025, 12, 31)
START = datetime(2026, 3, 10, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
CODE = "c" * 64
#: The same on each run: what is made of them is compared.
FIRST, SECOND, STRANGER = (signer_of(private_pem(bytes([number]) * 32)) for number in (1, 2, 3))

DECISION = Decision(
    decided_on=date(2026, 3, 10),
    outcome=Outcome.APPROVE,
    determinations=tuple(
        Determination(factor=factor, status=FindingStatus.SUPPORTED, because="Chapter 1.", reliance=Reliance.OWN)
        for factor in Factor
    ),
    votes=Votes(votes_for=("Member One", "Member Two"), votes_against=(), abstained=(), recused=()),
    attendees=("Member One", "Member Two"),
    questions=(),
    rationale="Größe, 10 % of the default:\n\tsmall “enough” 😀",
    dissent=(),
    conditions=(),
)


def at(hours: float, signer=None) -> Stamp:
    """So many hours after the start."""
    return Stamp(START + hours * HOUR, "Clerk One", signer)


def run(objects: Objects, fund: str, rate: bytes) -> Manifest:
    """A finished run whose memo says little."""
    request = Request(fund=fund, as_of=AS_OF, plan=PLAN)
    source = b"month,rate\n2025-12," + rate + b"\n"
    inputs = (InputFile(path=f"funds/{fund}/packet/returns.csv", sha256=sha256(source), size_bytes=len(source)),)
    question = run_hash(request, inputs, CODE)
    if (earlier := latest_issue(objects, request)) is not None:
        path, size = f"memos/{PLAN}/{fund}/{AS_OF}/{earlier.number}/memo.json", earlier.files[0].size_bytes
        inputs += (InputFile(path=path, sha256=earlier.files[0].sha256, size_bytes=size),)
    name = run_hash(request, inputs, CODE)
    folder = RunFolder(objects, request, name)
    memo = {"known_at": "2026-03-09", "page_one": {"recommendation": {"verdict": "approve"}}, "rate": rate.decode()}
    outputs = (
        folder.write("case.json", b'{"left_out": []}\n'),
        folder.write("score_fund__measures.parquet", b"PAR1" + rate * 40 + b"PAR1", rows=12),
        folder.write("memo.json", json.dumps(memo).encode()),
        folder.write("memo.html", b"<p>" + rate + b"</p>"),
        folder.write("memo.pdf", b"%PDF-1.7 " + rate * 50),
    )
    return folder.seal(
        Manifest(run=name, question=question, request=request, code_sha256=CODE, inputs=inputs, outputs=outputs)
    )


def issue(objects: Objects, fund: str, rate: bytes, stamp: Stamp) -> None:
    """Run, publish and record."""
    published = publish(objects, run(objects, fund, rate)).issue
    memo = issued_memo(objects, published)
    append(objects, PLAN, fund, lambda chain: issue_body(chain, memo), stamp)


def review(objects: Objects, fund: str) -> Body:
    """A review in the store, as a manifest lists it, and what the ledger says of it."""
    page = b'{"quarter": "2026Q1", "unchanged": true}\n'
    folder = f"reviews/{PLAN}/{fund}/2026-03-31/{'e' * 64}"
    objects.put(f"{folder}/review.json", page)
    objects.put(f"{folder}/review.html", b"<p>no change</p>")
    outputs = tuple(
        Output(name=name, sha256=sha256(held), size_bytes=len(held))
        for name in ("review.html", "review.json")
        if (held := objects.get(f"{folder}/{name}")) is not None
    )
    request = Request(fund=fund if fund != "portfolio" else FUND, as_of=date(2026, 3, 31), plan=PLAN)
    manifest = Manifest(run="e" * 64, request=request, code_sha256=CODE, inputs=(), outputs=outputs)
    objects.create(f"{folder}/manifest.json", json_bytes(manifest))
    return Reviewed(
        subject=Subject(kind="review", as_of=date(2026, 3, 31), folder=folder, record=sha256(page)),
        quarter="2026Q1",
        unchanged=True,
        late=(),
        fired=(),
        files=(FileHash(key=f"{folder}/manifest.json", sha256=sha256(json_bytes(manifest))),),
    )


def decided(objects: Objects) -> Decided:
    """A decision on the first issue."""
    folder = f"memos/{PLAN}/{FUND}/{AS_OF}/1"
    record = sha256(objects.get(f"{folder}/memo.json") or b"")
    subject = Subject(kind="memo", as_of=AS_OF, folder=folder, record=record)
    return Decided(subject=subject, decision=DECISION, rule_status="proposed", quorum=2)


def moved(chain: Chain, body: Body) -> Body:
    """The same with the move that it makes."""
    return body.model_copy(update={"move": move_of(chain, body)})


def build(folder: Path) -> StoredObjects:
    """Two funds. The first entry is not signed, the second with one key, the rest with the next; three anchors."""
    objects = in_folder(folder)
    received = b"month,rate\n2025-12,1\n"
    objects.put(received_bytes(sha256(received)), received)
    issue(objects, FUND, b"1.25", at(0))
    make_anchor(objects, at(0.5))
    add_first(objects, "first", FIRST, "Clerk One", at(1).at)
    append(objects, PLAN, FUND, lambda chain: moved(chain, decided(objects)), at(2, FIRST))
    make_anchor(objects, at(2, FIRST))
    rotate(objects, "second", SECOND, FIRST, "Clerk Two", at(3).at)
    issue(objects, FUND, b"1.75", at(4, SECOND))
    append(objects, PLAN, FUND, lambda chain: moved(chain, review(objects, FUND)), at(5, SECOND))
    issue(objects, OTHER, b"0.50", at(5, SECOND))
    review(objects, "portfolio")
    make_anchor(objects, at(6, SECOND))
    return objects


@dataclass(frozen=True)
class Tree:
    """A folder with the keys of a store: the store itself, or the record in an unzipped export."""

    root: Path

    def path(self, key: str) -> Path:
        return self.root / key

    def one(self, pattern: str) -> str:
        """The one key that matches."""
        [found] = sorted(self.root.glob(pattern))
        return found.relative_to(self.root).as_posix()

    def replace(self, key: str, old: bytes, new: bytes) -> None:
        """Change the first place that holds these bytes; it must be there."""
        body = self.path(key).read_bytes()
        assert old in body, (key, old)
        self.path(key).write_bytes(body.replace(old, new, 1))

    def flip(self, key: str, place: int = -5) -> None:
        """Change one bit of one byte."""
        body = bytearray(self.path(key).read_bytes())
        body[place] ^= 1
        self.path(key).write_bytes(bytes(body))

    def respell(self, key: str, change) -> None:
        """Change a value and write the file as the ledger spells."""
        value = json.loads(self.path(key).read_bytes())
        change(value)
        self.path(key).write_text(
            json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True), encoding="utf-8"
        )

    def digit(self, key: str, name: str) -> None:
        """Change the first hexadecimal digit of a field."""
        body = self.path(key).read_bytes()
        place = body.index(f'"{name}"'.encode()) + len(name) + 3
        place += body[place : place + 3].index(b'"') + 1
        new = b"0" if body[place : place + 1] != b"0" else b"1"
        self.path(key).write_bytes(body[:place] + new + body[place + 1 :])

    def swap(self, one: str, two: str) -> None:
        """Exchange two files."""
        first, second = self.path(one).read_bytes(), self.path(two).read_bytes()
        self.path(one).write_bytes(second)
        self.path(two).write_bytes(first)

    def add(self, key: str, body: bytes = b"added") -> None:
        self.path(key).parent.mkdir(parents=True, exist_ok=True)
        self.path(key).write_bytes(body)
