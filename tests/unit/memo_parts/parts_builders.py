"""Memos of shipped funds, whose packet may be given further terms, offers or representations for a test."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.memo.links import Linker
from prudent.model.run import Request
from prudent.score.score import score
from prudent.tables.core import CoreTables

ROOT = Path(__file__).parents[3]
INTERVAL, BDC, TRUST = "apollo-diversified-credit", "apollo-debt-solutions", "ishares-bitcoin-trust"
AS_OF = date(2025, 12, 31)


@cache
def asked(fund):
    return gather(ROOT, Request(fund=fund, as_of=AS_OF, plan="example"), date(2026, 11, 24))


@cache
def scored(fund):
    return score(asked(fund).case, asked(fund).core, ())


@cache
def shipped(fund):
    """The memo of a fund as it is shipped, without results of data rules."""
    return build_memo(asked(fund).case, asked(fund).core, (), scored(fund), "0" * 64)


def told(fund, results=(), case=None, **tables):
    """The memo of a fund with rows added to its core tables: `fund_terms=[{"term": …}]`."""
    read = asked(fund)
    core, case = read.core, case or read.case
    for name, rows in tables.items():
        core = replace(core, **{name: _more(core, name, fund, rows)})
    return build_memo(case, core, results, score(case, core, results), "0" * 64)


def _more(core, name, fund, rows):
    """The table with rows of the fund after its own, from row 901 on, each of a document that is not described."""
    spec, frame = CoreTables.spec(name), core.frame(name)
    origin = {
        "owner": fund,
        "source": "made-up",
        "file": spec.file,
        "file_sha256": "0" * 64,
        "known_at": date(2026, 5, 1),
        "extractor": "by hand",
        "grade": "C",
        "as_of": AS_OF,
    }
    full = [
        {**dict.fromkeys(spec.polars_schema), **origin, "row": place, **row}
        for place, row in enumerate(rows, start=901)
    ]
    columns = [
        pl.Series(column, [row[column] for row in full], dtype=_loose(kind), strict=False).cast(kind)
        for column, kind in spec.polars_schema.items()
    ]
    return pl.concat([frame, pl.DataFrame(columns)])


def _loose(kind):
    return pl.Float64() if kind.is_decimal() else kind


@cache
def filled():
    """A fund of which much more is on file than is shipped; all of it made up."""
    return told(
        INTERVAL,
        fund_terms=terms(
            tax_form="1099 of ⟨all_in_fee⟩", vehicles="3", fee_layers="2", share_classes="4", incentive_hurdle_pct="6",
            administrator="A Ledger LLC (affiliated)", affiliated_providers="2", pricing_agent="Prices Inc.",
            valued_daily="yes", bridging_structure="no", trustee_consent="Consent of 3 March 2025",
            sleeve_glide_path="12 % at 30, none from 60 on", early_repurchase_fee_pct="2",
            early_repurchase_window="< 1 year", shareholder_fees="none", repurchases_per_year="4",
            repurchase_cap_pct="5", default_exit_terms="daily", disclosure_glossary="Annex B",
            repurchase_was_limited="no", cheaper_identical_class_available="yes",
        ),
        fund_tenders=[
            {"as_of": date(2025, 6, 2), "requested_frac": 0.1, "cap_frac": 0.05, "accepted_frac": 0.5},
            {"as_of": date(2025, 9, 2), "requested_frac": 0.08, "cap_frac": 0.05, "accepted_frac": 0.62},
            {"as_of": date(2026, 3, 2), "requested_frac": 0.04, "cap_frac": 0.05, "accepted_frac": 1.0},
        ],
        fund_representations=[
            {
                "subject": "valuation_process", "title": "Valuation policy", "signer": "The adviser",
                "as_of": date(2024, 1, 2), "reviewed_by": "The plan's adviser", "reviewed_on": date(2024, 2, 3),
                "understood": "yes", "contrary_facts": "none",
            }
        ],
    )  # fmt: skip


def terms(**stated):
    """Rows of terms at the as-of date."""
    return [{"term": term, "value": value} for term, value in stated.items()]


def flat(memo):
    """From prose to what is printed, narrow spaces as plain ones."""
    linker = Linker(memo)
    return lambda text: linker.flat(text).replace("\u202f", " ")


def rows(memo, table):
    """The rows of a table as they are printed, by their first cell."""
    say = flat(memo)
    return {say(row[0]): tuple(say(cell) for cell in row[1:]) for row in table.rows}


def table(section, name):
    return next(item for item in section.tables if item.id == name)
