"""The cells behind a memo's figures, held against the received files, which are read here by themselves."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
import yaml

from prudent.ingest.evidence import resolve
from prudent.ingest.gather import gather
from prudent.memo.before import Before, evidence_before, locator
from prudent.memo.build import build_memo
from prudent.memo.facts import memo_facts
from prudent.model.fact import Document, Evidence, Grade
from prudent.model.run import InputFile, Request
from prudent.score.score import score

ROOT = Path(__file__).resolve().parents[2]
FUND = "apollo-diversified-credit"


@pytest.fixture(scope="module")
def gathered():
    return gather(ROOT, Request(fund=FUND, as_of=date(2025, 12, 31), plan="example"), date(2099, 12, 31))


def expanded(gathered, *locators, **changes):
    evidence = tuple(resolve(place, gathered.case, gathered.core).model_copy(update=changes) for place in locators)
    return memo_facts(evidence, gathered.case, gathered.core, None)


def written(place: str, **changes) -> Evidence:
    """Evidence in a file of the project, as the memo's figures cite it."""
    said = {
        "locator": place, "owner": place.partition("/")[0], "value_as_received": None, "as_of_first": None,
        "as_of_last": None, "documents": (Document(id="policy", title="The committee's own policy"),),
        "file_sha256": "a" * 64, "known_at": date(2026, 1, 1), "extractor": "as written in the file", "grade": Grade.C,
    }  # fmt: skip
    return Evidence.model_validate(said | changes)


def received(path: str) -> list[list[str]]:
    return list(csv.reader((ROOT / path).read_text(encoding="utf-8").splitlines()))


def test_a_range_is_its_cells_each_with_its_row_date_and_value_as_a_fraction(gathered):
    facts = expanded(gathered, f"{FUND}/returns.csv:8-43:return_pct")
    rows = received(f"funds/{FUND}/packet/returns.csv")
    assert [fact.locator for fact in facts] == [f"{FUND}/returns.csv:{row}:return_pct" for row in range(8, 44)]
    assert [Decimal(fact.value) * 100 for fact in facts] == [Decimal(rows[row - 1][3]) for row in range(8, 44)]
    assert [str(fact.as_of) for fact in facts] == [rows[row - 1][2] for row in range(8, 44)]
    assert {fact.field for fact in facts} == {"returns/monthly/total_net/return_frac"}
    assert {(fact.owner, fact.unit, fact.place, fact.grade) for fact in facts} == {(FUND, "fraction", "", Grade.C)}
    assert facts[-1].document == rows[42][4]


def test_ranges_that_overlap_give_each_cell_once_in_the_order_of_the_file(gathered):
    facts = expanded(
        gathered, f"{FUND}/returns.csv:10-12:return_pct", f"{FUND}/returns.csv:8-11:return_pct",
        "us-treasury-bill-3m/rates.csv:145:annual_rate_pct",
    )  # fmt: skip
    assert [fact.locator.split(":")[1] for fact in facts] == ["8", "9", "10", "11", "12", "145"]
    bills = received("benchmarks/us-treasury-bill-3m/packet/rates.csv")
    assert Decimal(facts[-1].value) * 100 == Decimal(bills[144][1])
    assert (facts[-1].field, facts[-1].unit) == ("risk_free/annual_rate_frac", "fraction_per_year")


def test_of_a_range_the_cells_that_say_something_count_and_of_an_empty_one_all(gathered):
    sheet = gathered.core.fund_balance_sheet
    own = sheet.filter(pl.col("owner") == FUND)
    rows = own.get_column("row").to_list()
    first, last = min(rows), max(rows)
    emptied = (
        pl.when((pl.col("owner") == FUND) & (pl.col("row") != last)).then(None).otherwise(pl.col("net_assets_usd"))
    )
    core = replace(gathered.core, fund_balance_sheet=sheet.with_columns(net_assets_usd=emptied))
    place = f"{FUND}/balance_sheet.csv:{first}-{last}:net_assets_usd"
    evidence = (written(place),)
    assert [fact.locator.split(":")[1] for fact in memo_facts(evidence, gathered.case, core, None)] == [str(last)]
    nothing = replace(core, fund_balance_sheet=sheet.with_columns(net_assets_usd=pl.lit(None, pl.Decimal(24, 4))))
    empty = memo_facts(evidence, gathered.case, nothing, None)
    assert len(empty) == len(rows)
    assert {fact.value for fact in empty} == {""}


