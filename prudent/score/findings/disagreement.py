"""Where two sources disagree, the evidence is worth less: its grade is D until the disagreement is answered."""

from collections.abc import Callable

from prudent.ingest.evidence import resolve
from prudent.model.case import Case
from prudent.model.fact import Evidence, Grade, Locator
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.tables.core import CoreTables

#: Rules that hold two sources against each other, and the file whose figures they put in doubt.
DISAGREEMENTS = {
    "fee-stated-alike": "fees.csv",
    "months-link-to-printed-year": "returns.csv",
    "months-are-of-the-printed-year": "returns.csv",
    "share-value-is-net-assets-by-shares": "balance_sheet.csv",
    "share-value-in-dollars": "balance_sheet.csv",
}


def disagreements(results: tuple[RuleResult, ...]) -> tuple[RuleResult, ...]:
    """The failed results that mean that two sources disagree."""
    return tuple(r for r in results if r.outcome is Outcome.FAILED and r.rule in DISAGREEMENTS)


def resolver(case: Case, core: CoreTables, results: tuple[RuleResult, ...]) -> Callable[[str], Evidence]:
    """What gives the evidence at a locator, with grade D where a rule above `info` found its file contradicted."""
    doubted = {(r.owner, DISAGREEMENTS[r.rule]) for r in disagreements(results) if r.severity is not Severity.INFO}

    def evidence_at(locator: str) -> Evidence:
        found = resolve(locator, case, core)
        place = Locator.parse(locator)
        return found.model_copy(update={"grade": Grade.D}) if (place.owner, place.file) in doubted else found

    return evidence_at
