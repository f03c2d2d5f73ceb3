"""The `prudent` command. It starts the same flows as the schedule does, and says in plain words how they ended.

Belongs here: arguments, help and exit codes. Does not: what a command does (`commands`). Nothing heavy is imported, so
that help is there at once.
"""

import os
import signal
import sys
import warnings
from collections.abc import Sequence
from importlib.metadata import version

from cyclopts import App, CycloptsError

from flows.backfill_command import BackfillAsked, backfill_quarters
from flows.calendar_command import write_calendar
from flows.catalog_command import build_catalog
from flows.commands import Options, onboard_funds, run_ui
from flows.decide_command import DecideAsked, DecisionFlags, decide_on, print_form
from flows.deploy_command import deploy_all
from flows.doctor_command import doctor as look_at_all
from flows.evidence_commands import FactsAsked, show_facts, show_trace
from flows.export_command import ExportAsked, export_fund
from flows.fetch_command import FetchOptions, fetch_funds, show_text
from flows.keys_command import KeyAsked, list_keys, new_key, rotate_key
from flows.options import (
    Abstained,
    AccessionNumber,
    AddedBy,
    Against,
    AsJson,
    AsOf,
    Attendees,
    CalendarFile,
    Decided,
    DecidedOn,
    DecisionFile,
    Disagreeing,
    DryRun,
    EmptyForm,
    EvenIfTampered,
    FieldPart,
    FigureName,
    FirstQuarter,
    For,
    Forms,
    FundName,
    Funds,
    Host,
    KeyName,
    KnownAt,
    KnownThen,
    LastQuarter,
    NewFund,
    Out,
    PacketFolder,
    PlanName,
    Port,
    PrivateFile,
    Quarter,
    Rationale,
    RecordedBy,
    Since,
    Store,
    VotedRecord,
    Words,
    Workers,
    ZipName,
    examples,
)
from flows.packet_commands import PacketAsked, check_packet, new_packet
from flows.receive_command import receive_files
from flows.review_command import review_funds
from flows.site_command import build_room
from flows.stopping import listen
from flows.telling import tell
from flows.verify_command import anchor_store, verify_store
from prudent.errors import PrudentError, UsageError

INTERRUPTED = 128 + signal.SIGINT
PIPE_CLOSED = 128 + signal.SIGPIPE


app = App(
    name="prudent",
    version=lambda: version("prudent"),
    help_format="plaintext",
    suppress_keyboard_interrupt=False,
    help="From a fund's documents to a memo that can be checked figure by figure, for a plan's investment committee.",
    help_epilogue=examples(
        "prudent onboard apollo-diversified-credit --as-of 2025-12-31",
        "prudent review --quarter 2025Q4",
        "prudent onboard --help",
    ),
)


@app.command(
    usage="Usage: prudent onboard FUND... [OPTIONS]",
    help_epilogue=examples(
        "prudent onboard apollo-diversified-credit --as-of 2025-12-31",
        "prudent onboard apollo-diversified-credit partners-group-private-equity --as-of 2025-12-31",
        "prudent onboard apollo-diversified-credit --as-of 2025-12-31 --dry-run --json",
    ),
)
def onboard(
    *funds: Funds, as_of: AsOf = None, plan: PlanName = "example", dry_run: DryRun = False,
    store: Store = None, as_json: AsJson = False,
) -> int:  # fmt: skip
    """Write the memo of one fund or several. Safe to start again: what has not changed is not written again."""
    if not funds:
        raise UsageError("Name one fund or several: the folders of funds/. See prudent onboard --help.")
    return onboard_funds(funds, as_of, Options(plan=plan, dry_run=dry_run, store=store, as_json=as_json))


