"""Formulas of ratios and of the terms: two or three single facts of one fund.

Belongs here: quotients and products of what a fund reports. Does not: fees (`recipes_of_fees`) and series
(`recipes_of_returns`).
"""

from prudent.memo.sheets.given import Given, Recipe, term_number
from prudent.memo.sheets.terms import Constant, Term, call


def over(above: str, below: str) -> Recipe:
    """One fact over another of the same row."""
    return lambda given, _: both(given.cell(above), given.cell(below), "/")


def times(one: str, other: str) -> Recipe:
    """One fact times another."""
    return lambda given, _: product(given.cell(one), given.cell(other))


def asset_coverage(given: Given, _: str) -> Term | None:
    """Net assets and borrowings over borrowings."""
    net, borrowed = given.cell("net_assets_usd"), given.cell("borrowings_usd")
    return None if net is None or borrowed is None else (net + borrowed) / borrowed


def hard_to_value(given: Given, _: str) -> Term | None:
    """1 less what carries Level 1 or 2."""
    share, covered = given.cell("level3_share_of_covered_frac"), given.cell("level3_coverage_frac")
    return None if share is None or covered is None else 1 - covered * (1 - share)


def term_stated(given: Given, ending: str) -> Term | None:
    """A number of the terms, a fraction where it is stated in per cent; else the one printed with an offer."""
    found = next((found for run in given.runs if (found := term_number(run, ending)) is not None), None)
    if found is None:
        return next((run.cell for run in given.runs if run.field.startswith("tenders/")), None)
    cell, is_percent = found
    return cell / 100 if is_percent else cell


def redeemable(given: Given, _: str) -> Term | None:
    """Cap of one offer times offers a year, at most all."""
    cap = given.figure("repurchase_cap") or term_stated(given, "repurchase_cap")
    offers = given.figure("repurchases_per_year") or term_stated(given, "repurchases_per_year")
    return None if cap is None or offers is None else call("MIN", Constant(1), cap * offers)


def smallest(given: Given, _: str) -> Term | None:
    """The smallest of all facts."""
    cells = given.cells
    if not cells:
        return None
    return cells[0] if len(cells) == 1 else call("MIN", *(span for run in given.runs if (span := run.span)))


def per_coin(given: Given, _: str) -> Term | None:
    """Net assets over coins held."""
    coins = next((found for run in given.runs if (found := term_number(run, "coins_held")) is not None), None)
    return None if coins is None else both(given.cell("net_assets_usd"), coins[0], "/")


def both(left: Term | None, right: Term | None, sign: str) -> Term | None:
    """One term less or over another; None where one is not there."""
    if left is None or right is None:
        return None
    return left / right if sign == "/" else left - right


def product(*terms: Term | None) -> Term | None:
    """All terms multiplied; None where one is not there."""
    made: Term | None = None
    for term in terms:
        if term is None:
            return None
        made = term if made is None else made * term
    return made


RATIOS: tuple[tuple[str, Recipe], ...] = (
    (r"leverage_assets_to_net_assets", over("total_assets_usd", "net_assets_usd")),
    (r"borrowings_to_net_assets", over("borrowings_usd", "net_assets_usd")),
    (r"holdings_to_total_assets", over("total_fair_value_usd", "total_assets_usd")),
    (r"unfunded_commitments_to_net_assets", over("unfunded_commitments_usd", "net_assets_usd")),
    (r"asset_coverage_of_borrowings", asset_coverage),
    (r"level3_share_of_all", times("level3_share_of_covered_frac", "level3_coverage_frac")),
    (r"level3_share", lambda given, _: given.cell("level3_share_of_covered_frac")),
    (r"hard_to_value_share", hard_to_value),
    (r"pik_share_of_portfolio", times("pik_share_of_debt_frac", "debt_share_frac")),
    (r"repurchase_cap", lambda given, _: term_stated(given, "repurchase_cap_pct")),
    (r"repurchases_per_year", lambda given, _: term_stated(given, "repurchases_per_year")),
    (r"incentive_fee_pct", lambda given, _: term_stated(given, "incentive_fee_pct")),
    (r"share_redeemable_a_year", redeemable),
    (r"worst_fill_known", smallest),
    (r"net_assets_per_coin", per_coin),
)
"""Measures by name."""
