"""Fetches what funds have filed with the SEC, and keeps it as deliveries.

Belongs here: which funds, in which order, and how the run ends. Does not: what is fetched for a fund (`sources/edgar`).
"""

from datetime import date
from typing import Annotated, Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed
from pydantic import Field

from flows.place import fund_names, here, today
from prudent.errors import PrudentError, SourceLate, UsageError
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS, check_folder, read_identity
from sources.edgar.fetched import Fault, Fetched
from sources.edgar.forms import ALL, NAMES, SINCE, asked_for
from sources.edgar.settings import edgar_settings
from tasks.fetch import fetch
from tasks.stage import refusal
from tasks.work import Place

FundsChoice = Annotated[str, Field(json_schema_extra={"enum": [ALL, *fund_names(here().root)]})]
FormsChoice = Annotated[str, Field(json_schema_extra={"enum": list(NAMES)})]


def run_name() -> str:
    """The flow run's name: funds and forms."""
    asked = flow_run.parameters
    return f"{asked['fund']} fetch {asked['forms']}"


@flow(name="fetch-filings", flow_run_name=run_name, persist_result=False)
async def fetch_filings(fund: FundsChoice = ALL, forms: FormsChoice = ALL, since: date = SINCE) -> State[Any]:
    """Fetch from EDGAR what a fund has filed and the store has not, and read each filing once.

    A filing is fetched once, ever; the index of filings and the company facts are asked for anew each time. What a
    reader refuses goes to quarantine with the reason. One fund that fails stops no other, and what came is kept.

    Needs `PRUDENT_EDGAR_USER_AGENT`, a company name and a mail address: the SEC refuses programs that do not say who
    runs them.

    Args:
        fund: Folder of `funds/`, several with commas between, or all that have a CIK.
        forms: One of the forms by name, with its amendments; several with commas between; or all.
        since: First day of filing, such as 2023-01-01.
    """
    place = here()
    try:
        funds = chosen(place, fund)
        names = tuple(forms.split(","))
        asked_for(names)
        edgar_settings()
        return ended(await fetch_each(place, funds, names, since))
    except PrudentError as error:
        return refusal(error)


def chosen(place: Place, asked: str) -> tuple[str, ...]:
    """The funds that are asked for; for all, those that file with the SEC.

    Raises:
        UsageError: there is no such fund, or none has a CIK.
        DataBad: a `fund.yml` cannot be read.
    """
    files = Files(place.root)
    if asked != ALL:
        funds = tuple(dict.fromkeys(asked.split(",")))
        for fund in funds:
            check_folder(files, FUNDS, fund, "fund")
        return funds
    filing = tuple(fund for fund in fund_names(place.root) if read_identity(files, fund).cik)
    if not filing:
        raise UsageError("No fund of funds/ has a cik, so there is nothing to fetch.")
    return filing


async def fetch_each(place: Place, funds: tuple[str, ...], forms: tuple[str, ...], since: date) -> tuple[Fetched, ...]:
    """Fetch the funds one after the other, since they share one pace. When EDGAR refuses, the rest are not asked."""
    done: list[Fetched] = []
    for fund in funds:
        if done and done[-1].blocked:
            left = SourceLate(f"{fund} was not asked for, because EDGAR refuses.")
            done.append(broken(fund, left).model_copy(update={"blocked": True}))
            continue
        try:
            done.append(await fetch(place, fund, forms, since, today()))
        except PrudentError as error:
            done.append(broken(fund, error))
    return tuple(done)


def broken(fund: str, error: PrudentError) -> Fetched:
    """A fetch that brought nothing, and why."""
    fault = Fault(code=error.code, exit_code=error.exit_code, sentence=error.sentence)
    return Fetched(fund=fund, faults=(fault,))


def ended(done: tuple[Fetched, ...]) -> State[Any]:
    """The run's final state: how many filings are new, and what went wrong where."""
    new = sum(len(one.new) for one in done)
    counted = f"{new} new {'filing' if new == 1 else 'filings'} of {len(done)} {'fund' if len(done) == 1 else 'funds'}."
    faults = [(one.fund, fault) for one in done for fault in one.faults]
    # where something went wrong, whether there is anything new is not known
    start = [counted] if new else [] if faults else ["Nothing new."]
    message = " ".join([*start, *(f"{fund}: {fault.sentence}" for fund, fault in faults)])
    if faults:
        return Failed(name=faults[0][1].code, message=message, data=done)
    return Completed(name="Fetched" if new else "NothingNew", message=message, data=done)
