"""Why each peer is in and each near one is out: the committee's words beside what the evidence says of the two funds.

Belongs here: the log of one fund's group. Does not: who is in the group, which is `policy/peer_groups.yml`, and the
comparison of measures (`compare.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from prudent.model.case import Case, LeftOut
from prudent.model.fund import Fund, Wrapper
from prudent.model.peers import Member, PeerGroup
from prudent.score.benchmark.coverage import runs
from prudent.score.series import periods
from prudent.tables.check import check
from prudent.tables.core import CoreTables
from prudent.tables.spec import table

LOG = table("score_fund__peer_log")

_EXITS = {
    Wrapper.INTERVAL_FUND: "by periodic offers",
    Wrapper.TENDER_OFFER_FUND: "by periodic offers",
    Wrapper.BDC_NONTRADED: "by periodic offers",
    Wrapper.NONTRADED_REIT: "by periodic offers",
    Wrapper.OPERATING_COMPANY: "by periodic offers",
    Wrapper.ETP_GRANTOR_TRUST: "through an exchange",
    Wrapper.COLLECTIVE_TRUST: "as the trust's terms say",
    Wrapper.PRIVATE_FUND: "not before the fund returns it",
    Wrapper.OPEN_END_FUND: "on any day, at net asset value",
}
"""How holders get their money back. Wrappers with the same words are of one family."""

_CALLED = {
    Wrapper.BDC_NONTRADED: "non-traded BDC",
    Wrapper.NONTRADED_REIT: "non-traded REIT",
    Wrapper.ETP_GRANTOR_TRUST: "exchange-traded trust",
    Wrapper.TENDER_OFFER_FUND: "tender-offer fund",
    Wrapper.OPEN_END_FUND: "open-end fund",
}
"""What a wrapper is called where its own name, without the underscores, is not how the field writes it."""


_SMALLEST, _WHOLE = 0.001, 100
"""Ratios of size under the first are not told apart, and over the second are printed without decimals."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the evidence says of one fund."""

    fund: Fund
    net_assets_usd: float | None
    frequency: str | None
    months: frozenset[int]


def peer_log(case: Case, core: CoreTables, measures: pl.DataFrame, failed: tuple[LeftOut, ...]) -> pl.DataFrame:
    """The log of the candidate's peers.

    Args:
        case: the question, with the peers whose packets were refused.
        core: the core tables.
        measures: score_fund__measures, for net assets.
        failed: peers whose data failed a critical rule.

    Returns:
        score_fund__peer_log; no rows when the fund is in no group.
    """
    group = case.peer_group
    rows = [] if group is None else list(_rows(case, group, _known(case, core, measures), failed))
    return check(pl.DataFrame(rows, schema=LOG.polars_schema, orient="row"), LOG)


def _rows(
    case: Case, group: PeerGroup, known: dict[str, _Known], failed: tuple[LeftOut, ...]
) -> Iterator[dict[str, object]]:
    own = known[case.candidate.fund]
    members = [member for member in group.members if member.fund != own.fund.fund]
    refused = {item.fund: item.reason for item in case.left_out}
    broken = {item.fund: item.reason for item in failed}
    for place, member in enumerate((*members, *group.near_misses), start=1):
        ground, said = "member", ""
        if member not in members:
            ground, said = "near_miss", "A near miss of the policy, not a member of the group."
        elif member.fund in refused:
            ground, said = "packet_refused", f"Its packet could not be used. {refused[member.fund]}"
        elif member.fund in broken:
            ground, said = "failed_rule", f"Its data failed a critical rule. {broken[member.fund]}"
        peer = known.get(member.fund) if ground in {"member", "failed_rule"} else None
        yield {
            "fund": own.fund.fund,
            "place": place,
            "peer": member.fund,
            "name": _name(case, member),
            "verdict": "in" if ground == "member" else "out",
            "ground": ground,
            "why": member.why,
            **_beside(own, peer, said, case.policy.peer_groups.size.factor),
        }


def _name(case: Case, member: Member) -> str:
    return member.name or case.name_of(member.fund)