@app.command(help_epilogue=examples("prudent review --quarter 2025Q4", "prudent review --quarter latest --dry-run"))
def review(
    *, quarter: Quarter = "latest", plan: PlanName = "example", dry_run: DryRun = False,
    store: Store = None, as_json: AsJson = False,
) -> int:  # fmt: skip
    """Review every fund that the committee has approved, as of one quarter's end, and record each review.

    Two pages a fund: what changed, and whether the fund, the data or our method made it so. A fund that is refused does
    not stop the others. Safe to start again: what is recorded is not recorded again.

    This is evidence of the duty to monitor. It lies outside the proposed rule, which speaks of selecting only.
    """
    return review_funds(quarter, Options(plan=plan, dry_run=dry_run, store=store, as_json=as_json))


@app.command(
    usage="Usage: prudent backfill FUND --from QUARTER [OPTIONS]",
    help_epilogue=examples(
        "prudent backfill apollo-diversified-credit --from 2024Q1 --to 2025Q3",
        "prudent backfill apollo-diversified-credit --from 2025Q1 --to 2025Q4 --known-at 2026-11-23",
    ),
)
def backfill(
    fund: FundName, *, first: FirstQuarter, last: LastQuarter = "latest", known_at: KnownThen = None,
    plan: PlanName = "example", dry_run: DryRun = False, store: Store = None, as_json: AsJson = False,
) -> int:  # fmt: skip
    """Write the memos of past quarters, each with what had been received by then. An issue that stands is left.

    Each says on page one that it was made later. A quarter of which too little was known is reported.
    """
    asked = BackfillAsked(fund, first, last, known_at)
    return backfill_quarters(asked, Options(plan=plan, dry_run=dry_run, store=store, as_json=as_json))


@app.command(
    usage="Usage: prudent fetch FUND... [OPTIONS]",
    help_epilogue=examples(
        "prudent fetch apollo-diversified-credit",
        "prudent fetch apollo-debt-solutions blackstone-private-credit --forms 10-K --since 2024-01-01",
    ),
)
def fetch(
    *funds: Funds, forms: Forms = "all", since: Since = None, store: Store = None, as_json: AsJson = False
) -> int:
    """Fetch what funds have filed with the SEC and the store has not. Needs PRUDENT_EDGAR_USER_AGENT."""
    if not funds:
        raise UsageError("Name one fund or several: the folders of funds/. See prudent fetch --help.")
    return fetch_funds(funds, FetchOptions(tuple(forms.split(",")), since, store, as_json))


@app.command(help_epilogue=examples("prudent receive", "prudent receive --dry-run --json"))
def receive(*, dry_run: DryRun = False, store: Store = None, as_json: AsJson = False) -> int:
    """Take what managers left in the inbox, and say which expected file is late. PRUDENT_INBOX_URL says where it is."""
    return receive_files(store, dry_run=dry_run, as_json=as_json)


@app.command(help_epilogue=examples('prudent text apollo-diversified-credit 0001234567-25-000123 --find "purchase up"'))
def text(fund: Funds, accession: AccessionNumber, *, find: Words = None, store: Store = None) -> int:
    """Print the words of a fetched filing, line by line, to find a passage in it. Needs the extra `edgar`."""
    return show_text(fund, accession, find, store)


@app.command(
    help_epilogue=examples(
        "prudent facts apollo-debt-solutions --known-at 2026-11-23 --field balance_sheet",
        "prudent facts apollo-debt-solutions --disagreeing",
    ),
)
def facts(
    fund: FundName, *, known_at: KnownAt = None, field: FieldPart = None, disagreeing: Disagreeing = False,
    store: Store = None, as_json: AsJson = False,
) -> int:  # fmt: skip
    """Print every figure that any source gives of a fund, used or not, as it was known on a day."""
    return show_facts(FactsAsked(fund, known_at, field, disagreeing), store, as_json=as_json)


@app.command(
    help_epilogue=examples(
        "prudent trace apollo-diversified-credit sharpe_ratio_3y --as-of 2025-12-31",
        "prudent trace apollo-diversified-credit all_in_fee --as-of 2025-12-31 --json",
    ),
)
def trace(
    fund: FundName, figure: FigureName, *, as_of: AsOf = None, plan: PlanName = "example",
    store: Store = None, as_json: AsJson = False,
) -> int:  # fmt: skip
    """Print what a figure of the latest memo rests on: its formula, each input, and each document with its hash.

    Figures are named as in memo.json; every measure can be traced, printed or not.
    """
    return show_trace(fund, figure, as_of, plan, store, as_json=as_json)


