"""The plan whose committee decides: `plans/<plan>/plan.yml`."""

from datetime import date

from prudent.errors import DataBad
from prudent.ingest.files import Files
from prudent.ingest.fund import check_folder
from prudent.ingest.yaml_model import parse_model
from prudent.model.plan import Plan

PLANS = "plans"


def read_plan(files: Files, plan: str, today: date) -> Plan:
    """Read a plan.

    Raises:
        UsageError: there is no such plan.
        DataBad: a field is wrong, the file is another plan's, or its figures lie after today.
        SchemaChanged, HostileInput: see the readers.
    """
    check_folder(files, PLANS, plan, "plan")
    source = files.read(f"{PLANS}/{plan}/plan.yml", files.limits.yaml_bytes)
    read = parse_model(source, Plan)
    if read.plan != plan:
        raise DataBad(f"{source.name}: plan is {read.plan}, but the folder is {plan}'s.", file=source.path)
    if read.as_of > today:
        raise DataBad(f"{source.name}: as_of is {read.as_of}, which lies after today, {today}.", file=source.path)
    return read
