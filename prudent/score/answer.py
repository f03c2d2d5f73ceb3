"""One row of score_fund__measures: a value or a refusal, with n, window, method and evidence.

Belongs here: how a row is made from expressions, how its numbers are worded, how locators are written. Does not: what
any measure is; that is in the module of its factor.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.tables.spec import table

TABLE = table("score_fund__measures")

NO_EVIDENCE = pl.lit([], dtype=pl.List(pl.String))


@dataclass(frozen=True, slots=True)
class Refuse:
    """A reason to give no number: when it holds, its code, and a sentence that says the numbers."""

    when: pl.Expr
    code: RefusalCode | pl.Expr
    reason: pl.Expr


@dataclass(frozen=True, slots=True)
class Answer:
    """A measure as expressions over a frame with one row for each fund (and window).

    The first refusal that holds counts. A value that is missing without a reason is refused as not evidenced, one that
    is not finite as out of range: neither can leave this module as a number.
    """

    factor: Factor
    measure: str | pl.Expr
    unit: Unit | pl.Expr
    value: pl.Expr
    method: str | pl.Expr
    refusals: tuple[Refuse, ...] = ()
    text: pl.Expr = field(default_factory=lambda: pl.lit(None, pl.String))
    n: pl.Expr = field(default_factory=lambda: pl.lit(None, pl.Int64))
    frequency: pl.Expr = field(default_factory=lambda: pl.lit(None, pl.String))
    window_start: pl.Expr = field(default_factory=lambda: pl.lit(None, pl.Date))
    window_end: pl.Expr = field(default_factory=lambda: pl.lit(None, pl.Date))
    evidence: pl.Expr = field(default_factory=lambda: NO_EVIDENCE)


def answered(frame: pl.DataFrame, answers: Sequence[Answer]) -> pl.DataFrame:
    """The rows of score_fund__measures that the answers give on `frame`, which has a column `fund`."""
    rows = pl.concat([_rows(frame, answer) for answer in answers])
    given = pl.col("refusal_code").is_null()
    return rows.with_columns(pl.when(given).then(pl.col(name)).alias(name) for name in ("value", "text")).cast(
        TABLE.polars_schema
    )


def _rows(frame: pl.DataFrame, answer: Answer) -> pl.DataFrame:
    value, text = answer.value.cast(pl.Float64), answer.text.cast(pl.String)
    refusals = (*answer.refusals, *_last_resort(value, text))
    code = pl.coalesce([pl.when(item.when).then(_words(item.code)) for item in refusals])
    reason = pl.coalesce([pl.when(item.when).then(item.reason) for item in refusals])
    return frame.select(
        fund=pl.col("fund"),
        factor=pl.lit(answer.factor.value),
        measure=_words(answer.measure),
        unit=_words(answer.unit),
        value=value,
        text=text,
        refusal_code=code,
        refusal_reason=reason,
        n=answer.n.cast(pl.Int64),
        frequency=answer.frequency,
        window_start=answer.window_start,
        window_end=answer.window_end,
        method=_words(answer.method),
        evidence=pl.coalesce([answer.evidence, NO_EVIDENCE]),
    )


def _last_resort(value: pl.Expr, text: pl.Expr) -> tuple[Refuse, ...]:
    return (
        Refuse(
            value.is_null() & text.is_null(),
            RefusalCode.NOT_EVIDENCED,
            pl.lit("No document in the packet says it."),
        ),
        Refuse(
            value.is_not_null() & ~value.is_finite(),
            RefusalCode.OUT_OF_RANGE,
            pl.lit("The figures in evidence give no finite number."),
        ),
    )


def _words(given: str | pl.Expr) -> pl.Expr:
    """A fixed word or enum member as a literal; an expression as it is."""
    return given if isinstance(given, pl.Expr) else pl.lit(str(given))


def received(table_name: str, column: str) -> str:
    """What a column is called in the received file."""
    return next(item.received for item in table(table_name).columns if item.name == column)


def locator(owner: pl.Expr, file: pl.Expr, first: pl.Expr, last: pl.Expr, column: str | pl.Expr) -> pl.Expr:
    """`owner/file:first-last:column`, or `owner/file:row:column` for one row; null where there is no row.

    Rows of one file stand in key order, so the rows of one measure lie between the first and the last.
    """
    rows = pl.when(first == last).then(pl.format("{}", first)).otherwise(pl.format("{}-{}", first, last))
    return pl.format("{}/{}:{}:{}", owner, file, rows, _words(column))


def locators(*each: pl.Expr) -> pl.Expr:
    """Several locators as one list, without those that are null, each once."""
    return pl.concat_list(each).list.drop_nulls().list.unique(maintain_order=True)


def percent(fraction: pl.Expr, digits: int = 1) -> pl.Expr:
    """A fraction in words: 0.123 is `12.3 %`."""
    return pl.format("{} %", (fraction * 100).round(digits))


def count_of(number: pl.Expr, one: str, many: str) -> pl.Expr:
    """`1 month`, `2 months`."""
    return pl.when(number == 1).then(pl.lit(f"1 {one}")).otherwise(pl.format("{} " + many, number))


def month_words(month: pl.Expr) -> pl.Expr:
    """A month counted from year 0, as `2025-12`."""
    return pl.format("{}-{}", month // 12, (month % 12 + 1).cast(pl.String).str.zfill(2))
