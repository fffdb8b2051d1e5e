"""Tables become a checked graph: read, encode, load, infer, check.

A graph of millions of triples is made on disk, which takes a little longer and hardly any memory.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import SpooledTemporaryFile, mkdtemp
from typing import IO, TYPE_CHECKING
from weakref import finalize

import kg
from kg.engine.store import STORE
from kg.model.record import Dataset
from kg.model.terms import Space
from kg.model.vocabulary import Vocabulary
from kg.read.dataset import check_words, load_dataset
from kg.read.ontology import find_shapes, load_rules, load_vocabulary, read_vocabulary
from kg.triples.loading import AT_ONCE, MANY, load

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.read.facts import Facts
    from kg.triples.check import Finding
    from kg.triples.origins import Origins

LARGE = 2_500_000
"""Statements of tables from which a graph is made on disk; in memory each takes 400 bytes."""
ORIGINS = "origins.sqlite"
_IN_MEMORY = 64_000_000
"""Bytes of statements that are held in memory; more go to a file that has no name."""
_ON_DISK = 700
"""Bytes of a folder that a statement of the tables takes while a large graph is made in it."""

Tell = Callable[[str], None]
"""Is told each step as it begins."""


@dataclass
class Checked:
    """A graph that has been encoded, completed by the rules and checked."""

    store: ox.Store
    """The default graph holds every layer; each that is not data stands in its own graph too."""
    is_on_disk: bool
    dataset: Dataset
    triples: int
    """How many the default graph holds."""
    inferred: int
    sources: int
    findings: list[Finding]
    vocabulary: Vocabulary
    origins: Origins
    classes: dict[str, int]
    """IRI of a class -> how many entities, claims and citations are of it, in IRI order."""


def make_graph(
    data: Path,
    ontology: Path,
    tell: Tell = lambda _: None,
    folder: Path | None = None,
    jobs: int | None = None,
) -> Checked:
    """Return the checked graph for a folder of tables, in memory unless it is large.

    A large one is made in a folder, as `STORE`; where none is given, in one that goes with the
    result. So many constraints are asked at once as `jobs` says. Raises TableErrors where the
    tables break their format. Findings of the shapes are in the result, violations first.
    """
    from kg.triples.origins import Origins

    origins = Origins(folder and folder / ORIGINS)
    room = folder or Path(mkdtemp(prefix="kg-"))
    try:
        checked = _make(data, ontology, origins, tell, room, jobs)
    except BaseException:
        origins.close()  # no file stays open in a folder that is taken away
        if folder is None:
            rmtree(room, ignore_errors=True)
        raise
    if folder is None:
        finalize(checked, rmtree, room, ignore_errors=True)
    return checked


def _make(
    data: Path, ontology: Path, origins: Origins, tell: Tell, folder: Path, jobs: int | None
) -> Checked:
    from kg.read.tables import load_facts
    from kg.triples.check import check, find_noted
    from kg.triples.infer import infer
    from kg.triples.shapes import load_constraints

    tell("reading tables")
    dataset = load_dataset(data)
    space = dataset.space
    vocabulary = load_vocabulary(ontology, space)
    check_words(dataset, vocabulary, data)
    # findings go into output/, which must not tell where on a machine it was made
    named = Path(data.resolve().name)
    with SpooledTemporaryFile(_IN_MEMORY, dir=str(folder)) as lines:
        facts = load_facts(data, vocabulary)
        tell("encoding")
        statements = _encode(facts, vocabulary, lines, origins)
        noted, sources = find_noted(facts, space, named), len(facts.rows["sources"])
        del facts  # a third of the memory that a large record takes
        is_large = statements > LARGE
        tell(_loading(statements, is_large))
        at_once = MANY if is_large else AT_ONCE
        store = _open(folder, is_large)
        load(store, lines, at_once=at_once)
    vocab = read_vocabulary(ontology, space)
    store.extend(vocab)
    _put(store, vocab, space.layer("vocab"))
    layer = _name(space.layer("inferred"))
    infer(store, load_rules(ontology, space), space, layer, at_once, jobs, tell)
    tell("checking")
    constraints = [c for f in find_shapes(ontology) for c in load_constraints(f, vocabulary)]
    findings = [*check(store, constraints, vocabulary, origins, named, jobs), *noted]
    inferred, classes = _count(store, layer), _count_classes(store, space)
    triples = len(store) - inferred - len({*vocab})
    triples += _describe(store, dataset, vocabulary, triples - 1, classes)
    return Checked(
        store, is_large, dataset, triples, inferred, sources, findings, vocabulary, origins, classes
    )


def _encode(facts: Facts, vocabulary: Vocabulary, lines: IO[bytes], origins: Origins) -> int:
    """Write what tables say to a file, and go back to its beginning; return how many lines."""
    from kg.triples.encode import encode

    count = 0
    text = io.TextIOWrapper(lines, "utf8", newline="\n")

    def write(line: str) -> None:
        nonlocal count
        count += 1
        text.write(line + "\n")

    encode(facts, vocabulary, write, origins.note)
    text.detach()
    lines.seek(0)
    return count


def _loading(statements: int, is_large: bool) -> str:
    needed = statements * _ON_DISK / 1e9
    on_disk = f", on disk, which needs about {needed:.0f} GB" if is_large else ""
    return f"loading {statements:,} statements{on_disk}"


def _open(folder: Path, is_large: bool) -> ox.Store:
    import pyoxigraph as ox

    return ox.Store(str(folder / STORE)) if is_large else ox.Store()


def _describe(
    store: ox.Store,
    dataset: Dataset,
    vocabulary: Vocabulary,
    triples: int,
    classes: dict[str, int],
) -> int:
    """Add what a graph says of itself; return by how many triples it grew."""
    import pyoxigraph as ox

    from kg.triples.describe import describe

    lines = describe(dataset, vocabulary, kg.__version__, triples, classes)
    meta = [*ox.parse("\n".join([*lines, ""]).encode(), ox.RdfFormat.N_TRIPLES)]
    before = len(store)
    store.extend(meta)
    added = len(store) - before
    _put(store, meta, dataset.space.layer("meta"))
    return added


def _put(store: ox.Store, quads: Sequence[ox.Quad], layer: str) -> None:
    import pyoxigraph as ox

    store.extend([ox.Quad(q.subject, q.predicate, q.object, _name(layer)) for q in quads])


def _name(iri: str) -> ox.NamedNode:
    import pyoxigraph as ox

    return ox.NamedNode(iri)


def _count(store: ox.Store, layer: ox.NamedNode) -> int:
    """Return how many triples a layer holds."""
    [found] = store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {layer} {{ ?s ?p ?o }} }}")  # type: ignore[misc]
    return int(found["n"].value)


def _count_classes(store: ox.Store, space: Space) -> dict[str, int]:
    """Return class IRI -> how many entities, claims and citations are of it, in IRI order."""
    answer = store.query(
        "SELECT ?class (COUNT(?s) AS ?n) WHERE { ?s a ?class . "
        f'FILTER(STRSTARTS(STR(?s), "{space.base}") && !STRSTARTS(STR(?s), "{space.ns}")) }} '
        "GROUP BY ?class ORDER BY ?class"
    )
    return {s["class"].value: int(s["n"].value) for s in answer}  # type: ignore[union-attr]
