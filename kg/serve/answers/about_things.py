"""Answers on things: which are meant, what is known of one, what came before and after it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kg.api import Graph
from kg.serve.answers.declared import Argument, Operation, Values
from kg.serve.answers.lists import (
    LIMIT,
    MOST,
    OFFSET,
    SECTION,
    addresses,
    plain_sources,
    take,
    take_section,
)

NAME = Argument(
    "name",
    "The thing: its id, name, former name, acronym, CURIE, address (IRI) or the code of a "
    "register, such as ods:X26.",
    "nhsx",
    required=True,
)
_KIND = Argument("type", "Only things of this class, such as Body, System or Report.", "Body")


def _search(graph: Graph, values: Values) -> dict[str, Any]:
    words, kind, text = (values[name] for name in ("words", "type", "text"))
    hits = graph.search(words, MOST, kind=kind, text=text)
    found = take(hits, values)
    sources = graph.sources(hit.entity.slug for hit in found["items"])
    found["items"] = [
        hit.to_dict() | {"about": hit.entity.about, "sources": plain_sources(sources[id])}
        for hit in found["items"]
        for id in (hit.entity.slug,)
    ]
    return found


def _show(graph: Graph, values: Values) -> dict[str, Any]:
    return take_section(asdict(graph.entity(values["name"])), values)


def _lineage(graph: Graph, values: Values) -> dict[str, Any]:
    way = values["direction"]
    found = graph.lineage(
        values["name"], up=way != "after", down=way != "before", wide=values["wide"]
    )
    plain = found.to_dict()
    ids = [*plain["labels"], *(step["via"] for step in (*plain["up"], *plain["down"]))]
    return {**plain, "heirs": list(found.heirs), "iris": addresses(ids, graph)}


def _as_of(graph: Graph, values: Values) -> dict[str, Any]:
    read = graph.read_up_to
    every = graph.as_of(values["date"], values["type"])
    if values["certain"]:
        every = [one for one in every if one.how != "possible"]
    found = take(every, values, read_up_to=read.isoformat() if read else None)
    sources = graph.sources(one.entity.slug for one in found["items"])
    found["items"] = [
        one.to_dict() | {"sources": plain_sources(sources[one.entity.slug])}
        for one in found["items"]
    ]
    return found


def _path(graph: Graph, values: Values) -> dict[str, Any]:
    ways = [
        [asdict(hop) for hop in way]
        for way in graph.path(values["from"], values["to"], values["ways"])
    ]
    ids = [hop[end] for way in ways for hop in way for end in ("start", "end", "node")]
    return {"total": len(ways), "items": ways, "iris": addresses(ids, graph)}


def _explain(graph: Graph, values: Values) -> dict[str, Any]:
    found = [
        asdict(one)
        for one in graph.explain(values["subject"], values["property"], values["object"])
    ]
    ids = [one[end] for one in found for end in ("subject", "predicate")]
    return {"total": len(found), "items": found, "iris": addresses(ids, graph)}


SEARCH = Operation(
    "search",
    "/search",
    "Find things by what people call them",
    "Finds bodies, programmes, systems, people, reports, laws, contracts and more by name, former "
    "name, alias, acronym or code, whatever the spelling, the best first. Begin here when you do "
    "not know the id of a thing. Answers: id, label, kind, when it began and ended, under which "
    "name it was found, what it is in a sentence, and its sources.",
    (
        Argument(
            "words",
            "A name or a part of it; spelling is forgiven.",
            "connecting for heath",
            required=True,
        ),
        _KIND,
        Argument(
            "text",
            "Also things of which something is said in these words.",
            False,
            "boolean",
            default=False,
        ),
        LIMIT,
        OFFSET,
    ),
    _search,
)

SHOW = Operation(
    "show",
    "/things/{name}",
    "All that is known of one thing",
    "Returns the card of one thing: what it is, when it existed, its names and codes, and by "
    "section what came before and after, who led it, what it ran, bought, was told and what was "
    "said of it. Each line carries its sources; a mark says where a line is an opinion or a plan.",
    (NAME, SECTION, LIMIT, OFFSET),
    _show,
)

LINEAGE = Operation(
    "lineage",
    "/lineage/{name}",
    "What came before and after a thing",
    "Returns the family tree of a body, programme or system: each step with the event, its date, "
    "the laws and causes, and its sources; `heirs` are those who have its duty today.",
    (
        NAME,
        Argument(
            "direction",
            "Which way to go.",
            "after",
            default="both",
            choices=("both", "before", "after"),
        ),
        Argument(
            "wide",
            "Also functions that moved, later documents and systems, and purchases.",
            False,
            "boolean",
            default=False,
        ),
    ),
    _lineage,
)

AS_OF = Operation(
    "as_of",
    "/as-of/{date}",
    "What existed on a day",
    "Lists what existed on a day, in a month or year, by the name it bore then and with who headed "
    "it: `certain`, `going on` (as last read), or `possible` with the reason. National and "
    "regional things come first.",
    (
        Argument(
            "date", "A day, month or year: 2013-04-01, 2013-04 or 2013.", "2013-06", required=True
        ),
        _KIND,
        Argument("certain", "Leave out what is only possible.", False, "boolean", default=False),
        LIMIT,
        OFFSET,
    ),
    _as_of,
)

PATH = Operation(
    "path",
    "/path",
    "How two things are connected",
    "Returns the shortest ways between two things, step by step, each step one fact with its "
    "sources.",
    (
        Argument("from", "Where to begin.", "Matt Hancock", required=True),
        Argument("to", "Where to end.", "NHS England", required=True),
        Argument("ways", "How many ways to find.", 2, "integer", default=4, most=20),
    ),
    _path,
)

EXPLAIN = Operation(
    "explain",
    "/explain",
    "How a fact is known",
    "Says what a fact rests on: the claims and events that state it, their sources, how sure they "
    "are, who says otherwise, and the row of the table that holds it. Use it before you rely on a "
    "fact, or to cite one.",
    (
        Argument("subject", "What the fact is about.", "nhsx", required=True),
        Argument(
            "property",
            "Which property, such as replacedBy or 'parent body'.",
            "replacedBy",
            required=True,
        ),
        Argument("object", "Its value; without it, every value.", "nhs-transformation-directorate"),
    ),
    _explain,
)
