"""The only module that meets Great Expectations and pandas.

Belongs here: the import, the one ephemeral context, and the evaluation of expectations on one frame. Does not: what is
expected (`suites/`, `crosschecks/`) and what a failure means (`validate.py`).

The import takes two seconds and its modules warn about their own dependencies, so it is done once and quietly. Nothing
is written to disk, nothing is sent anywhere and no progress bar is drawn.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, Protocol

import polars as pl
from pydantic import BaseModel, ConfigDict

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.datasource.fluent.interfaces import Batch
    from great_expectations.expectations.core.expect_column_pair_values_a_to_be_greater_than_b import (
        ExpectColumnPairValuesAToBeGreaterThanB,
    )
    from great_expectations.expectations.core.expect_column_pair_values_to_be_equal import (
        ExpectColumnPairValuesToBeEqual,
    )
    from great_expectations.expectations.core.expect_column_values_to_be_between import ExpectColumnValuesToBeBetween
    from great_expectations.expectations.core.expect_column_values_to_be_in_set import ExpectColumnValuesToBeInSet
    from great_expectations.expectations.core.expect_column_values_to_match_regex import ExpectColumnValuesToMatchRegex
    from great_expectations.expectations.core.expect_column_values_to_not_be_null import ExpectColumnValuesToNotBeNull
    from great_expectations.expectations.core.expect_compound_columns_to_be_unique import (
        ExpectCompoundColumnsToBeUnique,
    )
    from great_expectations.expectations.expectation import (
        ColumnMapExpectation,
        ColumnPairMapExpectation,
        Expectation,
        MulticolumnMapExpectation,
    )

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ExpectColumnPairValuesAToBeGreaterThanB",
    "ExpectColumnPairValuesToBeEqual",
    "ExpectColumnValuesToBeBetween",
    "ExpectColumnValuesToBeInSet",
    "ExpectColumnValuesToMatchRegex",
    "ExpectColumnValuesToNotBeNull",
    "ExpectCompoundColumnsToBeUnique",
    "Judged",
    "RowWise",
    "columns_judged",
    "judge",
]


class RowWise(Protocol):
    """A row-wise expectation, by the one method that is called on it: the library leaves its own type half open."""

    def copy(self, *, update: dict[str, object]) -> Expectation:
        """The same expectation with some fields changed."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of one expectation: the positions of the rows that fail it, or what broke while it was evaluated."""

    failed: tuple[int, ...]
    broke: str = ""


def judge(frame: pl.DataFrame, expectations: Sequence[RowWise]) -> tuple[Judged, ...]:
    """Evaluate row-wise expectations on a frame, in one pass, in the order given.

    An expectation that raises comes back from Great Expectations as a failure with the exception beside it; here it is
    `broke`, because nothing is known about the data then.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        batch = _whole_frame().get_batch(batch_parameters={"dataframe": _pandas(frame)})
        # to ask which rows fail costs a third more, so it is asked of what does not simply pass
        passed = {reply.place for reply in _ask(batch, dict(enumerate(expectations)), "BOOLEAN_ONLY") if reply.passed}
        doubtful = {place: item for place, item in enumerate(expectations) if place not in passed}
        replies = _ask(batch, doubtful, "COMPLETE") if doubtful else []
    judged = {place: Judged(()) for place in passed} | {reply.place: reply.judged for reply in replies}
    lost = Judged((), "Great Expectations gave no result")
    return tuple(judged.get(place, lost) for place in range(len(expectations)))


def _ask(
    batch: Batch, expectations: dict[int, RowWise], result_format: Literal["BOOLEAN_ONLY", "COMPLETE"]
) -> "list[_Reply]":
    """What Great Expectations says of each expectation, by its place; in an order of its own."""
    numbered = [item.copy(update={"meta": {"place": place}}) for place, item in expectations.items()]
    suite = gx.ExpectationSuite(name="rules", expectations=numbered)
    outcome = batch.validate(suite, result_format=result_format)  # pyright: ignore[reportUnknownMemberType] # bare dicts
    return [_Reply.model_validate(result) for result in outcome.results]


def columns_judged(expectation: RowWise) -> tuple[str, ...]:
    """The columns that an expectation looks at.

    Raises:
        TypeError: the expectation is not row-wise. Those speak of a whole frame and could not say which fund failed.
    """
    match expectation:
        case ColumnMapExpectation():
            return (str(expectation.column),)
        case ColumnPairMapExpectation():
            return (str(expectation.column_A), str(expectation.column_B))
        case MulticolumnMapExpectation():
            return tuple(str(name) for name in expectation.column_list)
        case _:
            raise TypeError(f"{expectation} is not row-wise")


class _Frames(Protocol):
    """What is used of a batch definition."""

    def get_batch(self, batch_parameters: "dict[str, pd.DataFrame]") -> Batch: ...


@cache
def _whole_frame() -> _Frames:
    """One context a process: making one costs as much as judging a frame."""
    # Great Expectations types its doors with bare dict and bare generics, so their types are partly unknown.
    context = gx.get_context(mode="ephemeral")  # pyright: ignore[reportUnknownMemberType]
    context.enable_analytics(enable=False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    source = context.data_sources.add_pandas("core")  # pyright: ignore[reportUnknownMemberType]
    asset = source.add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("all")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


def _pandas(frame: pl.DataFrame) -> "pd.DataFrame":
    """Arrow-backed: the plain conversion breaks dates. Decimals as floats: expectations compare with plain numbers."""
    return frame.with_columns(pl.selectors.decimal().cast(pl.Float64)).to_pandas(use_pyarrow_extension_array=True)


class _Meta(BaseModel):
    place: int


class _Config(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    meta: _Meta


class _Found(BaseModel):
    unexpected_index_list: tuple[int, ...] | None = None


class _Reply(BaseModel):
    """What is used of a validation result, read by its attributes because the library leaves their types open."""

    model_config = ConfigDict(from_attributes=True)

    success: bool
    expectation_config: _Config
    result: _Found
    exception_info: dict[str, object]

    @property
    def place(self) -> int:
        return self.expectation_config.meta.place

    @property
    def passed(self) -> bool:
        """True if it was evaluated, and holds on every row."""
        return self.success and not self._broke()

    @property
    def judged(self) -> Judged:
        if broke := self._broke():
            return Judged((), broke)
        failed = self.result.unexpected_index_list or ()
        if self.success or failed:
            return Judged(tuple(sorted(failed)))
        return Judged((), "it failed without naming a row")

    def _broke(self) -> str:
        """The exception's message: flat for an expectation's own fault, one level down for a metric's."""
        nested = [_Fault.model_validate(part) for part in self.exception_info.values() if isinstance(part, dict)]
        for fault in (_Fault.model_validate(self.exception_info), *nested):
            if fault.raised_exception:
                return (fault.exception_message or "an exception without a message").strip().splitlines()[0]
        return ""


class _Fault(BaseModel):
    raised_exception: bool = False
    exception_message: str | None = None