def test_evidence_that_is_doubted_makes_its_cells_doubted(gathered):
    (fact,) = expanded(gathered, f"{FUND}/returns.csv:8:return_pct", grade=Grade.D)
    assert fact.grade is Grade.D


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (f"{FUND}/returns.csv:9999:return_pct", "no row"),
        (f"{FUND}/returns.csv:8:no_such", "has no column no_such"),
        (f"{FUND}/no_such.csv:8:return_pct", "names a file that no core table"),
        ("example/plan.yml:0:no_such", "names nothing"),
        ("policy/checks.yml:0:no-such", "names nothing"),
        ("policy/no_such.yml:0:growth_frac", "names nothing"),
    ],
)
def test_a_locator_without_a_cell_is_an_error_and_no_gap(gathered, place, said):
    with pytest.raises(ValueError, match=said):
        memo_facts((written(place),), gathered.case, gathered.core, None)


def test_one_lost_row_among_others_is_an_error_too(gathered):
    evidence = (written(f"{FUND}/returns.csv:8:return_pct"), written(f"{FUND}/returns.csv:9999:return_pct"))
    with pytest.raises(ValueError, match="9999"):
        memo_facts(evidence, gathered.case, gathered.core, None)


def test_the_plan_and_the_policy_are_read_as_they_stand(gathered):
    plan = yaml.safe_load((ROOT / "plans/example/plan.yml").read_text(encoding="utf-8"))
    checks = yaml.safe_load((ROOT / "policy/checks.yml").read_text(encoding="utf-8"))["checks"]
    growth = yaml.safe_load((ROOT / "policy/costs.yml").read_text(encoding="utf-8"))
    threshold = next(check["threshold"] for check in checks if check["id"] == "three-comparators")
    places = (
        "example/plan.yml:0:net_assets_usd", "example/plan.yml:0:sleeve_weight_frac",
        "policy/checks.yml:0:three-comparators", "policy/costs.yml:0:growth_frac", "policy/costs.yml:0:years",
    )  # fmt: skip
    facts = {fact.locator: fact for fact in memo_facts(tuple(map(written, places)), gathered.case, gathered.core, None)}
    assert [(float(facts[place].value), facts[place].unit) for place in places[:4]] == [
        (plan["net_assets_usd"], "usd"),
        (plan["sleeve"]["weight_frac"], "fraction"),
        (threshold, "ratio"),
        (growth["growth_frac"], "fraction"),
    ]
    assert (facts[places[4]].value, facts[places[4]].unit) == (", ".join(map(str, growth["years"])), "text")


@pytest.fixture(scope="module")
def memo(gathered):
    return build_memo(gathered.case, gathered.core, (), score(gathered.case, gathered.core, ()), "0" * 64)


def test_a_memo_holds_every_cell_of_its_evidence_once_and_no_other(memo):
    cells = [fact.locator for fact in memo.facts]
    assert len(cells) == len(set(cells))
    assert cells == [fact.locator for fact in sorted(memo.facts, key=in_order)]
    within = {item.locator: [cell for cell in cells if holds(item.locator, cell)] for item in memo.evidence}
    assert [place for place, found in within.items() if not found] == []
    assert {cell for found in within.values() for cell in found} == set(cells)


def in_order(fact):
    place, row, column = fact.locator.rsplit(":", 2)
    return fact.owner, place, column, int(row)


def holds(place: str, cell: str) -> bool:
    (file, rows, column), (own, row, named) = place.rsplit(":", 2), cell.rsplit(":", 2)
    first, _, last = rows.partition("-")
    return (file, column) == (own, named) and int(first) <= int(row) <= int(last or first)


def test_what_the_memo_before_said_keeps_its_value_and_unit(gathered, memo):
    figure = next(figure for figure in memo.figures if figure.name == "return_3y")
    before = Before(InputFile(path="memos/x/memo.json", sha256="b" * 64, size_bytes=1), memo)
    evidence = (evidence_before(before, memo, locator(figure.name)), evidence_before(before, memo, locator("page_one")))
    facts = {fact.locator: fact for fact in memo_facts(evidence, gathered.case, gathered.core, before)}
    assert float(facts[locator("return_3y")].value) == figure.value
    assert facts[locator("return_3y")].unit == "fraction_per_year"
    assert facts[locator("page_one")].value == f"record {'b' * 64}"
