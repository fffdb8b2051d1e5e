"""The ledger of recommendations: who was told what, what became of it, who says so.

A recommendation has no status of its own; it has views, each by somebody on a date. Only the
latest view of each assessor counts, response and implementation apart; deprecated views do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.engine.graph import SparqlGraph
from kg.errors import UsageError
from kg.history.nodes import Node, NodeReader, Source
from kg.index.index import Index
from kg.index.names import find_entity
from kg.model import schema
from kg.model.nearest import did_you_mean
from kg.model.spelling import fold


@dataclass(frozen=True, slots=True)
class View:
    """What one assessor last said of a recommendation; `facet` is response or implementation."""

    facet: str
    verdict: str
    by: str
    by_label: str
    date: str
    note: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation with its latest views and today's heirs of addressees that have ended.

    `addressees`, `heirs` and `topics` are ids; `addressed_to` and `heir_labels` the words for them.
    """

    id: str
    report: str
    report_label: str
    date: str
    number: str
    text: str
    addressees: tuple[str, ...]
    addressed_to: tuple[str, ...]
    addressee_note: str
    topics: tuple[str, ...]
    heirs: tuple[str, ...]
    heir_labels: tuple[str, ...]
    contested: bool
    views: tuple[View, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which recommendations to list; what is None does not narrow the list.

    `report`, `topic`, `addressee` and `heir` are names of entities; a topic includes those below
    it. `verdict` is a word for a latest verdict, or `none` for no view at all.
    """

    report: str | None = None
    topic: str | None = None
    addressee: str | None = None
    verdict: str | None = None
    contested: bool | None = None
    heir: str | None = None
    text: str | None = None


def list_recommendations(graph: SparqlGraph, index: Index, wanted: Wanted) -> list[Advice]:
    """Return the recommendations that are wanted, by the date of the report, report and number.

    Raises UnknownEntity for a name that nothing has and UsageError for a verdict nobody gives.
    """
    facts = NodeReader(graph, index)
    verdict = _verdict(facts, wanted.verdict) if wanted.verdict else None
    pattern = "?r a nhsit:Recommendation"
    for predicate, name, kinds in (
        ("recommendedIn", wanted.report, (*schema.DOCUMENTS,)),
        ("addressedTo", wanted.addressee, ()),
    ):
        if name is not None:
            iri = index.space.iri(find_entity(index, name, kinds).slug)
            pattern += f" . ?r nhsit:{predicate} <{iri}>"
    if wanted.topic is not None:
        topic = index.space.iri(find_entity(index, wanted.topic, ("Concept",)).slug)
        pattern += f" . ?r nhsit:topic ?topic . ?topic skos:broader* <{topic}>"
    heir = find_entity(index, wanted.heir).slug if wanted.heir is not None else None
    nodes = facts.read(sorted({r.value for (r,) in facts.rows("?r", pattern)}))
    reports = facts.read(iri for node in nodes.values() for iri in node.all("recommendedIn"))
    views = facts.read(iri for node in nodes.values() for iri in node.all("assessment"))
    facts.learn([*nodes.values(), *reports.values(), *views.values()])
    by_recommendation: dict[str, list[Node]] = defaultdict(list)
    for view in views.values():
        for iri in view.all("assesses"):
            by_recommendation[iri].append(view)
    words = fold(wanted.text or "").split()
    found = []
    for iri, node in nodes.items():
        advice = _advice(facts, node, reports, by_recommendation[iri])
        if _fits(advice, wanted.contested, verdict, heir, words):
            found.append((_order(node, reports), advice))
    return [advice for _, advice in sorted(found, key=lambda pair: pair[0])]


def latest_views(views: Iterable[Node]) -> list[Node]:
    """Return the last view of each assessor on each facet; views of the same day all stay."""
    last: dict[tuple[str, str], list[Node]] = {}
    for view in views:
        if view.is_deprecated:
            continue
        facet = "response" if view.all("response") else "implementation"
        key = (view.one("prov:wasAttributedTo"), facet)
        known = last.get(key)
        day = view.one("dateLatest")
        if known is None or day > known[0].one("dateLatest"):
            last[key] = [view]
        elif day == known[0].one("dateLatest"):
            known.append(view)
    return sorted((v for found in last.values() for v in found), key=lambda v: (v.day, v.iri))


def _advice(facts: NodeReader, node: Node, reports: dict[str, Node], views: list[Node]) -> Advice:
    report = next(iter(node.all("recommendedIn")), "")
    addressees = node.slugs("addressedTo")
    heirs = sorted({h for a in addressees for h in facts.index.living_heirs(a)} - {*addressees})
    return Advice(
        id=node.slug,
        report=facts.space.slug(report),
        report_label=facts.label(facts.space.slug(report)),
        date=reports[report].one("date") if report in reports else "",
        number=node.one("number"),
        text=node.one("dct:description"),
        addressees=tuple(addressees),
        addressed_to=tuple(facts.label(a) for a in addressees),
        addressee_note=node.one("addresseeNote"),
        topics=tuple(node.slugs("topic")),
        heirs=tuple(heirs),
        heir_labels=tuple(facts.label(h) for h in heirs),
        contested=node.one("contested") == "true",
        views=tuple(_view(facts, view) for view in latest_views(views)),
        sources=facts.sources(node),
    )


def _view(facts: NodeReader, view: Node) -> View:
    facet = "response" if view.all("response") else "implementation"
    by = next(iter(view.slugs("prov:wasAttributedTo")), "")
    return View(
        facet,
        " ".join(facts.label(v) for v in view.slugs(facet)),
        by,
        facts.label(by),
        view.one("date"),
        view.one("note"),
        facts.sources(view),
    )


def _fits(
    advice: Advice, contested: bool | None, verdict: str | None, heir: str | None, words: list[str]
) -> bool:
    if contested is not None and advice.contested != contested:
        return False
    if verdict == "none" and advice.views:
        return False
    if verdict not in (None, "none") and verdict not in {v.verdict.lower() for v in advice.views}:
        return False
    if heir is not None and heir not in advice.heirs:
        return False
    text = fold(f"{advice.text} {advice.report_label} {advice.addressee_note}")
    return all(word in text for word in words)


def _verdict(facts: NodeReader, text: str) -> str:
    """Return a verdict in the words of the vocabulary, lower case; `none` for no view."""
    schemes = " ".join(f"nhsit:{scheme}" for scheme in schema.FACETS.values())
    pattern = f"VALUES ?in {{ {schemes} }} ?c skos:inScheme ?in ; skos:prefLabel ?label"
    known: dict[str, str] = {
        fold(label.value): label.value.lower() for (label,) in facts.rows("?label", pattern)
    }
    if fold(text) == "none":
        return "none"
    if fold(text) not in known:
        hint = did_you_mean(fold(text), known) or f"; expected {', '.join(sorted(known))} or none"
        raise UsageError(f"--verdict: nobody gives the verdict '{text}'{hint}")
    return known[fold(text)]


def _order(node: Node, reports: dict[str, Node]) -> tuple[str, str, int, str, str]:
    report = next(iter(node.all("recommendedIn")), "")
    number = node.one("number")
    day = reports[report].one("dateEarliest") if report in reports else ""
    return day, report, int(number) if number.isdigit() else 10**9, number, node.iri
