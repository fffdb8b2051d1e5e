"""Compile SHACL shapes into SPARQL queries, one a constraint, for the store to answer.

`ontology/shapes.ttl` is the only truth; pySHACL reads the same file and the tests hold both
verdicts equal. The part of SHACL Core (W3C Recommendation, sections 2 to 4) that the shapes use
is covered, and anything else in a shape is an error rather than a check left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import terms
from kg.model.vocabulary import Vocabulary
from kg.read.ontology import read_text

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SH = "http://www.w3.org/ns/shacl#"
_IGNORED = {
    "path", "severity", "message", "name", "description", "targetClass", "targetSubjectsOf",
    "targetObjectsOf", "property", "sparql", "order", "group",
}  # fmt: skip
_STEPS = (("inversePath", "^", ""), ("zeroOrMorePath", "", "*"), ("oneOrMorePath", "", "+"),
          ("zeroOrOnePath", "", "?"))  # fmt: skip
"""Paths of one step: their property, and what SPARQL writes before and after the step."""
_CASTS = {terms.XSD + name for name in ("date", "integer", "boolean", "decimal", "dateTime")}


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of one shape, as a SELECT of the nodes that break it.

    The query binds `?this`, the focus node, and `?value` where the fault is in one value.
    `component` is the local name of the SHACL constraint component; `path` the property that the
    fault is seen on, or "" where there is none.
    """

    shape: str
    component: str
    severity: str
    message: str
    path: str
    query: str


def load_constraints(path: Path, vocabulary: Vocabulary) -> list[Constraint]:
    """Compile a file of shapes; UsageError where it is not Turtle or uses what is not covered."""
    from rdflib import Graph

    text = read_text(path, vocabulary.space)
    graph = Graph()
    try:
        graph.parse(data=text, format="turtle")
    except Exception as error:  # rdflib's parser has no exception of its own
        first = str(error).strip().partition("\n")[0]
        raise UsageError(f"{path}: is not Turtle: {first}") from None
    compiler = _Compiler(graph, vocabulary)
    return sorted(compiler.run(), key=lambda c: (c.shape, c.component, c.path, c.query))


_OF_NO_VALUE = {"minCount", "hasValue", "equals"}
"""Components that a node without a value can break."""


