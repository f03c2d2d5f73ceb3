"""Past quarters as known then: what is made, what stands, what cannot be made, and what late data does."""

import asyncio
import hashlib
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from flows.backfill_command import BackfillAsked, backfill_quarters
from flows.backfill_fund import Past, backfill_fund, past_quarters
from flows.commands import Options
from flows.ending import final_state
from flows.onboard_fund import onboard_fund
from prudent.errors import StoreUnusable, UsageError
from prudent.ingest.files import Files
from prudent.ingest.policy import read_business_days
from prudent.model.delivery import Declared, Delivery, Format, SeriesShape, SourceKind
from prudent.model.fact import Document
from prudent.model.run import Issue, Manifest
from prudent.store.deliveries import StoredDeliveries
from prudent.store.frames import json_bytes
from prudent.store.objects import in_folder

pytestmark = [
    # sockets that Prefect's client leaves open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

ROOT = Path(__file__).resolve().parents[2]
FUND = "apollo-diversified-credit"
#: The day on which the shipped packets were received.
RECEIVED = date(2026, 11, 23)
SINCE = date(2027, 3, 1)
DAYS = read_business_days(Files(ROOT))
MEMOS = f"store/memos/example/{FUND}"


@pytest.fixture
def alone(project: Path, monkeypatch) -> Path:
    """A project of one fund, in March 2027."""
    for folder in (project / "funds").iterdir():
        if folder.is_dir() and folder.name != FUND:
            shutil.rmtree(folder)
    monkeypatch.setattr("flows.backfill_fund.today", lambda: SINCE)
    monkeypatch.setattr("flows.onboard_fund.today", lambda: SINCE)
    return project


@pytest.fixture
def dated(alone: Path, quick, answers, monkeypatch) -> Path:
    """The slow stages answer at once, and each memo says the dates of its own question."""

    def build(case, *_):
        return answers.memo.model_copy(update={"known_at": case.known_at, "as_of": case.request.as_of})

    monkeypatch.setattr("prudent.memo.build.build_memo", build)
    monkeypatch.setattr("prudent.memo.formats.rendered", lambda memo, _: {"memo.json": json_bytes(memo)})
    return alone


def flow_of(flow, **asked):
    async def run():
        state = await final_state(flow, **asked)
        return state, await state.aresult(raise_on_failure=False)

    return asyncio.run(run())


def backfill(first: str, last: str, known_at: str = "then", **more) -> tuple[object, tuple[Past, ...]]:
    return flow_of(backfill_fund, fund=FUND, first_quarter=first, last_quarter=last, known_at=known_at, **more)


def onboard(as_of: date):
    return flow_of(onboard_fund, fund=FUND, as_of=as_of)[1]


def deliver(project: Path, month: str, per_cent: str, received: date) -> None:
    """An administrator's figure for one month, which is believed before the packet's."""
    content = f"date,net return\n{month},{per_cent}\n".encode()
    document = Document(id="restated", title="Returns, restated")
    shape = SeriesShape(
        content="returns", frequency="monthly", kind="total_net", unit="per_cent", dates="month_end",
        date_column="date", value_column="net return",
    )  # fmt: skip
    declared = Declared(
        file="returns.csv", format=Format.SERIES, source_kind=SourceKind.ADMINISTRATOR, document=document, series=shape
    )
    sha256 = hashlib.sha256(content).hexdigest()
    delivery = Delivery(
        fund=FUND, declared=declared, file="returns.csv", sha256=sha256, size_bytes=len(content), received=received,
        channel="inbox", extractor="read by machine",
    )  # fmt: skip
    assert StoredDeliveries(in_folder(project / "store")).keep(delivery, content)


def memo_of(project: Path, as_of: str, number: int = 1) -> dict:
    return json.loads((project / MEMOS / as_of / f"{number}/memo.json").read_bytes())


def manifest_of(project: Path, as_of: str, number: int = 1) -> Manifest:
    issue = Issue.model_validate_json((project / MEMOS / as_of / f"{number}/issue.json").read_bytes())
    return Manifest.model_validate_json((project / f"store/runs/{FUND}/{as_of}/{issue.run}/manifest.json").read_bytes())


@pytest.mark.usefixtures("prefect")
def test_each_quarter_is_made_as_it_was_known_then_and_one_that_was_not_known_is_said(dated: Path, snapshot):
    state, done = backfill("2026Q3", "2026Q4")
    assert (state.type.value, state.name) == ("COMPLETED", "Backfilled")
    assert [(one.quarter, one.known_on, one.ending, one.number) for one in done] == [
        ("2026Q3", date(2026, 10, 21), "not made", None),
        ("2026Q4", date(2027, 1, 21), "published", 1),
    ]
    assert state.message == (
        f"{FUND}: 2 quarters, 1 new, 0 as they were, 1 could not be made. 2026Q3: USAGE: Nothing was known of {FUND} "
        "on 2026-10-21: its packet was received on 2026-11-23."
    )
    assert not (dated / MEMOS / "2026-09-30").exists()
    assert memo_of(dated, "2026-12-31")["known_at"] == "2027-01-21"
    assert manifest_of(dated, "2026-12-31").known_on == date(2027, 1, 21)
    assert not (dated / "store/ledger").exists()

    # it knew as much, whatever was done to the policy since
    rank = dated / "policy/peer_groups.yml"
    rank.write_text(rank.read_text() + "# looked at again\n")
    before = snapshot(dated / "store")
    state, again = backfill("2026Q3", "2026Q4")
    assert [one.ending for one in again] == ["not made", "stands"]
    assert snapshot(dated / "store") == before


@pytest.mark.usefixtures("prefect")
def test_an_issue_that_knew_as_much_stands_and_a_later_day_with_more_makes_the_next(dated: Path, snapshot):
    assert onboard(date(2026, 9, 30)).number == 1
    first = snapshot(dated / MEMOS / "2026-09-30/1")
    assert memo_of(dated, "2026-09-30")["known_at"] == str(RECEIVED)
    # the very day: it has all of it; a later day on which nothing more was there: the same
    for day in (str(RECEIVED), "2027-01-21"):
        _, (one,) = backfill("2026Q3", "2026Q3", day)
        assert (one.ending, one.number) == ("stands", 1)
    deliver(dated, "2026-07-31", "1.23", date(2027, 1, 15))
    for day, ending, number in (("2027-01-14", "stands", 1), ("2027-01-21", "published", 2)):
        _, (one,) = backfill("2026Q3", "2026Q3", day)
        assert (one.ending, one.number) == (ending, number)
    assert snapshot(dated / MEMOS / "2026-09-30/1") == first
    # what knew more is not replaced by what knew less
    _, (one,) = backfill("2026Q3", "2026Q3", "2027-01-14")
    assert (one.ending, one.number) == ("stands", 2)


@pytest.mark.usefixtures("prefect")
def test_the_same_known_day_gives_the_same_run_and_another_day_another(dated: Path):
    def runs() -> set[str]:
        return {path.name for path in (dated / f"store/runs/{FUND}/2026-09-30").iterdir()}

    for _ in range(2):
        state, (one,) = backfill("2026Q3", "2026Q3", "2026-12-01", dry_run=True)
        assert (one.ending, one.number) == ("dry run", 1)
        assert "1 would be new" in state.message
    assert len(runs()) == 1
    backfill("2026Q3", "2026Q3", "2026-12-02", dry_run=True)
    assert len(runs()) == 2
    # the knowledge of today is another question than that of a day, though the files are the same
    onboard(date(2026, 9, 30))
    assert len(runs()) == 3


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("benchmarks/us-treasury-bill-3m/packet/packet.yml", "received: 2026-11-23", "received: 2027-02-01",
         "Of the series us-treasury-bill-3m nothing was known on 2027-01-21: its packet was received on 2027-02-01."),
        ("plans/example/plan.yml", "as_of: 2024-12-31", "as_of: 2027-01-31",
         "Of the plan example nothing was known on 2027-01-21: its facts are of 2027-01-31."),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("prefect")
def test_a_series_and_a_plan_of_a_later_day_were_not_known(dated: Path, file, old, new, sentence):
    path = dated / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    _, (one,) = backfill("2026Q4", "2026Q4")
    assert (one.ending, one.code, one.sentence) == ("not made", "USAGE", sentence)
    assert not list((dated / "store").rglob("quarantine"))


@pytest.mark.usefixtures("prefect")
def test_a_quarter_before_the_first_figure_is_not_made_and_bad_data_has_its_exit_code(dated: Path, monkeypatch, capsys):
    monkeypatch.setattr("flows.backfill_command.on_server", lambda _, work: asyncio.run(work()))
    monkeypatch.setattr("flows.place.today", lambda: SINCE)
    options = Options(plan="example", dry_run=False, store=None, as_json=False)
    asked = BackfillAsked(FUND, "2010Q1", "2010Q1", RECEIVED)
    assert backfill_quarters(asked, options) == 0
    out, err = capsys.readouterr()
    assert out == "2010Q1  known on 2026-11-23  not made\n"
    assert (
        "2010Q1 could not be made: No figure of apollo-diversified-credit is of 2010-03-31 or before: the first" in err
    )
    (dated / f"funds/{FUND}/packet/returns.csv").write_text("not a table\n")
    assert backfill_quarters(BackfillAsked(FUND, "2025Q4", "2025Q4", RECEIVED), options) == 13
    assert f"funds/{FUND}/packet/returns.csv" in capsys.readouterr().err
    with pytest.raises(UsageError, match="A quarter is written like 2025Q4"):
        backfill_quarters(BackfillAsked(FUND, "2025-Q4", "latest", None), options)


@pytest.mark.usefixtures("prefect")
def test_a_store_that_cannot_be_used_ends_all_of_it(dated: Path, monkeypatch):
    def full(*_):
        raise StoreUnusable("The disk is full.")

    monkeypatch.setattr("tasks.backfill.latest_issue", full)
    state, held = backfill("2025Q1", "2025Q4")
    assert (state.type.value, state.name, state.message) == ("FAILED", "STORE_UNUSABLE", "The disk is full.")
    assert isinstance(held, StoreUnusable)


@pytest.mark.usefixtures("prefect")
def test_late_data_makes_the_next_issue_of_its_quarter_and_page_one_says_what_changed(
    alone: Path, answers, monkeypatch, snapshot
):
    # measures, findings and the memo are real; the formats beside memo.json are other tests'
    monkeypatch.setattr("expectations.validate.validate", lambda *_: answers.results)
    monkeypatch.setattr("prudent.memo.formats.rendered", lambda memo, _: {"memo.json": json_bytes(memo)})
    _, (one,) = backfill("2025Q4", "2025Q4", "2026-12-01")
    assert (one.ending, one.number) == ("published", 1)
    first = snapshot(alone / MEMOS / "2025-12-31/1")
    said = memo_of(alone, "2025-12-31")
    assert said["known_at"] == "2026-12-01"
    assert said["page_one"]["changes"]["summary"].startswith("Made later, as known on 1 December 2026: it shows what")
    assert said["page_one"]["changes"]["summary"].endswith("First memo on this fund for this plan.")

    deliver(alone, "2025-11-30", "9.87", date(2027, 2, 1))
    assert onboard(date(2025, 12, 31)).number == 2
    assert snapshot(alone / MEMOS / "2025-12-31/1") == first
    late = memo_of(alone, "2025-12-31", 2)
    assert late["known_at"] == "2027-02-01"
    changes = late["page_one"]["changes"]
    assert re.match(r"Since the memo as of 31 December 2025: recommendation \w+", changes["summary"])
    assert changes["before"] == hashlib.sha256((alone / MEMOS / "2025-12-31/1/memo.json").read_bytes()).hexdigest()
    assert any("eturn" in row[0] for row in changes["table"]["rows"])
    # the day before it came, it is still not known
    _, (one,) = backfill("2025Q4", "2025Q4", "2027-01-31", dry_run=True)
    assert (one.ending, one.number) == ("stands", 2)


def test_quarters_come_oldest_first_each_with_its_day():
    # each the day after the first business day from the 20th on
    assert past_quarters("2025Q3", "2026Q2", "then", SINCE, DAYS) == (
        (date(2025, 9, 30), date(2025, 10, 21)),
        (date(2025, 12, 31), date(2026, 1, 21)),
        (date(2026, 3, 31), date(2026, 4, 21)),
        (date(2026, 6, 30), date(2026, 7, 21)),
    )
    # 20 April 2025 is Easter Sunday
    assert past_quarters("2025Q1", "2025Q1", "then", SINCE, DAYS) == ((date(2025, 3, 31), date(2025, 4, 22)),)
    assert past_quarters("latest", "latest", "2027-01-02", SINCE, DAYS) == ((date(2026, 12, 31), date(2027, 1, 2)),)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("2025Q2", "2025Q1", "then"), "The first quarter, 2025Q2, lies after the last, 2025Q1."),
        (("1980Q1", "2025Q1", "then"), "more than 160 quarters"),
        (("2025Q1", "2025Q1", "yesterday"), "written like 2026-01-21, or then; not 'yesterday'"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, sentence):
    with pytest.raises(UsageError, match=re.escape(sentence)):
        past_quarters(*asked, SINCE, DAYS)