packet = App(
    name="packet",
    help="Packets of files that a manager, trustee or administrator sends.",
    help_epilogue=examples("prudent packet new alpha-credit", "prudent packet check apollo-diversified-credit"),
)
app.command(packet)


@packet.command(
    name="check",
    help_epilogue=examples(
        "prudent packet check apollo-diversified-credit", "prudent packet check ../received/alpha-credit --json"
    ),
)
def check_one(
    folder: PacketFolder, *, as_of: AsOf = None, plan: PlanName = "example", store: Store = None,
    as_json: AsJson = False,
) -> int:  # fmt: skip
    """Say everything that is wrong with a packet, row by row, and what is missing for each of the six factors.

    Ends with 0 where nothing is wrong, also where evidence is missing.
    """
    return check_packet(PacketAsked(folder, as_of, plan, store), as_json=as_json)


@packet.command(name="new", help_epilogue=examples("prudent packet new alpha-credit"))
def new_one(fund: NewFund) -> int:
    """Write an empty packet for a fund, with a workbook, a questionnaire and instructions. Writes nothing over."""
    return new_packet(fund)


@app.command(help_epilogue=examples("prudent doctor", "prudent doctor --store s3://bucket/prudent --json"))
def doctor(*, store: Store = None, as_json: AsJson = False) -> int:
    """Look at versions, server, store, clock, schedules and locks, and say in a line each what is wrong and what to do.

    Ends with 1 where something is bad. It changes nothing but for one small object in the store, `probes/doctor`.
    """
    return look_at_all(store, as_json=as_json)


@app.command(help_epilogue=examples("prudent catalog", "prudent catalog --store s3://bucket/prudent --json"))
def catalog(*, store: Store = None, as_json: AsJson = False) -> int:
    """Rebuild the catalog: what the store holds as tables for people, in one DuckDB file, the store's catalog.duckdb.

    Every table and column says in the file what it holds. Who has the old file open reads on in it.
    """
    return build_catalog(store, as_json=as_json)


@app.command(
    help_epilogue=examples(
        "prudent site",
        "prudent site --store /srv/prudent/store --json",
        "prudent site --store s3://bucket/prudent --out /srv/www/prudent",
    )
)
def site(*, store: Store = None, out: Out = None, as_json: AsJson = False) -> int:
    """Build the reading room: one static site of all memos, funds and findings, in the store's folder site.

    With --out it is written there, with a copy of every issue beside it; what was copied before is not copied again.
    """
    return build_room(store, out, as_json=as_json)


@app.command(help_epilogue=examples("prudent calendar --plan example --out committee.ics", "prudent calendar --json"))
def calendar(
    *, plan: PlanName = "example", out: CalendarFile = None, store: Store = None, as_json: AsJson = False
) -> int:
    """Print the committee's calendar (ICS): reviews, offers, fee waivers, representations and conditions due.

    Only days that a record or a document names are in it.
    """
    return write_calendar(plan, out, store, as_json=as_json)


@app.command(help_epilogue=examples("prudent ui", "prudent ui --port 4300", "prudent ui --workers 3"))
def ui(*, port: Port = 4200, host: Host = "127.0.0.1", workers: Workers = 1, store: Store = None) -> int:
    """Run Prefect's server with workers and every deployment, on this machine only. Ctrl-C ends all of it."""
    return run_ui(port, host, workers, store)


@app.command(help_epilogue=examples("PREFECT_API_URL=https://prefect.example.com/api prudent deploy"))
def deploy() -> int:
    """Put the work pool, every deployment and the automations on the server that PREFECT_API_URL names."""
    return deploy_all()


