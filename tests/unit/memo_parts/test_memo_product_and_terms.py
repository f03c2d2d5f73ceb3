"""The product map, the firms and the terms: what is on file with its place, and what is not, once."""

from tests.unit.memo_parts.parts_builders import INTERVAL, TRUST, filled, flat, rows, shipped, table


def test_who_the_fund_is_was_and_is_not():
    assert shipped(INTERVAL).product_map.paragraphs == (
        (
            "Apollo Diversified Credit Fund: private credit interval fund, managed by Apollo, CIK 1676197. Formerly Griffin "
            "Institutional Access Credit Fund. Not to be taken for American Beacon Apollo Total Return (CIK 1740076)."
        ),
    )


def test_each_layer_says_what_it_takes_or_that_nobody_says():
    memo = filled()
    layers = rows(memo, table(memo.product_map, "layers"))
    assert layers["Default"] == ("target-date default; the sleeve would be 10 % of it", "not in evidence")
    assert layers["Fund"] == ("Apollo Diversified Credit Fund; share classes: 4", "3.63 %")
    assert layers["Vehicles"][0] == "legal entities: 3; levels at which somebody is paid: 2"
    assert layers["Assets"][0] == "private credit; holdings read from the filing: 314"


def test_a_trust_has_no_classes_to_count():
    layers = rows(shipped(TRUST), table(shipped(TRUST).product_map, "layers"))
    assert layers["Fund"][0] == "iShares Bitcoin Trust ETF"


def test_firms_stand_with_their_place_and_the_other_roles_are_named_once():
    memo = filled()
    assert rows(memo, table(memo.providers, "providers")) == {
        "Adviser or sponsor": ("Apollo", "1.50 %", "fund.yml"),
        "Administrator": ("A Ledger LLC (affiliated)", "not in evidence", "terms.csv row 906, 31 December 2025"),
        "Pricing agent": ("Prices Inc.", "not in evidence", "terms.csv row 908, 31 December 2025"),
    }
    (said,) = memo.providers.paragraphs
    assert flat(memo)(said) == (
        "Not in evidence: auditor, custodian and transfer agent. Firms of the manager's group that the fund "
        "pays: 2. Since when each firm serves is not in evidence; whom a filing calls affiliated is marked so."
    )


def test_an_appraiser_is_asked_of_property_only():
    assert "appraiser" not in shipped(INTERVAL).providers.paragraphs[0]
    assert "independent appraiser" in shipped("jll-income-property-trust").providers.paragraphs[0]


def test_terms_on_file_each_say_where_and_the_rest_is_one_sentence():
    memo = filled()
    found = rows(memo, table(memo.terms, "terms"))
    assert found["Incentive hurdle, per cent"] == ("6", "terms.csv row 905, 31 December 2025")
    assert found["Fees of a holder apart from expenses"][0] == "none"
    (said,) = memo.terms.paragraphs
    assert said == (
        "Not in evidence: inception, base of the management fee, incentive fee, incentive catch-up, share classes and the "
        "plan's eligibility, derivatives, pricing of deals between funds of the manager and statement of a flat fee. Terms "
        "of leaving stand in the chapter on liquidity."
    )
    assert [item.id for item in memo.terms.tables] == ["terms", "representations"]
    assert shipped(INTERVAL).terms.paragraphs[0].endswith("the valuation process and a flat fee: none on file.")
    figure = next(item for item in memo.figures if item.name == "term_incentive_hurdle_pct")
    assert (figure.text, figure.evidence) == ("6", (f"{INTERVAL}/terms.csv:905:value",))


def test_a_trust_is_asked_for_no_incentive_fee_and_a_lender_for_no_fork():
    assert "incentive" not in shipped(TRUST).terms.paragraphs[0]
    assert "forks" in shipped(TRUST).terms.paragraphs[0]
    assert "forks" not in shipped(INTERVAL).terms.paragraphs[0]


def test_a_term_can_name_no_figure():
    assert rows(filled(), table(filled().terms, "terms"))["Tax form"][0] == "1099 of ‹all_in_fee›"
