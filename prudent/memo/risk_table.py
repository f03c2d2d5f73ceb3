"""Risk as reported and after smoothing is undone in three ways, side by side in the performance chapter.

Belongs here: the table. Does not: the measures (`prudent/score/performance/unsmoothed_risk.py`,
`moving_average_answers.py`).
"""

from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.figures import FigureBook
from prudent.memo.prose import ref

_WINDOWS = {"3y": "3 years", "since_start": "Since the evidence starts"}

#: What a row is called, what its measures are called after the quantity, and what is done.
_ROWS = (
    ("Reported", "", "as published"),
    ("Geltner", "_unsmoothed", "one lag taken out; the first period drops out"),
    ("Okunev-White", "_okunev_white", "lags 1 and 2 taken out; the first three periods drop out"),
    ("Getmansky-Lo-Makarov", "_glm", "a moving average of order 2, by likelihood"),
)

_NOTE = (
    "Smoothed prices understate volatility and so overstate the Sharpe ratio; the mean is left as it is. Each way "
    "assumes another pattern of smoothing, and none is the true figure. Where there is no number the reason is in the "
    'list of figures; "no lag found" does not say that there is none: so few returns can miss it.'
)


def risk_table(book: FigureBook) -> MemoTable:
    """Volatility and Sharpe ratio, reported and unsmoothed, on each window.

    A window whose reported volatility is refused has that one row only, with the refusal.
    """
    columns = ("Volatility a year", "Sharpe ratio", "n")
    return MemoTable(
        id="risk-reported-and-unsmoothed",
        title="Risk as reported and with smoothing undone",
        columns=(
            TableColumn(heading="Window"),
            TableColumn(heading="Returns"),
            *(TableColumn(heading=heading, align="right") for heading in columns),
            TableColumn(heading="What is done"),
        ),
        rows=tuple(row for window in _WINDOWS for row in _of_window(window, book)),
        note=_NOTE,
    )


def _of_window(window: str, book: FigureBook) -> tuple[tuple[str, ...], ...]:
    book.measure(f"volatility_{window}")
    is_measured = book.value(f"volatility_{window}") is not None
    return tuple(_row(window, *row, book) for row in (_ROWS if is_measured else _ROWS[:1]))


def _row(window: str, said: str, how: str, done: str, book: FigureBook) -> tuple[str, ...]:
    spread, ratio = f"volatility{how}_{window}", f"sharpe_ratio{how}_{window}"
    cells = book.measure(spread), book.measure(ratio)
    if how == "_glm" and book.value(spread) is not None:
        done = f"{done}; {book.measure(f'smoothing_theta0_{window}')} of a return is reported at once"
    return (_WINDOWS[window], said, *cells, _count(spread, book), done)


def _count(measure: str, book: FigureBook) -> str:
    """The number of returns behind a measure; a dash behind a refusal."""
    if book.value(measure) is None:
        return "–"
    book.ensure([ref(f"n_of_{measure}")])
    return ref(f"n_of_{measure}")
