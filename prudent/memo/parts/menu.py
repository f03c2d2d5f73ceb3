"""The menu and the sleeve: what it adds to the default's fee, how it drifts, what the trustee may do, the glide path.

Belongs here: the sleeve at the weight that is asked. Does not: the table of all weights (`liquidity_tables.py`), which
stands below it, and how long a holder waits (`prudent/score/liquidity`).
"""

from prudent.memo.document import Section
from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.parts.on_file import OnFile
from prudent.memo.prose import plain, ref
from prudent.memo.rows import slug
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.model.stress import Fall
from prudent.score.liquidity.sleeve import drifted

_FALLS = "policy/stress.yml:0:falls"


def menu(case: Case, on_file: OnFile, book: FigureBook, *, is_daily: bool) -> Section:
    """Size and fee of the sleeve, its drift at the weight asked, what may be done about it, and what is not known.

    Args:
        case: the plan and the policy's falls.
        on_file: the fund's terms.
        book: takes the figures.
        is_daily: whether shares are dealt each business day.
    """
    said = (
        _size(case, book),
        _fee(case, book),
        drifting(case, book, is_daily=is_daily),
        _trustee(case, book, is_daily=is_daily),
        _glide(on_file, book),
    )
    return Section(id="menu", title="The menu and the sleeve", paragraphs=said, tables=(_weights(case, book),))


def _weights(case: Case, book: FigureBook) -> MemoTable:
    """What each weight becomes after each fall, and what to sell: the figures of the sleeve's drift, turned."""
    stress = case.policy.stress
    names = [f"{weight * 100:g}" for weight in stress.sleeve_weights]
    return MemoTable(
        id="sleeve-weights",
        title="What a sleeve becomes when everything else falls, and what would have to be sold to come back",
        columns=(*text_columns("Fall"), *number_columns(*(f"Weight {name} %" for name in names))),
        rows=tuple(row for fall in stress.falls for row in _after(fall, names, book)),
        note="The falls are assumptions of the policy; shares that a market prices each day do not wait for a mark. "
        "Until the excess is sold the default holds more of the sleeve, and less of all else, than it is meant to.",
    )


def _after(fall: Fall, weights: list[str], book: FigureBook) -> tuple[tuple[str, ...], ...]:
    """Two rows: weight after the fall, and dollars to sell."""
    columns = (("weight_after_frac", f"{fall.title}: weight after"), ("excess_usd", "to sell"))
    return tuple((said, *(_cell(fall, weight, name, book) for weight in weights)) for name, said in columns)


def _cell(fall: Fall, weight: str, column: str, book: FigureBook) -> str:
    figure = ref(f"{slug(f'drift {fall.id} {weight}')}_{column}")
    return figure if book.has(figure) else "–"


def _size(case: Case, book: FigureBook) -> str:
    plan = case.plan
    evidence = book.plan_evidence("net_assets_usd", "target_date_share_frac", "sleeve_weight_frac")
    share = plan.target_date_share_frac * plan.sleeve.weight_frac
    dollars = plan.net_assets_usd * share
    method = "net assets times share in the default times sleeve weight"
    sleeve = book.add("plan_sleeve_usd", "Plan's money in the sleeve", Unit.USD, dollars, method, evidence)
    of_plan = book.add(
        "plan_sleeve_share", "Sleeve over the plan's assets", Unit.FRACTION, share, "share in the default times sleeve "
        "weight", book.plan_evidence("target_date_share_frac", "sleeve_weight_frac"),
    )  # fmt: skip
    book.measure("net_assets")
    fund_usd = book.value("net_assets")
    of_fund = book.add(
        "plan_share_of_fund",
        "Plan's sleeve over the fund's net assets",
        Unit.FRACTION,
        dollars / fund_usd if fund_usd else None,
        "sleeve over the fund's net assets",
        (*evidence, *book.locators("net_assets")),
        "The fund's net assets are not in evidence.",
    )
    weight = book.plan("sleeve_weight_frac", "Sleeve weight asked", Unit.FRACTION)
    return (
        f"At the {weight} asked the plan would hold {sleeve} of the fund: {of_plan} of the plan's assets, and "
        f"{of_fund} of the fund's net assets. Prudence also covers the diversified menu; the rest of the menu, and "
        "what the sleeve would replace, are not on file."
    )


