"""What an assistant may read without a question: the record, its words, and each of its things."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from mcp import types

from kg.api import Graph
from kg.ask.cardtext import to_markdown
from kg.errors import UsageError
from kg.model.lines import escape_markdown as md
from kg.serve.assistant.fitting import MOST

_SCHEME = "kg://"
_TYPE = "text/markdown"
_FIXED = {
    "record": ("About this record", "What it holds, up to when, how to read it and how to cite it"),
    "ontology": ("The vocabulary", "Every class and property with its definition, for SPARQL"),
    "questions": ("The ready questions", "What can be asked by name, with parameters"),
}
_TERMS = """
SELECT ?term ?kind ?label ?comment WHERE {
  VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty skos:Concept }
  ?term a ?kind . OPTIONAL { ?term rdfs:label|skos:prefLabel ?label }
  OPTIONAL { ?term rdfs:comment|skos:definition ?comment }
  FILTER(?kind != skos:Concept || EXISTS { ?term skos:notation ?n }) }
ORDER BY ?kind ?term"""
_HEADINGS = {
    "owl:Class": "Classes",
    "owl:ObjectProperty": "Properties whose values are things",
    "owl:DatatypeProperty": "Properties whose values are texts, numbers and days",
}


def list_resources() -> list[types.Resource]:
    """Return the resources that every record has."""
    return [
        types.Resource(
            uri=_SCHEME + name, name=name, title=title, description=says, mime_type=_TYPE
        )
        for name, (title, says) in _FIXED.items()
    ]


def list_templates() -> list[types.ResourceTemplate]:
    """Return the resources that there is one of for each thing and each term."""
    return [
        types.ResourceTemplate(
            uri_template=_SCHEME + "thing/{id}",
            name="thing",
            title="A thing of the record",
            description="All that is known of one thing, with sources; by id or name, such as "
            "kg://thing/nhsx",
            mime_type=_TYPE,
        ),
        types.ResourceTemplate(
            uri_template=_SCHEME + "ontology/{term}",
            name="term",
            title="A term of the vocabulary",
            description="What a class, a property or a value means, such as "
            "kg://ontology/replacedBy",
            mime_type=_TYPE,
        ),
    ]


def read_resource(uri: str, graph: Graph) -> types.ReadResourceResult:
    """Return what stands at an address; UsageError or UnknownEntity where nothing does."""
    text = _cut(_read(uri, graph))
    content = types.TextResourceContents(uri=uri, mime_type=_TYPE, text=text)
    return types.ReadResourceResult(contents=[content])


def _read(uri: str, graph: Graph) -> str:
    kind, _, name = unquote(uri.removeprefix(_SCHEME)).partition("/")
    if uri.startswith(_SCHEME):
        match kind, name:
            case "thing", name if name:
                return to_markdown(graph.entity(name))
            case "ontology", "":
                return _vocabulary(_terms(graph))
            case "ontology", term:
                return _term(term, graph)
            case "questions", "":
                return _questions(graph)
            case "record", "":
                return _record(graph)
    known = ", ".join([*(_SCHEME + one for one in _FIXED), "kg://thing/ID", "kg://ontology/TERM"])
    raise UsageError(f"there is no resource '{uri}'; expected {known}")


def _terms(graph: Graph) -> list[tuple[Any, ...]]:
    return list(graph.query(_TERMS))


def _vocabulary(terms: Iterable[tuple[Any, ...]]) -> str:
    listed = [one for one in terms if one[1] in _HEADINGS]
    lines = ["# The vocabulary", "", "One term in more words, and values: kg://ontology/TERM."]
    for kind, heading in _HEADINGS.items():
        lines += ["", f"## {heading}", ""]
        lines += [
            f"- {term}: {md(str(comment or label or ''))}"
            for term, of, label, comment in listed
            if of == kind
        ]
    return "\n".join(lines) + "\n"


def _term(name: str, graph: Graph) -> str:
    from kg.model.nearest import did_you_mean

    known = {str(one[0]).partition(":")[2].casefold(): one for one in _terms(graph)}
    wanted = name.rpartition(":")[2].casefold()
    if wanted not in known:
        names = [str(one[0]).partition(":")[2] for one in known.values()]
        raise UsageError(f"the vocabulary has no '{name}'{did_you_mean(name, names)}")
    term, kind, label, comment = known[wanted]
    rows = graph.query("SELECT ?p ?o WHERE { ?term ?p ?o } ORDER BY ?p ?o LIMIT 100", term=term)
    lines = [f"# {term}", "", f"{kind}: {md(str(label))}", "", md(str(comment or "")), ""]
    return "\n".join([*lines, *(f"- {p}: {md(str(o))}" for p, o in rows)]) + "\n"


def _questions(graph: Graph) -> str:
    lines = ["# The ready questions", "", "Ask one with the tool `ask`.", ""]
    for one in graph.questions():
        takes = ", ".join(f"{p.name} ({p.need})" for p in one.parameters) or "nothing"
        lines.append(f"- {one.name}: {md(one.title)} Takes {takes}.")
    return "\n".join(lines) + "\n"


def _record(graph: Graph) -> str:
    about, read = graph.about, graph.read_up_to
    lines = [f"# {md(about.title)}", "", md(about.description), ""]
    lines += [f"- read up to: {read}"] if read else []
    lines += [f"- licence: {md(about.licence)} {about.licence_url}"]
    lines += [f"- cite: {md(about.citation)}"]
    lines += [f"- address of a thing: {graph.iri('ID')}", "", "## What it holds", ""]
    lines += [f"- {kind}: {count:,}" for kind, count in graph.kinds().items()]
    return "\n".join([*lines, "", "## How to read it", "", *(f"- {one}" for one in _RULES)]) + "\n"


_RULES = (
    "Every fact has its sources; name them, and say where none is given.",
    "Unknown is not undone: that nobody has said what became of advice says nothing of it.",
    "An empty end is not 'to the present': no end is known. A day is given as precisely as known.",
    "What is marked as an opinion is its author's; what is marked as planned has not happened.",
    "The tool `explain` says how a fact is known, and its row.",
)


def _cut(text: str) -> str:
    if len(text) <= MOST:
        return text
    end = text.rfind("\n", 0, MOST)
    return text[:end] + "\n\n… cut here; the tool `show` gives the rest, section by section\n"