@app.command(
    help_epilogue=examples(
        "prudent decide apollo-diversified-credit --template",
        "prudent decide apollo-diversified-credit --file decision.yml",
    ),
)
def decide(
    fund: FundName, *, plan: PlanName = "example", file: DecisionFile = None, template: EmptyForm = False,
    record: VotedRecord = None, date: DecidedOn = None, outcome: Decided = None, votes_for: For = (),
    votes_against: Against = (), abstained: Abstained = (), attendees: Attendees = (), rationale: Rationale = None,
    recorded_by: RecordedBy = None, store: Store = None, as_json: AsJson = False,
) -> int:  # fmt: skip
    """Record what the committee decided on the current memo, and issue the memo again with the decision in it.

    Nothing is filled in for the committee. The same decision again changes nothing. What is given here goes before
    what the file says; the determinations are in the file alone.
    """
    flags = DecisionFlags(record, date, outcome, votes_for, votes_against, abstained, attendees, rationale, recorded_by)
    asked = DecideAsked(fund, plan, file, store, flags)
    return print_form(asked) if template else decide_on(asked, as_json=as_json)


@app.command(help_epilogue=examples("prudent verify", "prudent verify --store s3://records/prudent --json"))
def verify(*, store: Store = None, as_json: AsJson = False) -> int:
    """Check that every byte of runs, memos, reviews and ledger is as it was written. Ends with 20 where one is not."""
    return verify_store(store, as_json=as_json)


@app.command(help_epilogue=examples("prudent anchor"))
def anchor(*, store: Store = None, as_json: AsJson = False) -> int:
    """Hold the heads of all chains of the ledger in an anchor, if one moved since the last."""
    return anchor_store(store, as_json=as_json)


@app.command(
    help_epilogue=examples(
        "prudent export apollo-diversified-credit", "prudent export apollo-diversified-credit --out record.zip"
    ),
)
def export(
    fund: FundName, *, plan: PlanName = "example", out: ZipName = None, even_if_tampered: EvenIfTampered = False,
    store: Store = None, as_json: AsJson = False,
) -> int:  # fmt: skip
    """Write one fund's whole record as a zip, with a program that checks it with nothing but Python."""
    return export_fund(ExportAsked(fund, plan, out, store, even_if_tampered), as_json=as_json)


keys = App(
    name="keys",
    help="Keys that the ledger is signed with.",
    help_epilogue=examples("prudent keys new committee-2026 --private ~/committee-2026.pem", "prudent keys list"),
)
app.command(keys)


@keys.command(name="new", help_epilogue=examples("prudent keys new committee-2026 --private ~/committee-2026.pem"))
def new_signing_key(name: KeyName, *, private: PrivateFile = None, by: AddedBy = None, store: Store = None) -> int:
    """Make a store's first key. From then on nothing is recorded that is not signed."""
    return new_key(KeyAsked(name, private, by, store))


@keys.command(name="rotate", help_epilogue=examples("prudent keys rotate committee-2028 --private ~/2028.pem"))
def rotate_signing_key(name: KeyName, *, private: PrivateFile = None, by: AddedBy = None, store: Store = None) -> int:
    """Introduce a new key with the current one, which signs no more. PRUDENT_SIGNING_KEY holds the current one."""
    return rotate_key(KeyAsked(name, private, by, store))


@keys.command(name="list", help_epilogue=examples("prudent keys list", "prudent keys list --json"))
def list_signing_keys(*, store: Store = None, as_json: AsJson = False) -> int:
    """Print the public keys of a store, the first one first."""
    return list_keys(store, as_json=as_json)


def main() -> None:
    """The command: runs it and leaves with its exit code."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    listen()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line. Returns the exit code; what a user can cause is one or two plain lines."""
    try:
        code: int | None = app(arguments, exit_on_error=False, print_error=False, result_action="return_value")
    except KeyboardInterrupt:
        tell("stopped. What was published stays; start the command again to go on.")
        return INTERRUPTED
    except BrokenPipeError:
        # the reader of our output has left, as `| head` does: nothing is left to say, at the exit's flush neither
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except CycloptsError as error:
        tell(f"{' '.join(str(error).split())} See prudent --help.")
        return UsageError.exit_code
    except PrudentError as error:
        tell(error.sentence)
        return error.exit_code
    return code or 0
