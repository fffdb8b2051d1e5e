"""What a constraint of SHACL asks for, in words, where the shapes themselves give none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.model.languages import nearness
from kg.model.terms import Space
from kg.triples.shapes import SH

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

WORDS = {
    "Class": "is no {class}",
    "Datatype": "is no {datatype}",
    "NodeKind": "is no {nodeKind}",
    "MinCount": "must have {minCount} or more values",
    "MaxCount": "must have no more values than {maxCount}",
    "MinExclusive": "is not above {minExclusive}",
    "MinInclusive": "is below {minInclusive}",
    "MaxExclusive": "is not below {maxExclusive}",
    "MaxInclusive": "is above {maxInclusive}",
    "MinLength": "has fewer characters than {minLength}",
    "MaxLength": "has more characters than {maxLength}",
    "Pattern": "does not match {pattern}",
    "LanguageIn": "is in none of the languages {languageIn}",
    "UniqueLang": "has several values in one language",
    "Equals": "is not the same as {equals}",
    "Disjoint": "is also {disjoint}",
    "LessThan": "is not less than {lessThan}",
    "LessThanOrEquals": "is more than {lessThanOrEquals}",
    "Not": "meets {not}, which it must not",
    "And": "does not meet all of {and}",
    "Or": "meets none of {or}",
    "Xone": "meets none or several of {xone}",
    "Node": "does not meet {node}",
    "QualifiedMinCount": "must have {qualifiedMinCount} or more that meet {qualifiedValueShape}",
    "QualifiedMaxCount": "must have at most {qualifiedMaxCount} that meet {qualifiedValueShape}",
    "Closed": "is not allowed by a closed shape",
    "HasValue": "lacks {hasValue}",
    "In": "is none of {in}",
}
"""Kind of constraint -> what breaks it, with the parameters by their names."""
_BLANK = re.compile(r"\{[?$]\w+\}")
_SHOWN = 8
"""Members of a list that are named."""


def say_demand(kind: str, shapes: Graph, report: Graph, result: Node, space: Space) -> str:
    """Return what is wrong by a result: in the words of the shapes, else from its constraint."""
    from rdflib import URIRef

    def get(name: str) -> list[Any]:
        return sorted(report.objects(result, URIRef(SH + name)))

    told = [" ".join(str(text).split()) for text in get("resultMessage")]
    speakers = (*get("sourceConstraint"), *get("sourceShape"), *get("sourceConstraintComponent"))
    own = next(filter(None, (_choose_message(shapes, node, told) for node in speakers)), "")
    if own or not told:
        return own or f"breaks a constraint of kind {kind}"
    if kind not in WORDS:
        return told[0]
    try:
        words = WORDS[kind].format_map(_Parameters(shapes, get("sourceShape")[0], space))
    except LookupError:  # a parameter that has several values: only the report knows which it was
        return told[0]
    return words + _say_details(shapes, report, get("detail"), space)


def _choose_message(shapes: Graph, node: Node, told: list[str]) -> str:
    """Return the message that a node gives in the preferred language, as it was told."""
    from rdflib import URIRef

    given = [*shapes.objects(node, URIRef(SH + "message"))]
    for message in sorted(given, key=lambda m: (nearness(getattr(m, "language", None)), m)):
        parts = _BLANK.split(" ".join(str(message).split()))
        looks = re.compile(".*".join(map(re.escape, parts)), re.DOTALL)
        found = next(filter(looks.fullmatch, told), "")
        if found:
            return found
    return ""


def _say_details(shapes: Graph, report: Graph, details: list[Any], space: Space) -> str:
    """Return in brackets what is wrong within, of nodes that do not meet another shape."""
    from rdflib import URIRef

    said = set()
    for detail in details:
        component = str(report.value(detail, URIRef(SH + "sourceConstraintComponent")))
        kind = component.removeprefix(SH).removesuffix("ConstraintComponent")
        path = report.value(detail, URIRef(SH + "resultPath"))
        where = f"{name_term(path, space)} " if isinstance(path, URIRef) else ""
        said.add(where + say_demand(kind, shapes, report, detail, space))
    return f" ({'; '.join(sorted(said)[:_SHOWN])})" if said else ""


class _Parameters(dict[str, str]):
    """The parameters of a shape by their names, as people read them."""

    def __init__(self, shapes: Graph, shape: Node, space: Space) -> None:
        self.shapes, self.shape, self.space = shapes, shape, space

    def __missing__(self, name: str) -> str:
        from rdflib import URIRef

        values = [*islice(self.shapes.objects(self.shape, URIRef(SH + name)), 2)]
        if len(values) != 1:
            raise KeyError(name)
        return self._name(values[0])

    def _name(self, value: Node) -> str:
        from rdflib import RDF, BNode

        if value == RDF.nil or (value, RDF.first, None) in self.shapes:
            shown = [self._name(member) for member in islice(self._members(value), _SHOWN + 1)]
            return ", ".join([*shown[:_SHOWN], *(["…"] if len(shown) > _SHOWN else [])])
        if isinstance(value, BNode):
            return "a shape without a name"
        return name_term(value, self.space)

    def _members(self, head: Node) -> Iterator[Node]:
        from rdflib import RDF

        seen = set()
        while head not in seen and (head, RDF.first, None) in self.shapes:
            seen.add(head)
            yield self.shapes.value(head, RDF.first)  # type: ignore[misc]
            head = self.shapes.value(head, RDF.rest) or RDF.nil


def name_term(term: Any, space: Space) -> str:
    """Return a term of rdflib as people read it; of SHACL's own words only the word."""
    from kg.model.notation import show

    if str(term).startswith(SH):
        return str(term).removeprefix(SH)
    return show(term.n3(), space)
