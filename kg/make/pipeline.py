"""The whole build, from tables to `output/`: read, encode, load, infer, check, export, put live.

Everything is made in a folder of its own inside the output folder; one rename of a link puts it
live. A build that fails or is killed at any moment leaves what was there.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kg
from kg.engine.about import ONTOLOGY
from kg.engine.builds import find_live
from kg.engine.store import MANIFEST, STORE, STORE_FORMAT, read_manifest
from kg.errors import KgError, OutputError
from kg.index.index import INDEX, index_of
from kg.model import schema
from kg.model.record import Dataset
from kg.model.terms import SKOS, Space
from kg.model.vocabulary import Vocabulary
from kg.read.dataset import FILE, STORIES, check_words, load_dataset
from kg.read.ontology import (
    KINDS,
    copy_ontology,
    find_shapes,
    layers,
    load_rules,
    load_vocabulary,
    read_vocabulary,
)
from kg.read.shipped import PACKAGE, shipped
from kg.triples.check import Finding

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.engine.graph import SparqlGraph
    from kg.read.facts import Facts
    from kg.story.stories import FilledStory

LIBRARIES = ("pyoxigraph", "pyvis")
"""Libraries whose version shapes what a build leaves."""

AT_ONCE = 20_000
"""Triples that go into the store at once: it sorts them in memory, in nine orders."""

Tell = Callable[[str], None]
"""Is told each step as it begins."""


class CheckFailed(KgError):
    """The tables are well formed but the graph made of them breaks a shape."""

    exit_code = 1

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        super().__init__("\n".join(str(finding) for finding in findings))


@dataclass
class Checked:
    """A graph in memory that has been encoded, completed by the rules and checked."""

    store: ox.Store
    """The default graph holds every layer."""
    dataset: Dataset
    layers: dict[str, list[str]]
    """Layer -> its N-Triples lines, except `data`, which is all the rest."""
    findings: list[Finding]
    facts: Facts
    vocabulary: Vocabulary
    origins: dict[str, tuple[str, int]]
    """IRI of a node -> the table and the row that it came from."""
    classes: dict[str, int]
    """IRI of a class -> how many entities, claims and citations are of it, in IRI order."""


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


def make_graph(data: Path, ontology: Path, tell: Tell = lambda _: None) -> Checked:
    """Return the checked graph for a folder of tables, in memory.

    Raises TableErrors where the tables break their format. Findings of the shapes are in the
    result, violations first.
    """
    import pyoxigraph as ox

    from kg.read.tables import load_facts
    from kg.triples.check import check, find_noted
    from kg.triples.describe import describe
    from kg.triples.encode import encode
    from kg.triples.infer import infer
    from kg.triples.shapes import load_constraints

    tell("reading tables")
    dataset = load_dataset(data)
    space = dataset.space
    vocabulary = load_vocabulary(ontology, space)
    check_words(dataset, vocabulary, data)
    facts = load_facts(data, vocabulary)
    tell("encoding")
    encoded = encode(facts, vocabulary)
    tell("loading")
    store = ox.Store()
    store.bulk_load("\n".join([*encoded.lines, ""]).encode(), ox.RdfFormat.N_TRIPLES)
    vocab = read_vocabulary(ontology, space)
    store.extend(vocab)
    tell("inferring")
    inferred = infer(store, load_rules(ontology, space), space)
    inferred.difference_update(encoded.lines)  # what a row states is no inference
    encoded.lines.clear()
    tell("checking")
    constraints = [c for f in find_shapes(ontology) for c in load_constraints(f, vocabulary)]
    # findings go into output/, which must not tell where on a machine it was made
    folder = Path(data.resolve().name)
    findings = check(store, constraints, vocabulary, encoded.origins, folder)
    findings += find_noted(facts, space, folder)
    classes = _count_classes(store, space)
    meta = describe(dataset, vocabulary, kg.__version__, len(store) - 1, classes)
    store.bulk_load("\n".join([*meta, ""]).encode(), ox.RdfFormat.N_TRIPLES)
    layers = {
        "inferred": sorted(inferred),
        "vocab": sorted(f"{q.triple} ." for q in vocab),
        "meta": sorted(meta),
    }
    return Checked(store, dataset, layers, findings, facts, vocabulary, encoded.origins, classes)


def build(
    data: Path | None = None,
    out: Path = Path("output"),
    *,
    force: bool = False,
    base_url: str = "",
    tell: Tell = lambda _: None,
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
        checked = make_graph(data, ontology, tell)
        violations = [f for f in checked.findings if f.severity == "violation"]
        if violations:
            raise CheckFailed(violations)
        tell("writing")
        manifest = _write(checked, data, ontology, generation.folder, fingerprint, base_url, tell)
        if ontology != shipped("ontology"):
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


def _write(
    checked: Checked,
    data: Path,
    ontology: Path,
    folder: Path,
    fingerprint: str,
    base_url: str,
    tell: Tell,
) -> dict[str, Any]:
    from kg.ask.worklist import count_warnings
    from kg.engine.other_process import beside
    from kg.engine.store import LocalGraph
    from kg.explorer import write_page
    from kg.export.rdf import dump
    from kg.export.turtle import write_turtle
    from kg.index.filling import write_index
    from kg.retrieval.preparing import keep_advice

    dataset, space = checked.dataset, checked.dataset.space
    file = folder / dataset.name
    dumped = folder / f"{dataset.name}.nt"
    dump(checked.store, dumped)
    with (
        # the engine works without the interpreter, so the store is written while the page is drawn
        ThreadPoolExecutor(1) as thread,
        beside(write_turtle, dumped, file.with_suffix(".ttl"), space) as spoken,
    ):
        stored = thread.submit(_write_store, dumped, checked.layers, folder / STORE, space)
        known = {"dataset": dataset.to_dict()}
        graph = LocalGraph(checked.store, str(folder), known, space, folder=folder)
        write_index(folder / INDEX, graph, checked.origins)
        keep_advice(folder / INDEX, graph)
        tell("drawing")
        with closing(index_of(graph)):
            stories = _agreeing(graph, data)
            address = f"{base_url}{dataset.name}.html" if base_url else ""
            page = write_page(graph, checked.vocabulary, address=address, stories=stories)
        file.with_suffix(".html").write_text(page, "utf8", newline="\n")
        stored.result()
        spoken()
    dumped.unlink()
    kinds = {
        checked.vocabulary.label(iri): count
        for iri, count in checked.classes.items()
        if iri.startswith((space.ns, SKOS + "Concept"))
    }
    manifest: dict[str, Any] = {
        "format": STORE_FORMAT,
        "fingerprint": fingerprint,
        "base_url": base_url,
        "version": kg.__version__,
        "dataset": dataset.to_dict(),
        "triples": len(checked.store),
        "inferred": len(checked.layers["inferred"]),
        "sources": len(checked.facts.rows["sources"]),
        "kinds": kinds,
        "warnings": [str(finding) for finding in checked.findings],
        "counted": _count_kinds(checked.findings) | count_warnings(graph, ontology),
    }
    (folder / MANIFEST).write_text(
        json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf8", newline="\n"
    )
    return manifest


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


def _write_store(dumped: Path, layers: dict[str, list[str]], folder: Path, space: Space) -> None:
    """Write the store: the default graph is everything; named graphs mark what is not data."""
    import pyoxigraph as ox

    store = ox.Store(str(folder))
    try:
        with dumped.open("rb") as lines:
            while part := b"".join(islice(lines, AT_ONCE)):
                store.bulk_load(part, ox.RdfFormat.N_TRIPLES)
        for name, triples in layers.items():
            store.bulk_load(
                "\n".join([*triples, ""]).encode(),
                ox.RdfFormat.N_TRIPLES,
                to_graph=ox.NamedNode(space.layer(name)),
            )
        store.optimize()  # one sorted run of each table: questions are answered an eighth sooner
        store.flush()
    finally:
        del store  # closed now, also where the disk was full and the error is still at hand


def _count_classes(store: ox.Store, space: Space) -> dict[str, int]:
    """Return class IRI -> how many entities, claims and citations are of it, in IRI order."""
    answer = store.query(
        "SELECT ?class (COUNT(?s) AS ?n) WHERE { ?s a ?class . "
        f'FILTER(STRSTARTS(STR(?s), "{space.base}") && !STRSTARTS(STR(?s), "{space.ns}")) }} '
        "GROUP BY ?class ORDER BY ?class"
    )
    return {s["class"].value: int(s["n"].value) for s in answer}  # type: ignore[union-attr]


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
