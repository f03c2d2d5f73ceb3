"""A plan's own Word template from the run's inputs to the published memo, and one that cannot be filled in."""

import asyncio
import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from flows.ending import final_state
from flows.onboard_fund import onboard_fund
from prudent.errors import DataBad

pytestmark = [
    pytest.mark.usefixtures("prefect", "project", "answered"),
    # sockets that Prefect's client leaves open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

FUND = "apollo-diversified-credit"
MEMOS = f"store/memos/example/{FUND}/2025-12-31"
SHIPPED = Path(__file__).parents[2] / "templates/memo/docx/memo.docx"
NAME = "plans/example/memo-template.docx"


@pytest.fixture
def answered(answers, monkeypatch):
    """Validation and scores as they were; the memo's files are made anew, since they are what is asked about."""
    monkeypatch.setattr("expectations.validate.validate", lambda *_: answers.results)
    monkeypatch.setattr("prudent.score.score.score", lambda *_: answers.score)


def onboard():
    async def run():
        state = await final_state(onboard_fund, fund=FUND, as_of=date(2025, 12, 31), plan="example")
        return state, await state.aresult(raise_on_failure=False)

    return asyncio.run(run())


def with_line(text: str) -> bytes:
    """The shipped template with a paragraph in front."""
    made = BytesIO()
    with zipfile.ZipFile(SHIPPED) as shipped, zipfile.ZipFile(made, "w") as archive:
        for name in shipped.namelist():
            content = shipped.read(name)
            line = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()
            archive.writestr(name, content.replace(b"<w:body>", line) if name == "word/document.xml" else content)
    return made.getvalue()


def document(project: Path, number: int) -> str:
    with zipfile.ZipFile(project / MEMOS / str(number) / "memo.docx") as archive:
        return archive.read("word/document.xml").decode()


def test_a_plans_own_template_makes_a_new_issue_and_is_among_the_runs_inputs(project: Path):
    onboard()
    assert "For the committee only" not in document(project, 1)
    (project / NAME).write_bytes(with_line("For the committee only: {{ plan }}"))
    _, held = onboard()
    assert (held.ending, held.number) == ("published", 2)
    assert "For the committee only: Example Manufacturing 401(k) Plan (fictional)" in document(project, 2)
    folder = project / "store/runs" / FUND / "2025-12-31" / held.run
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert NAME in [item["path"] for item in manifest["inputs"]]
    assert (folder / "memo-template.docx").read_bytes() == (project / NAME).read_bytes()
    assert onboard()[1].ending == "unchanged"


def test_a_template_that_cannot_be_filled_in_ends_the_run_in_a_sentence(project: Path):
    (project / NAME).write_bytes(with_line("{{ no_such }}"))
    state, held = onboard()
    assert isinstance(held, DataBad)
    assert held.exit_code == 10
    assert held.sentence.startswith("The memo's Word template uses a name that there is not: 'no_such' is undefined.")
    assert state.type.value == "FAILED"
    assert not (project / MEMOS).exists()
