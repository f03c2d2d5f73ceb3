"""Ways to tamper with a record, each with the place that must be told.

A damage is a function of a `Tree`, which is a store or the record in an unzipped export, and gives the key.
"""

import hashlib
import shutil
from collections.abc import Callable

from tests.unit.ledger.ledger_store import FUND, PLAN, Tree

CHAIN = f"ledger/{PLAN}/{FUND}"
ISSUE = f"memos/{PLAN}/{FUND}/2025-12-31/1"
REVIEW = f"reviews/{PLAN}/{FUND}/2026-03-31/{'e' * 64}"
ANCHOR = "ledger-anchors"

DAMAGES: dict[str, Callable[[Tree], str]] = {}


def damage(work: Callable[[Tree], str]) -> Callable[[Tree], str]:
    DAMAGES[work.__name__] = work
    return work


def run_of(tree: Tree, issue: int = 1) -> str:
    """The folder of the run that an issue shows."""
    claim = tree.path(f"memos/{PLAN}/{FUND}/2025-12-31/{issue}/claim.json").read_text()
    name = claim.split('"run": "')[1][:64]
    return f"runs/{FUND}/2025-12-31/{name}"


def flipped(key_of: Callable[[Tree], str], place: int = -5) -> Callable[[Tree], str]:
    def work(tree: Tree) -> str:
        key = key_of(tree)
        tree.flip(key, place)
        return key

    return work


def deleted(key_of: Callable[[Tree], str]) -> Callable[[Tree], str]:
    def work(tree: Tree) -> str:
        key = key_of(tree)
        tree.path(key).unlink()
        return key

    return work


def added(key_of: Callable[[Tree], str]) -> Callable[[Tree], str]:
    def work(tree: Tree) -> str:
        key = key_of(tree)
        tree.add(key)
        return key

    return work


FILES: dict[str, Callable[[Tree], str]] = {
    "parquet": lambda tree: f"{run_of(tree)}/score_fund__measures.parquet",
    "case": lambda tree: f"{run_of(tree)}/case.json",
    "manifest": lambda tree: f"{run_of(tree)}/manifest.json",
    "memo_pdf": lambda _: f"{ISSUE}/memo.pdf",
    "memo_json": lambda _: f"{ISSUE}/memo.json",
    "issue_record": lambda _: f"{ISSUE}/issue.json",
    "claim": lambda _: f"{ISSUE}/claim.json",
    "review_page": lambda _: f"{REVIEW}/review.html",
    "review_record": lambda _: f"{REVIEW}/review.json",
    "review_manifest": lambda _: f"{REVIEW}/manifest.json",
    "first_entry": lambda _: f"{CHAIN}/1.json",
    "middle_entry": lambda _: f"{CHAIN}/3.json",
    "last_entry": lambda _: f"{CHAIN}/4.json",
    "first_anchor": lambda _: f"{ANCHOR}/1.json",
    "last_anchor": lambda _: f"{ANCHOR}/3.json",
    "first_key": lambda _: "ledger-keys/first.json",
    "second_key": lambda _: "ledger-keys/second.json",
}
#: The last anchor is what nothing follows: without it the record is whole as of the anchor before.
NEVER_MISSED = {"last_anchor"}

DAMAGES |= {f"flip_{name}": flipped(key) for name, key in FILES.items()}
DAMAGES |= {f"flip_early_in_{name}": flipped(key, 3) for name, key in FILES.items()}
DAMAGES |= {f"delete_{name}": deleted(key) for name, key in FILES.items() if name not in NEVER_MISSED}
DAMAGES |= {
    "add_to_run": added(lambda tree: f"{run_of(tree)}/extra.parquet"),
    "add_beside_runs": added(lambda _: f"runs/{FUND}/2025-12-31/extra.txt"),
    "add_to_issue": added(lambda _: f"{ISSUE}/memo.txt"),
    "add_beside_issues": added(lambda _: f"memos/{PLAN}/{FUND}/2025-12-31/extra.txt"),
    "add_to_review": added(lambda _: f"{REVIEW}/extra.html"),
    "add_entry_with_a_zero": added(lambda _: f"{CHAIN}/01.json"),
    "add_note_to_chain": added(lambda _: f"{CHAIN}/notes.txt"),
    "add_folder_to_chain": added(lambda _: f"{CHAIN}/1.json.d/1.json"),
    "add_no_entry": added(lambda _: f"{CHAIN}/5.json"),
    "add_beside_chains": added(lambda _: "ledger/stray.json"),
    "add_to_anchors": added(lambda _: f"{ANCHOR}/notes.txt"),
    "add_no_anchor": added(lambda _: f"{ANCHOR}/4.json"),
    "add_no_key": added(lambda _: "ledger-keys/third.json"),
    "add_hidden_file": added(lambda tree: f"{run_of(tree)}/.hidden"),
    "add_odd_name": added(lambda _: f"{ISSUE}/memo (1).pdf"),
}


