"""Takes away the numbers of measures that mean nothing for a fund's asset class and wrapper.

Belongs here: how `policy/applicability.yml` is applied, once and to all measures alike. Does not: what does not apply
and why, which is that file.

A measure that does not apply is refused even where a number could be computed: a number that means nothing would be
compared, ranked and scored like any other. It is also refused where evidence is missing, because what has no meaning is
not missing.
"""

import difflib
from collections.abc import Iterable

import polars as pl

from prudent.errors import DataBad
from prudent.model.applicability import Applicability, DoesNotApply
from prudent.model.measured import RefusalCode
from prudent.score.answer import NO_EVIDENCE

_KIND = ["asset_class", "wrapper", "measure"]


def stem_of(measure: str, windows: Iterable[str]) -> str:
    """The measure's name without its window: `return_3y` is `return`; a name without one is its own stem.

    Args:
        measure: its name.
        windows: every window in use; `3y` and `years_3y` would both fit, and the longer one is taken off.
    """
    return next(
        (measure.removesuffix(f"_{w}") for w in sorted(windows, key=len, reverse=True) if measure.endswith(f"_{w}")),
        measure,
    )


def applied(
    measures: pl.DataFrame, subjects: pl.DataFrame, policy: Applicability, windows: tuple[str, ...]
) -> pl.DataFrame:
    """The measures, with `not_applicable` and the policy's reason where one does not apply.

    Args:
        measures: rows of score_fund__measures.
        subjects: fund, asset_class, wrapper.
        policy: what does not apply. A stem stands for itself on every window.
        windows: the windows that measures are named after.

    Returns:
        The same rows in another order. A refused row keeps its n and its dates, which say what was at hand.

    Raises:
        DataBad: the policy names a measure that is not made.
    """
    refused = _refused(measures["measure"].unique().to_list(), policy, windows)
    if refused.is_empty() or measures.is_empty():
        return measures
    named = pl.col("measure").is_in(refused["measure"].unique().to_list())
    kinds = measures.filter(named).join(
        subjects.select("fund", "asset_class", "wrapper"), on="fund", how="left", maintain_order="left"
    )
    told = kinds.join(refused, on=_KIND, how="left", maintain_order="left")
    out = pl.col("reason").is_not_null()
    nothing = {"value": pl.lit(None, pl.Float64), "text": pl.lit(None, pl.String), "evidence": NO_EVIDENCE}
    given = told.with_columns(
        *(pl.when(out).then(empty).otherwise(pl.col(name)).alias(name) for name, empty in nothing.items()),
        refusal_code=pl.when(out).then(pl.lit(RefusalCode.NOT_APPLICABLE.value)).otherwise(pl.col("refusal_code")),
        refusal_reason=pl.coalesce("reason", "refusal_reason"),
    )
    return pl.concat([measures.filter(~named), given.select(measures.columns)])


def _refused(names: list[str], policy: Applicability, windows: tuple[str, ...]) -> pl.DataFrame:
    """asset_class, wrapper, measure, reason: one row for each kind of fund and measure that does not apply to it."""
    by_stem: dict[str, set[str]] = {}
    for name in names:
        for stem in {name, stem_of(name, windows)}:
            by_stem.setdefault(stem, set()).add(name)
    for entry in policy.does_not_apply:
        _check_known(entry, by_stem)
    rows = {
        (asset_class, wrapper, name): entry.why
        for entry in policy.does_not_apply
        for asset_class, wrapper, stem in entry.kinds
        for name in by_stem.get(stem, ())
    }
    return pl.DataFrame(
        [(*kind, reason) for kind, reason in sorted(rows.items())],
        schema=dict.fromkeys([*_KIND, "reason"], pl.String),
        orient="row",
    )


def _check_known(entry: DoesNotApply, by_stem: dict[str, set[str]]) -> None:
    """Raises where the entry names a measure that is not made; nothing is said of measures when there are no funds."""
    unknown = next((stem for stem in entry.measures if stem not in by_stem), None) if by_stem else None
    if unknown is not None:
        near = difflib.get_close_matches(unknown, sorted(by_stem), n=1)
        meant = f"; is {near[0]} meant?" if near else "."
        raise DataBad(f"policy/applicability.yml: {entry.id} names {unknown}, and no measure is called that{meant}")
