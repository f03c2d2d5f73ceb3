"""A sealed issue beside the memo that it seals: which is the latest, and what is no memo before."""

from datetime import date

import pytest
from obstore.store import MemoryStore

from prudent.model.run import Manifest, Request
from prudent.store.before import memo_before
from prudent.store.issues import dates_of, issue_of, latest_issue, publish, sealed_issue
from prudent.store.objects import StoredObjects
from prudent.store.runs import RunFolder

REQUEST = Request(fund="fund-a", as_of=date(2025, 12, 31), plan="example")
MEMO, NEWER, SEAL, NEWER_SEAL = ("1" * 64, "2" * 64, "a" * 64, "b" * 64)
ASKED, ASKED_ANEW = "6" * 64, "7" * 64


@pytest.fixture
def objects():
    return StoredObjects(MemoryStore())


def issued(objects, run, seals=None, question=ASKED, request=REQUEST):
    """The run, published."""
    folder = RunFolder(objects, request, run)
    outputs = (folder.write("memo.json", run.encode()),)
    manifest = Manifest(
        run=run, question=question, request=request, code_sha256="c" * 64, inputs=(), outputs=outputs, seals=seals
    )
    return publish(objects, folder.seal(manifest)).issue


def test_the_sealed_issue_is_the_latest_and_says_which_run_it_seals(objects):
    first = issued(objects, MEMO)
    second = issued(objects, SEAL, seals=MEMO)
    assert (first.seals, second.number, second.seals) == (None, 2, MEMO)
    assert latest_issue(objects, REQUEST) == second
    assert sealed_issue(objects, REQUEST, MEMO) == second
    assert sealed_issue(objects, REQUEST, NEWER) is None
    assert issue_of(objects, REQUEST, 1) == first


def test_a_newer_memo_is_the_latest_though_an_older_one_is_sealed_after_it(objects):
    issued(objects, MEMO)
    newer = issued(objects, NEWER, question=ASKED_ANEW)
    late = issued(objects, SEAL, seals=MEMO)
    assert late.number == 3
    assert latest_issue(objects, REQUEST) == newer
    own = issued(objects, NEWER_SEAL, seals=NEWER, question=ASKED_ANEW)
    assert latest_issue(objects, REQUEST) == own


def test_a_sealed_issue_is_no_memo_before(objects):
    first = issued(objects, MEMO)
    before = memo_before(objects, REQUEST, ASKED_ANEW)
    issued(objects, SEAL, seals=MEMO)
    assert memo_before(objects, REQUEST, ASKED_ANEW) == before
    assert before is not None
    assert before.sha256 == first.files[0].sha256
    # and the question that was sealed has none
    assert memo_before(objects, REQUEST, ASKED) is None


def test_dates_are_the_latest_first_and_of_one_plan_and_fund(objects):
    other = {"as_of": date(2025, 9, 30)}
    issued(objects, MEMO)
    issued(objects, NEWER, request=REQUEST.model_copy(update=other))
    issued(objects, SEAL, request=REQUEST.model_copy(update={"fund": "fund-a-b"}))
    assert dates_of(objects, "example", "fund-a") == (date(2025, 12, 31), date(2025, 9, 30))
    assert dates_of(objects, "other", "fund-a") == ()
