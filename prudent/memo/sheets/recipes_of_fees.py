"""Formulas of fees, what they cost in dollars, and the plan's sleeve.

Belongs here: sums and products of single cells. Does not: ratios of what a fund reports (`recipes_of_ratios`).
"""

import re

from prudent.memo.sheets.given import Given, Recipe
from prudent.memo.sheets.recipes_of_ratios import both, product
from prudent.memo.sheets.terms import Cell, Constant, Term, call

STAKE = 10_000
_GROWTH = re.compile(r"at ([0-9]+(?:\.[0-9]+)?) % growth a year")


def a_year_per_10000(given: Given, _: str) -> Term | None:
    """The fee on $10,000 held for a year."""
    fee = _fee(given)
    return None if fee is None else STAKE * fee


def cost(given: Given, years: str) -> Term | None:
    """What would be there without the fee less what is there with it."""
    fee, grown = _fee(given), _growth(given)
    return None if fee is None or grown is None else _cost(fee, grown, int(years))


def cost_over_cheapest(given: Given, years: str) -> Term | None:
    """The same less that of the cheapest alternative."""
    fee, other, grown = _fee(given), given.figure("cheapest_alternative_fee"), _growth(given)
    if fee is None or other is None or grown is None:
        return None
    return _cost(fee, grown, int(years)) - _cost(other, grown, int(years))


def fees_paid(given: Given, years: str) -> Term | None:
    """Fees of all years, each on the balance before it: a sum of powers."""
    fee, grown, n = _fee(given), _growth(given), int(years)
    if fee is None or grown is None:
        return None
    kept = grown * (1 - fee)
    return STAKE * grown * fee if n == 1 else STAKE * grown * fee * (kept**n - 1) / (kept - 1)


def _cost(fee: Term, grown: Term, years: int) -> Term:
    return STAKE * (grown**years - (grown * (1 - fee)) ** years)


def _fee(given: Given) -> Cell | None:
    return given.figure("all_in_fee") or (given.runs[0].cell if len(given.runs) == 1 else None)


def _growth(given: Given) -> Term | None:
    """One and the growth a year of the policy, where it is a figure; else the one that the method states."""
    stated = given.places.figure("cost_growth")
    found = _GROWTH.search(given.method)
    return 1 + stated if stated is not None else None if found is None else Constant(float(found[1])) / 100 + 1


def added(given: Given, _: str) -> Term | None:
    """The sum of all facts."""
    cells = given.cells
    return call("SUM", *cells) if cells else None


def parts_gap(given: Given, _: str) -> Term | None:
    """Printed total less the sum of its parts."""
    return both(given.figure("all_in_fee"), given.figure("all_in_fee_from_parts"), "-")


def without_interest(given: Given, _: str) -> Term | None:
    """Printed total less printed interest."""
    total, interest = given.cell("total"), given.cell("interest")
    return total if interest is None else both(total, interest, "-")


def interest(given: Given, _: str) -> Term | None:
    """The printed part."""
    return given.cell("interest")


def saver_sleeve(given: Given, _: str) -> Term | None:
    """Balance times sleeve weight."""
    return product(given.cell("saver_balance_usd"), given.cell("sleeve_weight_frac"))


def saver_fee(given: Given, _: str) -> Term | None:
    """Balance times sleeve weight times fee."""
    return product(given.cell("saver_balance_usd"), given.cell("sleeve_weight_frac"), given.figure("all_in_fee"))


def plan_sleeve(given: Given, _: str) -> Term | None:
    """The plan's assets times share in the default times sleeve weight."""
    names = ("plan/net_assets_usd", "plan/target_date_share_frac", "plan/sleeve_weight_frac")
    cells = [run.cell for name in names if (run := given.said(name)) is not None]
    return product(*cells) if len(cells) == len(names) else None


def alternative_fee(given: Given, _: str) -> Term | None:
    """Balance times sleeve weight times the other fund's fee."""
    fee = next((run.cell for run in given.runs if run.field.startswith("fees/")), None)
    return product(given.cell("saver_balance_usd"), given.cell("sleeve_weight_frac"), fee)


def taken_out(given: Given, _: str) -> Term | None:
    """What participants take out in a year in one way, as a share of the plan's net assets."""
    whole = given.said("plan/net_assets_usd")
    taken = next((run for run in given.runs if run is not whole), None)
    if whole is None or taken is None or taken.cell is None or whole.cell is None:
        return None
    return taken.cell / whole.cell if taken.field.endswith("_usd") else taken.cell


def taken_out_usd(given: Given, way: str) -> Term | None:
    """The same share of what the plan would hold."""
    return product(given.places.figure(f"plan_demand_{way}_frac"), given.places.figure("plan_holding_usd"))


def plan_share(given: Given, _: str) -> Term | None:
    """The sleeve over the fund's net assets."""
    of_fund = given.said("balance_sheet/net_assets_usd")
    return both(given.places.figure("plan_sleeve_usd"), None if of_fund is None else of_fund.cell, "/")


FEES: tuple[tuple[str, Recipe], ...] = (
    (r"usd_per_10000_a_year", a_year_per_10000),
    (r"cost_over_cheapest_(\d+)y_usd_per_10000", cost_over_cheapest),
    (r"cost_(\d+)y_usd_per_10000", cost),
    (r"fees_paid_(\d+)y_usd_per_10000", fees_paid),
    (r"all_in_fee_from_parts", added),
    (r"fee_parts_gap", parts_gap),
    (r"fee_excluding_interest", without_interest),
    (r"interest_fee", interest),
    (r"saver_sleeve_usd", saver_sleeve),
    (r"saver_fee_usd", saver_fee),
    (r"saver_alternative_fee_usd", alternative_fee),
    (r"plan_sleeve_usd", plan_sleeve),
    (r"plan_holding_usd", plan_sleeve),
    (r"plan_demand_(\w+)_frac", taken_out),
    (r"plan_demand_(\w+)_usd", taken_out_usd),
    (r"plan_share_of_fund", plan_share),
)
"""Measures by name; what the brackets find are years, or a way of taking money out."""
