"""Check any graph by any SHACL shapes, with pySHACL; nothing is fetched, imports neither.

Each finding is a line: the node and the path, what is wrong, what was found. The words are those of
the shapes; where they give none they are put together from the constraint.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import MissingExtra, NothingThere, UsageError
from kg.make.constraint_words import name_term, say_demand
from kg.model.notation import STRING
from kg.model.terms import FileSpace, Space
from kg.triples.check import Finding
from kg.triples.shapes import SH, write_path

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from kg.engine.store import LocalGraph

_MARK = "s"
"""Before the names of blank nodes of shapes, so that they differ from those of the graph."""
_ADVANCED = ("target", "rule", "expression")
"""Properties by which shapes use SHACL Advanced Features."""
_BLANK = re.compile(rf"{_MARK}\d+c14n\d+")
_ORDER = {"violation": 0, "warning": 1, "info": 2}
_LONGEST = 300
"""Letters of a complaint of pySHACL that are told."""


@dataclass
class ShapeCheck:
    """What shapes find in a graph, and how much was looked at."""

    findings: list[Finding] = field(default_factory=list)
    looked: str = ""
    """How many nodes were looked at by how many shapes, where it is known."""
    notes: list[str] = field(default_factory=list)
    """What was not looked at, and why; each a line."""


def check_by_shapes(graph: LocalGraph, files: Sequence[str | Path]) -> ShapeCheck:
    """Return what the shapes of some files find in a graph, the worst first.

    Raises MissingExtra where pySHACL is not installed, GraphError for a file that is no RDF,
    UsageError for one that holds no shapes or shapes that are broken, and NothingThere where no
    shape has a target in the graph.
    """
    try:
        import pyshacl  # noqa: F401
    except ImportError:
        raise MissingExtra("checking by SHACL shapes", "shapes") from None
    from kg.export.rdf import read_lines

    names = ", ".join(map(str, files))
    shapes, prefixes = _read_shapes(files)
    check = ShapeCheck(notes=[*_find_unread(shapes)])
    data, left_out = _to_rdflib(read_lines(graph))
    if left_out:
        check.notes.append(
            f"{graph.place}: {left_out:,} statements about a triple are not looked at: "
            "shapes cannot speak of them"
        )
    targets = {shape: nodes for shape, nodes in _find_targets(shapes, data) if nodes}
    advanced = any((None, _sh(name), None) in shapes for name in _ADVANCED)
    if not targets and not advanced:
        raise NothingThere(f"no shape of {names} has a target in {graph.place}")
    if not advanced:
        nodes = len(set().union(*targets.values()))
        check.looked = f"{_count(nodes, 'node')} looked at by {_count(len(targets), 'shape')}"
    space = graph.space
    space = FileSpace(space.base, space.ns, space.prefix, (*_declared(space), *prefixes))
    report = _run(data, shapes, names, space, advanced=advanced)
    check.findings = sorted(
        _read_report(report, shapes, data, graph.place, space),
        key=lambda f: (_ORDER.get(f.severity, 0), f.place, f.focus, f.path, f.shape, f.component,
                       f.value, f.message),
    )  # fmt: skip
    return check


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _sh(name: str) -> Any:
    from rdflib import URIRef

    return URIRef(SH + name)


def _declared(space: Space) -> tuple[tuple[str, str], ...]:
    return space.declared if isinstance(space, FileSpace) else ()


def _read_shapes(files: Sequence[str | Path]) -> tuple[Graph, list[tuple[str, str]]]:
    """Return the shapes of some files in one graph, and the prefixes that they declare."""
    from rdflib import OWL

    from kg.engine.canonical import canonical_lines
    from kg.engine.reading import load_file
    from kg.engine.store import is_web
    from kg.errors import GraphError

    shapes = None
    prefixes: list[tuple[str, str]] = []
    for number, name in enumerate(files, 1):
        if is_web(name):
            raise UsageError(f"--shapes {name}: is an address; save what is there as a file first")
        path = Path(name)
        if path.is_dir():
            raise UsageError(f"--shapes {name}: is a folder; name the file")
        if not path.is_file():
            raise GraphError(f"{name}: no such file")
        file, _ = load_file(path, path.resolve().as_uri())
        lines = canonical_lines((f"{quad.triple} ." for quad in file.quads()), str(path))
        read, _ = _to_rdflib(lines, f"{_MARK}{number}")
        prefixes += file.prefixes()
        for holder, said in [*read.subject_objects(_sh("uniqueLang"))]:
            if str(said) != "true":  # "1" is true in Python, and not what SHACL (4.4.5) asks for
                read.remove((holder, _sh("uniqueLang"), said))
        if not any(True for _ in _find_shapes(read)):
            raise UsageError(f"{name}: holds no shape")
        _check_queries(read, str(name))
        shapes = read if shapes is None else shapes + read
    assert shapes is not None
    for holder in set(shapes.objects(None, _sh("prefixes"))):
        # what is imported declares prefixes too (SHACL, 5.2.1), which pySHACL does not follow
        for imported in [*shapes.transitive_objects(holder, OWL.imports)]:
            for declared in [*shapes.objects(imported, _sh("declare"))]:
                shapes.add((holder, _sh("declare"), declared))
    return shapes, prefixes


def _to_rdflib(lines: Iterable[str], mark: str = "") -> tuple[Graph, int]:
    """Return N-Triples lines as a graph of rdflib, and how many it cannot hold.

    Literals are as written; what it cannot hold are statements about a triple.
    """
    import pyoxigraph as ox
    from rdflib import BNode, Graph, Literal, URIRef

    def convert(term: Any) -> Node:
        if isinstance(term, ox.NamedNode):
            return URIRef(term.value)
        if isinstance(term, ox.BlankNode):
            return BNode(mark + term.value)
        if term.language:
            return Literal(term.value, lang=term.language)
        if term.datatype.value == STRING:
            return Literal(term.value)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)

    graph, left_out = Graph(), 0
    text = "\n".join([*lines, ""])
    with _quiet():
        for quad in ox.parse(text.encode(), ox.RdfFormat.N_TRIPLES):
            terms = quad.subject, quad.predicate, quad.object
            if isinstance(quad.object, ox.Triple):
                left_out += 1
            else:
                graph.add(tuple(map(convert, terms)))  # type: ignore[arg-type]
    return graph, left_out


def _find_shapes(shapes: Graph) -> Iterator[Node]:
    """Yield what is declared a shape, or has a target or a parameter of one."""
    from rdflib import RDF

    for name in ("NodeShape", "PropertyShape"):
        yield from shapes.subjects(RDF.type, _sh(name))
    for name in ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf", "property",
                 "path", "sparql"):  # fmt: skip
        yield from shapes.subjects(_sh(name), None)


def _find_targets(shapes: Graph, data: Graph) -> Iterator[tuple[Node, set[Node]]]:
    """Yield shapes with the nodes that they are about (SHACL, 2.1.3)."""
    from rdflib import OWL, RDF, RDFS

    is_class = {*shapes.subjects(RDF.type, RDFS.Class), *shapes.subjects(RDF.type, OWL.Class)}
    for shape in dict.fromkeys(_find_shapes(shapes)):
        if any(str(o) == "true" for o in shapes.objects(shape, _sh("deactivated"))):
            continue
        classes = [*shapes.objects(shape, _sh("targetClass")), *({shape} & is_class)]
        nodes = set(shapes.objects(shape, _sh("targetNode")))
        for cls in classes:
            for below in data.transitive_subjects(RDFS.subClassOf, cls):
                nodes.update(data.subjects(RDF.type, below))
        for predicate in shapes.objects(shape, _sh("targetSubjectsOf")):
            nodes.update(data.subjects(predicate, None))
        for predicate in shapes.objects(shape, _sh("targetObjectsOf")):
            nodes.update(data.objects(None, predicate))
        yield shape, nodes


def _check_queries(shapes: Graph, name: str) -> None:
    """Raise UsageError for a query of a shape that would call or read something else."""
    from kg.engine.guard import find_refusal
    from kg.engine.tokens import read_code

    for kind in ("select", "ask", "construct"):
        for text in shapes.objects(None, _sh(kind)):
            refusal = find_refusal(str(text))
            if refusal:
                told = refusal.removeprefix("query: ").partition(";")[0]
                raise UsageError(f"{name}: sh:{kind}: {told}")
            if any(t.kind == "word" and t.text.upper() == "FROM" for t in read_code(str(text))):
                raise UsageError(f"{name}: sh:{kind}: FROM would read another graph")


def _find_unread(shapes: Graph) -> Iterator[str]:
    """Yield a line for each import, which is not fetched, and for each word that SHACL has not."""
    from rdflib import OWL, URIRef
    from rdflib.namespace import SH as VOCABULARY

    from kg.model.nearest import did_you_mean

    for imported in sorted({*shapes.objects(None, OWL.imports)} - {*shapes.subjects()}, key=str):
        yield f"{imported} is imported and not fetched; name its file with another --shapes"
    known = sorted({"class", "in", *(str(t).removeprefix(SH) for t in dir(VOCABULARY))})
    terms = {t for triple in shapes for t in triple if isinstance(t, URIRef) and t.startswith(SH)}
    if (None, _sh("js"), None) in shapes:
        yield "sh:js is a program, which is not run"
    for name in sorted(str(term).removeprefix(SH) for term in terms):
        if name and name not in known:
            yield f"sh:{name} is no word of SHACL{did_you_mean(name, known)}"


def _run(data: Graph, shapes: Graph, names: str, space: Space, *, advanced: bool) -> Graph:
    """Return the report of pySHACL; UsageError for shapes that it cannot take."""
    from pyshacl import validate
    from rdflib import BNode, Graph

    report: object
    try:
        with _quiet():
            _, report, told = validate(data, shacl_graph=shapes, advanced=advanced)
    except MemoryError:
        raise
    except Exception as error:  # pySHACL raises what comes where shapes are broken
        told, report = str(error) or type(error).__name__, None
    if not isinstance(report, Graph):
        line = " ".join(told.split())[:_LONGEST]
        named = _BLANK.sub(lambda b: _name_shape(shapes, BNode(b[0]), space) or "a shape", line)
        raise UsageError(f"{names}: {named}")
    return report


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what libraries say beside their answers from the terminal."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _read_report(
    report: Graph, shapes: Graph, data: Graph, place: str, space: Space
) -> Iterator[Finding]:
    """Yield the results of a report; what they have in detail is part of each."""
    for result in report.objects(None, _sh("result")):
        focus = report.value(result, _sh("focusNode"))
        shape = report.value(result, _sh("sourceShape"))
        path = report.value(result, _sh("resultPath"))
        value = report.value(result, _sh("value"))
        component = report.value(result, _sh("sourceConstraintComponent"))
        severity = str(report.value(result, _sh("resultSeverity")))
        kind = str(component).removeprefix(SH).removesuffix("ConstraintComponent")
        yield Finding(
            _name_shape(shapes, shape, space) or kind,
            str(component).removeprefix(SH),
            severity.removeprefix(SH).lower() if severity.startswith(SH) else severity,
            _key(focus),
            "" if value is None or value == focus else value.n3(),
            place + _name_holder(data, focus, space),
            say_demand(kind, shapes, report, result, space),
            space,
            kind,
            "" if path is None else write_path(report, path),
        )


def _key(node: Any) -> str:
    """Return what a node is known by in a finding."""
    from rdflib import URIRef

    return str(node) if isinstance(node, URIRef) else str(node.n3())


def _name_shape(shapes: Graph, shape: Node | None, space: Space) -> str:
    """Return the name of a shape, or of the nearest that has it as its part, or nothing."""
    from rdflib import URIRef

    seen = {shape}
    todo = [shape]
    for node in todo:
        if isinstance(node, URIRef):
            return space.compress(str(node))
        above = sorted({s for s, _ in shapes.subject_predicates(node)} - seen, key=str)
        seen.update(above)
        todo += above
    return ""


def _name_holder(data: Graph, focus: Any, space: Space) -> str:
    """Return by which statements a blank node is reached from something that has an address."""
    from rdflib import BNode

    steps: list[str] = []
    seen = set()
    while isinstance(focus, BNode) and focus not in seen:
        seen.add(focus)
        above = next(iter(islice(sorted(data.subject_predicates(focus)), 1)), None)
        if above is None:
            break
        focus, predicate = above
        steps.insert(0, name_term(predicate, space))
        if not isinstance(focus, BNode):
            return f": {name_term(focus, space)} {' '.join(steps)}"
    return ""
