"""Measure the explorer in a real browser, beside a plain pyvis page of the same graph.

    python -m tests.bench.bench_page [--sizes 5000 20000] [--no-rival]

Written: CPU seconds to make the page of a graph in memory, layout included. Opened: milliseconds from
the start of the navigation until the genealogy stands there, and from the click until the network
does. Panned: frames a second in which the picture really was elsewhere than in the one before,
while it is dragged in every frame. The rival is pyvis's own template with its library inlined.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, TimeoutError, sync_playwright

from kg.engine.store import LocalGraph
from kg.explorer import write_page
from kg.explorer.data import make_data, pairs
from kg.make.checked_graph import make_graph
from kg.model import schema
from kg.model.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
DATA, ONTOLOGY = ROOT / "data", ROOT / "ontology"
ERAS = ("1974-04-01", "1991-04-01", "2002-04-01", "2013-04-01", "2022-07-01")
CLUSTER = 150
NEAR = 0.85
"""Share of relations that stay within a cluster of so many."""
SMALL = 400
"""Things of a graph that the rival opens soon."""
PATIENCE = 120_000
"""Milliseconds that the rival is waited for."""

# Whether anything has been drawn.
DRAWN = """() => {
  const canvas = document.querySelector('canvas');
  if (!canvas?.width) return false;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value > 0);
}"""

# Drags by synthetic events, one a frame, and counts the frames in which `where()` has changed.
DRAG = """([kind]) => new Promise((done) => {
  const isNetwork = kind === 'network';
  const target = document.querySelector({ genealogy: '.gen-frame', network: '.net-box canvas', rival: 'canvas' }[kind]);
  const graph = kind === 'rival' ? network : isNetwork ? document.querySelector('.net-box').drawn().graph : null;
  const where = () => graph ? JSON.stringify(graph.getViewPosition()) : document.querySelector('.gen-rule')?.getAttribute('x1');
  const frame = target.getBoundingClientRect();
  const [x, y] = [frame.left + frame.width / 2, frame.top + frame.height / 2];
  const send = (name, dx) => target.dispatchEvent(new PointerEvent(name, { pointerId: 1, pointerType: 'mouse', isPrimary: true, clientX: x + dx, clientY: y + dx / 4, buttons: name === 'pointerup' ? 0 : 1, button: name === 'pointermove' ? -1 : 0, bubbles: true, cancelable: true }));
  if (graph) send('pointerdown', 0);
  let [frames, moved, last] = [0, 0, where()];
  const begun = performance.now();
  const step = () => {
    const now = where();
    frames += 1;
    if (now !== last) moved += 1;
    last = now;
    const spent = performance.now() - begun;
    if (spent > 3000) {
      if (graph) send('pointerup', 0);
      done([frames / spent * 1000, moved / spent * 1000]);
      return;
    }
    const turn = frames % 80 < 40 ? frames % 40 : 40 - (frames % 40);
    if (graph) send('pointermove', 12 + turn * 5);
    else target.dispatchEvent(new WheelEvent('wheel', { deltaX: frames % 80 < 40 ? 5 : -5, bubbles: true, cancelable: true }));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


def make_tables(nodes: int, folder: Path) -> Path:
    """Write tables of so many things and twice as many relations, in clusters, and their heirs."""
    source = random.Random(42)
    bodies, systems, firms = int(nodes * 0.6), int(nodes * 0.35), int(nodes * 0.05)
    rows: dict[str, list[dict[str, str]]] = {name: [] for name in schema.BY_NAME}
    rows["sources"].append(
        {
            "id": "src",
            "title": "A source",
            "publisher": "A press",
            "kind": "News",
            "date": "2026-01-01",
            "url": "https://example.org/a",
        }
    )
    names = [f"body-{i}" for i in range(bodies)]
    said = {"rank": "normal", "confidence": "high", "sources": "src"}

    def near(i: int, of: int) -> int:
        first = i % of // CLUSTER * CLUSTER
        return source.randrange(first, min(first + CLUSTER, of)) if source.random() < NEAR else source.randrange(of)  # fmt: skip

    for i, name in enumerate(names):
        era = i % (len(ERAS) - 1)
        rows["bodies"].append({
            "id": name, "type": "Body", "label": f"Body number {i} of the bench",
            "tier": ("local", "regional", "national", "local")[i // 4 % 4],
            "it_role": "main" if i % 8 == 0 else "none",
            "start": ERAS[era], "end": ERAS[era + 1], "sources": "src",
        })  # fmt: skip
        if era and i % 3 == 0:
            rows["events"].append({
                "id": f"event-{i}", "kind": "Replacement", "label": f"Succession {i}",
                "date": ERAS[era], "ended": names[i - 1], "created": name, "status": "happened",
                "sources": "src",
            })  # fmt: skip
    for i in range(firms):
        rows["bodies"].append({"id": f"firm-{i}", "type": "Company", "label": f"Firm {i}", "tier": "supplier", "it_role": "main", "sources": "src"})  # fmt: skip
    for i in range(systems):
        rows["systems"].append({"id": f"system-{i}", "label": f"System {i}", "kind": "software", "sources": "src"})  # fmt: skip
    wanted = nodes * 2 - len(rows["events"])
    claims: set[tuple[str, str, str]] = set()
    while len(claims) < wanted:
        i = source.randrange(bodies)
        system = f"system-{i % systems}"
        claim = source.choice((
            (names[i], "parentBody", names[near(i, bodies)]),
            (system, "deployedAt", names[near(i, bodies)]),
            (system, "suppliedBy", f"firm-{near(i, firms)}"),
        ))  # fmt: skip
        if claim[0] != claim[2]:
            claims.add(claim)
    rows["claims"] = [
        {"subject": s, "property": p, "object": o} | said for s, p, o in sorted(claims)
    ]
    folder.mkdir(parents=True)
    for name, table in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf8", newline="") as stream:
            writer = csv.DictWriter(stream, schema.BY_NAME[name].names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)
    return folder


def tell(what: str, figure: str, target: str = "", met: bool | None = None) -> None:
    """Print one line of the table."""
    verdict = "" if met is None else "met" if met else "MISSED"
    print(f"{what:58} {figure:>20}  {target:22} {verdict}", flush=True)


def launch(playwright: Playwright) -> Browser:
    """Return the system's Chromium, started."""
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)))
    args = ["--no-sandbox", "--disable-gpu"]
    return playwright.chromium.launch(executable_path=chromium, args=args)


@contextmanager
def opened(browser: Browser, path: Path) -> Iterator[Page]:
    """Yield a page of the browser at a file, and close it."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, offline=True)
    page.goto(path.as_uri(), timeout=PATIENCE, wait_until="commit")
    yield page
    page.close()


def _within(spent: float, most: float, is_asked: bool) -> tuple[str, bool | None]:
    return (f"{most:,.0f} ms", spent < most) if is_asked else ("", None)


def measure_ours(browser: Browser, path: Path, name: str, fps: float) -> None:
    """Print how fast our page opens, shows its network and is panned."""
    with opened(browser, path) as page:
        page.wait_for_selector(".gen-bars > g", timeout=PATIENCE)
        first = page.evaluate("performance.now()")
        page.wait_for_selector("html[data-ready]", timeout=PATIENCE)
        ready = page.evaluate("performance.now()")
        tell(f"{name}: first picture", f"{first:.0f} ms", *_within(first, 1500, fps > 15))
        tell(f"{name}: ready", f"{ready:.0f} ms", *_within(ready, 2500, fps > 15))
        if page.locator(".skip-story").is_visible():
            page.click(".skip-story")
        page.click("[aria-label='Zoom in']")
        page.wait_for_timeout(500)
        frames, moved = page.evaluate(DRAG, ["genealogy"])
        tell(f"{name}: genealogy panned", f"{moved:.0f} of {frames:.0f} fps", f"{fps:.0f} fps", moved >= fps)  # fmt: skip
        begun = time.perf_counter()
        page.click("#tab-network")
        page.wait_for_function(
            "() => document.querySelector('.net-box')?.drawn?.().names.length", timeout=PATIENCE
        )
        spent = (time.perf_counter() - begun) * 1000
        count = page.evaluate("(() => { const d = document.querySelector('.net-box').drawn(); return [d.nodes.length, d.bundles.reduce((n, b) => n + b.relations.length, 0)]; })()")  # fmt: skip
        places = "document.querySelector('.net-box').drawn().graph.getPositions()"
        before = page.evaluate(places)
        page.wait_for_timeout(700)
        still = page.evaluate(places) == before
        asked = _within(spent, 1500, fps > 15) if still else ("to stand still", False)
        tell(f"{name}: network of {count[0]:,} and {count[1]:,} stable", f"{spent:.0f} ms", *asked)
        frames, moved = page.evaluate(DRAG, ["network"])
        tell(f"{name}: network panned", f"{moved:.0f} of {frames:.0f} fps", f"{fps:.0f} fps", moved >= fps)  # fmt: skip


def measure_rival(browser: Browser, graph: LocalGraph, vocabulary: Vocabulary, path: Path, name: str) -> None:  # fmt: skip
    """Print the same of a plain pyvis page."""
    import pyvis.network

    data = make_data(graph, vocabulary)
    labels = {thing["id"]: thing.get("label", thing["id"]) for thing in data["things"]}
    plain = pyvis.network.Network(directed=True, cdn_resources="in_line")
    joined = list(pairs(data))
    for slug in sorted({slug for pair in joined for slug in pair}):
        plain.add_node(slug, label=labels[slug])
    begun = time.perf_counter()
    for one, other in joined:
        plain.add_edge(one, other)
    path.write_text(plain.generate_html(), "utf8")
    tell(f"{name}, plain pyvis: written", f"{time.perf_counter() - begun:.1f} s")
    with opened(browser, path) as page:
        try:
            page.wait_for_function(DRAWN, polling=250, timeout=PATIENCE)
        except TimeoutError:
            tell(f"{name}, plain pyvis: first picture", f"none in {PATIENCE // 1000} s")
            return
        tell(f"{name}, plain pyvis: first picture", f"{page.evaluate('performance.now()'):.0f} ms")
        frames, moved = page.evaluate(DRAG, ["rival"])
        tell(f"{name}, plain pyvis: panned", f"{moved:.0f} of {frames:.0f} fps")


def main() -> None:
    """Measure the shipped facts and larger graphs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[5000, 20000])
    parser.add_argument("--no-rival", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        for size in (SMALL, 0, *asked.sizes):
            place = Path(folder) / str(size)
            name = f"{size:,} nodes" if size else "shipped facts"
            data = make_tables(size, place / "data") if size else DATA
            place.mkdir(exist_ok=True)
            checked = make_graph(data, ONTOLOGY)
            graph = LocalGraph(checked.store, "memory", space=checked.dataset.space)
            begun = time.process_time()
            text = write_page(graph, checked.vocabulary)
            spent = time.process_time() - begun
            path = place / "page.html"
            path.write_text(text, "utf8")
            tell(f"{name}: written, {len(text.encode()) / 1e6:.1f} MB", f"{spent:.1f} s", "5 s", spent < 5)  # fmt: skip
            measure_ours(browser, path, name, 15.0 if size >= 20000 else 50.0)
            if size <= SMALL and not asked.no_rival:
                measure_rival(browser, graph, checked.vocabulary, place / "rival.html", name)
        browser.close()


if __name__ == "__main__":
    main()
