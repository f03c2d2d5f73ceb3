"""A fee in dollars beside the cheapest credible alternative's.

Belongs here: who the alternative is, and the difference. Does not: from a rate to dollars (`dollars.py`), nor who is in
a peer group, which the policy says.
"""

from dataclasses import dataclass

import polars as pl

from prudent.model.costs import Costs
from prudent.model.finding import Factor
from prudent.model.fund import Fund
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import NO_EVIDENCE, Answer, Refuse, answered, percent
from prudent.score.fees.dollars import cost_usd, paid_usd
from prudent.score.fees.printed import STAKE_USD
from prudent.score.panel import Floats

_FEE, _WITHOUT = "all_in_fee", "fee_excluding_interest"
_OWN, _CHEAPEST, _NAME = pl.col("fee"), pl.col("cheapest_fee"), pl.col("cheapest_name")
_DUST = 1e-9
"""What binary fractions add to a decimal one."""
_REST, _CHEAPEST_REST = pl.col("rest"), pl.col("cheapest_rest")
"""The two fees without interest; null where what of the total is interest is not in evidence."""
_OTHER = ("cheapest", "cheapest_name", "cheapest_fee", "cheapest_rest", "cheapest_evidence", "cheapest_said")


def cost_measures(
    measures: pl.DataFrame, funds: tuple[Fund, ...], compared: tuple[str, ...], costs: Costs
) -> pl.DataFrame:
    """Dollars of each fund's all-in fee, alone and over the cheapest credible alternative.

    A credible alternative is another fund of the comparison with an all-in fee in evidence, or an investment that the
    policy names for the fund's asset class. A fund of which a critical rule failed is not in the comparison. Fees are
    as printed, with what interest is in them: where that of one of the two is not known, or the two differ by it, it is
    said, for then part of the dollars is the cost of borrowed money and not of management.

    Args:
        measures: score_fund__measures of all funds.
        funds: the funds of the case.
        compared: ids of the funds that are compared.
        costs: growth, years and named alternatives of the policy.

    Returns:
        Rows of score_fund__measures: `cost_<n>y_usd_per_10000`, `fees_paid_<n>y_usd_per_10000`, `cheapest_alternative`,
        `cheapest_alternative_fee`, `cheapest_alternative_fee_excluding_interest` and
        `cost_over_cheapest_<n>y_usd_per_10000`.
    """
    frame = _priced(_beside(measures, funds, compared, costs), costs)
    spans = tuple(_Span(costs, years) for years in costs.years)
    alone = (answer for span in spans for answer in (_cost(span), _paid(span)))
    return answered(frame, (*alone, *_cheapest(), *(_over(span) for span in spans)))


def _beside(measures: pl.DataFrame, funds: tuple[Fund, ...], compared: tuple[str, ...], costs: Costs) -> pl.DataFrame:
    """Each fund with its all-in fee and the cheapest of the others', the first by name of equals."""
    kinds = pl.DataFrame(
        [(fund.fund, fund.asset_class.value, fund.legal_name) for fund in funds],
        schema=dict.fromkeys(("fund", "asset_class", "legal_name"), pl.String),
        orient="row",
    )
    rests = measures.filter(pl.col("measure") == _WITHOUT).select("fund", rest="value")
    fees = (
        measures.filter(pl.col("measure") == _FEE)
        .select("fund", "evidence", "window_end", "refusal_code", "refusal_reason", fee="value")
        .join(kinds, on="fund", how="left")
        .join(rests, on="fund", how="left")
    )
    peers = fees.filter(pl.col("fund").is_in(compared) & _OWN.is_not_null()).select(
        cheapest="fund",
        cheapest_name="legal_name",
        cheapest_fee="fee",
        cheapest_rest="rest",
        cheapest_evidence="evidence",
        cheapest_said=pl.lit("The other fund of the comparison with the lowest all-in fee in evidence"),
    )
    of_peers = fees.select("fund").join(peers, how="cross").filter(pl.col("fund") != pl.col("cheapest"))
    of_policy = fees.select("fund", "asset_class").join(_named(costs), on="asset_class").select("fund", *_OTHER)
    best = (
        pl.concat([of_peers.select("fund", *_OTHER), of_policy])
        .sort("fund", "cheapest_fee", "cheapest_name", "cheapest")
        .unique("fund", keep="first", maintain_order=True)
    )
    return fees.join(best, on="fund", how="left", maintain_order="left").sort("fund")


def _named(costs: Costs) -> pl.DataFrame:
    """The alternatives that the policy names, by asset class."""
    nothing = list[str]()
    rows = [
        (
            item.asset_class.value,
            "",
            item.name,
            item.fee_frac,
            None,
            nothing,
            f"Named in policy/costs.yml ({item.source})",
        )
        for item in costs.alternatives
    ]
    kinds = (pl.String, pl.String, pl.String, pl.Float64, pl.Float64, pl.List(pl.String), pl.String)
    return pl.DataFrame(rows, schema=dict(zip(("asset_class", *_OTHER), kinds, strict=True)), orient="row")


def _priced(frame: pl.DataFrame, costs: Costs) -> pl.DataFrame:
    """The frame with the dollars of each span, by the very functions that a witness can call."""

    def numbers(column: str) -> Floats:
        return frame[column].cast(pl.Float64).fill_null(float("nan")).to_numpy()

    own, other = numbers("fee"), numbers("cheapest_fee")
    made = [
        pl.Series(f"{name}_{years}", function(rates, costs.growth_frac, years))
        for years in costs.years
        for name, function, rates in (("cost", cost_usd, own), ("paid", paid_usd, own), ("other", cost_usd, other))
    ]
    return frame.with_columns(made)


