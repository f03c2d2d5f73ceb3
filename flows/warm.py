"""Loads Prefect and the stages' libraries while a server starts: the same work, done when there is time for it."""

from importlib import import_module

_NEEDED = (
    "flows.side_by_side",
    "prudent.ingest.gather",
    "expectations.validate",
    "prudent.score.score",
    "prudent.memo.build",
    "prudent.memo.formats",
    "xlsxwriter.workbook",
    "prudent.memo.report",
)


def load_stages() -> None:
    """Import the flow, and what its tasks would import on their first run."""
    for module in _NEEDED:
        import_module(module)
