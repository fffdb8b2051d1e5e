"""Run every benchmark: `python -m tests.bench` (or the one named, with its options)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    here = Path(__file__).parent
    named = sys.argv[1:2] or sorted(path.stem for path in here.glob("bench_*.py"))
    for name in named:
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *sys.argv[2:]], check=True)
