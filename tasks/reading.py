"""Reads what an earlier stage wrote to the run folder: the core knows how (`prudent/score/kept.py`)."""

from prudent.score.kept import RESULTS, read_case, read_core, read_results, read_score, read_value, results_frame

__all__ = ["RESULTS", "read_case", "read_core", "read_results", "read_score", "read_value", "results_frame"]
