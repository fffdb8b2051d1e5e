"""The whole build, from tables to `output/`: read, encode, load, infer, check, export, put live.

Everything is made in a folder of its own inside the output folder; one rename of a link puts it
live. A build that fails or is killed at any moment leaves what was there.
"""

from __future__ import annotations

import hashlib
import io
import json
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kg
from kg.engine.about import ONTOLOGY
from kg.engine.builds import find_live
from kg.engine.store import MANIFEST, STORE, STORE_FORMAT, read_manifest
from kg.errors import KgError, OutputError
from kg.index.index import INDEX, index_of
from kg.make.checked_graph import ORIGINS, Checked, Tell, make_graph
from kg.model import schema
from kg.model.terms import SKOS
from kg.read.dataset import FILE, STORIES
from kg.read.ontology import (
    KINDS,
    copy_ontology,
    layers,
)
from kg.read.shipped import PACKAGE, shipped
from kg.triples.check import Finding
from kg.triples.loading import load

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph
    from kg.engine.store import LocalGraph
    from kg.story.stories import FilledStory

LIBRARIES = ("pyoxigraph", "pyvis")
"""Libraries whose version shapes what a build leaves."""


class CheckFailed(KgError):
    """The tables are well formed but the graph made of them breaks a shape."""

    exit_code = 1

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        super().__init__("\n".join(str(finding) for finding in findings))


@dataclass(frozen=True)
class BuildReport:
    """What a build made."""

    out: Path
    name: str
    is_unchanged: bool
    triples: int
    inferred: int
    kinds: dict[str, int]
    """Words for a class -> how many entities of it there are, in the order of the tables."""
    sources: int
    warnings: list[str]
    counted: dict[str, int]
    """What is warned of by kind: what is wrong, or missing, and how often."""
    seconds: float

    @property
    def page(self) -> Path:
        """The page to open in a browser."""
        return self.out / f"{self.name}.html"


def find_data(folder: Path | None) -> Path:
    """Return the folder of tables: the one asked for, `data/` here, or the shipped facts."""
    if folder is not None:
        return folder
    here = Path("data")
    if any((here / f"{name}.csv").is_file() for name in schema.BY_NAME):
        return here
    return shipped("data")


def find_ontology(data: Path) -> Path:
    """Return the ontology: the folder beside the tables, or the shipped one.

    What stands beside them may be whole, or only what is added to the shipped one.
    """
    beside = data.parent / "ontology"
    has_any = any(path.is_file() for kind in KINDS for path in beside.glob(kind))
    return beside if has_any else shipped("ontology")


def list_parts(name: str) -> tuple[str, ...]:
    """Return what a build leaves in the output folder, for the name of a record.

    The ontology of a record that has its own is left there too.
    """
    return (f"{name}.ttl", f"{name}.html", STORE, INDEX, MANIFEST)


def build(
    data: Path | None = None,
    out: Path = Path("output"),
    *,
    force: bool = False,
    base_url: str = "",
    tell: Tell = lambda _: None,
    jobs: int | None = None,
) -> BuildReport:
    """Build everything into an output folder, or find that nothing has changed.

    `base_url` is where the page will stand on the web, with a slash at its end.
    Raises TableErrors for bad tables, CheckFailed for violations, OutputError where the folder
    cannot be written or another build is at work in it; the folder is then as it was.
    """
    from kg.explorer.records import keeping_all
    from kg.make.going_live import Generation

    begun = time.perf_counter()
    data = find_data(data)
    ontology = find_ontology(data)
    fingerprint = take_fingerprint(data, ontology)
    manifest = read_manifest(find_live(out))
    if manifest is not None and manifest.get("base_url", "") != base_url:
        manifest = None  # of a page that stood elsewhere
    if not force and manifest is not None and _is_current(manifest, fingerprint, out):
        return _report(manifest, out, True, time.perf_counter() - begun)
    if (out / ONTOLOGY).resolve() == ontology.resolve() and not (out / ONTOLOGY).is_symlink():
        raise OutputError(f"{out}: holds the ontology of the build; build elsewhere with -o")
    with keeping_all(), Generation.prepare(out) as generation:
        checked = make_graph(data, ontology, tell, generation.folder, jobs)
        with closing(checked.origins):
            violations = [f for f in checked.findings if f.severity == "violation"]
            if violations:
                raise CheckFailed(violations)
            _write(checked, data, generation.folder, base_url, tell)
        (generation.folder / ORIGINS).unlink()
        manifest = _describe(checked, generation.folder, ontology, fingerprint, base_url)
        (generation.folder / MANIFEST).write_text(
            json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf8", newline="\n"
        )
        if ontology.absolute() != shipped("ontology"):
            copy_ontology(ontology, generation.folder / ONTOLOGY)
        generation.put_live()
    return _report(manifest, out, False, time.perf_counter() - begun)


