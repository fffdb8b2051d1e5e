"""Run every benchmark but that of scale: `python -m tests.bench`, or the one that is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    here = Path(__file__).parent
    named = sys.argv[1:2] or sorted(
        path.stem for path in here.glob("bench_*.py") if path.stem != "bench_scale"
    )
    for name in named:
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *sys.argv[2:]], check=True)
