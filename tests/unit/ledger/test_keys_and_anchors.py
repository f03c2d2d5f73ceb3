"""Who may sign when, and what anchors hold: keys follow each other, a retired one signs no more, a shorter chain is told."""

import json
from datetime import timedelta

import pytest
from obstore.store import MemoryStore

from prudent.decide.anchors import make_anchor
from prudent.decide.canonical import canonical
from prudent.decide.keys import add_first, read_keys, rotate
from prudent.decide.ledger import ClockWentBack, append, read_chain
from prudent.decide.ring import Keyring, signed_bytes
from prudent.decide.signing import is_signed
from prudent.decide.standalone.verify import is_signed as standalone_signed
from prudent.decide.verify import verify
from prudent.errors import RecordTampered, UsageError
from prudent.model.ledger import Entry, Signature
from prudent.store.frames import sha256
from prudent.store.objects import StoredObjects
from tests.unit.ledger.ledger_store import FIRST, FUND, OTHER, PLAN, SECOND, STRANGER, at, review

KEY = f"ledger/{PLAN}/{FUND}"


@pytest.fixture
def objects():
    return StoredObjects(MemoryStore())


def add(objects, hours, signer=None, fund=FUND):
    return append(objects, PLAN, fund, lambda _: review(objects, fund), at(hours, signer))


def told(objects):
    return {fault.where: fault.what for fault in verify(objects).faults}


def forge(objects, number, hours, signer, key):
    """An entry that follows from the one before, put there by someone who can write to the store."""
    last = objects.get(f"{KEY}/{number - 1}.json")
    before = Entry.model_validate_json(last)
    made = before.model_copy(
        update={"number": number, "previous": sha256(last), "recorded_at": at(hours).at, "signature": None}
    )
    if signer is not None:
        signature = Signature(key=key, signature=signer.sign(signed_bytes(made)))
        made = made.model_copy(update={"signature": signature})
    objects.put(f"{KEY}/{number}.json", canonical(made))


def test_without_a_key_nothing_is_signed_and_a_signature_is_refused(objects):
    assert add(objects, 0).signature is None
    with pytest.raises(UsageError, match=r"is none of this store's. Add a key first: prudent keys new"):
        add(objects, 1, FIRST)


def test_from_the_first_key_on_everything_is_signed(objects):
    add_first(objects, "first", FIRST, "Clerk One", at(1).at)
    with pytest.raises(UsageError, match=r"signed since 2026-03-10T10:00:00\+00:00.*first in PRUDENT_SIGNING_KEY"):
        add(objects, 2)
    with pytest.raises(UsageError, match=r"is none of this store's. Give that of first"):
        add(objects, 2, STRANGER)
    entry = add(objects, 2, FIRST)
    assert entry.signature.key == "first"
    body = canonical(entry.model_copy(update={"signature": None}))
    assert is_signed(FIRST.public_key, entry.signature.signature, body)
    assert told(objects) == {}


def test_a_new_key_takes_the_place_of_the_one_before(objects):
    add_first(objects, "first", FIRST, "Clerk One", at(1).at)
    add(objects, 2, FIRST)
    key = rotate(objects, "second", SECOND, FIRST, "Clerk Two", at(3).at)
    assert (key.introduced_by, key.added_by, key.valid_from) == ("first", "Clerk Two", at(3).at)
    with pytest.raises(UsageError, match=r"is first, which signs no more. Give that of second"):
        add(objects, 3, FIRST)
    assert add(objects, 3, SECOND).signature.key == "second"
    assert [key.name for key in read_keys(objects).keys] == ["first", "second"]
    assert told(objects) == {}


def test_what_a_key_cannot_be(objects):
    with pytest.raises(UsageError, match="no key yet: prudent keys new"):
        rotate(objects, "second", SECOND, FIRST, "Clerk One", at(1).at)
    add_first(objects, "first", FIRST, "Clerk One", at(1).at)
    with pytest.raises(UsageError, match=r"has the key first. A new one is introduced with it"):
        add_first(objects, "other", SECOND, "Clerk One", at(2).at)
    with pytest.raises(UsageError, match="has a key first already"):
        rotate(objects, "first", SECOND, FIRST, "Clerk One", at(2).at)
    with pytest.raises(UsageError, match="none of this store's"):
        rotate(objects, "second", SECOND, STRANGER, "Clerk One", at(2).at)
    with pytest.raises(UsageError, match="is signed since"):
        rotate(objects, "second", SECOND, None, "Clerk One", at(2).at)
    with pytest.raises(ClockWentBack, match="the key first was recorded at"):
        rotate(objects, "second", SECOND, FIRST, "Clerk One", at(0).at)
    assert objects.keys("ledger-keys") == ("ledger-keys/first.json",)