def _beside(own: _Known, peer: _Known | None, said: str, factor: float) -> dict[str, object]:
    """What is alike and what is not; nothing for a fund that was not read."""
    if peer is None:
        return {"reason": said}
    ratio = _ratio(own, peer)
    shared = len(own.months & peer.months)
    told = (_kind(own, peer), _exit(own, peer), _size(ratio, factor), _history(own, peer, shared))
    return {
        "same_asset_class": _yes(own.fund.asset_class == peer.fund.asset_class),
        "same_exit": _yes(_EXITS[own.fund.wrapper] == _EXITS[peer.fund.wrapper]),
        "same_frequency": _yes(own.frequency == peer.frequency) if own.frequency and peer.frequency else None,
        "size_ratio": ratio,
        "overlap_months": shared,
        "reason": " ".join(part for part in (said, *told) if part),
    }


def _yes(is_same: bool) -> str:  # noqa: FBT001 -- one word for one truth
    return "yes" if is_same else "no"


def _ratio(own: _Known, peer: _Known) -> float | None:
    if not own.net_assets_usd or peer.net_assets_usd is None or own.net_assets_usd < 0 or peer.net_assets_usd < 0:
        return None
    return peer.net_assets_usd / own.net_assets_usd


def _kind(own: _Known, peer: _Known) -> str:
    ours, theirs = (known.fund.asset_class.value.replace("_", " ") for known in (own, peer))
    return f"Alike in class: {theirs}." if ours == theirs else f"Differs in class: {theirs}, the fund is {ours}."


def _exit(own: _Known, peer: _Known) -> str:
    wrappers = [_CALLED.get(known.fund.wrapper, known.fund.wrapper.value.replace("_", " ")) for known in (own, peer)]
    ways = [_EXITS[known.fund.wrapper] for known in (own, peer)]
    if ways[0] != ways[1]:
        return f"Differs in how holders leave: {wrappers[1]}, {ways[1]}; the fund {ways[0]}."
    if wrappers[0] == wrappers[1]:
        return f"Alike in wrapper: {wrappers[1]}."
    return f"Another wrapper, {wrappers[1]}, left in the same way: {ways[1]}."


def _size(ratio: float | None, factor: float) -> str:
    if ratio is None:
        return "Size not compared: net assets of one of the two are not in evidence."
    within = 1 / factor <= ratio <= factor
    return f"{'Alike' if within else 'Differs'} in size: {_times(ratio)} times the fund's net assets."


def _times(ratio: float) -> str:
    """Three digits, and never a power of ten."""
    if 0 < ratio < _SMALLEST:
        return f"under {_SMALLEST}"
    return f"{ratio:.3g}" if ratio < _WHOLE else f"{ratio:,.0f}"


def _history(own: _Known, peer: _Known, shared: int) -> str:
    if own.frequency is None or peer.frequency is None:
        return f"No returns of {'the fund' if own.frequency is None else 'it'} are in evidence."
    pace = (
        f"both {own.frequency}"
        if own.frequency == peer.frequency
        else f"its {peer.frequency}, the fund's {own.frequency}"
    )
    months = "1 month" if shared == 1 else f"{shared} months"
    return f"Returns of {months} in common, {pace}."


def _known(case: Case, core: CoreTables, measures: pl.DataFrame) -> dict[str, _Known]:
    held = measures.filter(pl.col("measure") == "net_assets").select("fund", "value")
    assets: dict[str, float | None] = dict(held.iter_rows())
    names = pl.DataFrame({"fund": [fund.fund for fund in case.funds]}, schema={"fund": pl.String})
    covered = _covered(core.fund_returns, names, case.request.as_of)
    nothing: tuple[str | None, frozenset[int]] = (None, frozenset())
    return {fund.fund: _Known(fund, assets.get(fund.fund), *covered.get(fund.fund, nothing)) for fund in case.funds}


def _covered(returns: pl.DataFrame, funds: pl.DataFrame, as_of: date) -> dict[str, tuple[str | None, frozenset[int]]]:
    """Per fund the frequency of its series with the shortest periods, and the months that these cover."""
    series = runs(periods(returns, funds, as_of).filter("is_counted"))
    months = pl.int_ranges(pl.col("first_month") - pl.col("step") + 1, pl.col("last_month") + 1)
    each = series.group_by("fund", maintain_order=True).agg(pl.col("frequency").first(), months=months.explode())
    return {fund: (frequency, frozenset(covered)) for fund, frequency, covered in each.iter_rows()}
