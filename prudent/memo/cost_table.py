"""The fee chapter's tables: what the fee is made of, what it costs in dollars, what an incentive fee takes.

Belongs here: how they are printed. Does not: what they are (`prudent/score/fees`).
"""

from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.figures import FigureBook
from prudent.memo.rows import policy_place
from prudent.model.case import Case
from prudent.model.measured import Unit

_PARTS = (
    ("Printed total", "all_in_fee"),
    ("Sum of its parts", "all_in_fee_from_parts"),
    ("Printed total less that sum", "fee_parts_gap"),
    ("Interest on borrowings", "interest_fee"),
    ("Without interest", "fee_excluding_interest"),
    ("Once the waiver ends", "fee_before_waivers"),
    ("Management fee, on net assets", "management_fee_on_net_assets"),
    ("Expected on average", "average_total_fee_expected"),
    ("Class that is measured over the cheapest", "share_class_premium"),
)
_ALWAYS = {"all_in_fee", "all_in_fee_from_parts", "fee_excluding_interest"}
"""Told even where they are not in evidence; of the others the reason stands in the list of figures alone."""


def fee_tables(case: Case, book: FigureBook) -> tuple[MemoTable, ...]:
    """Parts, dollars, and the incentive fee where there is one."""
    book.measure("incentive_fee_pct")
    takes = book.value("incentive_fee_pct") and case.policy.costs.income_levels_frac
    return (parts_table(book), cost_table(case, book), *([incentive_table(case, book)] if takes else []))


def parts_table(book: FigureBook) -> MemoTable:
    """The fee with and without what may be left out of it."""
    taken, cells = book.measure("share_class_taken"), [(words, name, book.measure(name)) for words, name in _PARTS]
    return MemoTable(
        id="fee-parts",
        title="The fee a year, with and without its parts",
        columns=(TableColumn(heading="Of net assets"), TableColumn(heading="A year", align="right")),
        rows=tuple((words, cell) for words, name, cell in cells if name in _ALWAYS or book.value(name) is not None),
        note=(
            f"Share class that is measured: {taken}. The printed total comes first; the sum is of the parts that a "
            "document names. The proposal's check allows half a basis point between the two."
        ),
    )


def cost_table(case: Case, book: FigureBook) -> MemoTable:
    """One row for each span of years: the fund, the cheapest credible alternative, and the difference."""
    costs = case.policy.costs
    still, place = book.measure("usd_per_10000_a_year"), policy_place("costs", "growth_frac")
    growth = book.policy("cost_growth", "Growth a year before fees", Unit.FRACTION_PER_YEAR, costs.growth_frac, place)
    return MemoTable(
        id="costs",
        title="What the fee costs in dollars for each $10,000",
        columns=(
            TableColumn(heading="Years"),
            TableColumn(heading="Paid in fees, as the balance grows", align="right"),
            TableColumn(heading="Less at the end", align="right"),
            TableColumn(heading="Over the cheapest other", align="right"),
        ),
        rows=tuple(
            (
                str(years),
                book.measure(f"fees_paid_{years}y_usd_per_10000"),
                book.measure(f"cost_{years}y_usd_per_10000"),
                book.measure(f"cost_over_cheapest_{years}y_usd_per_10000"),
            )
            for years in costs.years
        ),
        note=(
            f"Fees are paid on the balance as it has grown, by {growth} a year before fees for "
            "every fund, which is no forecast, at each year's end; on a balance held at $10,000 they are "
            f"{still}. What was paid would have grown too. "
            f"Cheapest credible alternative: {book.measure('cheapest_alternative')}, at "
            f"{book.measure('cheapest_alternative_fee')} a year. Below zero this fund costs less. {_parts(book)}"
        ),
    )


def _parts(book: FigureBook) -> str:
    """Whether the two totals are of the same parts."""
    own, other = "fee_excluding_interest", "cheapest_alternative_fee_excluding_interest"
    fees = f"this fund {book.measure(own)}, the alternative {book.measure(other)}"
    if book.value(own) is None or book.value(other) is None:
        return f"The two totals may not be of the same parts: interest may be in one of them alone. Without it: {fees}."
    return f"Totals hold interest on borrowings, which grows with leverage. Without it: {fees}."


def incentive_table(case: Case, book: FigureBook) -> MemoTable:
    """One row for each income of the policy."""
    levels = case.policy.costs.income_levels_frac
    names = tuple(f"{level * 100:g}pct".replace(".", "_") for level in levels)
    return MemoTable(
        id="incentive",
        title="What the incentive fee takes",
        columns=(
            TableColumn(heading="Income a year before it"),
            TableColumn(heading="Fee on net assets", align="right"),
            TableColumn(heading="Share of the income", align="right"),
        ),
        rows=tuple(
            (
                f"{level * 100:g} %",
                book.measure(f"incentive_fee_at_{name}"),
                book.measure(f"effective_incentive_rate_at_{name}"),
            )
            for level, name in zip(levels, names, strict=True)
        ),
        note=(
            "The same income in every period of the year; the incomes are the committee's, and no forecasts. Where the "
            "catch-up is not in evidence, the list of figures says between which two fees it lies."
        ),
    )
