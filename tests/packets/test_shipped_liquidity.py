"""Liquidity of shipped packets by hand, from what holders asked for to what the memo prints."""

from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.memo.format import figure_text
from prudent.memo.prose import FIGURE_REFERENCE
from prudent.model.finding import Factor
from prudent.model.run import Request
from prudent.score.score import score

ROOT = Path(__file__).parents[2]
PRORATED, OTHER, LIMITED, TRADED = (
    "apollo-debt-solutions",
    "hps-corporate-lending",
    "blackstone-reit",
    "ishares-gold-trust",
)


@cache
def asked(fund):
    return gather(ROOT, Request(fund=fund, as_of=date(2026, 6, 30), plan="example"), date(2026, 11, 24))


@cache
def scored(fund):
    return score(asked(fund).case, asked(fund).core, ())


@cache
def tables(fund):
    made = build_memo(asked(fund).case, asked(fund).core, (), scored(fund), "0" * 64)
    chapter = next(chapter for chapter in made.chapters if chapter.factor is Factor.LIQUIDITY)
    return {table.id: printed(table, made.figures) for table in chapter.tables}


def printed(table, figures):
    """The table with its cells and its note as they are printed."""
    by_name = {figure.name: figure for figure in figures}

    def flat(text):
        return FIGURE_REFERENCE.sub(lambda found: figure_text(by_name[found[1]]).replace("\u202f", " "), text)

    rows = tuple(tuple(flat(cell) for cell in row) for row in table.rows)
    return table.model_copy(update={"rows": rows, "note": flat(table.note)})


def value(fund, measure):
    return scored(fund).evidence(asked(fund).case).measure(measure).value


def outcome(fund, supply):
    found = scored(fund).stress_outcomes
    return found.row(by_predicate=(pl.col("supply") == supply) & (pl.col("demand") == "everything"), named=True)


def test_an_offer_of_apollo_debt_solutions_was_cut_short_at_its_cap():
    # 11.05 % of the fund was asked for at a cap of 5 %: 5 / 11.05 = 45.2 %, and 45 % was accepted
    assert value(PRORATED, "worst_fill_known") == 0.45
    assert value(PRORATED, "repurchase_cap") == 0.05
    assert value(PRORATED, "supply_of_worst_offer") == pytest.approx(0.1105 * 0.45)
    # 1 - 0.0497 is 0.9503; to the 13th power 0.515, to the 14th 0.490, to the 45th 0.1008, to the 46th 0.0957
    assert (value(PRORATED, "offers_to_half_out"), value(PRORATED, "offers_to_nine_tenths_out")) == (14, 46)
    assert value(PRORATED, "months_to_half_out") is None


def test_an_offer_of_hps_corporate_lending_was_cut_short_at_its_cap():
    # 9.25 % asked for, 54.04 % of it accepted: 4.9987 % of the fund
    assert value(OTHER, "supply_of_worst_offer") == pytest.approx(0.049987)
    assert (value(OTHER, "offers_to_half_out"), value(OTHER, "offers_to_nine_tenths_out")) == (14, 45)


def test_a_plan_that_asks_for_its_whole_holding_of_apollo_debt_solutions():
    # $800 million x 60 % x 10 % is $48 million; 55 % is left after each offer: 55 %, 30 %, 17 %, 9.2 %
    grid = scored(PRORATED).stress.filter(pl.col("supply") == "worst-fill")
    assert grid["backlog_usd"].to_list() == pytest.approx([48e6 * 0.55**offer for offer in (1, 2, 3, 4)])
    found = outcome(PRORATED, "worst-fill")
    assert (found["basis"], found["offers_to_half"], found["offers_to_nine_tenths"]) == ("history", 2, 4)
    assert (found["months_to_half"], found["paid_by_day_365_frac"]) == (None, None)


def test_half_of_the_holders_of_apollo_debt_solutions_leave():
    # 4.9725 % of the fund is 9.945 % of the half that leaves
    found = outcome(PRORATED, "half-leave")
    assert (found["basis"], found["first_fill_frac"]) == ("history", pytest.approx(0.09945))
    # 1 - 0.950275^k reaches 25 % of the fund at 6 offers (26.4 %) and 45 % at 12 (45.8 %)
    assert (found["offers_to_half"], found["offers_to_nine_tenths"]) == (6, 12)


def test_a_sleeve_of_apollo_debt_solutions_after_a_fall():
    drift = scored(PRORATED).drift
    row = drift.row(by_predicate=(pl.col("weight") == "10") & (pl.col("fall") == "marks-stand-still"), named=True)
    # $480 million: 48 beside 432 that fall to 259.2; 48 of 307.2 is 15.6 %, and 30.72 would be a tenth
    assert row["weight_after_frac"] == pytest.approx(0.15625)
    assert (row["excess_usd"], row["offers"], row["months"]) == (pytest.approx(17.28e6), 4, None)


def test_the_memo_counts_offers_where_none_has_a_date():
    table = tables(PRORATED)["liquidity-stress"]
    assert [column.heading for column in table.columns][2:] == [
        "First offer pays",
        "Unpaid at the end",
        "Offers to half",
        "to nine tenths",
    ]
    assert ("Worst fill on record", "everything", "45 %", "$4.4 million", "2", "4") in table.rows
    assert table.note.startswith("The base is the fund's own worst offer on record, not its cap.")


def test_the_memo_does_not_say_that_all_was_filled_where_nothing_is_known():
    note = tables(LIMITED)["liquidity-stress"].note
    assert note.startswith(
        "No result of an offer is in evidence, although a document says that repurchases were limited; so the base is "
        "the cap against a run of 11 % of the fund at one offer: an assumption of the policy, not history."
    )


def test_shares_on_an_exchange_are_out_at_once_and_their_terms_do_not_ask_for_a_cap():
    made = tables(TRADED)
    assert "liquidity-stress" not in made
    assert "Shares are dealt each business day, so no offer limits what is paid" in made["plan-demand"].note
    assert ("Cap of one offer, per cent", "does not apply", "–") in made["liquidity-terms"].rows
    assert {row[-1] for row in made["sleeve-drift"].rows} == {"0"}
    assert value(TRADED, "months_to_half_out") == 0