class _Compiler:
    def __init__(self, graph: Graph, vocabulary: Vocabulary) -> None:
        from rdflib import URIRef

        self.graph = graph
        self.vocabulary = vocabulary
        self.shapes = vocabulary.space.base + "shapes#"
        self.sh: Callable[[str], URIRef] = lambda name: URIRef(SH + name)
        self.components: dict[str, Callable[[str, Node, str], str]] = {
            "minCount": self._min_count,
            "maxCount": self._max_count,
            "class": self._class,
            "datatype": self._datatype,
            "nodeKind": self._node_kind,
            "pattern": self._pattern,
            "in": self._in,
            "hasValue": self._has_value,
            "minInclusive": self._min_inclusive,
            "maxLength": self._max_length,
            "lessThan": lambda path, v, _: self._order(path, v, "<"),
            "lessThanOrEquals": lambda path, v, _: self._order(path, v, "<="),
            "equals": self._equals,
            "disjoint": self._disjoint,
            "uniqueLang": self._unique_lang,
            "or": self._logic,
            "xone": self._logic,
            "not": self._logic,
        }

    def run(self) -> Iterator[Constraint]:
        from rdflib import RDF, URIRef

        for shape in sorted(self.graph.subjects(RDF.type, self.sh("NodeShape")), key=str):
            if not isinstance(shape, URIRef):
                raise UsageError("shapes.ttl: every node shape needs an IRI")
            target = self._target(shape)
            yield from self._constraints(shape, shape, target)
            for prop in self.graph.objects(shape, self.sh("property")):
                yield from self._constraints(shape, prop, target)

    def _constraints(self, shape: Node, holder: Node, target: str) -> Iterator[Constraint]:
        """Yield the constraints that stand on a node shape or on one of its property shapes."""
        name = str(shape).removeprefix(self.shapes)
        path_node = self.graph.value(holder, self.sh("path"))
        path = self._path(path_node) if path_node is not None else ""
        severity = str(self.graph.value(holder, self.sh("severity")) or SH + "Violation")
        message = str(self.graph.value(holder, self.sh("message")) or "")
        for predicate, value in self.graph.predicate_objects(holder):
            component = str(predicate).removeprefix(SH)
            if component == str(predicate) or component in _IGNORED:
                continue
            self._demand(component, name)
            if component == "uniqueLang" and not bool(value.toPython()):  # type: ignore[attr-defined]
                continue
            body = self.components[component](path, value, component)
            is_within = component not in _OF_NO_VALUE and self._is_within(path_node, shape)
            on = "" if is_within else target
            yield Constraint(
                name, component, severity.removeprefix(SH), message, self._seen_on(path_node),
                f"SELECT DISTINCT ?this ?value WHERE {{ {on} {body} }}",
            )  # fmt: skip
        for sparql in self.graph.objects(holder, self.sh("sparql")):
            select = str(self.graph.value(sparql, self.sh("select")))
            told = str(self.graph.value(sparql, self.sh("message")) or message)
            head, brace, rest = select.replace("$this", "?this").partition("{")
            query = f"{head}{brace} {target} {rest}"
            yield Constraint(name, "sparql", severity.removeprefix(SH), told, "", query)

    def _demand(self, component: str, shape: str) -> None:
        if component not in self.components:
            raise UsageError(f"shapes.ttl: {shape} uses sh:{component}, which is not covered")

    def _target(self, shape: Node) -> str:
        parts = []
        classes = [str(c) for c in self.graph.objects(shape, self.sh("targetClass"))]
        if classes:
            wanted = sorted({d for c in classes for d in self.vocabulary.descendants(c)})
            parts.append(f"VALUES ?T {{ {_iris(wanted)} }} ?this a ?T .")
        for p in sorted(self.graph.objects(shape, self.sh("targetSubjectsOf")), key=str):
            parts.append(f"?this <{p}> ?_t .")
        for p in sorted(self.graph.objects(shape, self.sh("targetObjectsOf")), key=str):
            parts.append(f"?_t <{p}> ?this .")
        if not parts:
            raise UsageError(f"shapes.ttl: {str(shape).removeprefix(self.shapes)} has no target")
        if len(parts) == 1:
            return f"{{ SELECT DISTINCT ?this WHERE {{ {parts[0]} }} }}"
        union = " UNION ".join(f"{{ {part} }}" for part in parts)
        return f"{{ SELECT DISTINCT ?this WHERE {{ {union} }} }}"

    def _is_within(self, path: Node | None, shape: Node) -> bool:
        """Return whether whatever has a value on a path is a target of a shape for having it."""
        from rdflib.collection import Collection

        alternatives = self.graph.value(path, self.sh("alternativePath"))
        steps = [path] if alternatives is None else [*Collection(self.graph, alternatives)]
        return {*self.graph.objects(shape, self.sh("targetSubjectsOf"))}.issuperset(steps)

    def _path(self, node: Node) -> str:
        try:
            return write_path(self.graph, node)
        except ValueError as error:
            raise UsageError(f"shapes.ttl: {error}") from None

    def _seen_on(self, node: Node | None) -> str:
        from rdflib import URIRef

        if isinstance(node, URIRef):
            return str(node)
        if node is None:
            return ""
        return next((str(o) for o in _walk(self.graph, node) if isinstance(o, URIRef)
                     and not str(o).startswith((SH, terms.RDF))), "")  # fmt: skip

    def _list(self, node: Node) -> list[Node]:
        from rdflib.collection import Collection

        return list(Collection(self.graph, node))

    # components: each returns the pattern that finds what breaks it (SHACL section 4)

    def _min_count(self, path: str, value: Node, _: str) -> str:
        return f"FILTER(!{_at_least('?this', path, int(str(value)))})"

    def _max_count(self, path: str, value: Node, _: str) -> str:
        return _so_many("?this", path, int(str(value)) + 1)

    def _class(self, path: str, value: Node, _: str) -> str:
        return f"{_values(path)} FILTER(!({self._is_a(value)}))"

    def _is_a(self, cls: Node, on: str = "?value") -> str:
        return self._is_any([cls], on)

    def _is_any(self, classes: Sequence[Node], on: str) -> str:
        """Return the test that a node is of one of some classes."""
        below = {c: None for cls in classes for c in self.vocabulary.descendants(str(cls))}
        names = ", ".join(f"<{c}>" for c in below)
        return f"EXISTS {{ {on} a ?_c . FILTER(?_c IN ({names})) }}"

    def _only_classes(self, shapes: Sequence[Node]) -> list[Node]:
        """Return the class that each of some shapes demands, if no shape demands anything else."""
        demands = [[*self.graph.predicate_objects(shape)] for shape in shapes]
        is_only = all(len(some) == 1 and str(some[0][0]) == SH + "class" for some in demands)
        return [some[0][1] for some in demands] if is_only else []

    def _datatype(self, path: str, value: Node, _: str) -> str:
        test = f"isLiteral(?value) && DATATYPE(?value) = <{value}>"
        if str(value) in _CASTS:
            test += f" && COALESCE(<{value}>(STR(?value)) = <{value}>(STR(?value)), false)"
        return f"{_values(path)} FILTER(!({test}))"

    def _node_kind(self, path: str, value: Node, _: str) -> str:
        kinds = {"IRI": "isIRI", "Literal": "isLiteral", "BlankNode": "isBlank"}
        wanted = str(value).removeprefix(SH).split("Or")
        test = " || ".join(f"{kinds[kind]}(?value)" for kind in wanted)
        return f"{_values(path)} FILTER(!({test}))"

    def _pattern(self, path: str, value: Node, _: str) -> str:
        return f"{_values(path)} FILTER(isBlank(?value) || !REGEX(STR(?value), {_n3(value)}))"

    def _in(self, path: str, value: Node, _: str) -> str:
        allowed = ", ".join(_n3(v) for v in self._list(value))
        return f"{_values(path)} FILTER(?value NOT IN ({allowed}))"

    def _has_value(self, path: str, value: Node, _: str) -> str:
        return f"FILTER NOT EXISTS {{ ?this {path} {_n3(value)} }}"

    def _min_inclusive(self, path: str, value: Node, _: str) -> str:
        return f"{_values(path)} FILTER(!COALESCE(?value >= {_n3(value)}, false))"

    def _max_length(self, path: str, value: Node, _: str) -> str:
        return f"{_values(path)} FILTER(isBlank(?value) || STRLEN(STR(?value)) > {value})"

    def _order(self, path: str, other: Node, operator: str) -> str:
        return (f"{_values(path)} ?this <{other}> ?_o . "
                f"FILTER(!COALESCE(?value {operator} ?_o, false))")  # fmt: skip

    def _equals(self, path: str, other: Node, _: str) -> str:
        return (
            f"{{ {_values(path)} FILTER NOT EXISTS {{ ?this <{other}> ?value }} }} UNION "
            f"{{ ?this <{other}> ?value . FILTER NOT EXISTS {{ ?this {path} ?value }} }}"
        )

    def _disjoint(self, path: str, other: Node, _: str) -> str:
        return f"{_values(path)} ?this <{other}> ?value ."

    def _unique_lang(self, path: str, value: Node, _: str) -> str:
        return (f"?this {path} ?_a , ?_b . FILTER(!sameTerm(?_a, ?_b) && LANG(?_a) != '' "
                "&& LANG(?_a) = LANG(?_b))")  # fmt: skip

    def _logic(self, path: str, value: Node, component: str) -> str:
        on = "?value" if path else "?this"
        values = _values(path) if path else ""
        members = [value] if component == "not" else self._list(value)
        if component == "or" and (classes := self._only_classes(members)):
            return f"{values} FILTER(!({self._is_any(classes, on)}))"
        tests = [self._conforms(member, on) for member in members]
        if component == "xone":
            count = " + ".join(f"IF({test}, 1, 0)" for test in tests)
            return f"{values} FILTER(({count}) != 1)"
        test = " || ".join(f"({t})" for t in tests)
        return f"{values} FILTER({'' if component == 'not' else '!'}({test}))"

    def _conforms(self, shape: Node, on: str) -> str:
        """Return the test that a node meets a shape inside sh:or, sh:xone or sh:not."""
        tests = []
        for predicate, value in sorted(self.graph.predicate_objects(shape)):
            component = str(predicate).removeprefix(SH)
            if component == "class":
                tests.append(self._is_a(value, on))
            elif component == "nodeKind":
                test = {"IRI": "isIRI", "Literal": "isLiteral"}[str(value).removeprefix(SH)]
                tests.append(f"{test}({on})")
            elif component == "datatype":
                tests.append(f"(isLiteral({on}) && DATATYPE({on}) = <{value}>)")
            elif component == "in":
                allowed = ", ".join(_n3(v) for v in self._list(value))
                tests.append(f"{on} IN ({allowed})")
            elif component == "property":
                tests.append(self._conforms_on(value, on))
            elif component == "path":
                return self._conforms_on(shape, on)
            elif component not in _IGNORED and str(predicate).startswith(SH):
                raise UsageError(f"shapes.ttl: sh:{component} inside sh:or is not covered")
        return " && ".join(tests) or "true"

    def _conforms_on(self, prop: Node, on: str) -> str:
        path_node = self.graph.value(prop, self.sh("path"))
        if path_node is None:
            raise UsageError("shapes.ttl: a property shape inside sh:or has no path")
        path = self._path(path_node)
        tests = []
        for predicate, value in sorted(self.graph.predicate_objects(prop)):
            component = str(predicate).removeprefix(SH)
            if component == "minCount":
                tests.append(_at_least(on, path, int(str(value))))
            elif component == "maxCount":
                tests.append(f"!({_at_least(on, path, int(str(value)) + 1)})")
            elif component == "hasValue":
                tests.append(f"EXISTS {{ {on} {path} {_n3(value)} }}")
            elif component == "class":
                held = self._is_a(value, "?_x")
                tests.append(f"!(EXISTS {{ {on} {path} ?_x . FILTER(!({held})) }})")
            elif component not in _IGNORED and str(predicate).startswith(SH):
                raise UsageError(f"shapes.ttl: sh:{component} inside sh:or is not covered")
        return " && ".join(tests) or "true"