@damage
def rows_of_a_manifest(tree: Tree) -> str:
    tree.replace(key := f"{run_of(tree)}/manifest.json", b'"rows": 12', b'"rows": 13')
    return key


@damage
def input_of_a_manifest(tree: Tree) -> str:
    tree.replace(key := f"{run_of(tree)}/manifest.json", b"packet/returns.csv", b"packet/Returns.csv")
    return key


@damage
def parquet_and_its_manifest(tree: Tree) -> str:
    file, manifest = f"{run_of(tree)}/score_fund__measures.parquet", f"{run_of(tree)}/manifest.json"
    before = hashlib.sha256(tree.path(file).read_bytes()).hexdigest()
    tree.flip(file)
    after = hashlib.sha256(tree.path(file).read_bytes()).hexdigest()
    tree.replace(manifest, before.encode(), after.encode())
    return manifest


@damage
def space_in_a_manifest(tree: Tree) -> str:
    tree.add(key := f"{run_of(tree)}/manifest.json", tree.path(f"{run_of(tree)}/manifest.json").read_bytes() + b"\n")
    return key


@damage
def field_of_the_first_entry(tree: Tree) -> str:
    tree.replace(key := f"{CHAIN}/1.json", b"Clerk One", b"Clerk Two")
    return key


@damage
def field_of_a_signed_entry(tree: Tree) -> str:
    tree.replace(key := f"{CHAIN}/2.json", b"Member Two", b"Member Six")
    return key


@damage
def field_of_the_last_entry(tree: Tree) -> str:
    tree.replace(key := f"{CHAIN}/4.json", b"2026Q1", b"2026Q2")
    return key


@damage
def signature(tree: Tree) -> str:
    def other(entry):
        text = entry["signature"]["signature"]
        entry["signature"]["signature"] = ("A" if text[0] != "A" else "B") + text[1:]

    tree.respell(key := f"{CHAIN}/3.json", other)
    return key


