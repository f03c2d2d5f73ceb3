"""Facts that participant disclosure (29 CFR 2550.404a-5) asks for, each with its figure or why there is none.

Belongs here: the table of items. Does not: how a return or a fee is measured (`prudent/score`).
"""

from prudent.memo.document import Section
from prudent.memo.exhibits import MemoTable, TableColumn, number_columns
from prudent.memo.figures import FigureBook
from prudent.memo.format import window_text
from prudent.memo.parts.comparator import chained
from prudent.memo.parts.on_file import LACKING, OnFile
from prudent.memo.prose import plain
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.score.liquidity.terms import LiquidityTerms
from prudent.score.score import Score
from prudent.tables.core import CoreTables

_WINDOWS = {"1y": "Return, one year", "5y": "Return a year, five years", "10y": "Return a year, ten years"}


def disclosure(
    case: Case, core: CoreTables, score: Score, on_file: OnFile, book: FigureBook, leaving: LiquidityTerms
) -> Section:
    """The fund's own facts, the comparator's over the same windows, and what the default's document would add."""
    host = plain(case.plan.sleeve.host)
    alone = (
        "The fund would also stand alone on the menu, so its own facts are disclosed."
        if case.plan.sleeve.stand_alone
        else f"Savers are told of what the plan offers, the {host}; these are the fund's own facts, of which the "
        "default's are made in part. The default's own are not on file."
    )
    return Section(
        id="disclosure",
        title="Participant disclosure",
        paragraphs=(alone, _index(on_file, book)),
        tables=(_figures(case, core, score, book), _words(on_file, book, leaving)),
    )


def _index(on_file: OnFile, book: FigureBook) -> str:
    """Which benchmark a disclosure could name: a broad-based index, which no fund is."""
    chosen, named = book.benchmark, book.measure("benchmark_named_by_fund")
    index = on_file.figure("disclosure_index", "Broad-based index of the disclosure")
    proxy = "No comparator was chosen." if chosen is None else (
        f"The memo's comparator, {plain(chosen.name)}, is a fund and no broad-based index, so it cannot be the "
        "disclosure's benchmark; its returns stand beside the fund's as what is at hand."
    )  # fmt: skip
    return f"{proxy} Index that the disclosure would name: {index}. Benchmark that the fund itself names: {named}."


def _figures(case: Case, core: CoreTables, score: Score, book: FigureBook) -> MemoTable:
    chosen = book.benchmark
    fee = book.measure("all_in_fee")
    rate = book.value("all_in_fee")
    dollars = book.add(
        "disclosure_usd_per_1000", "Dollars a year for each $1,000 invested", Unit.USD_PER_YEAR,
        None if rate is None else rate * 1000, "all-in fee times $1,000", book.locators("all_in_fee"),
        "The all-in fee is not in evidence.",
    )  # fmt: skip
    windows = (*_WINDOWS.items(), ("since_start", "Return a year since the evidence starts"))
    returns = tuple(
        (said, book.measure(f"return_{window}"), _beside(window, case, core, score, book)) for window, said in windows
    )
    name = "Comparator" if chosen is None else plain(chosen.name)
    return MemoTable(
        id="disclosure-figures",
        title="Figures that the rule asks for",
        columns=(TableColumn(heading="Item"), *number_columns("The fund", name)),
        rows=(
            ("Total annual operating expenses, of net assets", fee, "–"),
            ("The same in dollars, for each $1,000 invested", dollars, "–"),
            *returns,
        ),
        note="Of an investment younger than ten years the rule takes its life; the evidence may start later than the "
        "fund did. Under twelve months a return is of the months and not of a year.",
    )


def _beside(window: str, case: Case, core: CoreTables, score: Score, book: FigureBook) -> str:
    """The comparator's return over the window of the fund's; a dash where the fund has none to be held against."""
    own = score.evidence(case).measure(f"return_{window}")
    if own.value is None or own.window is None or book.benchmark is None or book.benchmark.benchmark is None:
        return "–"
    found = chained(case, core, book.benchmark.benchmark, own.window)
    key, said = f"benchmark_return_{window}", f"Return of the comparator, {window_text(own.window)}"
    lacking = "A month of the comparator is not in evidence."
    if found is None:
        return book.add(key, said, Unit.FRACTION_PER_YEAR, None, "months chained", (), lacking)
    method = "months chained, a year from twelve months on"
    rests = found.evidence or own.evidence
    return book.add(key, said, Unit.FRACTION_PER_YEAR, found.return_frac, method, rests)


def _words(on_file: OnFile, book: FigureBook, leaving: LiquidityTerms) -> MemoTable:
    cap, times = book.measure("repurchase_cap"), book.measure("repurchases_per_year")
    moving = "dealt each business day" if leaving.is_daily else f"offers a year: {times}; cap of one offer: {cap}"
    early = on_file.figure("early_repurchase_fee_pct", "Early repurchase fee, per cent")
    window = on_file.figure("early_repurchase_window", "Early repurchase window")
    fees = on_file.figure("shareholder_fees", "Fees of a holder apart from expenses")
    by_offer = "" if leaving.is_daily else f"; early repurchase, per cent: {early}" + (
        f" ({window})" if window != LACKING else ""
    )  # fmt: skip
    exits = on_file.figure("default_exit_terms", "How a participant leaves the default")
    return MemoTable(
        id="disclosure-words",
        title="What else the rule asks for",
        columns=(TableColumn(heading="Item"), TableColumn(heading="What is on file")),
        rows=(
            ("Restrictions on transfers", f"The fund: {moving}. The default: {exits}."),
            ("Shareholder-type fees", f"Loads, purchase or account fees: {fees}{by_offer}."),
            ("Glossary of investment terms", on_file.figure("disclosure_glossary", "Glossary of the disclosure")),
        ),
    )