def write_path(graph: Graph, node: Node) -> str:
    """Return a SHACL path (section 2.3.1) as a SPARQL property path; ValueError for no path."""
    from rdflib import RDF, BNode, URIRef
    from rdflib.collection import Collection

    if isinstance(node, URIRef):
        return f"<{node}>"
    for name, before, after in _STEPS:
        step = graph.value(node, URIRef(SH + name))
        if step is not None and step != node:
            return f"{before}{write_path(graph, step)}{after}"
    alternatives = graph.value(node, URIRef(SH + "alternativePath"))
    members, sign = (node, "/") if alternatives is None else (alternatives, "|")
    if isinstance(members, BNode) and graph.value(members, RDF.first) is not None:
        return f"({sign.join(write_path(graph, step) for step in Collection(graph, members))})"
    kinds = ", ".join(f"sh:{str(p).removeprefix(SH)}" for p in graph.predicates(node))
    raise ValueError(f"a path of {kinds or 'nothing'} is not covered")


def _values(path: str) -> str:
    return f"?this {path} ?value ." if path else "BIND(?this AS ?value)"


def _at_least(on: str, path: str, count: int) -> str:
    """Return the test that a node has at least so many different values on a path."""
    if count == 0:
        return "true"
    return f"EXISTS {{ {_so_many(on, path, count)} }}"


def _so_many(on: str, path: str, count: int) -> str:
    """Return the pattern that finds so many different values of a node on a path."""
    names = [f"?_v{i}" for i in range(count)]
    triples = " ".join(f"{on} {path} {name} ." for name in names)
    apart = [f"!sameTerm({a}, {b})" for i, a in enumerate(names) for b in names[i + 1 :]]
    return f"{triples} {'FILTER(' + ' && '.join(apart) + ')' if apart else ''}"


def _n3(node: Node) -> str:
    return str(node.n3())


def _iris(iris: list[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _walk(graph: Graph, node: Node) -> Iterator[Node]:
    from rdflib import BNode

    for _, value in graph.predicate_objects(node):
        yield value
        if isinstance(value, BNode):
            yield from _walk(graph, value)
