"""The question, put together and checked before anything is started. No Prefect here: a misspelling waits for none."""

from datetime import date

from pydantic import ValidationError

from prudent.errors import UsageError
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS, check_folder
from prudent.ingest.plan import PLANS
from prudent.model.period import quarter_end
from prudent.model.run import Request
from tasks.work import Place


def ask(fund: str, as_of: date, plan: str) -> Request:
    """The question, if it can be asked.

    Raises:
        UsageError: a name is not written as names are, or the date is no quarter end.
    """
    try:
        return Request(fund=fund, as_of=as_of, plan=plan)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        if not first["loc"]:
            raise UsageError(_sentence(str(first["msg"]).removeprefix("Value error, "))) from error
        name, value = first["loc"][0], first["input"]
        raise UsageError(f"{value!r} is no name of a {name}: use the name of its folder.") from error


def check_fund(place: Place, fund: str) -> None:
    """Hold a fund's name against the folders that exist.

    Raises:
        UsageError: there is no such fund; the nearest names are given.
    """
    check_folder(Files(place.root), FUNDS, fund, "fund")


def ask_of(place: Place, fund: str, as_of: date, plan: str) -> Request:
    """The question, if it can be asked and the fund and the plan are there.

    Raises:
        UsageError: see `ask`; or there is no such fund or plan, with the nearest names.
    """
    check_names(place, fund, plan)
    return ask(fund, as_of, plan)


def check_names(place: Place, fund: str, plan: str) -> None:
    """Hold a fund's and a plan's name against the folders that exist.

    Raises:
        UsageError: there is no such fund or plan; the nearest names are given.
    """
    files = Files(place.root)
    check_folder(files, FUNDS, fund, "fund")
    check_folder(files, PLANS, plan, "plan")


def end_of(quarter: str, latest: date) -> date:
    """The last day of a quarter such as 2025Q4; `latest` gives the date that is passed for it.

    Raises:
        UsageError: the text is neither.
    """
    if quarter == "latest":
        return latest
    try:
        return quarter_end(quarter)
    except ValueError as error:
        raise UsageError(_sentence(str(error))) from error


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