@damage
def signature_in_another_spelling(tree: Tree) -> str:
    """Base64 leaves four bits of the last character unused: the same signature in other letters."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    def other(entry):
        text = entry["signature"]["signature"]
        entry["signature"]["signature"] = text[:-3] + letters[letters.index(text[-3]) ^ 1] + text[-2:]

    tree.respell(key := f"{CHAIN}/4.json", other)
    return key


@damage
def signature_taken_away(tree: Tree) -> str:
    tree.respell(key := f"{CHAIN}/4.json", lambda entry: entry.update(signature=None))
    return key


@damage
def previous(tree: Tree) -> str:
    tree.digit(key := f"{CHAIN}/4.json", "previous")
    return key


@damage
def space_in_an_entry(tree: Tree) -> str:
    tree.replace(key := f"{CHAIN}/4.json", b'{"body":', b'{ "body":')
    return key


@damage
def order_in_an_entry(tree: Tree) -> str:
    tree.replace(key := f"{CHAIN}/4.json", b'"ledger_version":1,"number":4', b'"number":4,"ledger_version":1')
    return key


@damage
def zone_of_an_entry(tree: Tree) -> str:
    tree.replace(key := f"{CHAIN}/4.json", b"T14:00:00Z", b"T14:00:00+00:00")
    return key


@damage
def two_entries_swapped(tree: Tree) -> str:
    tree.swap(f"{CHAIN}/2.json", f"{CHAIN}/3.json")
    return f"{CHAIN}/2.json"


@damage
def last_two_entries_dropped(tree: Tree) -> str:
    tree.path(f"{CHAIN}/3.json").unlink()
    tree.path(f"{CHAIN}/4.json").unlink()
    return f"{CHAIN}/4.json"


@damage
def whole_chain_dropped(tree: Tree) -> str:
    for number in range(1, 5):
        tree.path(f"{CHAIN}/{number}.json").unlink()
    return f"{CHAIN}/1.json"


@damage
def head_of_an_anchor(tree: Tree) -> str:
    tree.digit(key := f"{ANCHOR}/2.json", "sha256")
    return key


@damage
def head_of_the_first_anchor(tree: Tree) -> str:
    tree.digit(f"{ANCHOR}/1.json", "sha256")
    # nothing signs it: it is told by the anchor after it, which names it
    return f"{ANCHOR}/2.json"


@damage
def two_anchors_swapped(tree: Tree) -> str:
    tree.swap(f"{ANCHOR}/2.json", f"{ANCHOR}/3.json")
    return f"{ANCHOR}/3.json"


@damage
def who_added_a_key(tree: Tree) -> str:
    tree.replace(key := "ledger-keys/second.json", b"Clerk Two", b"Clerk Six")
    return key


@damage
def introduction_of_a_key(tree: Tree) -> str:
    tree.respell(key := "ledger-keys/second.json", lambda key: key.update(introduction=key["proof"]))
    return key


@damage
def all_keys_dropped(tree: Tree) -> str:
    tree.path("ledger-keys/first.json").unlink()
    tree.path("ledger-keys/second.json").unlink()
    return "ledger-keys/second.json"


@damage
def issues_swapped(tree: Tree) -> str:
    for name in ("claim.json", "issue.json", "memo.json", "memo.html", "memo.pdf"):
        tree.swap(f"{ISSUE}/{name}", f"{ISSUE[:-1]}2/{name}")
    return f"{ISSUE}/memo.json"


@damage
def an_older_issue_dropped(tree: Tree) -> str:
    for path in tree.path(ISSUE).iterdir():
        path.unlink()
    return f"{ISSUE}/issue.json"


@damage
def a_run_dropped(tree: Tree) -> str:
    folder = run_of(tree)
    for path in tree.path(folder).iterdir():
        path.unlink()
    return f"{folder}/manifest.json"


@damage
def a_whole_review_dropped(tree: Tree) -> str:
    for path in tree.path(REVIEW).iterdir():
        path.unlink()
    return f"{REVIEW}/review.json"


def without_ledger(tree: Tree) -> None:
    """A store from before there was a ledger: only its own lists vouch for its files."""
    for top in ("ledger", ANCHOR, "ledger-keys"):
        shutil.rmtree(tree.path(top))


@damage
def question_of_a_manifest(tree: Tree) -> str:
    tree.digit(key := f"{run_of(tree)}/manifest.json", "question")
    return key


@damage
def question_of_an_issue(tree: Tree) -> str:
    tree.digit(key := f"{ISSUE}/issue.json", "question")
    return key


@damage
def memo_before_of_a_manifest(tree: Tree) -> str:
    tree.replace(
        key := f"{run_of(tree, 2)}/manifest.json", f"{ISSUE}/memo.json".encode(), f"{ISSUE}/Memo.json".encode()
    )
    return key


@damage
def code_of_a_manifest(tree: Tree) -> str:
    tree.digit(key := f"{run_of(tree)}/manifest.json", "code_sha256")
    return key


#: What needs no ledger to be found. A table and its manifest changed together, or a count of rows, do.
WITHOUT_LEDGER = (
    *(f"flip_{name}" for name in ("parquet", "case", "memo_pdf", "memo_json", "claim", "review_page", "review_record")),
    *(f"delete_{name}" for name in ("parquet", "manifest", "memo_pdf", "claim", "review_page")),
    *("add_to_run", "add_beside_runs", "add_to_issue", "add_beside_issues", "add_to_review", "add_hidden_file"),
    *(
        "input_of_a_manifest",
        "space_in_a_manifest",
        "question_of_an_issue",
        "memo_before_of_a_manifest",
        "code_of_a_manifest",
        "a_run_dropped",
    ),
)
