"""The memo before: the latest issue that answers another question, and the same answer when it is asked again."""

from datetime import date

import pytest
from obstore.store import MemoryStore

from prudent.model.run import Manifest, Request
from prudent.store.before import memo_before
from prudent.store.frames import sha256
from prudent.store.issues import publish
from prudent.store.objects import StoredObjects
from prudent.store.runs import RunFolder

DECEMBER = Request(fund="fund-a", as_of=date(2025, 12, 31), plan="example")
SEPTEMBER = DECEMBER.model_copy(update={"as_of": date(2025, 9, 30)})
NAMES = ("memo.json", "memo.html", "memo.pdf", "memo.docx", "memo.xlsx", "validation.html")


@pytest.fixture
def objects():
    return StoredObjects(MemoryStore())


def issued(objects, request, run, question):
    """An issue of a run that answers a question; gives the key and the record of its memo."""
    folder = RunFolder(objects, request, run * 64)
    outputs = tuple(folder.write(name, f"{run} {request.as_of} {name}".encode()) for name in NAMES)
    manifest = Manifest(
        run=run * 64, question=question * 64, request=request, code_sha256="c" * 64, inputs=(), outputs=outputs
    )
    number = publish(objects, folder.seal(manifest)).issue.number
    body = f"{run} {request.as_of} memo.json".encode()
    return f"memos/example/fund-a/{request.as_of}/{number}/memo.json", sha256(body)


def found(objects, question, request=DECEMBER):
    file = memo_before(objects, request, question * 64)
    return None if file is None else (file.path, file.sha256)


def test_a_first_memo_has_none_before_it(objects):
    assert found(objects, "a") is None


def test_an_earlier_quarter_is_before_and_a_later_one_is_not(objects):
    earlier = issued(objects, SEPTEMBER, "1", "a")
    later = issued(objects, DECEMBER, "2", "b")
    assert found(objects, "c") == later
    assert found(objects, "b") == earlier
    assert found(objects, "c", SEPTEMBER) == earlier
    assert found(objects, "a", SEPTEMBER) is None


def test_the_same_question_asked_again_is_compared_with_the_same_memo(objects):
    first = issued(objects, DECEMBER, "1", "a")
    assert found(objects, "b") == first
    second = issued(objects, DECEMBER, "2", "b")
    assert found(objects, "b") == first
    assert found(objects, "a") == second
    issued(objects, DECEMBER, "3", "a")
    assert found(objects, "a") == second


def test_another_plans_and_another_funds_memos_do_not_count(objects):
    issued(objects, SEPTEMBER.model_copy(update={"plan": "other"}), "1", "a")
    issued(objects, SEPTEMBER.model_copy(update={"fund": "fund-ab"}), "2", "a")
    assert found(objects, "b") is None


def test_a_run_that_says_no_question_counts_as_another(objects):
    folder = RunFolder(objects, SEPTEMBER, "1" * 64)
    outputs = tuple(folder.write(name, b"old") for name in NAMES)
    publish(
        objects,
        folder.seal(Manifest(run="1" * 64, request=SEPTEMBER, code_sha256="c" * 64, inputs=(), outputs=outputs)),
    )
    assert found(objects, "a") == ("memos/example/fund-a/2025-09-30/1/memo.json", sha256(b"old"))
