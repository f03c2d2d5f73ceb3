"""Breaks `prudent/score` in many small ways and says how many of them no test notices. `make mutants`; not part of CI.

cosmic-ray makes the mutants. Those inside type annotations and decorators are left out: they break the import, so any test
would notice and the share would flatter. Of the others a seeded sample is run, on clones, so that the tree stays as it is.
"""

import argparse
import ast
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BIN = Path(sys.executable).parent
#: What holds the score; the other unit tests do not reach it.
TESTS = (
    "tests/unit/score_measures tests/unit/score_decide tests/unit/benchmark_peers tests/unit/fees tests/unit/liquidity "
    "tests/unit/valuation_complexity tests/spec tests/property tests/crosscheck"
)
CONFIG = """[cosmic-ray]
module-path = "prudent/score"
timeout = 120.0
excluded-modules = []
test-command = "{python} -m pytest -x -q -p no:cacheprovider -p no:xdist {tests}"

[cosmic-ray.distributor]
name = "local"
"""


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=400)
    options.add_argument("--seed", type=int, default=404)
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clones = [clone(Path(folder), number) for number in range(chosen.workers)]
        kept = sample(clones[0], chosen.sample, chosen.seed)
        for number, place in enumerate(clones):
            keep(place, set(kept[number :: chosen.workers]))
        with ThreadPoolExecutor(chosen.workers) as pool:
            results = [row for rows in pool.map(run, clones) for row in rows]
    report(results)


def clone(folder, number):
    place = folder / str(number)
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(place)], check=True)
    (place / "cosmic-ray.toml").write_text(CONFIG.format(python=sys.executable, tests=TESTS), encoding="utf-8")
    cosmic_ray(place, "init", "cosmic-ray.toml", "session.sqlite")
    return place


def cosmic_ray(place, *arguments):
    subprocess.run([str(BIN / "cosmic-ray"), "--verbosity", "ERROR", *arguments], cwd=place, check=True)


def rows(place, query):
    with sqlite3.connect(place / "session.sqlite") as session:
        return session.execute(query).fetchall()


def sample(place, size, seed):
    """Places of mutants, chosen by the seed alone: the ids of a session are new each time."""
    found = sorted(
        rows(place, "select module_path, operator_name, occurrence, start_pos_row, start_pos_col from mutation_specs")
    )
    skipped = {module: unmeant(place / module) for module in {mutant[0] for mutant in found}}
    meant = [m for m in found if "Decorator" not in m[1] and not any(a <= m[3:] < b for a, b in skipped[m[0]])]
    print(f"{len(meant)} mutants of {len(skipped)} modules, {min(size, len(meant))} of them are run", flush=True)
    return random.Random(seed).sample(meant, min(size, len(meant)))


def unmeant(path):
    """From where to where the annotations of a module stand."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    parts = [part for node in nodes for part in (getattr(node, "annotation", None), getattr(node, "returns", None))]
    return [
        ((part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset))
        for part in parts
        if isinstance(part, ast.expr)
    ]


def keep(place, kept):
    """Leaves the kept mutants in the session of a clone."""
    with sqlite3.connect(place / "session.sqlite") as session:
        for job, *mutant in session.execute(
            "select job_id, module_path, operator_name, occurrence, start_pos_row, start_pos_col from mutation_specs"
        ).fetchall():
            if tuple(mutant) not in kept:
                session.execute("delete from mutation_specs where job_id = ?", (job,))
                session.execute("delete from work_items where job_id = ?", (job,))


def run(place):
    cosmic_ray(place, "exec", "cosmic-ray.toml", "session.sqlite")
    return rows(
        place,
        "select module_path, definition_name, start_pos_row, operator_name, test_outcome, diff "
        "from mutation_specs join work_results using (job_id)",
    )


def report(results):
    survivors = sorted(row for row in results if row[4] == "SURVIVED")
    for module, definition, line, operator, _, diff in survivors:
        changed = [text for text in (diff or "").splitlines() if text[:1] in "+-" and text[:3] not in ("+++", "---")]
        print(f"\n{module}:{line} {definition} {operator}\n" + "\n".join(changed))
    share = len(survivors) / len(results)
    print(json.dumps({"run": len(results), "survived": len(survivors), "share": round(share, 4)}))


if __name__ == "__main__":
    main()
