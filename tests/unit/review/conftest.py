"""The bench that the tests of measures are built on."""

from tests.unit.score_measures.conftest import bench

__all__ = ["bench"]
