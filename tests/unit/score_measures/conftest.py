"""Small frames with their provenance filled in, and one call that measures them."""

import calendar
from datetime import date

import polars as pl
import pytest

from prudent.model.benchmarks import BenchmarkCandidate, BenchmarkChoice, Benchmarks, Judged, Proxy, SelectionRule
from prudent.model.fund import Fund
from prudent.model.policy import Policy
from prudent.score.complexity.measures import complexity_measures
from prudent.score.fees.printed import fee_measures
from prudent.score.liquidity.programme import liquidity_measures
from prudent.score.measures import measure_all, series_measures, subjects_of
from prudent.score.valuation.measures import valuation_measures
from prudent.tables.core import CoreTables

AS_OF = date(2025, 12, 31)
OWNERS = {"benchmark_returns": "an-index", "market_risk_free": "bills"}


class Bench:
    """Builds core tables from rows and measures them as of 2025-12-31, unless told otherwise."""

    as_of = AS_OF

    @staticmethod
    def month_ends(count, last=AS_OF, step=1):
        final = last.year * 12 + last.month - 1
        months = [final - step * back for back in range(count)][::-1]
        return [date(m // 12, m % 12 + 1, calendar.monthrange(m // 12, m % 12 + 1)[1]) for m in months]

    @staticmethod
    def table(name, rows):
        """A core table; a row says `owner` only where it is not the usual one, and `row` where it is not its place."""
        spec = CoreTables.spec(name)
        filled = [
            {
                "owner": OWNERS.get(name, "a-fund"),
                "source": "a-document",
                "file": spec.file,
                "row": place,
                "file_sha256": "0" * 64,
                "known_at": date(2026, 1, 1),
                "extractor": "by hand",
                "grade": "C",
                **row,
            }
            for place, row in enumerate(rows, start=2)
        ]
        schema = spec.polars_schema
        return pl.DataFrame(
            [
                pl.Series(column, [row.get(column) for row in filled], strict=False).cast(kind)
                for column, kind in schema.items()
            ]
        )

    def returns(self, values, *, last=AS_OF, frequency="monthly", kind="total_net", owner="a-fund"):
        step = {"monthly": 1, "quarterly": 3, "annual": 12}[frequency]
        return [
            {"owner": owner, "frequency": frequency, "kind": kind, "period_end": end, "return_frac": value}
            for end, value in zip(self.month_ends(len(values), last, step), values, strict=True)
        ]

    def rates(self, count, annual=0.04, last=AS_OF):
        return [{"month_end": end, "annual_rate_frac": annual} for end in self.month_ends(count, last)]

    def index(self, values, last=AS_OF):
        return [
            {"period_end": end, "return_frac": value}
            for end, value in zip(self.month_ends(len(values), last), values, strict=True)
        ]

    def core(self, **rows):
        return CoreTables(**{name: self.table(name, rows.get(name, [])) for name in CoreTables.names()})

    @staticmethod
    def fund(name="a-fund", asset_class="private_credit", wrapper="interval_fund"):
        return Fund(
            fund=name,
            legal_name=name,
            cik=1,
            asset_class=asset_class,
            wrapper=wrapper,
            manager="A manager",
            source="test",
        )

    @staticmethod
    def policy(chosen=True):
        why = {"why": "test", "source": "test", "since": date(2026, 1, 1)}
        best = Judged(score=3)
        proxy = Proxy(
            benchmark="an-index", name="An index", returns="total_return", firms=("A publisher",),
            investability=best, data_quality=best, independence=best,
        )  # fmt: skip
        rule = SelectionRule(
            least_investability=0, least_data_quality=0, least_independence=0, window_months=36,
            least_coverage_frac=0, ties=(), **why,
        )  # fmt: skip
        candidate = BenchmarkCandidate(benchmark="an-index", mandate=1, strategy=1, objectives=1, risk=1, **why)
        choice = BenchmarkChoice(
            asset_class="private_credit", candidates=(candidate,), least_similarity=4 if chosen else 5
        )
        return Policy.model_construct(
            benchmarks=Benchmarks(version=1, risk_free="bills", selection=rule, proxies=(proxy,), choices=(choice,))
        )

    def frame(self, *, funds=None, core=None, policy=None, as_of=AS_OF, horizons=(), **rows):
        core = core or self.core(**rows)
        return measure_all(funds or (self.fund(),), core, policy or self.policy(), as_of, horizons)

    def measures(self, fund="a-fund", *, funds=None, policy=None, as_of=AS_OF, horizons=(), **rows):
        """The measures of one fund that rest on its return series, by name. What is not asked is not computed."""
        core, benchmarks = self.core(**rows), (policy or self.policy()).benchmarks
        subjects = subjects_of(funds or (self.fund(),), core, benchmarks, as_of)
        frame = series_measures(subjects, core, benchmarks, as_of, horizons)
        return self.by_name(frame.filter(pl.col("fund") == fund))

    def fees(self, **rows):
        """The fee measures alone. So with the next three."""
        core = self.core(**rows)
        return self.by_name(fee_measures(self.subjects(), core.fund_fees, core.fund_terms, AS_OF))

    def liquidity(self, **rows):
        core = self.core(**rows)
        return self.by_name(liquidity_measures(self.subjects(), core.fund_terms, core.fund_tenders, AS_OF))

    def valuation(self, wrapper="interval_fund", **rows):
        core = self.core(**rows)
        return self.by_name(valuation_measures(self.subjects(wrapper), core, AS_OF))

    def complexity(self, **rows):
        core = self.core(**rows)
        return self.by_name(complexity_measures(self.subjects(), core, AS_OF))

    @staticmethod
    def subjects(wrapper="interval_fund"):
        return pl.DataFrame({"fund": ["a-fund"], "wrapper": [wrapper]})

    @staticmethod
    def by_name(frame):
        return {row["measure"]: row for row in frame.iter_rows(named=True)}


@pytest.fixture(scope="session")
def bench():
    return Bench()
