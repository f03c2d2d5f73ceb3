"""Where everything lies in the store. Keys only: no bytes are read or written here.

runs/<fund>/<as of>/<run hash>/            every file of one run; manifest.json last
memos/<plan>/<fund>/<as of>/<n>/           issue n; issue.json last
quarantine/<hash, first 16>-<file name>    a refused file, and .reason.json beside it
received/<hash>                            a delivered file as received
deliveries/<fund>/<hash>.json              whose it is and how it is read
inbox/looks.json                           what the inbox held at the last look, and what became of it
answers/<hash of an address>.json          which bytes a regulator's address answered last

ledger/<plan>/<fund>/<number>.json         what was issued, decided and reviewed, each with the hash of the one before
ledger-anchors/<number>.json               the heads of all chains at one time, each with the hash of the anchor before
ledger-keys/<key>.json                     a public key of the ledger; each names and is signed by the one before
reviews/<plan>/<fund>/<as of>/<hash>/      a quarter's review; manifest.json last
reviews/<plan>/portfolio/<as of>/<hash>/   all funds of one quarter on a page; manifest.json last

site/                                      the reading room, written by `prudent.site` and never read from
catalog.duckdb                             tables for people, written by `prudent.catalog` and never read from
probes/doctor                              by which `prudent doctor` knows that a key is created once and no more
"""

import re

from prudent.model.run import Request

MANIFEST = "manifest.json"
CLAIM = "claim.json"
ISSUE = "issue.json"
LOOKS = "inbox/looks.json"
CATALOG = "catalog.duckdb"
PROBE = "probes/doctor"
LEDGER, ANCHORS, KEYS = "ledger", "ledger-anchors", "ledger-keys"
RUNS, MEMOS, REVIEWS, RECEIVED, DELIVERIES = "runs", "memos", "reviews", "received", "deliveries"
PUBLISHED = ("memo.json", "memo.html", "memo.pdf", "memo.docx", "memo.xlsx", "validation.html")
"""The files of a run that an issue shows."""


def run_folder(request: Request, run: str) -> str:
    """The folder of one run."""
    return f"runs/{request.fund}/{request.as_of}/{run}"


def memo_dates_folder(plan: str, fund: str) -> str:
    """The folder that holds a folder for each date as of which a plan has memos of a fund."""
    return f"memos/{plan}/{fund}"


def memo_folder(request: Request) -> str:
    """The folder that holds the issues of one plan, fund and date."""
    return f"{memo_dates_folder(request.plan, request.fund)}/{request.as_of}"


def issue_folder(request: Request, number: int) -> str:
    """The folder of one issue."""
    return f"{memo_folder(request)}/{number}"


def issue_numbers(request: Request, keys: tuple[str, ...], name: str) -> tuple[int, ...]:
    """The numbers of the issue folders that hold a file of that name, in order."""
    shape = re.compile(rf"{re.escape(memo_folder(request))}/([1-9]\d*)/{re.escape(name)}")
    return tuple(sorted(int(found[1]) for key in keys if (found := shape.fullmatch(key))))


def ledger_folder(plan: str, fund: str) -> str:
    """The folder of one chain."""
    return f"ledger/{plan}/{fund}"


def ledger_entry(plan: str, fund: str, number: int) -> str:
    """One entry of a chain."""
    return f"{ledger_folder(plan, fund)}/{number}.json"


def anchor(number: int) -> str:
    """One anchor over all chains."""
    return f"{ANCHORS}/{number}.json"


def ledger_key(name: str) -> str:
    """One public key of the ledger."""
    return f"{KEYS}/{name}.json"


def review_folder(request: Request, review: str) -> str:
    """The folder of one fund's review."""
    return f"reviews/{request.plan}/{request.fund}/{request.as_of}/{review}"


def received_bytes(sha256: str) -> str:
    """Where the bytes of a delivery are kept."""
    return f"received/{sha256}"


def delivery_folder(fund: str) -> str:
    """The folder of one fund's records of deliveries."""
    return f"deliveries/{fund}"


def delivery_record(fund: str, sha256: str) -> str:
    """The record of one delivery."""
    return f"{delivery_folder(fund)}/{sha256}.json"


def answer_record(address_sha256: str) -> str:
    """The record of what an address answered last."""
    return f"answers/{address_sha256}.json"


def quarantined(sha256: str, file_name: str) -> str:
    """Where a refused file is kept. Characters that no honest name needs are replaced."""
    honest = re.sub(r"[^A-Za-z0-9._-]", "_", file_name)[-100:]
    return f"quarantine/{sha256[:16]}-{honest}"
