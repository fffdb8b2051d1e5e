"""The whole build, from tables to `output/`: read, encode, load, infer, check, export, put live.

Everything is made in a folder of its own inside the output folder; one rename of a link puts it
live. A build that fails or is killed at any moment leaves what was there.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kg
from kg.engine.store import MANIFEST, STORE, STORE_FORMAT, read_manifest
from kg.errors import KgError
from kg.index.index import INDEX
from kg.model import schema, terms
from kg.model.vocabulary import Vocabulary
from kg.read.shipped import PACKAGE, shipped
from kg.triples.check import Finding

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.read.tables import Facts

TURTLE, PAGE = "nhs-it.ttl", "nhs-it.html"
PARTS = (TURTLE, PAGE, STORE, INDEX, MANIFEST)
"""What a build leaves in the output folder."""

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
    layers: dict[str, list[str]]
    """Layer -> its N-Triples lines, except `data`, which is all the rest."""
    findings: list[Finding]
    facts: Facts
    vocabulary: Vocabulary
    origins: dict[str, tuple[str, int]]
    """IRI of a node -> the table and the row that it came from."""


@dataclass(frozen=True)
class BuildReport:
    """What a build made."""

    out: Path
    is_unchanged: bool
    triples: int
    inferred: int
    kinds: dict[str, int]
    """Words for a class -> how many entities of it there are, in the order of the tables."""
    sources: int
    warnings: list[str]
    seconds: float

    @property
    def page(self) -> Path:
        """The page to open in a browser."""
        return self.out / PAGE


def find_data(folder: Path | None) -> Path:
    """Return the folder of tables: the one asked for, `data/` here, or the shipped facts."""
    if folder is not None:
        return folder
    here = Path("data")
    if any((here / f"{name}.csv").is_file() for name in schema.BY_NAME):
        return here
    return shipped("data")


def find_ontology(data: Path) -> Path:
    """Return the ontology: the folder beside the tables, or the shipped one."""
    beside = data.parent / "ontology"
    return beside if (beside / "nhs-it.ttl").is_file() else shipped("ontology")


def make_graph(data: Path, ontology: Path, tell: Tell = lambda _: None) -> Checked:
    """Return the checked graph for a folder of tables, in memory.

    Raises TableErrors where the tables break their format. Findings of the shapes are in the
    result, violations first.
    """
    import pyoxigraph as ox

    from kg.read.ontology import load_rules, load_vocabulary
    from kg.read.tables import load_facts
    from kg.triples.check import check
    from kg.triples.describe import describe
    from kg.triples.encode import encode
    from kg.triples.infer import infer
    from kg.triples.shapes import load_constraints

    tell("reading tables")
    vocabulary = load_vocabulary(ontology)
    facts = load_facts(data, vocabulary)
    tell("encoding")
    encoded = encode(facts, vocabulary)
    tell("loading")
    store = ox.Store()
    store.bulk_load("\n".join([*encoded.lines, ""]).encode(), ox.RdfFormat.N_TRIPLES)
    vocab = [  # unions of classes are lists of blank nodes; they stay in the ontology's own file
        quad
        for quad in ox.parse(path=str(ontology / "nhs-it.ttl"), format=ox.RdfFormat.TURTLE)
        if not isinstance(quad.subject, ox.BlankNode) and not isinstance(quad.object, ox.BlankNode)
    ]
    store.extend(vocab)
    tell("inferring")
    inferred = infer(store, load_rules(ontology))
    inferred.difference_update(encoded.lines)  # what a row states is no inference
    encoded.lines.clear()
    tell("checking")
    constraints = load_constraints(ontology / "shapes.ttl", vocabulary)
    # findings go into output/, which must not tell where on a machine it was made
    findings = check(store, constraints, vocabulary, encoded.origins, Path(data.resolve().name))
    read = _read_up_to(store)
    meta = describe(kg.__version__, len(store), _count_classes(store), read)
    store.bulk_load("\n".join([*meta, ""]).encode(), ox.RdfFormat.N_TRIPLES)
    layers = {
        "inferred": sorted(inferred),
        "vocab": sorted(f"{q.triple} ." for q in vocab),
        "meta": sorted(meta),
    }
    return Checked(store, layers, findings, facts, vocabulary, encoded.origins)


def build(
    data: Path | None = None,
    out: Path = Path("output"),
    *,
    force: bool = False,
    tell: Tell = lambda _: None,
) -> BuildReport:
    """Build everything into an output folder, or find that nothing has changed.

    Raises TableErrors for bad tables, CheckFailed for violations, OutputError where the folder
    cannot be written or another build is at work in it; the folder is then as it was.
    """
    from kg.make.publish import Generation

    begun = time.perf_counter()
    data = find_data(data)
    ontology = find_ontology(data)
    fingerprint = take_fingerprint(data, ontology)
    manifest = read_manifest(out)
    if not force and manifest is not None and _is_current(manifest, fingerprint, out):
        return _report(manifest, out, True, time.perf_counter() - begun)
    with Generation.prepare(out, PARTS) as generation:
        checked = make_graph(data, ontology, tell)
        violations = [f for f in checked.findings if f.severity == "violation"]
        if violations:
            raise CheckFailed(violations)
        tell("writing")
        manifest = _write(checked, generation.folder, fingerprint, tell)
        generation.put_live()
    return _report(manifest, out, False, time.perf_counter() - begun)


def take_fingerprint(data: Path, ontology: Path) -> str:
    """Return a digest of all that a build depends on: tables, ontology and the program itself."""
    digest = hashlib.sha256(str(STORE_FORMAT).encode())
    for root, patterns in (
        (data, ("*.csv",)),
        (ontology, ("*.ttl", "rules/*.rq", "*.jsonld")),
        (PACKAGE, ("**/*.py", "explorer/**/*.html", "explorer/**/*.js",
                   "explorer/**/*.css")),
    ):  # fmt: skip
        for path in sorted({p for pattern in patterns for p in root.glob(pattern) if p.is_file()}):
            digest.update(str(path.relative_to(root)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _is_current(manifest: dict[str, Any], fingerprint: str, out: Path) -> bool:
    return manifest.get("fingerprint") == fingerprint and all((out / p).exists() for p in PARTS)


def _write(checked: Checked, folder: Path, fingerprint: str, tell: Tell) -> dict[str, Any]:
    from kg.engine.store import LocalGraph
    from kg.explorer import write_page
    from kg.export.rdf import dump_lines
    from kg.export.turtle import turtle
    from kg.index.filling import write_index

    lines = dump_lines(checked.store)
    (folder / TURTLE).write_text("".join(turtle(lines)), "utf8", newline="\n")
    _write_store(lines, checked.layers, folder / STORE)
    tell("drawing")
    graph = LocalGraph(checked.store, "memory")
    write_index(folder / INDEX, graph, checked.origins)
    (folder / PAGE).write_text(write_page(graph, checked.vocabulary), "utf8", newline="\n")
    kinds = {
        checked.vocabulary.label(iri): count
        for iri, count in _count_classes(checked.store).items()
        if iri.startswith((terms.NS, terms.SKOS + "Concept"))
    }
    manifest: dict[str, Any] = {
        "format": STORE_FORMAT,
        "fingerprint": fingerprint,
        "version": kg.__version__,
        "triples": len(lines),
        "inferred": len(checked.layers["inferred"]),
        "sources": len(checked.facts.rows["sources"]),
        "kinds": kinds,
        "warnings": [str(finding) for finding in checked.findings],
    }
    (folder / MANIFEST).write_text(
        json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf8", newline="\n"
    )
    return manifest


def _write_store(lines: list[str], layers: dict[str, list[str]], folder: Path) -> None:
    """Write the store: the default graph is everything; named graphs mark what is not data."""
    import pyoxigraph as ox

    store = ox.Store(str(folder))
    store.bulk_load("\n".join([*lines, ""]).encode(), ox.RdfFormat.N_TRIPLES)
    for name, triples in layers.items():
        store.bulk_load(
            "\n".join([*triples, ""]).encode(),
            ox.RdfFormat.N_TRIPLES,
            to_graph=ox.NamedNode(terms.layer(name)),
        )
    store.optimize()  # one sorted run of each table: questions are answered an eighth sooner
    store.flush()


def _read_up_to(store: ox.Store) -> str:
    """Return the newest day of a source, up to which the record was read; empty without any."""
    from kg.index.presence import READ

    answer: Any = store.query(READ, prefixes=terms.PREFIXES)
    return next((row["read"].value for row in answer if row["read"] is not None), "")


def _count_classes(store: ox.Store) -> dict[str, int]:
    """Return class IRI -> how many entities, claims and citations are of it, in IRI order."""
    answer = store.query(
        "SELECT ?class (COUNT(?s) AS ?n) WHERE { ?s a ?class . "
        f'FILTER(STRSTARTS(STR(?s), "{terms.BASE}") && !STRSTARTS(STR(?s), "{terms.NS}")) }} '
        "GROUP BY ?class ORDER BY ?class"
    )
    return {s["class"].value: int(s["n"].value) for s in answer}  # type: ignore[union-attr]


def _report(manifest: dict[str, Any], out: Path, unchanged: bool, seconds: float) -> BuildReport:
    return BuildReport(
        out,
        unchanged,
        manifest["triples"],
        manifest["inferred"],
        manifest["kinds"],
        manifest["sources"],
        manifest["warnings"],
        seconds,
    )
