"""Reads one fund's measures and comparisons out of the frames, as typed values."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from prudent.model.measured import Measure, Refusal, RefusalCode, Unit
from prudent.model.peers import Horizon
from prudent.model.period import Window
from prudent.model.questions import Compare
from prudent.score.peers.compared import source_measure


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fund against its peers on one measure."""

    measure: str
    peers_n: int
    peer_median: float | None
    peer_worst: float | None
    rank: int | None
    tied_n: int | None
    percentile_frac: float | None
    peers: tuple[str, ...]

    @property
    def place(self) -> str | None:
        """The fund's place in words: `2 of 8`, `3 of 6, tied`, `all 5 alike`; None when it has none."""
        if self.rank is None or self.peers_n == 0:
            return None
        field = self.peers_n + 1
        if self.tied_n == self.peers_n:
            return "both alike" if self.peers_n == 1 else f"all {field} alike"
        return f"{self.rank} of {field}{', tied' if self.tied_n else ''}"

    def over_median(self, value: float | None) -> float | None:
        """The value less the peers' median; None without either."""
        return None if value is None or self.peer_median is None else value - self.peer_median


@dataclass(frozen=True, slots=True)
class FundEvidence:
    """What was measured of one fund, and how it compares."""

    fund: str
    measures: pl.DataFrame
    peers: pl.DataFrame
    horizon: Horizon | None

    def measure(self, name: str) -> Measure:
        """The measure of that name; `return_on_horizon` is the group's return under its one name.

        A measure that was not made for this question, such as one on a window that no fund has, is refused as not
        evidenced. A name that no measure has is refused with the policy (`names.py`).
        """
        rows = self.measures.filter(
            (pl.col("fund") == self.fund) & (pl.col("measure") == source_measure(name, self.horizon))
        )
        if rows.is_empty():
            refusal = Refusal(code=RefusalCode.NOT_EVIDENCED, reason="No such measure is made for this fund.")
            return Measure(fund=self.fund, name=name, unit=Unit.TEXT, refusal=refusal, method="none")
        return as_measure(rows.row(0, named=True), name)

    def of(self, fund: str) -> "FundEvidence":
        """The same for another fund."""
        return FundEvidence(fund, self.measures, self.peers, self.horizon)

    def compared(self, name: str, compare: Compare) -> float | str | None:
        """What a policy holds against a threshold; None when the evidence does not carry it."""
        match compare:
            case Compare.VALUE:
                measure = self.measure(name)
                return measure.value if measure.value is not None else measure.text
            case Compare.PEERS_N:
                return self.comparison(name).peers_n
            case Compare.PEER_PERCENTILE:
                return self.comparison(name).percentile_frac
            case Compare.OVER_PEER_MEDIAN:
                return self.comparison(name).over_median(self.measure(name).value)
            case Compare.PEER_WORST:
                return self.comparison(name).peer_worst

    def comparison(self, name: str) -> Comparison:
        """The comparison of that name; no peers at all when the fund was not compared."""
        rows = self.peers.filter((pl.col("fund") == self.fund) & (pl.col("measure") == name))
        if rows.is_empty():
            return Comparison(name, 0, None, None, None, None, None, ())
        row = rows.row(0, named=True)
        return Comparison(
            measure=name,
            peers_n=row["peers_n"],
            peer_median=row["peer_median"],
            peer_worst=row["peer_worst"],
            rank=row["rank"],
            tied_n=row["tied_n"],
            percentile_frac=row["percentile_frac"],
            peers=tuple(row["peers"]),
        )


def as_measure(row: dict[str, object], name: str) -> Measure:
    """A row of score_fund__measures as a value."""
    start, end = row["window_start"], row["window_end"]
    window = Window(start=start, end=end) if isinstance(start, date) and isinstance(end, date) and start < end else None
    return Measure.model_validate(
        {
            "fund": row["fund"],
            "name": name,
            "unit": row["unit"],
            "value": row["value"],
            "text": row["text"],
            "refusal": {"code": row["refusal_code"], "reason": row["refusal_reason"]} if row["refusal_code"] else None,
            "n": row["n"],
            "window": window,
            "as_of": end,
            "method": row["method"],
            "evidence": row["evidence"],
        }
    )
