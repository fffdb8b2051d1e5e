"""Measure `kg site`: time, memory and bytes, again unchanged, larger records, and the first paint.

    python -m tests.bench.bench_site --out output --triples 400000 800000

Times of the processor are given beside those of the clock, since other work may share the machine.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from kg.make import pipeline
from tests.bench.generate import generate

SECONDS, MEGABYTES, PAINT = 20, 120, 500
"""What the site of the shipped record may take; the first paint in milliseconds."""
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
_PAGES = ("nhs-digital", "dhsc", "nhs-england", "goldacre-review-2022", "wachter-review-2016-r2")


def measure_run(built: Path, folder: Path, what: str) -> None:
    """Print what one run of the command takes."""
    command = [sys.executable, "-m", "kg", "site", str(folder), "--graph", str(built)]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    spent, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = after.ru_maxrss / 1024
    print(f"{what:28} {spent:6.1f} s, {cpu:6.1f} s CPU, {peak:4.0f} MB peak of one process")
    print(f"  {ran.stderr.splitlines()[0]}")


def measure_pages(folder: Path) -> None:
    """Print how large pages are and when they are first painted from disk."""
    sizes = {path: path.stat().st_size for path in folder.rglob("thing/*.html")}
    largest = max(sizes, key=lambda path: sizes[path])
    print(f"largest page {sizes[largest]:,} bytes ({largest.name}); at most 60,000")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in _PAGES:
            path = folder / "thing" / f"{name}.html"
            if path.exists():
                page = browser.new_page()
                page.goto(path.as_uri())
                page.wait_for_timeout(300)
                print(f"first paint of {name:24} {page.evaluate(_PAINT):5.0f} ms, under {PAINT}")
                page.close()
        browser.close()


def main() -> None:
    """Measure the built record, then larger ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("output"))
    parser.add_argument("--triples", type=int, nargs="*", default=[200_000, 400_000])
    asked = parser.parse_args()
    print(f"aims: {SECONDS} s, {MEGABYTES} MB")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        measure_run(asked.out, folder / "site", "the built record")
        measure_run(asked.out, folder / "site", "again, unchanged")
        measure_pages(folder / "site")
        for triples in asked.triples:
            generate(triples, folder / f"data-{triples}")
            pipeline.build(folder / f"data-{triples}", folder / f"built-{triples}")
            measure_run(folder / f"built-{triples}", folder / f"site-{triples}", f"{triples:,}")


if __name__ == "__main__":
    main()
