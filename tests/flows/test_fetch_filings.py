"""`fetch_filings` and `prudent fetch` against a server on loopback: what is printed, kept and told."""

import asyncio
import json
import os
import re
import subprocess
import sys
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from prefect.utilities.callables import parameter_schema

from flows.ending import final_state
from flows.fetch_filings import chosen, fetch_filings
from flows.place import here
from prudent.errors import UsageError
from sources.edgar.settings import edgar_settings
from sources.edgar.web import Web
from tasks.fetch import _line

COMMAND = [str(Path(sys.executable).parent / "prudent")]
AGENT = "Example Pension Committee staff@example.org"
OFFER = b"<html><body><p>The Fund is offering to purchase up to 5% of its shares.</p></body></html>"
FUNDS = {"apollo-diversified-credit": 1676197, "carlyle-tactical-private-credit": 1725472}
NAMES = {1676197: "APOLLO DIVERSIFIED CREDIT FUND", 1725472: "CARLYLE TACTICAL PRIVATE CREDIT FUND"}


class Archive:
    """One offer of each of two funds. The offers' terms are made up."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.refused: set[str] = set()
        self.asked: list[str] = []
        for cik, name in NAMES.items():
            accession = f"{cik:010d}-26-000001"
            row = {
                "accessionNumber": [accession], "form": ["N-23C3A"], "filingDate": ["2026-01-05"], "reportDate": [""],
                "primaryDocument": ["offer.htm"], "isInlineXBRL": [0], "fileNumber": ["811-00001"],
            }  # fmt: skip
            index = {"cik": f"{cik:010d}", "name": name, "formerNames": [], "filings": {"recent": row, "files": []}}
            folder = f"/Archives/edgar/data/{cik}/{accession.replace('-', '')}"
            self.pages[f"/submissions/CIK{cik:010d}.json"] = json.dumps(index).encode()
            self.pages[f"{folder}/offer.htm"] = OFFER + f"<!-- {cik} -->".encode()
            self.pages[f"{folder}/{accession}.hdr.sgml"] = b"<SEC-HEADER>x\n<ACCESSION-NUMBER>x\n</SEC-HEADER>"


@pytest.fixture
def archive(monkeypatch):
    """The server, and an environment that leads to it."""
    made = Archive()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            body = made.pages.get(self.path)
            self.send_response(403 if self.path in made.refused else 200 if body else 404)
            self.end_headers()
            self.wfile.write(body or b"nothing")

        def log_message(self, *_) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    for name, value in (("USER_AGENT", AGENT), ("DATA_URL", url), ("ARCHIVE_URL", url)):
        monkeypatch.setenv(f"PRUDENT_EDGAR_{name}", value)
    edgar_settings.cache_clear()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()
    edgar_settings.cache_clear()


@pytest.fixture
def unpaced(monkeypatch) -> None:
    """Turns come at once: that they are spaced is tested where the pace is."""

    class AtOnce:
        def wait(self) -> None:
            pass

    made = Web.__init__
    monkeypatch.setattr(Web, "__init__", lambda self, settings, _: made(self, settings, AtOnce()))


def fetch(**parameters):
    """The final state, and what it holds."""

    async def run():
        state = await final_state(fetch_filings, **parameters)
        return state, await state.aresult(raise_on_failure=False)

    return asyncio.run(run())


flows = [
    pytest.mark.usefixtures("prefect", "project", "unpaced"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]


def marked(test):
    for mark in flows:
        test = mark(test)
    return test


@marked
def test_new_filings_are_kept_and_a_second_run_says_that_nothing_is_new(archive, project: Path):
    asked = ",".join(FUNDS)
    state, held = fetch(fund=asked, forms="SC TO-I")
    assert (state.type.value, state.name, state.message) == ("COMPLETED", "Fetched", "2 new filings of 2 funds.")
    assert [(one.fund, [item.accession for item in one.new]) for one in held] == [
        (fund, [f"{cik:010d}-26-000001"]) for fund, cik in FUNDS.items()
    ]
    for fund in FUNDS:
        (record,) = (project / "store/deliveries" / fund).iterdir()
        assert json.loads(record.read_bytes())["channel"] == "EDGAR"
    state, _ = fetch(fund=asked, forms="SC TO-I")
    assert (state.name, state.message) == ("NothingNew", "Nothing new.")


@marked
def test_a_fund_that_fails_stops_no_other_and_what_came_is_kept(archive, project: Path):
    first, second = FUNDS
    archive.pages[f"/submissions/CIK{FUNDS[first]:010d}.json"] = b"<html>down</html>"
    state, held = fetch(fund=f"{first},{second}", forms="SC TO-I")
    assert (state.type.value, state.name) == ("FAILED", "SCHEMA_CHANGED")
    assert state.message.startswith(f"1 new filing of 2 funds. {first}: http://127.0.0.1")
    assert [(one.exit_code, len(one.new)) for one in held] == [(13, 0), (0, 1)]


@marked
def test_where_the_index_cannot_be_had_it_is_not_said_that_nothing_is_new(archive, capfd):
    fund = next(iter(FUNDS))
    archive.pages[f"/submissions/CIK{FUNDS[fund]:010d}.json"] = b"<html>down</html>"
    state, held = fetch(fund=fund, forms="SC TO-I")
    assert state.message.startswith(f"{fund}: http://127.0.0.1")
    assert _line(held[0]) == f"{fund}: 1 went wrong"
    assert "nothing new" not in "".join([state.message, *capfd.readouterr()]).lower()


@marked
def test_when_edgar_refuses_no_other_fund_is_asked_for(archive):
    first, second = FUNDS
    archive.refused.add(f"/submissions/CIK{FUNDS[first]:010d}.json")
    state, held = fetch(fund=f"{first},{second}")
    assert (state.type.value, state.name) == ("FAILED", "SOURCE_LATE")
    assert len(archive.asked) == 1
    assert held[1].faults[0].sentence == f"{second} was not asked for, because EDGAR refuses."


@marked
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"fund": "nobody"}, "There is no fund 'nobody'."),
        ({"fund": "apollo-diversified-credit", "forms": "8-K"}, "There is no form '8-K' to fetch."),
    ],
)
def test_what_cannot_be_asked_is_refused(archive, asked, sentence):
    state, held = fetch(**asked)
    assert (state.name, type(held)) == ("USAGE", UsageError)
    assert sentence in state.message
    assert archive.asked == []


@marked
def test_without_a_user_agent_nothing_is_asked(archive, monkeypatch):
    monkeypatch.delenv("PRUDENT_EDGAR_USER_AGENT")
    edgar_settings.cache_clear()
    state, _ = fetch(fund="apollo-diversified-credit")
    assert state.name == "USAGE"
    assert state.message.startswith("Set PRUDENT_EDGAR_USER_AGENT")
    assert archive.asked == []


def test_all_means_the_funds_that_file_with_the_sec(project: Path):
    funds = chosen(here(), "all")
    assert "apollo-diversified-credit" in funds
    identity = project / "funds/apollo-diversified-credit/fund.yml"
    text = identity.read_text().replace("cik: 1676197\n", "").replace("wrapper: interval_fund", "wrapper: private_fund")
    identity.write_text(text)
    assert set(funds) - set(chosen(here(), "all")) == {"apollo-diversified-credit"}


def prudent(root: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "PRUDENT_STORE"))
    }
    return subprocess.run(
        [*COMMAND, *arguments], cwd=root, env=environment | settings, capture_output=True, text=True, check=False
    )


def test_the_command_prints_a_line_for_each_new_filing_and_then_that_nothing_is_new(
    archive, copied, served, tmp_path: Path
):
    root = copied(tmp_path / "project")
    fund, cik = next(iter(FUNDS.items()))
    done = prudent(root, "fetch", fund, "--forms", "SC TO-I", "--store", "kept", **served)
    assert (done.returncode, done.stdout) == (
        0,
        f"{fund:<32}  N-23C3A                    filed 2026-01-05  {cik:010d}-26-000001  kept\n",
    )
    assert f"{fund}: 1 new" in done.stderr
    again = prudent(root, "fetch", fund, "--forms", "SC TO-I", "--store", "kept", "--json", **served)
    assert again.returncode == 0
    (said,) = json.loads(again.stdout)["funds"]
    assert said == {"fund": fund, "new": [], "told": [], "faults": [], "exit_code": 0}

    shown = prudent(root, "text", fund, f"{cik:010d}-26-000001", "--find", "PURCHASE UP", "--store", "kept")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout == "     1  The Fund is offering to purchase up to 5% of its shares.\n"
    missing = prudent(root, "text", fund, f"{cik:010d}-26-000001", "--find", "gate", "--store", "kept")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr == f"prudent: {cik:010d}-26-000001 of {fund} does not hold the words 'gate'.\n"


def test_a_mistake_is_one_line_and_starts_nothing(archive, copied, tmp_path: Path):
    root = copied(tmp_path / "project")
    cases = [
        (["fetch"], {}, "Name one fund or several"),
        (["fetch", "nobody"], {}, "There is no fund 'nobody'."),
        (["fetch", "apollo-diversified-credit", "--forms", "8-K"], {}, "There is no form '8-K' to fetch."),
        (["fetch", "apollo-diversified-credit", "--since", "2999-01-01"], {}, "lies after today"),
        (
            ["fetch", "apollo-diversified-credit"],
            {"PRUDENT_EDGAR_USER_AGENT": "curl"},
            "must be a name and a mail address",
        ),
        (["text", "nobody", "0001234567-26-000001"], {}, "There is no fund 'nobody'."),
    ]
    for arguments, settings, sentence in cases:
        done = prudent(root, *arguments, **settings)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert done.stderr.startswith("prudent: ")
        assert sentence in done.stderr
    assert not (root / ".prefect").exists()
    assert not (root / "store").exists()
    assert archive.asked == []


def test_the_form_offers_funds_forms_and_a_first_day():
    fields = parameter_schema(fetch_filings).properties
    assert fields["fund"]["enum"][:2] == ["all", "amg-pantheon"]
    assert fields["forms"]["enum"] == ["all", "NPORT-P", "N-CEN", "N-CSR", "N-2", "10-K", "SC TO-I", "D"]
    assert (fields["since"]["default"], fields["since"]["format"]) == ("2018-06-01", "date")
    assert fetch_filings.validate_parameters({})["since"] == date(2018, 6, 1)


@pytest.mark.parametrize("command", ["fetch", "text"])
def test_help_shows_an_example_and_loads_nothing_heavy(tmp_path: Path, command):
    code = "import sys; from flows.cli import run; run(sys.argv[1:]); print(sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code, command, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    text, _, loaded = done.stdout.rstrip().rpartition("\n")
    assert f"Examples:\n  prudent {command} " in text
    assert not {"prefect", "polars", "pydantic", "httpx", "edgar"} & set(re.findall(r"'(\w+)'", loaded))
