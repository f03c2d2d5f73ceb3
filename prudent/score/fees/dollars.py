"""What a fee costs in dollars over the years, and against the cheapest credible alternative.

Belongs here: from a rate to dollars. Does not: which rate a fund has (`printed.py`).
"""

import numpy as np
import polars as pl

from prudent.model.costs import Costs
from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import NO_EVIDENCE, Answer, Refuse, answered
from prudent.score.fees.printed import STAKE_USD
from prudent.score.panel import Floats

EXAMPLE_GROWTH = 0.05
"""What the SEC's expense example assumes."""
_FEE, _CHEAPEST = "all_in_fee", pl.col("cheapest_fee")


def balance_usd(rate: Floats | float, growth: float, years: int, stake_usd: float = STAKE_USD) -> Floats:
    """What a stake grows to when the fee is taken from the balance at the end of each year.

    Args:
        rate: fee a year, a fraction of the balance; growth: before the fee, a fraction a year.
        growth: before the fee, a fraction a year.
        years: how many, at least one.
        stake_usd: dollars at the start, $10,000 unless said otherwise.

    Returns:
        stake · ((1 + growth)(1 − rate))^years, dollars.
    """
    return stake_usd * np.power((1 + growth) * (1 - np.asarray(rate, np.float64)), years)


def cost_usd(rate: Floats | float, growth: float, years: int, stake_usd: float = STAKE_USD) -> Floats:
    """What the fee costs: the balance without it less the balance with it, which counts what the fee would have earned.

    Args:
        rate: see `balance_usd`, and so with the next three.
        growth: before the fee.
        years: how many.
        stake_usd: dollars at the start.

    Returns:
        Dollars, not discounted. 1 % of $10,000 at 5 % costs $105 in a year and $1,557.52 in ten.
    """
    return balance_usd(0.0, growth, years, stake_usd) - balance_usd(rate, growth, years, stake_usd)


def expense_example_usd(rate: Floats | float, years: int, stake_usd: float = STAKE_USD) -> Floats:
    """The SEC's expense example: fees paid in so many years on an investment that returns 5 % a year.

    Args:
        rate: total annual expenses, a fraction of average net assets.
        years: 1, 3, 5 or 10 in the form.
        stake_usd: dollars at the start; $10,000 in Form N-1A, $1,000 in Form N-2.

    Returns:
        Dollars paid: the fee of a year is the rate times the average of the balances at its start and end, and the
        balance grows by 5 % less the rate. 1 % of $10,000 prints 102, 318, 552 and 1,225 in prospectuses.
    """
    fee = np.asarray(rate, np.float64)
    grown = 1 + EXAMPLE_GROWTH - fee
    starts = np.power(grown[..., None], np.arange(years))
    return stake_usd * fee * np.sum(starts * (1 + grown[..., None]) / 2, axis=-1)


def cost_measures(measures: pl.DataFrame, funds: tuple[str, ...], names: pl.DataFrame, costs: Costs) -> pl.DataFrame:
    """Dollars of each fund's all-in fee, alone and over the cheapest credible alternative.

    A credible alternative is another fund of the comparison with an all-in fee in evidence. A fund of which a critical
    rule failed is not in the comparison.

    Args:
        measures: score_fund__measures of all funds.
        funds: the funds that are compared.
        names: fund, legal_name.
        costs: growth and years of the policy.

    Returns:
        Rows of score_fund__measures: `cost_<n>y_usd_per_10000`, `cheapest_alternative` and
        `cost_over_cheapest_<n>y_usd_per_10000`.
    """
    alone, over = (tuple(make(costs, years) for years in costs.years) for make in (_cost, _over))
    return answered(_beside(measures, funds, names), (*alone, _cheapest(), *over))


def _beside(measures: pl.DataFrame, funds: tuple[str, ...], names: pl.DataFrame) -> pl.DataFrame:
    """Each fund with its all-in fee and the cheapest of the others', the first by id of equals."""
    fees = measures.filter(pl.col("measure") == _FEE).select(
        "fund", "evidence", "window_end", "refusal_code", "refusal_reason", fee="value"
    )
    known = fees.filter(pl.col("fund").is_in(funds) & pl.col("fee").is_not_null())
    others = known.select(cheapest="fund", cheapest_fee="fee", cheapest_evidence="evidence")
    best = (
        fees.select("fund")
        .join(others, how="cross")
        .filter(pl.col("fund") != pl.col("cheapest"))
        .sort("fund", "cheapest_fee", "cheapest")
        .unique("fund", keep="first", maintain_order=True)
    )
    named = best.join(names.select(cheapest="fund", cheapest_name="legal_name"), on="cheapest", how="left")
    return fees.join(named, on="fund", how="left", maintain_order="left").sort("fund")


def _own() -> Refuse:
    return Refuse(pl.col("fee").is_null(), pl.col("refusal_code"), pl.col("refusal_reason"))


def _none() -> Refuse:
    return Refuse(
        _CHEAPEST.is_null(),
        RefusalCode.NOT_EVIDENCED,
        pl.lit("No other fund of the comparison has an all-in fee in evidence."),
    )


def _usd(rate: pl.Expr, costs: Costs, years: int) -> pl.Expr:
    """`cost_usd` as an expression."""
    grown = (1 + costs.growth_frac) ** years
    return STAKE_USD * grown * (1 - (1 - rate).pow(years))


def _words(costs: Costs, years: int) -> str:
    span = "a year" if years == 1 else f"{years} years"
    return (
        f"${STAKE_USD:,} over {span} at {costs.growth_frac * 100:g} % growth a year before fees, the fee taken at each "
        "year's end: what would be there without the fee less what is there with it"
    )


def _cost(costs: Costs, years: int) -> Answer:
    return Answer(
        Factor.FEES,
        f"cost_{years}y_usd_per_10000",
        Unit.USD,
        _usd(pl.col("fee"), costs, years),
        f"{_words(costs, years)}.",
        (_own(),),
        window_end=pl.col("window_end"),
        evidence=pl.col("evidence"),
    )


def _cheapest() -> Answer:
    dearer = pl.when(pl.col("fee") > _CHEAPEST).then(pl.lit("It costs less than this fund."))
    method = "The other fund of the comparison with the lowest all-in fee in evidence, interest included. {}"
    return Answer(
        Factor.FEES,
        "cheapest_alternative",
        Unit.TEXT,
        pl.lit(None, pl.Float64),
        pl.format(method, dearer.otherwise(pl.lit("It does not cost less than this fund."))),
        (_own(), _none()),
        text=pl.col("cheapest_name"),
        evidence=pl.col("cheapest_evidence"),
    )


def _over(costs: Costs, years: int) -> Answer:
    return Answer(
        Factor.FEES,
        f"cost_over_cheapest_{years}y_usd_per_10000",
        Unit.USD,
        _usd(pl.col("fee"), costs, years) - _usd(_CHEAPEST, costs, years),
        pl.format(
            f"{_words(costs, years)}, less the same of the cheapest other, {{}}. Below zero this fund costs less.",
            pl.col("cheapest_name").fill_null("which is not known"),
        ),
        (_own(), _none()),
        window_end=pl.col("window_end"),
        evidence=pl.concat_list(pl.col("evidence"), pl.coalesce([pl.col("cheapest_evidence"), NO_EVIDENCE])),
    )
