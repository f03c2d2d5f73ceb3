"""What Prefect shows of a quarter's review: how many funds ended how, a table for each fund and one for all.

Belongs here: words and tables. Does not: pages for people outside of Prefect (`prudent/review`).
"""

from collections import Counter

from tasks.artifacts import TableArtifact, artifact_key, cell
from tasks.reviewed import Made, Outcome, Quarter, QuarterEnd

_HEADS: tuple[str, ...] = ("measure", "before", "now", "change", "fund", "data", "our method")
_NOTHING = {"set off": "", "late": "", "record": ""}


def counted(outcomes: tuple[Outcome, ...]) -> str:
    """How many funds ended how, in a line."""
    endings = Counter(outcome.ending for outcome in outcomes)
    unchanged = sum(
        1 for outcome in outcomes if outcome.ending == "reviewed" and outcome.made and outcome.made.unchanged
    )
    words = {"reviewed": f"reviewed ({unchanged} unchanged)"}
    order = ("reviewed", "recorded before", "dry run", "waiting", "refused")
    return ", ".join(f"{endings[one]} {words.get(one, one)}" for one in order if endings[one]) or "none"


def fund_table(made: Made) -> TableArtifact:
    """A review as Prefect shows it: the measures that changed, and why."""
    rows = tuple({head: cell(text) for head, text in zip(_HEADS, row, strict=True)} for row in made.rows)
    moved = made.after.value if made.after is made.before else f"{made.before.value} → {made.after.value}"
    said = [f"{made.summary} State: {moved}.", *(f"Set off: {item.said}" for item in made.fired)]
    said += [f"Late: {line}" for line in made.late]
    described = cell(" ".join([*said, f"In {made.folder}, record {made.record[:12]}."]))
    return TableArtifact(key=artifact_key("review", made.request), description=described, rows=rows)


def portfolio_table(quarter: Quarter, end: QuarterEnd) -> TableArtifact:
    """All funds of the quarter as Prefect shows them."""
    rows = tuple(_row(outcome) for outcome in end.outcomes)
    said = f"{counted(end.outcomes)}. {len(end.left_out)} funds are not monitored."
    key = f"portfolio-{quarter.plan}-{end.quarter.lower()}"
    return TableArtifact(key=key, description=f"{end.quarter}: {said}", rows=rows)


def _row(outcome: Outcome) -> dict[str, str]:
    made = outcome.made
    if made is None:
        said = outcome.refusal.sentence if outcome.refusal else " ".join(outcome.waits_for)
        return {"fund": outcome.fund, "ending": outcome.ending, "state": "", "what moved": cell(said)} | _NOTHING
    state = made.after.value if made.after is made.before else f"{made.before.value} → {made.after.value}"
    return {
        "fund": outcome.fund,
        "ending": outcome.ending,
        "state": state,
        "what moved": cell(made.summary),
        "set off": cell("; ".join(item.trigger for item in made.fired)),
        "late": str(len(made.late)),
        "record": made.record[:12],
    }