def take_fingerprint(data: Path, ontology: Path) -> str:
    """Return a digest of all that a build depends on: tables, ontology and the program itself."""
    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    digest = hashlib.sha256("\n".join([str(STORE_FORMAT), *libraries]).encode())
    for root, patterns in (
        (data, ("*.csv", FILE, f"{STORIES}/*.md")),
        *((folder, KINDS) for folder in layers(ontology)),
        (PACKAGE, ("**/*.py", "explorer/**/*.html", "explorer/**/*.js",
                   "explorer/**/*.css")),
    ):  # fmt: skip
        for path in sorted({p for pattern in patterns for p in root.glob(pattern) if p.is_file()}):
            digest.update(str(path.relative_to(root)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _is_current(manifest: dict[str, Any], fingerprint: str, out: Path) -> bool:
    if manifest.get("fingerprint") != fingerprint:
        return False
    from kg.make.going_live import is_shown

    live, parts = find_live(out), list_parts(manifest["dataset"]["name"])
    shown = [part for part in parts if not (live / part).is_dir() and part != INDEX]
    return all((live / part).exists() for part in parts) and is_shown(out, shown)


def _write(checked: Checked, data: Path, folder: Path, base_url: str, tell: Tell) -> None:
    """Write Turtle, store, index and page."""
    from kg.engine.other_process import beside
    from kg.export.rdf import dump
    from kg.export.turtle import write_turtle
    from kg.index.filling import write_index
    from kg.retrieval.preparing import keep_advice

    tell("writing")
    file, space = folder / checked.dataset.name, checked.dataset.space
    dumped = folder / f"{checked.dataset.name}.nt"
    dump(checked.store, dumped)
    with (
        # the engine works without the interpreter, so the store is written beside the index
        ThreadPoolExecutor(1) as thread,
        beside(write_turtle, dumped, file.with_suffix(".ttl"), space) as spoken,
    ):
        stored = thread.submit(_write_store, checked, dumped, folder / STORE)
        graph = _open(checked, folder)
        write_index(folder / INDEX, graph, checked.origins)
        keep_advice(folder / INDEX, graph)
        stored.result()  # what is drawn by other processes is read from there
        tell("drawing")
        page = _draw(graph, checked, data, base_url)
        file.with_suffix(".html").write_text(page, "utf8", newline="\n")
        spoken()
    dumped.unlink()


def _open(checked: Checked, folder: Path) -> LocalGraph:
    """Return the graph that is written to a folder, as it is asked while it is being written."""
    from kg.engine.store import LocalGraph

    known, space = {"dataset": checked.dataset.to_dict()}, checked.dataset.space
    return LocalGraph(checked.store, str(folder), known, space, folder=folder)


def _describe(
    checked: Checked, folder: Path, ontology: Path, fingerprint: str, base_url: str
) -> dict[str, Any]:
    """Return what a build notes about itself."""
    from kg.ask.worklist import count_warnings

    counted = count_warnings(_open(checked, folder), ontology)
    return {
        "format": STORE_FORMAT,
        "fingerprint": fingerprint,
        "base_url": base_url,
        "version": kg.__version__,
        "dataset": checked.dataset.to_dict(),
        "triples": checked.triples,
        "inferred": checked.inferred,
        "sources": checked.sources,
        "kinds": {
            checked.vocabulary.label(iri): count
            for iri, count in checked.classes.items()
            if iri.startswith((checked.dataset.space.ns, SKOS + "Concept"))
        },
        "warnings": [str(finding) for finding in checked.findings],
        "counted": _count_kinds(checked.findings) | counted,
    }


def _draw(graph: SparqlGraph, checked: Checked, data: Path, base_url: str) -> str:
    """Return the page, with its stories; CheckFailed where one says other than the record."""
    from kg.explorer import draw_page

    with closing(index_of(graph)):
        address = f"{base_url}{checked.dataset.name}.html" if base_url else ""
        stories = _agreeing(graph, data)
        return draw_page(graph, checked.vocabulary, address=address, stories=stories)


def _agreeing(graph: SparqlGraph, data: Path) -> list[FilledStory]:
    """Return the stories of a record; CheckFailed where one says other than the record."""
    from kg.make.agreeing import bind_told, find_disagreements

    stories = bind_told(graph, data)
    if wrong := find_disagreements(stories):
        raise CheckFailed(wrong)
    return stories


def _count_kinds(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how often each thing is found, by what is wrong, the most first."""
    kinds = Counter(f"{finding.kind} [{finding.shape}]" for finding in findings)
    return dict(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))


def _write_store(checked: Checked, dumped: Path, folder: Path) -> None:
    """Write the store: the default graph is everything; named graphs mark what is not data."""
    import pyoxigraph as ox

    store = checked.store if checked.is_on_disk else ox.Store(str(folder))
    try:
        if not checked.is_on_disk:
            with dumped.open("rb") as lines:
                load(store, lines)
            for layer in checked.store.named_graphs():
                held = checked.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=layer)
                load(store, io.BytesIO(held or b""), layer)
        store.optimize()  # one sorted run of each table: questions are answered an eighth sooner
        store.flush()
    finally:
        del store  # closed now, also where the disk was full and the error is still at hand


def _report(manifest: dict[str, Any], out: Path, unchanged: bool, seconds: float) -> BuildReport:
    return BuildReport(
        out,
        manifest["dataset"]["name"],
        unchanged,
        manifest["triples"],
        manifest["inferred"],
        manifest["kinds"],
        manifest["sources"],
        manifest["warnings"],
        manifest["counted"],
        seconds,
    )
