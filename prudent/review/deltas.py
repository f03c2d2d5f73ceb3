"""The measures that a review looks at, each at every step of the walk.

Belongs here: from frames of measures to values. Does not: which measures (`looked_at.py`), how the steps were computed
(`walk.py`), and what a change is made of (`delta.py`).
"""

import polars as pl

from prudent.memo.labels import label
from prudent.model.finding import Factor
from prudent.model.measured import Reading, Unit
from prudent.review.delta import Delta, Steps, explained
from prudent.review.looked_at import looked_at
from prudent.review.side import Side
from prudent.review.walk import Walked
from prudent.score.findings.evidence_of import as_measure


def deltas(was: Side | None, side: Side, walked: Walked | None) -> tuple[Delta, ...]:
    """Every measure that is in evidence on a side.

    Args:
        was: the side before; None on a first review.
        side: the side now.
        walked: the steps between; None where they could not be computed.
    """
    fund = side.case.candidate.fund
    now = _of(side.score.measures, fund)
    before = now.clear() if was is None else _of(was.score.measures, fund)
    steps = (None, None) if walked is None else (walked.on_method, walked.on_data)
    between = [_of(frame, fund) for frame in steps if frame is not None]
    is_walked = len(between) == len(steps)
    wanted = looked_at(before, now)
    on_method, on_data = (_readings(frame, wanted) for frame in (between if is_walked else (now.clear(), now.clear())))
    first, last = _readings(before, wanted), _readings(now, wanted)
    return tuple(
        _delta(
            factor,
            name,
            Steps(before=first.get(name), on_method=on_method.get(name), on_data=on_data.get(name), now=last.get(name)),
            is_walked=is_walked,
        )
        for factor, name in wanted
    )


def _delta(factor: Factor, name: str, steps: Steps, *, is_walked: bool) -> Delta:
    unit = next((reading.unit for reading in (steps.now, steps.before) if reading is not None), Unit.TEXT)
    return explained(name, label(name), factor, unit, steps, is_walked=is_walked)


def _of(measures: pl.DataFrame, fund: str) -> pl.DataFrame:
    return measures.filter(pl.col("fund") == fund)


def _readings(measures: pl.DataFrame, wanted: tuple[tuple[Factor, str], ...]) -> dict[str, Reading]:
    rows = measures.filter(pl.col("measure").is_in([name for _, name in wanted])).iter_rows(named=True)
    made = (as_measure(row, str(row["measure"])) for row in rows)
    return {item.name: Reading.model_validate(item.model_dump(exclude={"fund", "name"})) for item in made}
