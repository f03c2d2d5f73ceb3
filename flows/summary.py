"""What a person, or a program, reads when the command is done. Made from `memo.json` in the store alone."""

import textwrap
from dataclasses import asdict, dataclass
from typing import Any

from flows.ending import Ended, Onboarded
from prudent.errors import RecordTampered
from prudent.memo.claims import claims
from prudent.memo.document import Memo
from prudent.memo.format import status_text
from prudent.memo.links import Linker
from prudent.memo.schema import read_memo
from prudent.model.period import quarter_label
from tasks.work import Place

SHOWN = ("memo.html", "memo.pdf", "memo.docx", "memo.xlsx", "memo.json", "validation.html")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One fund's ending beside its memo; no memo when it was refused."""

    ended: Ended
    folder: str | None
    """Where its files lie: a folder's path, or an address in a bucket."""
    memo: Memo | None


def outcome(ended: Ended, place: Place) -> Outcome:
    """The ending, with the memo that it speaks of.

    Raises:
        RecordTampered: the store does not hold the memo that it says it holds.
        StoreUnusable: the store cannot be read.
    """
    if ended.onboarded is None:
        return Outcome(ended, None, None)
    folder = ended.onboarded.folder
    body = place.objects().get(f"{folder}/memo.json")
    if body is None:
        raise RecordTampered(f"{place.at(folder)}/memo.json is missing from the store.")
    return Outcome(ended, place.at(folder), read_memo(body))


def as_text(done: Outcome) -> str:
    """The recommendation, six findings in a line each, what is missing, and where the files are."""
    memo, folder, onboarded = done.memo, done.folder, done.ended.onboarded
    if memo is None or folder is None or onboarded is None:
        return ""
    flat = Linker(memo).flat
    title = f"{memo.subject.legal_name} · {quarter_label(memo.as_of)} · {memo.plan.name}"
    lines = ["", title, "─" * len(title), _recommended(memo), ""]
    lines += [
        f"  {row.factor.value:<12} {status_text(row.status):<24} {flat(row.number)}" for row in memo.page_one.strip
    ]
    if memo.missing:
        missing = f"Missing ({len(memo.missing)}): {'; '.join(item.item for item in memo.missing)}."
        lines += ["", *textwrap.wrap(missing, 100, initial_indent="  ", subsequent_indent="    ")]
    lines += ["", f"  {_said(onboarded)}", *(f"    {folder}/{name}" for name in SHOWN[:5])]
    return "\n".join(lines)


def _recommended(memo: Memo) -> str:
    """Staff's recommendation in a line: the verdict, then why."""
    said = memo.page_one.recommendation
    return f"{said.verdict.value.capitalize()}: {Linker(memo).flat(said.headline)}"


def _said(onboarded: Onboarded) -> str:
    match onboarded.ending:
        case "published":
            return f"Issue {onboarded.number}. It awaits the committee's decision."
        case "unchanged":
            return f"Nothing changed: issue {onboarded.number} stands."
        case "dry run":
            return f"Dry run: this would be issue {onboarded.number}."


def as_json(done: Outcome) -> dict[str, Any]:
    """The same for a program."""
    ended, memo, onboarded = done.ended, done.memo, done.ended.onboarded
    start = {"fund": ended.fund, "state": ended.code, "exit_code": ended.exit_code, "message": ended.sentence}
    if memo is None or done.folder is None or onboarded is None:
        return start
    flat = Linker(memo).flat
    findings = [
        {
            "factor": row.factor.value,
            "status": row.status.value,
            "determination": flat(row.determination),
            "number": flat(row.number),
            "grade": row.grade,
            "peers": flat(row.peers),
        }
        for row in memo.page_one.strip
    ]
    return start | {
        "as_of": memo.as_of.isoformat(),
        "plan": memo.plan.plan,
        "ending": onboarded.ending,
        "issue": onboarded.number,
        "run": onboarded.run,
        "recommendation": memo.page_one.recommendation.verdict.value,
        "headline": flat(memo.page_one.recommendation.headline),
        "findings": findings,
        "claims": asdict(claims(memo)),
        "missing": [{"item": item.item, "factor": str(item.factor), "ask": item.ask} for item in memo.missing],
        "files": {name: f"{done.folder}/{name}" for name in SHOWN},
    }