@pytest.fixture
def rotated(objects):
    """Two keys, an entry of each, and an anchor after both."""
    add_first(objects, "first", FIRST, "Clerk One", at(1).at)
    add(objects, 2, FIRST)
    rotate(objects, "second", SECOND, FIRST, "Clerk Two", at(3).at)
    make_anchor(objects, at(3, SECOND))
    return objects


@pytest.mark.parametrize(
    ("hours", "signer", "key", "what"),
    [
        (4, FIRST, "first", "is signed with the key first, though a newer key was in force."),
        (2, FIRST, "first", "was added after anchor 1 and is not signed with second or a newer key."),
        (4, None, None, "is signed by nobody, though a newer key was in force."),
        (2, None, None, "is signed by nobody, though a newer key was in force."),
        (2, SECOND, "second", "is signed with the key second, which was not there yet."),
        (4, STRANGER, "second", "does not carry the signature of the key second."),
        (1, SECOND, "second", "was recorded before the entry before it."),
    ],
)
def test_an_entry_that_may_not_be_signed_so_is_found_whatever_its_clock_says(rotated, hours, signer, key, what):
    forge(rotated, 2, hours, signer, key)
    assert told(rotated) == {f"{KEY}/2.json": what}


def test_an_entry_signed_with_a_key_that_is_not_there_names_the_key(rotated):
    forge(rotated, 2, 4, STRANGER, "stranger")
    assert told(rotated) == {"ledger-keys/stranger.json": f"is missing: {KEY}/2.json is signed with it."}


def test_a_second_first_key_or_a_second_heir_is_found(rotated):
    other = StoredObjects(MemoryStore())
    add_first(other, "evil", STRANGER, "Clerk Six", at(0).at)
    rotated.put("ledger-keys/evil.json", other.get("ledger-keys/evil.json"))
    # the older of two first keys is taken for the first: which of them is honest, whoever verifies must know
    assert set(told(rotated)) & {"ledger-keys/evil.json", "ledger-keys/first.json"}

    heirs = StoredObjects(MemoryStore())
    add_first(heirs, "first", FIRST, "Clerk One", at(1).at)
    body = heirs.get("ledger-keys/first.json")
    rotate(heirs, "heir", STRANGER, FIRST, "Clerk Six", at(4).at)
    two = StoredObjects(MemoryStore())
    two.put("ledger-keys/first.json", body)
    two.put("ledger-keys/second.json", rotated.get("ledger-keys/second.json"))
    two.put("ledger-keys/heir.json", heirs.get("ledger-keys/heir.json"))
    assert told(two)["ledger-keys/heir.json"] == "was added beside the chain of keys: another key has its place."
    with pytest.raises(RecordTampered, match="heir"):
        add(two, 5, SECOND)


def test_a_first_key_made_anew_is_found_by_the_anchor(rotated):
    fresh = StoredObjects(MemoryStore())
    add_first(fresh, "first", FIRST, "Clerk Six", at(1).at)
    rotated.put("ledger-keys/first.json", fresh.get("ledger-keys/first.json"))
    assert told(rotated) == {"ledger-keys/first.json": "is not what anchor 1 of 2026-03-10 holds."}


def test_a_keyring_knows_who_signs_when(rotated):
    ring = read_keys(rotated)
    assert (ring.ended(-1), ring.ended(0), ring.ended(1)) == (at(1).at, at(3).at, None)
    assert Keyring().ended(-1) is None
    assert ring.current.name == "second"


def test_an_anchor_is_made_when_a_head_or_a_key_moved_and_only_then(objects):
    assert make_anchor(objects, at(0)) is None
    entry = add(objects, 0)
    first = make_anchor(objects, at(1))
    [head] = first.heads
    assert (first.number, first.previous, head.number) == (1, None, 1)
    assert head.sha256 == sha256(canonical(entry))
    assert make_anchor(objects, at(2)) is None
    add(objects, 2, fund=OTHER)
    second = make_anchor(objects, at(3))
    assert [(item.fund, item.number) for item in second.heads] == [(FUND, 1), (OTHER, 1)]
    assert second.previous == sha256(objects.get("ledger-anchors/1.json"))
    add_first(objects, "first", FIRST, "Clerk One", at(4).at)
    third = make_anchor(objects, at(4, FIRST))
    assert [item.key for item in third.keys] == ["ledger-keys/first.json"]
    assert third.signature.key == "first"
    assert objects.keys("ledger-anchors") == tuple(f"ledger-anchors/{number}.json" for number in (1, 2, 3))
    assert json.loads(objects.get("ledger-anchors/3.json"))["heads"][0]["number"] == 1


