"""What a graph lacks: kinds of gaps, each a query of `ontology/gaps/`, and what has each.

A file is a whole query that selects the facts that lack something as `?fact`, and a word on it as
`?what` where there is one. Its header says the title, the weight (`warning`: counted in every
build; `work`: listed for who wants to help; `count`: listed only when asked for, since there are
thousands) and a description. A record may add its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engine.about import ontology_of
from kg.engine.graph import SparqlGraph
from kg.errors import UsageError
from kg.history.nodes import NodeReader, to_term
from kg.history.wording import name
from kg.index.index import Index
from kg.model.nearest import did_you_mean
from kg.model.terms import Space
from kg.read.ontology import find_files, read_text

if TYPE_CHECKING:
    from kg.engine.graph import Term

WARNING, COUNT = "warning", "count"
WEIGHTS = (WARNING, "work", COUNT)
_HEAD = re.compile(r"^# (title|weight|description): (.+(?:\n#   .+)*)", re.MULTILINE)
_ON_TOPIC = """
SELECT DISTINCT ?fact WHERE {
  ?topic skos:broader* %s .
  ?advice nhsit:topic ?topic ; (nhsit:recommendedIn|nhsit:addressedTo|^nhsit:assesses)? ?fact }
"""


@dataclass(frozen=True, slots=True)
class GapKind:
    """One way in which a fact may lack something, and the query that finds those that do."""

    name: str
    title: str
    description: str
    weight: str
    query: str


@dataclass(frozen=True, slots=True)
class Lack:
    """A fact that lacks something: its id, a word on it, and its place as `table.csv:row`."""

    kind: GapKind
    fact: str
    label: str
    what: str
    row: str


def load_kinds(graph: SparqlGraph, wanted: Iterable[str] = ()) -> list[GapKind]:
    """Return the kinds of gaps that a graph's ontology knows, or some of them, by name.

    Raises UsageError for a name that is none of them.
    """
    known = {kind.name: kind for kind in read_kinds(ontology_of(graph), graph.space)}
    names = list(wanted) or [*known]
    for one in names:
        if one not in known:
            hint = did_you_mean(one, known) or f"; expected {', '.join(known)}"
            raise UsageError(f"there is no kind of gap '{one}'{hint}")
    return [known[one] for one in names]


@cache
def read_kinds(ontology: Path, space: Space) -> tuple[GapKind, ...]:
    """Return the kinds of gaps of an ontology; UsageError where a file has no proper header."""
    return tuple(_read_kind(path, space) for path in find_files(ontology, "gaps/*.rq"))


def find_facts(
    graph: SparqlGraph, kind: GapKind, bindings: Mapping[str, Term] | None = None
) -> dict[str, str]:
    """Return the IRIs of the facts that have a gap, in order, each with a word on it."""
    found: Any = graph.query(kind.query, bindings)
    names = [variable.value for variable in found.variables]
    facts: dict[str, str] = {}
    for solution in found:
        what = solution["what"] if "what" in names else None
        fact, word = solution["fact"].value, what.value if what is not None else ""
        facts[fact] = max(word, facts.get(fact, ""))  # of several the last, whatever their order
    return dict(sorted(facts.items()))


Lacks = Mapping[str, list[tuple[str, str]]]
"""Id of a thing -> what is not known of it: the title of each gap, with a word on it."""


def read_lacks(graph: SparqlGraph, thing: str = "") -> Lacks:
    """Return what is not known of each thing, or of one, by its id."""
    import pyoxigraph as ox

    one = {"fact": ox.NamedNode(graph.space.iri(thing))} if thing else None
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind in load_kinds(graph):
        if kind.weight != COUNT:
            for fact, what in find_facts(graph, kind, one).items():
                found[graph.space.slug(fact)].append((kind.title, what))
    return dict(found)


def count_warnings(graph: SparqlGraph, ontology: Path) -> dict[str, int]:
    """Return how many facts have each gap that a build warns of, by title; none that nobody has."""
    kinds = [kind for kind in read_kinds(ontology, graph.space) if kind.weight == WARNING]
    counts = {f"{kind.title} [{kind.name}]": len(find_facts(graph, kind)) for kind in kinds}
    return {title: number for title, number in counts.items() if number}


def find_lacks(
    graph: SparqlGraph, index: Index, kinds: Iterable[GapKind], topic: str = ""
) -> Iterator[Lack]:
    """Yield what has some gaps, kind by kind and by id; with a topic (its id), only what is on it.

    On a topic are the recommendations on it or a narrower one, the views on them, the documents
    that make them and whoever is asked.
    """
    within = _on_topic(graph, index.space.iri(topic)) if topic else None
    facts = NodeReader(graph, index)
    for kind in kinds:
        found = find_facts(graph, kind)
        wanted = [iri for iri in found if within is None or iri in within]
        nodes = facts.read(wanted)
        facts.learn(nodes.values())
        rows = index.origins(wanted)
        for iri in wanted:
            table, row = rows.get(iri, ("", 0))
            label = name(facts, nodes[iri]) if iri in nodes else ""
            place = f"{table}.csv:{row}" if table else ""
            yield Lack(kind, index.space.slug(iri), label, found[iri], place)


def _on_topic(graph: SparqlGraph, topic: str) -> set[str]:
    found: Any = graph.query(_ON_TOPIC % to_term(topic))
    return {fact.value for (fact,) in found}


def _read_kind(path: Path, space: Space) -> GapKind:
    text = read_text(path, space)
    head = {word: re.sub(r"\s*\n#\s*", " ", said) for word, said in _HEAD.findall(text)}
    for word in ("title", "weight", "description"):
        if word not in head:
            raise UsageError(f"{path}: has no '# {word}: …' in its header")
    if head["weight"] not in WEIGHTS:
        expected = ", ".join(WEIGHTS)
        raise UsageError(f"{path}: '{head['weight']}' is no weight; expected {expected}")
    return GapKind(path.stem, head["title"], head["description"], head["weight"], text)