def _fee(case: Case, book: FigureBook) -> str:
    book.measure("all_in_fee")
    rate = book.value("all_in_fee")
    added = book.add(
        "sleeve_fee_in_default",
        "What the sleeve adds to the default's fee",
        Unit.FRACTION_PER_YEAR,
        None if rate is None else rate * case.plan.sleeve.weight_frac,
        "all-in fee times sleeve weight",
        (*book.locators("all_in_fee"), *book.plan_evidence("sleeve_weight_frac")),
        "The all-in fee is not in evidence.",
    )
    if rate is None:
        return f"What the sleeve would add to the default's fee is {added}: the all-in fee is not."
    return (
        f"The fund's own fee would be {added} of the whole default a year, paid by every saver in it. What the default "
        "charges today, and what is saved on that which the sleeve replaces, is not in evidence."
    )


def _worst(case: Case) -> Fall:
    """The fall after which the sleeve is heaviest: the others stand in the table."""
    weight = case.plan.sleeve.weight_frac
    return max(case.policy.stress.falls, key=lambda fall: drifted(weight, fall.rest_frac, fall.sleeve_frac))


def drifting(case: Case, book: FigureBook, *, is_daily: bool) -> str:
    """What the sleeve becomes after the worst of the policy's falls, and what would have to be sold, in a sentence."""
    fall = _worst(case)
    weight, host = case.plan.sleeve.weight_frac, case.plan.net_assets_usd * case.plan.target_date_share_frac
    after = drifted(weight, fall.rest_frac, fall.sleeve_frac)
    own = host * weight * (1 - fall.sleeve_frac)
    excess = own - weight * (own + host * (1 - weight) * (1 - fall.rest_frac))
    written = book.plan_evidence("net_assets_usd", "target_date_share_frac", "sleeve_weight_frac")
    evidence = (*written, _FALLS)
    heavier = book.add(
        "sleeve_weight_after_fall", "Weight of the sleeve after the fall", Unit.FRACTION, after,
        "w(1 − s) / (w(1 − s) + (1 − w)(1 − r)), w the weight, s and r what sleeve and rest lose", evidence,
    )  # fmt: skip
    sold = book.add(
        "sleeve_excess_after_fall", "To sell after the fall to come back to the weight", Unit.USD, excess,
        "the sleeve's dollars after the fall less the weight times the host's", evidence,
    )  # fmt: skip
    rest = book.policy("sleeve_fall_rest", "Fall of everything else in the host", Unit.FRACTION, fall.rest_frac, _FALLS)
    marks = book.policy("sleeve_fall_own", "Fall of the sleeve's marks", Unit.FRACTION, fall.sleeve_frac, _FALLS)
    moved = f"the sleeve's marks fall by {marks}" if fall.sleeve_frac else "the sleeve's marks do not move"
    if is_daily:
        moved = (
            f"its price falls by {marks}" if fall.sleeve_frac else "its price stands still, which no market promises"
        )
    return (
        f"If everything else in the {plain(case.plan.sleeve.host)} falls by {rest} and {moved}, the sleeve becomes "
        f"{heavier} of it, and {sold} of it would have to be sold to come back to its weight. The fall is an "
        "assumption of the policy; others stand in the table."
    )


def _trustee(case: Case, book: FigureBook, *, is_daily: bool) -> str:
    if is_daily:
        return (
            "Its shares are dealt each business day, so the trustee can bring the weight back on any of them, at that "
            "day's price. Between which weights it may move, and who decides, is not in evidence."
        )
    wait = book.measure("months_to_nine_tenths_out")
    known = book.value("months_to_nine_tenths_out") is not None
    how_long = (
        f"Everybody asking, nine tenths of a holding would be out after {wait} months at the worst offer known. "
        if known
        else f"How long that takes is {wait}. "
    )
    return (
        "Until the excess is paid out the trustee may ask for it again on each dealing day, send new contributions "
        f"elsewhere, or let the weight stand. {how_long}Savers who leave meanwhile are paid at the marks: where these "
        "are too high, those who stay pay for it. Which of the three the documents of the "
        f"{plain(case.plan.sleeve.host)} allow, and who decides, is not in evidence."
    )


def _glide(on_file: OnFile, book: FigureBook) -> str:
    share = book.plan("target_date_share_frac", "Share of assets in the target-date default", Unit.FRACTION)
    path = on_file.figure("sleeve_glide_path", "Weight of the sleeve by age")
    known = (
        "which vintages would hold it, and how the weight falls towards retirement, is not in evidence"
        if on_file.value("sleeve_glide_path") is None
        else f"on its weight by age a document states: {path}"
    )
    return (
        f"The default holds {share} of the plan's assets, for savers of all ages. The weight asked is one number for "
        f"all of them: {known}. A saver near retirement has the least time to wait for an offer or a recovery."
    )
