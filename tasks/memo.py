"""The memo as a task: `memo.json` first, then every format made from it alone."""

# ruff: noqa: PLC0415 -- a stage's libraries are loaded when the stage runs: a refusal waits for none of them

from typing import TYPE_CHECKING

from prudent.errors import RecordTampered
from prudent.memo.document import Memo
from prudent.model.ids import Sha256
from prudent.model.run import Manifest, Output
from prudent.model.value import Value
from prudent.store.frames import sha256
from tasks.artifacts import MarkdownArtifact, artifact_key, cell
from tasks.reading import read_case, read_core, read_results, read_score
from tasks.shown import rows_of, written
from tasks.stage import Done, stage
from tasks.work import Work

if TYPE_CHECKING:
    from prudent.memo.before import Before


class Written(Value):
    """The finished run, and the memo's record."""

    manifest: Manifest
    record: Sha256
    """SHA-256 of `memo.json`, which every page prints."""


@stage
def memo(work: Work, before: tuple[Output, ...]) -> Done[Written]:
    """Build the memo, write `memo.json`, the memo in its formats and `validation.html`, and then the manifest.

    Args:
        work: the run.
        before: what the earlier stages wrote, for the manifest. From the manifest on the run exists.
    """
    from prudent.memo.build import build_memo
    from prudent.memo.claims import claims_line
    from prudent.memo.formats import rendered
    from prudent.memo.report import render_validation_page

    folder = work.folder()
    earlier = _before(work)
    built = build_memo(
        read_case(folder), read_core(folder), read_results(folder), read_score(folder), work.run, earlier
    )
    files = rendered(built, _template(work))
    outputs = tuple(folder.write(name, body) for name, body in files.items())
    outputs += (folder.write("validation.html", render_validation_page(built)),)
    record = sha256(files["memo.json"])
    line = f"{claims_line(built)}, {len(built.evidence)} sources, record {record[:12]}"
    shown = findings_text(work, built), written("memo", work.request, rows_of(before), outputs)
    manifest = folder.seal(work.manifest(before + outputs))
    return Done(Written(manifest=manifest, record=record), line, shown)


def _before(work: Work) -> "Before | None":
    """The memo before this one, if there is one."""
    from prudent.memo.before import read_before

    if work.before is None:
        return None
    body = work.place.objects().get(work.before.path)
    if body is None or sha256(body) != work.before.sha256:
        raise RecordTampered(f"{work.before.path} is gone, or not as its issue says. Take it from a copy of the store.")
    return read_before(work.before, body)


def _template(work: Work) -> bytes | None:
    """The plan's own Word template as ingest put it aside; None for a plan without one."""
    from prudent.ingest.memo_template import TEMPLATE, template_name

    name = template_name(work.request.plan)
    return work.folder().read(TEMPLATE) if any(item.path == name for item in work.inputs) else None


def findings_text(work: Work, built: Memo) -> MarkdownArtifact:
    """The recommendation, the six findings and what is missing, as Prefect shows them."""
    from prudent.memo.format import status_text
    from prudent.memo.links import Linker

    flat = Linker(built).flat
    lines = [f"**{cell(flat(built.page_one.recommendation.headline))}**", ""]
    lines += [
        f"* **{row.factor.value}** {status_text(row.status)}: {cell(flat(row.determination))}"
        for row in built.page_one.strip
    ]
    lines += ["", f"Missing: {len(built.missing)}", ""]
    lines += [f"* {cell(item.item)} ({item.factor}). {cell(item.ask)}" for item in built.missing]
    return MarkdownArtifact(key=artifact_key("findings", work.request), description=built.title, text="\n".join(lines))
