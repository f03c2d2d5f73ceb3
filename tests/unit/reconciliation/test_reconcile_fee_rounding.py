"""What rounding allows between the parts of a fee and its total, and tables of which not all parts are known. By hand."""

from datetime import date
from pathlib import Path

import pytest
from reconciliation_builders import core

from prudent.ingest.files import Files
from prudent.ingest.yaml_model import read_model
from prudent.model.packet import Noticed
from prudent.model.reconciliation import Reconciliation
from prudent.validate.reconcile import reconcile

POLICY = read_model(Files(Path(__file__).parents[3]), "policy/reconciliation.yml", Reconciliation)
FILE = "ab" * 32
LACKS = Noticed(file="n2.htm", place="/html", what="A line was not taken.", lacks="core_fund__fees", file_sha256=FILE)


def judged(rates, noticed=()):
    """The one comparison of a table of per cents, whose last is the total."""
    rows = [
        {"as_of": date(2025, 12, 31), "share_class": "I", "basis": "fee_table", "base": "net_assets"}
        | {"component": part, "rate_frac": rate / 100, "file_sha256": FILE}
        for part, rate in rates.items()
    ]
    (row,) = reconcile(core(fund_fees=rows), POLICY, noticed).to_dicts()
    return row


FIVE = {"management": 1.25, "servicing": 0.85, "interest": 2.0, "other": 0.5, "acquired_fund": 0.1}


@pytest.mark.parametrize(
    ("total", "outcome", "stops"),
    [
        (4.72, "agrees", "no"),
        (4.73, "agrees", "no"),
        (4.67, "agrees", "no"),
        (4.74, "breaks", "yes"),
        (4.66, "breaks", "yes"),
    ],
)
def test_five_parts_and_their_total_may_each_be_off_by_half_of_the_second_decimal(total, outcome, stops):
    row = judged(FIVE | {"total": total})
    assert (row["outcome"], row["stops"]) == (outcome, stops)
    assert row["most_difference"] == pytest.approx(6 * 0.00005)


def test_a_figure_of_three_decimals_is_off_by_half_of_its_third():
    row = judged({"management": 1.125, "other": 0.5, "servicing": 0.25, "total": 1.875})
    assert row["most_difference"] == pytest.approx(2 * 0.000005 + 2 * 0.00005)


def test_it_is_never_less_than_half_a_basis_point():
    # computed ones have no last printed digit
    row = judged({"management": 1.123456789, "other": 0.987654321, "total": 2.111111111})
    assert row["most_difference"] == pytest.approx(0.00005)


def test_where_a_reader_passed_over_a_line_parts_below_the_total_are_incomplete_and_above_it_they_break():
    whole = {"management": 1.25, "interest": 2.0, "other": 0.5}
    below, above = judged(whole | {"total": 4.05}, (LACKS,)), judged(whole | {"total": 3.05}, (LACKS,))
    assert (below["outcome"], below["stops"]) == ("incomplete", "no")
    assert below["sentence"].endswith(
        "3.75 %, the printed total 4.05 %; the difference is -0.3 %, and at most 0.02 % is allowed; not all parts are "
        "known, so the rest may be what is missing"
    )
    assert (above["outcome"], above["stops"]) == ("breaks", "yes")
    assert judged(whole | {"total": 3.75}, (LACKS,))["outcome"] == "agrees"


@pytest.mark.parametrize("change", [{"lacks": "core_fund__returns"}, {"file_sha256": "cd" * 32}, {"lacks": ""}])
def test_a_line_of_another_file_or_table_excuses_nothing(change):
    told = LACKS.model_copy(update=change)
    row = judged({"management": 1.25, "interest": 2.0, "other": 0.5, "total": 4.05}, (told,))
    assert (row["outcome"], row["stops"]) == ("breaks", "yes")


@pytest.mark.parametrize("part", ["management", "interest"])
def test_without_a_part_that_every_table_has_parts_below_the_total_are_incomplete(part):
    row = judged({part: 1.0, "total": 3.0})
    assert (row["left"], row["right"], row["outcome"], row["stops"]) == (0.01, 0.03, "incomplete", "no")
