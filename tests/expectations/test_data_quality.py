"""The page on data quality, line by line, on the figures of all packets as received: without any correction."""

import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import yaml

from docs.generate import PAGES
from docs.pages.data_quality import classified, page
from expectations import engine as gxe
from expectations.owners import spoken_of
from expectations.registry import all_rules
from expectations.rule import Inputs
from expectations.validate import run
from expectations.verdict import gate
from prudent.errors import ReconcileBreak
from prudent.ingest.files import Files
from prudent.ingest.fund import read_fund
from prudent.ingest.known import Known
from prudent.ingest.policy import read_policy
from prudent.model.case import Case
from prudent.model.run import Request
from prudent.model.validation import Outcome, Severity
from prudent.tables.core import CoreTables

ROOT = Path(__file__).parents[2]
KNOWN = classified()
DEFECTS = [item for defect in KNOWN.defects for item in defect.found]
ODDITIES = [item for oddity in KNOWN.oddities for item in oddity.looked]
RULES = {rule.id: rule for rule in all_rules()}
OF_FUNDS = [rule for rule in all_rules() if not rule.table.startswith(("core_benchmark", "core_market"))]


def name(item):
    return f"{item.fund}-{item.rule}-{item.on}"


@pytest.fixture(scope="module")
def as_received(tmp_path_factory):
    """All funds in one case, read by ingest from a copy that holds no corrections."""
    return _read(_without_corrections(tmp_path_factory.mktemp("as_received")))


@pytest.fixture(scope="module")
def judged(as_received):
    """Of one rule: the rows that it looked at, each as a text, and whether the row failed."""
    kept = {}

    def of(rule):
        if rule not in kept:
            frame = RULES[rule].view.build(as_received)
            (found,) = gxe.judge(frame, [RULES[rule].expectation])
            assert found.broke == ""
            columns = [c for c in gxe.columns_judged(RULES[rule].expectation) if c in frame.columns]
            asked = isinstance(RULES[rule].expectation, gxe.ExpectColumnValuesToNotBeNull)
            kept[rule] = [
                (row["owner"], _text(row), place in found.failed)
                for place, row in enumerate(frame.iter_rows(named=True))
                if asked or all(row[column] is not None for column in columns)
            ]
        return kept[rule]

    return of


@pytest.fixture(scope="module")
def results(as_received):
    """Every rule on every fund, as received."""
    return run(OF_FUNDS, as_received)


def _text(row):
    return " ".join(
        f"{key} is {value:g}" if isinstance(value, float) and value == 0 else f"{key} is {value}"
        for key, value in row.items()
    )


def _without_corrections(folder):
    for part in ("funds", "policy"):
        shutil.copytree(ROOT / part, folder / part)
    for corrections in folder.glob("funds/*/corrections.yml"):
        corrections.unlink()
    return folder


def _read(root):
    files, today = Files(root), date(2026, 11, 24)
    policy = read_policy(files)
    names = sorted(path.parent.name for path in root.glob("funds/*/fund.yml"))
    packets = [read_fund(files, fund, Known.now(today), policy.sources, ()) for fund in names]
    frames = {}
    for field in CoreTables.names():
        spec = CoreTables.spec(field)
        used = [rows.frame for fund in packets for rows in fund.book.used if rows.table.table == spec.table]
        frames[field] = pl.concat([spec.empty(), *used]).sort(spec.key)
    case = Case.model_construct(
        request=Request(fund=names[0], as_of=date(2025, 12, 31), plan="example"),
        funds=tuple(fund.fund for fund in packets),
        policy=policy,
        headers=tuple(packet.header for fund in packets for packet in fund.packets),
    )
    return Inputs(case, CoreTables(**frames))


def _rows_of(item, rows):
    return [
        (text, failed) for owner, text, failed in rows if owner == item.fund and item.on in text and item.shows in text
    ]


def test_all_34_funds_are_read(as_received):
    assert len(spoken_of("crosscheck", as_received)) == 34


@pytest.mark.parametrize("item", DEFECTS, ids=name)
def test_the_rule_fails_for_that_fund_and_date_and_tells_the_figure(item, judged):
    rows = _rows_of(item, judged(item.rule))
    assert [failed for _, failed in rows].count(True) >= 1, rows


@pytest.mark.parametrize("item", ODDITIES, ids=name)
def test_the_rule_looked_at_the_oddity_and_passed(item, judged):
    rows = _rows_of(item, judged(item.rule))
    assert rows, "the rule never looked"
    assert [text for text, failed in rows if failed] == []


def test_every_failure_is_classified_and_nothing_else_is(results):
    found = {(r.owner, r.rule) for r in results if r.outcome is Outcome.FAILED}
    told = {(item.fund, item.rule) for item in DEFECTS} | {(fund, gap.rule) for gap in KNOWN.gaps for fund in gap.funds}
    assert found == told


def test_no_rule_broke(results):
    assert [r.rule for r in results if r.outcome is Outcome.BROKE] == []


def test_every_fund_with_a_correction_has_a_defect_that_a_rule_found(as_received):
    corrected = {path.parent.name for path in (ROOT / "funds").glob("*/corrections.yml")}
    assert corrected <= {item.fund for item in DEFECTS}
    for fund in corrected:
        entries = yaml.safe_load((ROOT / "funds" / fund / "corrections.yml").read_text(encoding="utf-8"))["corrections"]
        assert entries


def test_with_the_corrections_no_critical_rule_fails():
    found = [r for r in run(OF_FUNDS, _read(ROOT)) if r.outcome is Outcome.FAILED and r.severity is Severity.CRITICAL]
    assert [(r.owner, r.rule) for r in found] == []


@pytest.mark.parametrize(
    ("fund", "error", "says"),
    [
        ("hps-corporate-lending", ReconcileBreak, "net asset value a share 1000.0, net assets over shares outstanding"),
        (
            "partners-group-lending",
            ReconcileBreak,
            "total assets less total liabilities 169.3 million, net assets 347.4",
        ),
        ("cliffwater-corporate-lending", ReconcileBreak, "summed twice"),
    ],
)
def test_as_received_these_break_and_stop_with_exit_code_14(fund, error, says, results):
    with pytest.raises(error) as caught:
        gate(tuple(result for result in results if result.owner == fund), fund)
    assert caught.value.exit_code == 14
    assert says in caught.value.sentence


def test_the_page_names_every_line(as_received):
    text = page()
    for item in (*DEFECTS, *ODDITIES):
        assert f"`{item.fund}`" in text
        assert f"`{item.rule}`" in text
    assert ("docs/data-quality.md", page) in [(entry.path, entry.make) for entry in PAGES]