@dataclass(frozen=True, slots=True)
class _Span:
    """So many years under a policy."""

    costs: Costs
    years: int

    @property
    def words(self) -> str:
        over = "a year" if self.years == 1 else f"{self.years} years"
        return (
            f"${STAKE_USD:,} over {over} at {self.costs.growth_frac * 100:g} % growth a year before fees, the fee "
            "taken at each year's end"
        )


def _own() -> tuple[Refuse, ...]:
    return (
        Refuse(_OWN.is_null(), pl.col("refusal_code"), pl.col("refusal_reason")),
        Refuse(
            ~_OWN.is_between(0, 1),
            RefusalCode.OUT_OF_RANGE,
            pl.format("A fee of {} a year is no share of a balance.", percent(_OWN, 2)),
        ),
    )


def _none() -> Refuse:
    reason = "No other fund of the comparison has an all-in fee in evidence, and the policy names no alternative."
    return Refuse(_CHEAPEST.is_null(), RefusalCode.NOT_EVIDENCED, pl.lit(reason))


def _usd(span: _Span, measure: str, value: pl.Expr, method: str | pl.Expr, *none: Refuse, both: bool) -> Answer:
    other = pl.coalesce([pl.col("cheapest_evidence"), NO_EVIDENCE])
    return Answer(
        Factor.FEES,
        measure.format(span.years),
        Unit.USD,
        value,
        method,
        (*_own(), *none),
        window_end=pl.col("window_end"),
        evidence=pl.concat_list(pl.col("evidence"), other) if both else pl.col("evidence"),
    )


def _cost(span: _Span) -> Answer:
    method = f"{span.words}: what would be there without the fee less what is there with it."
    return _usd(span, "cost_{}y_usd_per_10000", pl.col(f"cost_{span.years}"), method, both=False)


def _paid(span: _Span) -> Answer:
    method = f"{span.words}: the fees added up, without what they would have earned."
    return _usd(span, "fees_paid_{}y_usd_per_10000", pl.col(f"paid_{span.years}"), method, both=False)


def _over(span: _Span) -> Answer:
    words = f"{span.words}: the cost of the fee, less the same of {{}}. Below zero this fund costs less.{{}}"
    method = pl.format(words, _NAME.fill_null("the cheapest other, which is not known"), _unlike())
    value = pl.col(f"cost_{span.years}") - pl.col(f"other_{span.years}")
    return _usd(span, "cost_over_cheapest_{}y_usd_per_10000", value, method, _none(), both=True)


def _unlike() -> pl.Expr:
    """What a method adds where the two totals are not of the same parts, or not known to be; empty otherwise."""
    unknown = pl.format(
        " The two may not be of the same parts: what of {} is interest on borrowings is not in evidence.",
        pl.when(_REST.is_null() & _CHEAPEST_REST.is_null())
        .then(pl.lit("either fee"))
        .when(_REST.is_null())
        .then(pl.lit("this fund's fee"))
        .otherwise(pl.lit("the other's fee")),
    )
    known = pl.format(
        " Of the two totals {} and {} are interest on borrowings; without it they are {} and {}.",
        *(percent(part, 2) for part in (_OWN - _REST, _CHEAPEST - _CHEAPEST_REST, _REST, _CHEAPEST_REST)),
    )
    differ = ((_OWN - _REST) - (_CHEAPEST - _CHEAPEST_REST)).abs() > _DUST
    words = pl.when(_REST.is_null() | _CHEAPEST_REST.is_null()).then(unknown).when(differ).then(known)
    return words.otherwise(pl.lit(""))


def _cheapest() -> tuple[Answer, ...]:
    """Who it is, and its fee with and without interest; told also where the fund's own fee is not in evidence."""
    unknown = pl.when(_OWN.is_null()).then(pl.lit("What this fund costs is not in evidence."))
    less = unknown.when(_OWN > _CHEAPEST).then(pl.lit("It costs less than this fund."))
    method = pl.format(
        "{}: {} a year, interest on borrowings included where the printed figure includes it. {}{}",
        pl.col("cheapest_said"),
        percent(_CHEAPEST, 2),
        less.otherwise(pl.lit("It does not cost less than this fund.")),
        _unlike(),
    )
    said = pl.coalesce([method, pl.lit("The cheapest credible alternative.")])
    at = pl.col("cheapest_evidence")
    name, fee = ("cheapest_alternative", "cheapest_alternative_fee")
    nothing, refusals = pl.lit(None, pl.Float64), (_none(),)
    unsplit = pl.format("Of its fee of {} what is interest is not in evidence.", percent(_CHEAPEST, 2))
    apart = (*refusals, Refuse(_CHEAPEST_REST.is_null(), RefusalCode.NOT_EVIDENCED, unsplit))
    return (
        Answer(Factor.FEES, name, Unit.TEXT, nothing, said, refusals, text=_NAME, evidence=at),
        Answer(Factor.FEES, fee, Unit.FRACTION_PER_YEAR, _CHEAPEST, said, refusals, evidence=at),
        Answer(
            Factor.FEES, f"{fee}_excluding_interest", Unit.FRACTION_PER_YEAR, _CHEAPEST_REST, said, apart, evidence=at
        ),
    )
