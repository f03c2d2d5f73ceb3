"""Fetching as a task: one fund's new filings from EDGAR into the store."""

# ruff: noqa: PLC0415 -- a stage's libraries are loaded when the stage runs: a refusal waits for none of them

from datetime import date

from sources.edgar.fetched import Fetched
from tasks.artifacts import TableArtifact, cell
from tasks.stage import Done, stage
from tasks.work import Place


@stage
def fetch(place: Place, fund: str, forms: tuple[str, ...], since: date, today: date) -> Done[Fetched]:
    """Fetch what a fund has filed and the store has not. What came is kept, also where something went wrong.

    Args:
        place: where the project and the store lie.
        fund: folder of `funds/`.
        forms: names of `sources.edgar.forms.NAMES`.
        since: first day of filing.
        today: the day from which the filings are known.

    Raises:
        UsageError: there is no such fund or form, or the user agent is not declared.
        DataBad, SchemaChanged, HostileInput: `fund.yml` cannot be used.
    """
    from prudent.ingest.files import Files
    from prudent.ingest.fund import FUNDS, check_folder, read_identity
    from sources.edgar.client import open_edgar
    from sources.edgar.fetch import Fetching, Wanted, fetch_fund
    from sources.edgar.forms import asked_for
    from sources.edgar.settings import edgar_settings
    from sources.settings import limits

    files = Files(place.root, limits())
    check_folder(files, FUNDS, fund, "fund")
    wanted = Wanted(asked_for(forms), since)
    objects = place.objects()
    with open_edgar(edgar_settings(), objects, limits(), today) as edgar:
        done = fetch_fund(read_identity(files, fund), wanted, Fetching(edgar, objects, limits(), today))
    return Done(done, _line(done), _table(done))


def _line(done: Fetched) -> str:
    said = [f"{len(done.new)} new"] if done.new else []
    if done.faults:  # whether there is anything new is then not known
        said.append(f"{len(done.faults)} went wrong")
    return f"{done.fund}: {', '.join(said) or 'nothing new'}"


def _table(done: Fetched) -> tuple[TableArtifact, ...]:
    """The new filings and the faults, as Prefect shows them; nothing when there are none."""
    rows = tuple(
        {"form": cell(item.form), "period": item.period, "filed": str(item.filed_on), "accession": item.accession,
         "read as": item.format.value}
        for item in done.new
    )  # fmt: skip
    faults = tuple({"form": fault.code, "said": cell(fault.sentence)} for fault in done.faults)
    if not rows and not faults:
        return ()
    return (TableArtifact(key=f"filings-{done.fund}", description=_line(done), rows=(*rows, *faults)),)
