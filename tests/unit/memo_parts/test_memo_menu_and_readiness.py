"""The sleeve in its default, what recordkeeping needs, and what participants have to be told."""

import pytest

from prudent.model.plan import HostKind
from tests.unit.memo_parts.parts_builders import AS_OF, INTERVAL, TRUST, asked, filled, flat, rows, shipped, table, told


def test_the_sleeve_in_dollars_in_the_default_and_in_the_fund():
    memo = shipped(INTERVAL)
    size, fee, drift, *_ = (flat(memo)(text) for text in memo.menu.paragraphs)
    # 800 million × 60 % × 10 %
    assert size.startswith(
        "At the 10 % asked the plan would hold $48.0 million of the fund: 6 % of the plan's assets, and"
    )
    # 3.63 % × 10 %
    assert fee.startswith("The fund's own fee would be 0.36 % of the whole default a year")
    # 0.1 / (0.1 + 0.9 × 0.6), and 48 − 0.1 × (48 + 432 × 0.6) million
    assert (
        "falls by 40 % and the sleeve's marks do not move, the sleeve becomes 15.62 % of it, and $17.3 million" in drift
    )
    figures = {figure.name: figure.value for figure in memo.figures}
    assert figures["sleeve_weight_after_fall"] == pytest.approx(0.1 / 0.64)
    assert figures["sleeve_excess_after_fall"] == pytest.approx(48e6 - 0.1 * (48e6 + 432e6 * 0.6))
    assert figures["sleeve_fee_in_default"] == pytest.approx(0.00363)


def test_the_table_turns_the_drift_a_row_a_fall_and_a_column_a_weight():
    memo = shipped(INTERVAL)
    found = table(memo.menu, "sleeve-weights")
    assert [column.heading for column in found.columns] == [
        "Fall",
        "Weight 5 %",
        "Weight 10 %",
        "Weight 15 %",
        "Weight 20 %",
    ]
    after, sell = found.rows[2:4]
    say = flat(memo)
    assert after[0] == "Everything else falls by 40 %, the sleeve's marks have not moved: weight after"
    assert [say(cell) for cell in after[1:]] == ["8.06 %", "15.62 %", "22.73 %", "29.41 %"]
    assert [say(cell) for cell in sell] == [
        "to sell",
        "$9.1 million",
        "$17.3 million",
        "$24.5 million",
        "$30.7 million",
    ]


def test_a_trust_is_sold_on_the_day_and_its_price_moves():
    said = " ".join(flat(shipped(TRUST))(text) for text in shipped(TRUST).menu.paragraphs)
    assert "its price stands still, which no market promises" in said
    assert "so the trustee can bring the weight back on any of them" in said
    assert "offer" not in said.replace("wait for an offer", "")


def test_the_trustees_ways_and_the_glide_path_are_told_with_what_is_open():
    *_, ways, glide = (flat(shipped(INTERVAL))(text) for text in shipped(INTERVAL).menu.paragraphs)
    assert "ask for it again on each dealing day, send new contributions elsewhere, or let the weight stand" in ways
    assert ways.endswith("and who decides, is not in evidence.")
    assert "The default holds 60 % of the plan's assets" in glide
    assert "how the weight falls towards retirement, is not in evidence" in glide
    assert "a document states: 12 % at 30, none from 60 on" in flat(filled())(filled().menu.paragraphs[-1])


def test_nothing_of_what_daily_recordkeeping_needs_is_on_file():
    memo = shipped(INTERVAL)
    (said,) = memo.readiness.paragraphs
    assert said.startswith("Of nine things that daily recordkeeping needs of this fund, nine are not in evidence.")
    assert {row[1] for row in memo.readiness.tables[0].rows} == {"○ not in evidence"}


def test_what_is_on_file_is_told_and_a_no_is_no_gap():
    memo = filled()
    found = rows(memo, memo.readiness.tables[0])
    assert found["A value each business day"][0] == "● yes"
    assert found["Bridging structure"][0] == "◐ no"
    assert found["Trustee's consent"][0] == "● Consent of 3 March 2025"
    assert memo.readiness.paragraphs[0].startswith(
        "Of nine things that daily recordkeeping needs of this fund, five are"
    )


def test_shares_dealt_daily_need_no_bridge():
    found = rows(shipped(TRUST), shipped(TRUST).readiness.tables[0])
    assert found["Bridging structure"] == (
        "– not applicable",
        "Its shares are dealt each business day; there is nothing to bridge.",
    )
    assert found["A value each business day"][0] == "● by its wrapper"
    assert shipped(TRUST).readiness.paragraphs[0].startswith("Of eight things")


def test_a_plan_that_does_not_say_its_default_is_asked_for_no_notice():
    case = asked(INTERVAL).case
    sleeve = case.plan.sleeve.model_copy(update={"host_kind": None})
    memo = told(INTERVAL, case=case.model_copy(update={"plan": case.plan.model_copy(update={"sleeve": sleeve})}))
    assert "Notice of the default" not in rows(memo, memo.readiness.tables[0])
    assert memo.readiness.tables[0].note.startswith("What kind of default the sleeve would stand in is not on file")
    assert "Notice of the default" in rows(shipped(INTERVAL), shipped(INTERVAL).readiness.tables[0])
    assert case.plan.sleeve.host_kind is HostKind.TARGET_DATE


def test_disclosure_gives_the_fee_twice_and_returns_beside_the_comparators():
    memo = shipped(INTERVAL)
    found = rows(memo, table(memo.disclosure, "disclosure-figures"))
    assert found["Total annual operating expenses, of net assets"] == ("3.63 %", "–")
    assert found["The same in dollars, for each $1,000 invested"] == ("$36.30", "–")
    assert found["Return, one year"][0] == "11.00 %"
    assert found["Return a year, five years"] == ("window not covered", "–")
    index = flat(memo)(memo.disclosure.paragraphs[1])
    assert (
        "Invesco Senior Loan ETF, is a fund and no broad-based index, so it cannot be the disclosure's benchmark"
        in index
    )


def test_the_comparators_return_is_its_own_months_chained():
    memo = shipped(INTERVAL)
    core = asked(INTERVAL).core.benchmark_returns
    months = core.filter((core["owner"] == "bkln") & (core["period_end"] <= AS_OF)).sort("period_end").tail(12)
    growth = 1.0
    for rate in months["return_frac"].to_list():
        growth *= 1 + rate
    figure = next(item for item in memo.figures if item.name == "benchmark_return_1y")
    assert figure.value == pytest.approx(growth - 1)
    first, last = months["row"].min(), months["row"].max()
    assert figure.evidence == (f"bkln/returns.csv:{first}-{last}:return_frac",)
    # over forty-two months it is a rate a year, and the fund's less it is what the score says
    since = next(item for item in memo.figures if item.name == "benchmark_return_since_start")
    assert since.value == pytest.approx(0.0919, abs=5e-5)


def test_restrictions_and_fees_of_a_holder_are_told_from_the_terms():
    memo = filled()
    assert rows(memo, table(memo.disclosure, "disclosure-words")) == {
        "Restrictions on transfers": ("The fund: offers a year: 4; cap of one offer: 5 %. The default: daily.",),
        "Shareholder-type fees": ("Loads, purchase or account fees: none; early repurchase, per cent: 2 (< 1 year).",),
        "Glossary of investment terms": ("Annex B",),
    }
