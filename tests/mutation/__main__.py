"""Put faults into modules and say which of them their own tests see: `make mutants`.

    python -m tests.mutation                        the sample
    python -m tests.mutation --all kg/model/dates.py    every place of one module

A place of the code is drawn, and for each one change. Exits 1 where a survivor is not argued in
`left.md`, or less than nine in ten of a room are killed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.mutation.running import ROOT, load_libraries, run_all
from tests.mutation.sites import Change, find_sites

SEED, SIZE = 1948, 500
ENOUGH = 0.9
LEFT = Path(__file__).parent / "left.md"
ROOMS = ("kg/model", "kg/history", "kg/index", "kg/statistics", "kg/engine/remote.py")
OTHERS = {
    "kg/model/fields.py": ("tests/model/test_schema.py", "tests/read/test_tables.py"),
    "kg/model/schema.py": ("tests/read/test_tables.py", "tests/triples/test_encode.py"),
    "kg/engine/remote.py": ("tests/engine/test_transfer.py",),
    "kg/history/actors.py": ("tests/analysis/test_structure.py",),
    "kg/history/derived.py": ("tests/ask/test_cards.py",),
    "kg/history/contracts.py": ("tests/analysis/test_suppliers.py",),
    "kg/history/families.py": ("tests/analysis/test_lineage.py",),
    "kg/history/posts.py": ("tests/analysis/test_people.py",),
    "kg/history/projections.py": ("tests/export/test_networks.py",),
    "kg/history/returns.py": ("tests/analysis/test_lineage.py",),
    "kg/history/strategies.py": ("tests/history/test_lives.py",),
    "kg/index/entries.py": ("tests/index/test_index.py",),
    "kg/index/filling.py": ("tests/index/test_index.py", "tests/index/test_names.py"),
    "kg/index/index.py": ("tests/history/test_lineage.py",),
    "kg/index/presence.py": ("tests/history/test_existence.py",),
    "kg/index/search.py": ("tests/index/test_names.py", "tests/index/test_abbreviations.py"),
    "kg/index/steps.py": ("tests/history/test_succession.py", "tests/index/test_filling.py"),
}
"""Tests of a module beside those of its own name."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the mutants that are asked for and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("modules", nargs="*", default=ROOMS)
    parser.add_argument("--size", type=int, default=SIZE, help="places that are drawn")
    parser.add_argument("--all", action="store_true", help="every place")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args(arguments)
    load_libraries()
    paths = [path for name in asked.modules for path in _modules(ROOT / name)]
    changes = draw(paths, None if asked.all else asked.size, asked.seed)
    limits = _measure(paths, asked.jobs)
    tasks = [(c.path, own_tests(c.path), c, limits[c.path]) for c in changes]
    survived = []
    for done, (number, outcome) in enumerate(run_all(tasks, asked.jobs), start=1):
        if outcome.passed:
            survived.append(changes[number])
        if sys.stderr.isatty():
            print(f"\r{done} of {len(tasks)}", end="", file=sys.stderr, flush=True)
    return report(changes, sorted(survived, key=lambda c: (c.path, c.line)))


def draw(paths: Sequence[Path], size: int | None, seed: int) -> list[Change]:
    """Return one change for each of some places; a place is drawn whatever stands around it."""
    sites = [site for path in paths for site in find_sites(path)]
    order = sites if size is None else sorted(sites, key=lambda site: site.rank(seed))
    found: list[Change] = []
    for site in order:
        change = site.change(seed)
        if change is not None:
            found.append(change)
        if len(found) == size:
            break
    return found


def own_tests(path: Path) -> tuple[str, ...]:
    """Return the test files of a module: those of its name, and itself for its examples."""
    module = path.relative_to(ROOT)
    named = Path("tests", *module.parts[1:-1], f"test_{module.name}")
    own = [str(named)] if (ROOT / named).is_file() else []
    return (*dict.fromkeys((*own, *OTHERS.get(str(module), ()))), str(module))


def report(changes: Sequence[Change], survived: Sequence[Change]) -> int:
    """Print the survivors and a table; return the exit code."""
    argued = _argued()
    bare = [change for change in survived if (_name(change), change.words) not in argued]
    for change in survived:
        mark = "" if change in bare else " (argued)"
        print(f"{change.path.relative_to(ROOT)}:{change.line}: {change.words}{mark}")
    drawn = Counter(_name(change) for change in changes)
    left = Counter(_name(change) for change in survived)
    print(f"{'module':32}{'mutants':>8}{'killed':>8}{'survived':>9}{'share':>7}")
    for name in [*sorted(drawn), "all"]:
        made = drawn[name] if name in drawn else len(changes)
        alive = left[name] if name in drawn else len(survived)
        share = (made - alive) / made if made else 1.0
        print(f"{name:32}{made:8}{made - alive:8}{alive:9}{share:7.0%}")
    is_enough = len(changes) - len(survived) >= ENOUGH * len(changes)
    return 0 if is_enough and not bare else 1


def _measure(paths: Sequence[Path], jobs: int) -> dict[Path, float]:
    """Return the seconds that the tests of each module may take; they must pass as it is."""
    tasks = [(path, own_tests(path), None, 600.0) for path in paths]
    limits = {}
    for number, outcome in run_all(tasks, jobs):
        path, tests = tasks[number][:2]
        if not outcome.passed:
            sys.exit(f"{path.relative_to(ROOT)}: its tests fail without a fault: {' '.join(tests)}")
        limits[path] = 4 * outcome.seconds + 5
    return limits


def _modules(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(p for p in path.glob("*.py") if find_sites(p))


def _name(change: Change) -> str:
    return str(change.path.relative_to(ROOT))


def _argued() -> set[tuple[str, str]]:
    """Return (module, change) of all that `left.md` argues: a heading a module, a line a change."""
    _, *parts = re.split(r"^## (.+)$", LEFT.read_text("utf8"), flags=re.M)
    return {
        (module, words)
        for module, text in zip(parts[::2], parts[1::2], strict=True)
        for words in re.findall(r"`[^`]+` → `[^`]+`", text)
    }


if __name__ == "__main__":
    sys.exit(main())