def test_a_shorter_or_changed_chain_is_not_anchored(objects):
    add(objects, 0)
    add(objects, 0)
    make_anchor(objects, at(1))
    whole = {key: objects.get(key) for key in objects.keys("ledger")}
    shorter = StoredObjects(MemoryStore())
    for key in ("ledger-anchors/1.json", f"{KEY}/1.json", *objects.keys("reviews")):
        shorter.put(key, objects.get(key))
    with pytest.raises(RecordTampered, match=r"2\.json is not what the last anchor holds"):
        make_anchor(shorter, at(2))
    assert told(shorter) == {f"{KEY}/2.json": "is missing: anchor 1 of 2026-03-10 holds it."}
    gone = StoredObjects(MemoryStore())
    gone.put("ledger-anchors/1.json", objects.get("ledger-anchors/1.json"))
    with pytest.raises(RecordTampered, match=r"1\.json is missing: the last anchor holds its chain"):
        make_anchor(gone, at(2))
    objects.put(f"{KEY}/2.json", whole[f"{KEY}/2.json"].replace(b"2026Q1", b"2026Q2"))
    with pytest.raises(RecordTampered, match=r"2\.json is not what the last anchor holds"):
        make_anchor(objects, at(2))


def test_what_came_after_the_last_anchor_must_follow_from_it(objects):
    add(objects, 0)
    make_anchor(objects, at(1))
    add(objects, 2)
    body = objects.get(f"{KEY}/2.json")
    objects.put(f"{KEY}/2.json", body.replace(sha256(objects.get(f"{KEY}/1.json")).encode(), b"f" * 64))
    with pytest.raises(RecordTampered, match=r"2\.json does not follow from 1\.json"):
        make_anchor(objects, at(3))


def test_an_anchor_s_clock_and_gaps(objects):
    add(objects, 0)
    make_anchor(objects, at(2))
    add(objects, 1)
    with pytest.raises(ClockWentBack, match="anchor 1 was recorded at"):
        make_anchor(objects, at(1))
    objects.put("ledger-anchors/3.json", objects.get("ledger-anchors/1.json"))
    with pytest.raises(RecordTampered, match=r"2\.json is missing, though 3\.json is there"):
        make_anchor(objects, at(3))


def test_of_two_who_anchor_at_once_one_is_first(objects, monkeypatch):
    add(objects, 0)
    create, others = objects.create, [lambda: (add(objects, 1), make_anchor(objects, at(2)))]

    def second(key, body):
        if key.startswith("ledger-anchors") and others:
            others.pop()()
        return create(key, body)

    monkeypatch.setattr(objects, "create", second)
    assert make_anchor(objects, at(2)) is None
    [head] = json.loads(objects.get("ledger-anchors/1.json"))["heads"]
    assert head["number"] == 2
    assert told(objects) == {}


def test_entries_added_after_the_last_anchor_are_no_fault(objects):
    for hours in range(3):
        add(objects, hours)
        make_anchor(objects, at(hours))
    add(objects, 3)
    assert told(objects) == {}
    chain = read_chain(objects, PLAN, FUND)
    assert chain.entries[-1].recorded_at - chain.entries[0].recorded_at == timedelta(hours=3)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda key: key.model_copy(update={"introduction": key.proof}), "does not carry the signature of first"),
        (lambda key: key.model_copy(update={"introduction": None}), "does not carry the signature of first"),
        (lambda key: key.model_copy(update={"proof": key.introduction}), "does not carry its own signature"),
        (lambda key: key.model_copy(update={"added_by": "Clerk Six"}), "does not carry its own signature"),
    ],
)
def test_a_key_without_the_word_of_the_key_before_is_refused_where_no_anchor_knows_it(objects, change, says):
    add_first(objects, "first", FIRST, "Clerk One", at(1).at)
    key = rotate(objects, "second", SECOND, FIRST, "Clerk Two", at(3).at)
    objects.put("ledger-keys/second.json", canonical(change(key)))
    with pytest.raises(RecordTampered, match=rf"ledger-keys/second\.json {says}"):
        read_keys(objects)


def test_in_the_second_of_a_rotation_the_old_key_signs_before_the_new_one_and_not_after(objects):
    add_first(objects, "first", FIRST, "Clerk One", at(1).at)
    add(objects, 3, FIRST)
    rotate(objects, "second", SECOND, FIRST, "Clerk Two", at(3).at)
    assert told(objects) == {}
    add(objects, 3, SECOND)
    forge(objects, 3, 3, FIRST, "first")
    assert told(objects) == {f"{KEY}/3.json": "is signed with the key first, though a newer key was in force."}
    with pytest.raises(RecordTampered, match=r"3\.json is signed with the key first"):
        read_chain(objects, PLAN, FUND)


def test_a_signature_has_one_spelling():
    """Base64 leaves four bits of the last character unused; a decoder passes them over."""
    good = FIRST.sign(b"words")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = good[:-3] + letters[letters.index(good[-3]) ^ 1] + "=="
    assert is_signed(FIRST.public_key, good, b"words") is True
    assert is_signed(FIRST.public_key, twin, b"words") is False
    assert standalone_signed(FIRST.public_key, good, b"words") is True
    assert standalone_signed(FIRST.public_key, twin, b"words") is False
