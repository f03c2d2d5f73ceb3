"""`prefect.yaml` and the forms that Prefect makes of the flows' parameters."""

import asyncio
import importlib.util
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect.client.schemas.schedules import CronSchedule
from prefect.server.schemas.schedules import CronSchedule as ServerCronSchedule
from prefect.utilities.callables import parameter_schema

from flows.automations import LOST_AFTER
from flows.awaiting_decision import awaiting_decision
from flows.backfill_fund import backfill_fund
from flows.deploy import POOL, QUEUES
from flows.fetch_filings import fetch_filings
from flows.onboard_fund import onboard_fund
from flows.place import fund_names
from flows.rebuild_catalog import rebuild_catalog
from flows.receive import receive
from flows.record_decision import record_decision
from flows.review_quarter import review_quarter
from flows.server import HEARTBEAT_SECONDS
from tests.flows.form_schemas import KEPT, written

ROOT = Path(__file__).resolve().parents[2]
FLOWS = {
    "awaiting-decision": awaiting_decision,
    "backfill-fund": backfill_fund,
    "fetch-filings": fetch_filings,
    "onboard-fund": onboard_fund,
    "rebuild-catalog": rebuild_catalog,
    "receive": receive,
    "record-decision": record_decision,
    "review-quarter": review_quarter,
}
#: How many runs of it go on at once: one, but for what concerns one fund.
SIDE_BY_SIDE = {"backfill-fund": 8, "onboard-fund": 8, "record-decision": 8}
DEPLOYMENTS = {
    entry["name"]: entry for entry in yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
}


def test_every_flow_is_deployed_and_nothing_else():
    assert set(DEPLOYMENTS) == set(FLOWS)
    files = {path.name for path in (ROOT / "flows").glob("*.py") if "@flow(" in path.read_text(encoding="utf-8")}
    assert files == {entry["entrypoint"].partition(":")[0].removeprefix("flows/") for entry in DEPLOYMENTS.values()}


@pytest.mark.parametrize("name", FLOWS)
def test_a_deployment_leads_to_its_flow_and_waits_its_turn(name):
    entry = DEPLOYMENTS[name]
    file, _, function = entry["entrypoint"].partition(":")
    module = importlib.util.find_spec(file.removesuffix(".py").replace("/", "."))
    assert module is not None
    assert function == FLOWS[name].fn.__name__
    assert (entry["work_pool"]["name"], entry["work_pool"]["work_queue_name"] in QUEUES) == (POOL, True)
    # three signs of life fit into the time after which a run counts as lost
    frequency = entry["work_pool"]["job_variables"]["env"]["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"]
    assert (int(frequency), 3 * int(frequency) < LOST_AFTER.total_seconds()) == (HEARTBEAT_SECONDS, True)
    assert entry["concurrency_limit"]["collision_strategy"] == "ENQUEUE"
    assert entry["concurrency_limit"]["limit"] == SIDE_BY_SIDE.get(name, 1)
    assert entry["version"] == "{{ $PRUDENT_VERSION }}"
    assert entry["tags"][0] == "prudent"
    # automations know a run by its flow's name
    assert FLOWS[name].name == name
    assert len(entry["description"]) > 40
    assert set(entry["parameters"]) <= set(parameter_schema(FLOWS[name]).properties)


async def times(schedule: ServerCronSchedule, start: datetime) -> list[datetime]:
    return await schedule.get_dates(n=8, start=start)


@pytest.mark.parametrize(
    ("slug", "days"),
    [
        # from the 20th day after a quarter on, and from the grace date on, 45 days after it: the run itself looks which
        # of them is the business day that it waits for
        ("quarterly", ["01-20", "01-21", "01-22", "01-23", "01-24", "01-25", "01-26", "04-20"]),
        ("grace", ["02-14", "02-15", "02-16", "02-17", "02-18", "02-19", "02-20", "05-14"]),
    ],
)
def test_the_review_looks_at_six_in_new_york_whether_its_day_has_come(slug, days):
    (entry,) = [one for one in DEPLOYMENTS["review-quarter"]["schedules"] if one["slug"] == slug]
    assert (entry["active"], entry["parameters"]) == (True, {"review_days_only": True})
    asked = CronSchedule(cron=entry["cron"], timezone=entry["timezone"])
    schedule = ServerCronSchedule(cron=asked.cron, timezone=asked.timezone)
    new_york = ZoneInfo("America/New_York")
    dates = asyncio.run(times(schedule, datetime(2026, 1, 1, tzinfo=new_york)))
    assert [f"{day.astimezone(new_york):%m-%d %H:%M}" for day in dates] == [f"{day} 06:00" for day in days]


def test_the_inbox_is_looked_into_every_hour():
    (entry,) = DEPLOYMENTS["receive"]["schedules"]
    assert (entry["cron"], entry["active"]) == ("7 * * * *", True)


@pytest.mark.parametrize("name", FLOWS)
def test_a_form_is_flat_described_and_has_valid_defaults(name):
    schema = parameter_schema(FLOWS[name])
    assert schema.required == []
    assert schema.definitions == {}
    for field in schema.properties.values():
        assert field["type"] in {"string", "boolean", "integer"} or field["items"] == {"type": "string"}
        assert field["description"]
        assert "default" in field
        assert not {"anyOf", "allOf", "$ref"} & set(field)


def test_every_form_is_as_it_was_kept():
    """A change that is meant: `.venv/bin/python tests/flows/form_schemas.py` writes the forms anew."""
    assert written() == KEPT.read_text(encoding="utf-8")


def test_no_outcome_and_no_determination_is_filled_in():
    fields = parameter_schema(record_decision).properties
    filled = {name: field["default"] for name, field in fields.items() if name not in {"fund", "plan"}}
    assert set(map(str, filled.values())) == {"", "[]", "not decided", "not determined", "not stated"}
    assert set(DEPLOYMENTS["record-decision"]["parameters"]) == {"plan"}


def test_the_fund_is_chosen_from_a_list_and_the_date_from_a_calendar():
    fields = parameter_schema(onboard_fund).properties
    assert fields["fund"]["enum"] == list(fund_names(ROOT))
    assert len(fields["fund"]["enum"]) >= 15
    assert fields["fund"]["default"] in fields["fund"]["enum"]
    assert fields["as_of"]["format"] == "date"
    default = date.fromisoformat(fields["as_of"]["default"])
    assert (default.month % 3, default < date.today()) == (0, True)  # noqa: DTZ011
    assert onboard_fund.validate_parameters({"fund": "x", "as_of": "2025-12-31"})["as_of"] == date(2025, 12, 31)
