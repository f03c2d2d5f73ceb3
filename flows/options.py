"""What commands can be told: each option once, with its name and its help.

Belongs here: options. Does not: which command takes which (`cli` and the files of the commands).
"""

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter


def examples(*lines: str) -> str:
    """The examples under a command's help."""
    return "\n".join(["Examples:", *(f"  {line}" for line in lines)])


Funds = Annotated[str, Parameter(help="Folder of funds/, such as apollo-diversified-credit.")]
AsOf = Annotated[date | None, Parameter(name="--as-of", help="Quarter end, such as 2025-12-31. Default: the last one.")]
PlanName = Annotated[str, Parameter(name="--plan", help="Folder of plans/ whose committee decides.")]
DryRun = Annotated[bool, Parameter(name="--dry-run", negative="", help="Do everything but publish or keep.")]
Store = Annotated[
    str | None,
    Parameter(name="--store", help="Folder of the store, or s3://bucket/prefix. Default: store/ in the project."),
]
CalendarFile = Annotated[str | None, Parameter(name="--out", help="File to write. Default: print the calendar.")]
Out = Annotated[
    str | None, Parameter(name="--out", help="Folder to write site/ into. Default: the store's; needed for a bucket.")
]
AsJson = Annotated[bool, Parameter(name="--json", negative="", help="Print one JSON document instead of text.")]
Quarter = Annotated[str, Parameter(name="--quarter", help="Such as 2025Q4, or latest.")]
Forms = Annotated[str, Parameter(name="--forms", help="Such as NPORT-P or NPORT-P,N-CEN. Default: all that it files.")]
Since = Annotated[date | None, Parameter(name="--since", help="First day of filing. Default: 2018-06-01.")]
AccessionNumber = Annotated[str, Parameter(help="As prudent fetch prints it, such as 0001234567-25-000123.")]
Words = Annotated[str | None, Parameter(name="--find", help="Only lines that hold these words.")]
FundName = Annotated[str, Parameter(help="Folder of funds/.")]
FigureName = Annotated[str, Parameter(help="Name of the figure, such as sharpe_ratio_3y.")]
KnownAt = Annotated[date | None, Parameter(name="--known-at", help="Day whose knowledge is asked for. Default: today.")]
KnownThen = Annotated[
    date | None,
    Parameter(name="--known-at", help="Day whose knowledge is used. Default: the day after each quarter's review."),
]
FirstQuarter = Annotated[str, Parameter(name="--from", help="The first quarter, such as 2024Q1.")]
LastQuarter = Annotated[str, Parameter(name="--to", help="The last quarter, such as 2025Q3, or latest.")]
FieldPart = Annotated[str | None, Parameter(name="--field", help="Only fields whose name holds this.")]
Disagreeing = Annotated[
    bool, Parameter(name="--disagreeing", negative="", help="Only what sources disagree on, or a person overrides.")
]
Port = Annotated[int, Parameter(name="--port", help="Port of the server.")]
Host = Annotated[str, Parameter(name="--host", help="Address to listen on. Default: this machine only.")]
Workers = Annotated[int, Parameter(name="--workers", help="Runs at once. More than one needs PostgreSQL.")]
PacketFolder = Annotated[str, Parameter(help="A packet's folder, wherever it lies, or the name of a fund.")]
NewFund = Annotated[str, Parameter(help="Name of the fund's folder, such as alpha-credit.")]
ZipName = Annotated[
    Path | None, Parameter(name="--out", help="File to write. Default: prudent-record-PLAN-FUND.zip, here.")
]
EvenIfTampered = Annotated[
    bool,
    Parameter(name="--even-if-tampered", negative="", help="Export what does not verify too, with what was found."),
]
KeyName = Annotated[str, Parameter(help="Name of the key, such as committee-2026.")]
PrivateFile = Annotated[
    Path | None, Parameter(name="--private", help="File for the private half, for you alone. Default: print it.")
]
AddedBy = Annotated[str | None, Parameter(name="--by", help="Who adds it. Default: your login's name.")]
DecisionFile = Annotated[
    Path | None, Parameter(name="--file", help="The filled-in form, a YAML file with the fields of the flow's form.")
]
VotedRecord = Annotated[
    str | None, Parameter(name="--record", help="Record of the memo or review voted on; 12 characters are enough.")
]
DecidedOn = Annotated[str | None, Parameter(name="--date", help="Day of the decision, such as 2026-04-15.")]
Decided = Annotated[str | None, Parameter(name="--outcome", help="Such as 'approve' or 'continue to monitor'.")]
For = Annotated[
    tuple[str, ...],
    Parameter(name="--for", negative="", show_default=False, help="A member who voted for; once for each."),
]
Against = Annotated[
    tuple[str, ...], Parameter(name="--against", negative="", show_default=False, help="A member who voted against.")
]
Abstained = Annotated[
    tuple[str, ...], Parameter(name="--abstained", negative="", show_default=False, help="A member who abstained.")
]
Attendees = Annotated[
    tuple[str, ...], Parameter(name="--attendee", negative="", show_default=False, help="Somebody who was there.")
]
Rationale = Annotated[str | None, Parameter(name="--rationale", help="Why the committee decided so.")]
RecordedBy = Annotated[str | None, Parameter(name="--recorded-by", help="Who records it.")]
EmptyForm = Annotated[
    bool, Parameter(name="--template", negative="", help="Print an empty form with the record that is current.")
]
