"""Reported against unsmoothed risk, and the marks that both rest on."""

from datetime import timedelta

from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.prose import ref
from prudent.model.case import Case
from prudent.model.measured import Unit


def risk(book: FigureBook) -> MemoTable:
    """Reported against unsmoothed, on the same three years; over all periods in evidence where three years are not."""
    book.measure("volatility_3y")
    three = book.value("volatility_3y") is not None
    window = "3y" if three else "since_start"
    rows = (
        ("Volatility", book.measure(f"volatility_{window}"), book.measure(f"volatility_unsmoothed_{window}")),
        ("Sharpe ratio", book.measure(f"sharpe_ratio_{window}"), book.measure(f"sharpe_ratio_unsmoothed_{window}")),
        ("Largest fall", book.measure(f"max_drawdown_{window}"), "–"),
    )
    rho = book.measure(f"autocorrelation_lag1_{window}")
    return MemoTable(
        id="risk",
        title="Risk over three years" if three else "Risk since the evidence starts",
        columns=(*text_columns(""), *number_columns("Reported", "Unsmoothed")),
        rows=rows,
        note=f"{_seen(window, book)}Volatility is a year's. Lag-1 autocorrelation {rho}; above zero it suggests prices "
        "that lag.",
    )


def _seen(window: str, book: FigureBook) -> str:
    """How many returns this is of: a quarterly series that never falls may hide a month that did."""
    if book.value(f"volatility_{window}") is None:
        return ""
    number = ref(f"n_of_volatility_{window}")
    book.ensure((number,))
    return f"Of {number} returns; a fall within a period is not seen. "


def marks(case: Case, book: FigureBook) -> tuple[str, ...]:
    """Unrealised share, and how old the oldest mark is."""
    return (f"Unrealised gain over fair value: {book.measure('unrealized_gain')}.", _oldest(case, book))


def _oldest(case: Case, book: FigureBook) -> str:
    """The day of the oldest mark; where no mark says its day, that of the last portfolio, which is no mark's."""
    age = book.measure("mark_age_oldest")
    days = book.value("mark_age_oldest")
    if days is not None:
        day, how = case.request.as_of - timedelta(days=days), "as-of date less its age in days"
        on = book.add_text(
            "oldest_mark_on", "Oldest mark", Unit.DATE, day.isoformat(), how, book.locators("mark_age_oldest")
        )
        return f"Oldest mark: {on}, {age} days before the as-of date."
    book.measure("portfolio_age")
    if book.value("portfolio_age") is None:
        return f"Oldest mark: {age}."
    book.ensure(("⟨date_of_portfolio_age⟩",))
    return f"Oldest mark: {age}; last portfolio in evidence: ⟨date_of_portfolio_age⟩."
