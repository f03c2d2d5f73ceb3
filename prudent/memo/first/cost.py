"""What a participant pays: dollars for one saver in the default, and against the named cheapest alternative.

Belongs here: two or three sentences. Does not: from a rate to dollars (`prudent/score/fees`), nor the chapter's tables.
"""

from prudent.memo.figures import FigureBook
from prudent.memo.first.names import shortened
from prudent.memo.rows import policy_place
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.score.fees.printed import STAKE_USD, usd_a_year

_PLAN = ("saver_balance_usd", "sleeve_weight_frac")


def cost(case: Case, book: FigureBook) -> tuple[str, ...]:
    """A year in dollars; then the policy's longest span against the alternative; then whether the two are alike."""
    held = case.plan.saver_balance_usd * case.plan.sleeve.weight_frac
    fee, balance = book.measure("all_in_fee"), book.plan("saver_balance_usd", "Balance of the saver", Unit.USD)
    book.measure("cheapest_alternative")
    if (rate := book.value("all_in_fee")) is None:
        unsaid = f"What a saver with {balance} in the default pays a year cannot be said: the all-in fee is {fee}."
        return shortened((unsaid, *_alternative_alone(held, book)), book)
    weight = book.plan("sleeve_weight_frac", "Sleeve weight asked", Unit.FRACTION)
    pays = (
        f"A saver with {balance} in the default holds {_held(held, book)} of this fund through a {weight} sleeve and "
        f"pays {_pays(rate, held, book)} a year for it ({fee}), before the default's own fee."
    )
    return shortened((pays, *_over(case, held, book)), book)


def _held(held: float, book: FigureBook) -> str:
    said, method = "Saver's money in the sleeve", "balance times sleeve weight"
    return book.add("saver_sleeve_usd", said, Unit.USD, held, method, book.plan_evidence(*_PLAN))


def _pays(rate: float, held: float, book: FigureBook) -> str:
    said, method = "Saver's dollars a year in this fund's fees", "balance times sleeve weight times all-in fee"
    rests = (*book.plan_evidence(*_PLAN), *book.locators("all_in_fee"))
    return book.add("saver_fee_usd", said, Unit.USD_PER_YEAR, usd_a_year(rate, held), method, rests)


def _alternative_alone(held: float, book: FigureBook) -> tuple[str, ...]:
    """What the alternative costs, where only that is known."""
    fee = book.measure("cheapest_alternative_fee")
    if (rate := book.value("cheapest_alternative_fee")) is None:
        return ()
    said, method = "Saver's dollars a year in the alternative's fees", "balance times sleeve weight times its fee"
    rests = (*book.plan_evidence(*_PLAN), *book.locators("cheapest_alternative_fee"))
    pays = book.add("saver_alternative_fee_usd", said, Unit.USD_PER_YEAR, usd_a_year(rate, held), method, rests)
    return (
        (
            f"On the {_held(held, book)} that the sleeve holds the cheapest alternative in evidence, "
            f"⟨cheapest_alternative⟩, costs {pays} a year ({fee})."
        ),
    )


def _over(case: Case, held: float, book: FigureBook) -> tuple[str, ...]:
    """The same money in the alternative, over the longest span of the policy."""
    costs, longest = case.policy.costs, max(case.policy.costs.years)
    measure = f"cost_over_cheapest_{longest}y_usd_per_{STAKE_USD}"
    book.measure(measure)
    over = book.value(measure)
    if over is None:
        return ("No other fund with a fee in evidence, and none that the policy names, can be held against it.",)
    growth_place = policy_place("costs", "growth_frac")
    years = book.policy("cost_years", "Years of the comparison", Unit.COUNT, longest, policy_place("costs", "years"))
    growth = book.policy("cost_growth", "Growth before fees", Unit.FRACTION_PER_YEAR, costs.growth_frac, growth_place)
    rests = (*book.plan_evidence(*_PLAN), *book.locators(measure), growth_place)
    usd, method = abs(over) * held / STAKE_USD, "difference of $10,000 in the two, for the saver's money in the sleeve"
    said = "Saver's dollars more or less than in the alternative, at the end"
    gap = book.add("saver_over_alternative_usd", said, Unit.USD, usd, method, rests)
    left = "as much as" if over == 0 else f"{gap} {'less' if over > 0 else 'more'} than"
    other = f"⟨cheapest_alternative⟩ ({book.measure('cheapest_alternative_fee')} a year)"
    return (
        (
            f"Over {years} years that leaves {left} {other}, the cheapest alternative in evidence, if both grow "
            f"{growth} a year before fees: an assumption, no forecast."
        ),
        *_parts(book),
    )


def _parts(book: FigureBook) -> tuple[str, ...]:
    """Whether the two totals may differ by interest on borrowings."""
    names = ("fee_excluding_interest", "cheapest_alternative_fee_excluding_interest")
    own, other = (book.measure(name) for name in names)
    if all(book.value(name) is not None for name in names):
        return (f"Without interest on borrowings the two fees are {own} and {other}.",)
    without, unsaid = "Without interest on borrowings", "fee is interest is not in evidence."
    if book.value(names[0]) is not None:
        return (f"{without} this fund's fee is {own}; what of the alternative's {unsaid}",)
    if book.value(names[1]) is not None:
        return (f"{without} the alternative's fee is {other}; what of this fund's {unsaid}",)
    return ("Interest on borrowings may be in one of the two fees and not in the other: that is not in evidence.",)
