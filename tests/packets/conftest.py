"""Reads the project's own packets as plain text, so that these tests do not lean on the reader they would excuse."""

import csv
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


class Packets:
    """The folders under `funds/`, `benchmarks/` and `plans/`, read as they stand."""

    root = ROOT

    @staticmethod
    def folders(kind):
        return sorted(path for path in (ROOT / kind).iterdir() if path.is_dir())

    @staticmethod
    def yaml(path):
        return yaml.safe_load(path.read_text(encoding="utf-8"))

    @staticmethod
    def header(path):
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(next(csv.reader(file)))

    @staticmethod
    def rows(path):
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def fund(self, fund, file):
        return self.rows(ROOT / "funds" / fund / "packet" / file)

    def of_all_funds(self, file):
        """Every row of one file over all funds, with the fund's id as `fund`."""
        return [
            {"fund": folder.name, **row}
            for folder in self.folders("funds")
            if (folder / "packet" / file).exists()
            for row in self.rows(folder / "packet" / file)
        ]

    def of_all_benchmarks(self):
        return [
            {"benchmark": folder.name, **row}
            for folder in self.folders("benchmarks")
            if (folder / "packet" / "returns.csv").exists()
            for row in self.rows(folder / "packet" / "returns.csv")
        ]


@pytest.fixture(scope="session")
def packets():
    return Packets()
