"""What goes wrong with a store is one plain sentence, and the store is as it was."""

import subprocess
import sys
from pathlib import Path

import pytest
from obstore.exceptions import GenericError, NotSupportedError, PermissionDeniedError

from prudent.errors import StoreUnreachable, StoreUnusable
from prudent.store.faults import fault
from prudent.store.objects import in_folder

ROOT = Path(__file__).resolve().parents[3]

#: As obstore 0.12.1 says it, first line and the start of the second; asked for on a file system that was full, that
#: was mounted for reading only, that was another user's.
WORDS = (
    "Generic LocalFileSystem error: Unable to open file /srv/store/runs/a#1: {} (os error {})\n\nDebug source:\nGeneric"
)

LIMITED = """
import resource, signal, sys
from pathlib import Path
from prudent.errors import PrudentError
from prudent.store.objects import in_folder
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
objects = in_folder(Path(sys.argv[1]))
objects.create("memos/1/issue.json", b"old")
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
for write in (objects.put, objects.create):
    try:
        write("memos/1/memo.pdf", b"x" * 1000)
    except PrudentError as error:
        print(type(error).__name__, error.exit_code, error.sentence)
print(objects.keys("memos"))
"""


def test_a_write_that_finds_no_room_leaves_nothing_half_written(tmp_path: Path):
    store = tmp_path / "store"
    asked = [sys.executable, "-c", LIMITED, str(store)]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    said = (
        f"StoreUnusable 1 The store {store} cannot be used (memos/1/memo.pdf): a file would be larger than this system "
        "allows. Raise the limit (ulimit -f) and start again."
    )
    assert done.stdout.splitlines() == [said, said, "('memos/1/issue.json',)"]
    assert [path.name for path in store.rglob("*") if path.is_file()] == ["issue.json"]


def test_a_file_where_a_folder_belongs_is_one_sentence(tmp_path: Path):
    (tmp_path / "store").write_text("")
    with pytest.raises(StoreUnusable) as error:
        in_folder(tmp_path / "store")
    assert error.value.sentence == (
        f"The store {tmp_path / 'store'} cannot be used: a file stands where a folder belongs. Move it away, or name "
        "another store."
    )
    objects = in_folder(tmp_path / "other")
    objects.put("memos", b"a file")
    for call in (lambda: objects.put("memos/1", b""), lambda: objects.get("memos/1")):
        with pytest.raises(StoreUnusable, match=r"cannot be used \(memos/1\): a file stands where a folder belongs"):
            call()


@pytest.mark.parametrize(
    ("words", "number", "why"),
    [
        ("No space left on device", 28, "its disk is full. Free some space and start again."),
        ("Disk quota exceeded", 122, "its disk quota is used up. Free some space and start again."),
        ("Read-only file system", 30, "its file system can only be read. Mount it for writing, or name another store."),
        ("Permission denied", 13, "this user may not read or write there. Give it the right, or name another store."),
        ("Operation not permitted", 1, "this user may not read or write there. Give it the right, or name another store."),
        ("Input/output error", 5, "its disk does not read or write. Look at the disk, or name another store."),
        ("Stale file handle", 116, "its network drive has gone. Mount it again and start again."),
    ],
)  # fmt: skip
def test_a_folders_fault_says_what_to_do(words, number, why):
    found = fault("/srv/store", "runs/a", GenericError(WORDS.format(words, number)))
    assert found.sentence == f"The store /srv/store cannot be used (runs/a): {why}"
    assert (type(found), found.code) == (StoreUnusable, "STORE_UNUSABLE")


REFUSES = (
    "refuses these keys. Look at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and at what they may do with the bucket."
)
LISTING = (
    "Generic S3 error: Error performing list request: Error performing GET http://h/b in 2ms - Server returned non-2xx "
)
GONE = "Generic S3 error: Error performing GET http://h/b in 3s, after 5 retries - HTTP error"
ONCE = "cannot create a key that must not exist (If-None-Match). Two writers could both win there: name another store."
UNSET = "cannot be opened: the environment holds no keys. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (PermissionDeniedError("The operation lacked the necessary privileges"), StoreUnusable, REFUSES),
        (GenericError(f"{LISTING}status code: 403 Forbidden: <?xml"), StoreUnusable, REFUSES),
        (NotSupportedError("Operation not supported"), StoreUnusable, ONCE),
        (GenericError("Error performing PUT http://169.254.169.254/latest/api/token in 9ms"), StoreUnusable, UNSET),
        (
            GenericError(f"{GONE}\n\nDebug source"),
            StoreUnreachable,
            f"does not answer: {GONE}. Start again when it does.",
        ),
        (GenericError("x" * 900), StoreUnreachable, f"does not answer: {'x' * 160}…. Start again when it does."),
    ],
)
def test_a_buckets_fault_says_what_to_do(error, kind, said):
    found = fault("s3://b/p", "runs/a", error)
    assert (found.sentence, type(found)) == (f"The store s3://b/p {said}", kind)
