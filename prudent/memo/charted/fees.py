"""The fee ladder: what each fund takes a year of $10,000, interest apart.

Belongs here: what the chart shows and says. Does not: which fee a fund has (`prudent/score/fees`).
"""

from prudent.memo.chart_kinds import Stack, StackChart
from prudent.memo.charted.sources import Sources
from prudent.memo.prose import plain
from prudent.model.fund import Fund
from prudent.model.measured import Unit
from prudent.score.fees.printed import STAKE_USD

_PARTS = ("Fees and expenses without interest", "Total of which the interest is not known", "Interest on borrowings")
_CHEAPEST = "cheapest other"


def fee_ladder(sources: Sources) -> StackChart | None:
    """The fund, its peers and the policy's alternative, the cheapest first; None where nobody's fee is in evidence."""
    rows = [_row(sources, fund) for fund in sources.funds]
    if all(row.total is None for row in rows):
        return None
    rows += _of_policy(sources, {fund.legal_name for fund in sources.funds})
    known = sum(row.total is not None for row in rows)
    sources.book.measure("all_in_fee")
    cited = tuple(locator for fund in sources.funds for locator in sources.measure("all_in_fee", fund).evidence)
    n = sources.count("charted_fees", "Funds with a fee in evidence", known, cited)
    asked = sources.count("charted_fees_asked", "Funds in the ladder", len(rows), cited)
    return StackChart(
        id="fee-ladder",
        name="Fees a year of each $10,000",
        title=_title(sources),
        subtitle=f"Dollars a year of $10,000 held, by the latest printed total; in evidence for {n} of {asked} funds",
        unit=Unit.USD_PER_YEAR,
        parts=_PARTS,
        rows=tuple(sorted(rows, key=lambda row: (row.total is None, row.total or 0.0, row.label))),
    ).without_empty_parts()


def _row(sources: Sources, fund: Fund) -> Stack:
    total, interest = sources.value("all_in_fee", fund), sources.value("interest_fee", fund)
    cheapest = sources.measure("cheapest_alternative").text
    return Stack(
        label=fund.legal_name,
        emphasis=fund == sources.fund,
        parts=_parts(total, interest),
        note=_CHEAPEST if fund.legal_name == cheapest else "",
    )


def _parts(total: float | None, interest: float | None) -> tuple[float | None, ...]:
    if total is None:
        return (None, None, None)
    if interest is None:
        return (None, _usd(total), None)
    return (_usd(total - interest), None, _usd(interest))


def _usd(rate: float) -> float:
    return round(rate * STAKE_USD, 6)  # 0.0327 of 10,000 is 327 and not 326.99999999999994


def _of_policy(sources: Sources, funds: set[str]) -> list[Stack]:
    """The named alternative, where it is the cheapest other and no fund of the case."""
    name, fee = sources.measure("cheapest_alternative").text, sources.value("cheapest_alternative_fee")
    if name is None or name in funds:
        return []
    without = sources.value("cheapest_alternative_fee_excluding_interest")
    interest = None if fee is None or without is None else fee - without
    return [Stack(label=name, parts=_parts(fee, interest), note=_CHEAPEST)]


def _title(sources: Sources) -> str:
    book = sources.book
    if sources.value("all_in_fee") is None:
        return f"What {sources.name} costs a year is not in evidence"
    said = f"{book.measure('usd_per_10000_a_year')} a year of each $10,000 goes to the fees and expenses of the fund"
    interest = sources.value("interest_fee")
    book.measure("interest_fee")
    if interest is None:
        said += "; what of it is interest is not in evidence"
    elif interest > 0:
        dollars = book.add(
            "interest_usd_per_10000", "Interest in the fee, of $10,000", Unit.USD_PER_YEAR, _usd(interest),
            "interest part times $10,000", book.locators("interest_fee"),
        )  # fmt: skip
        said += f"; {dollars} of it is interest"
    return said + _against_cheapest(sources)


def _against_cheapest(sources: Sources) -> str:
    book, fee = sources.book, sources.value("cheapest_alternative_fee")
    name = sources.measure("cheapest_alternative").text
    if fee is None or name is None:
        return ""
    book.measure("cheapest_alternative_fee")
    cited = book.locators("cheapest_alternative_fee") or ("policy/costs.yml:0:alternatives",)
    label = "The cheapest other, of $10,000"
    other = book.add("cheapest_usd_per_10000", label, Unit.USD_PER_YEAR, _usd(fee), "its fee times $10,000", cited)
    return f"; {plain(name)} takes {other}"
