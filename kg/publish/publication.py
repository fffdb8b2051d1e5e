"""The whole of a publication: look at the server, load, replace, and see that it is there.

What readers see changes in one step at the end, where the server can do that. A run that is killed
leaves what it loaded in graphs of our own, and the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.errors import GraphError
from kg.model.spelling import count
from kg.publish.abilities import Abilities, Addresses, find_endpoint, find_refused, probe
from kg.publish.content import DEFAULT, Content, read_content
from kg.publish.endpoint import Broken, SparqlServer
from kg.publish.staging import Staging, abandon
from kg.publish.verifying import check_counts, check_questions, check_values

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph

BATCH = 10_000
"""Statements that are sent at once."""


@dataclass(frozen=True)
class Options:
    """How a graph is published; `into` is the one graph that takes all of it."""

    into: str | None = None
    batch: int = BATCH
    replace: bool = False
    """Whether a default graph that holds something else is replaced."""
    loose: bool = False
    """Whether a server may end up with fewer statements than it was sent."""


@dataclass(frozen=True)
class Telling:
    """Who is told what happens meanwhile: steps, and how much is there of how much."""

    step: Callable[[str], None] = lambda _: None
    sent: Callable[[int, int], None] = lambda _, __: None


@dataclass(frozen=True)
class Receipt:
    """What came of a publication."""

    place: str
    graphs: tuple[tuple[str, int], ...]
    """Each graph of the server that was replaced, with the statements that it holds now."""
    way: str
    """How it was sent, and how it was replaced, in words."""
    asked: int
    """How many ready questions were asked of both."""
    faults: tuple[str, ...] = ()
    """What is not as it was sent, or is answered otherwise; nothing where all is well."""
    notes: tuple[str, ...] = field(default=())
    """What a reader of the server should know."""


def plan(graph: LocalGraph, addresses: Addresses, options: Options) -> tuple[SparqlServer, Content]:
    """Return the server and what would be sent to it, if it has a default graph of its own.

    Nothing is sent but questions.
    """
    return find_endpoint(addresses), read_content(graph, options.into, has_default=True)


def publish(
    graph: LocalGraph,
    addresses: Addresses,
    options: Options | None = None,
    telling: Telling | None = None,
) -> Receipt:
    """Replace the graphs of a server by those of a graph, and return what came of it.

    Raises GraphError where the server cannot be written to, will not take a statement, or breaks
    off: then nothing that readers were led to has changed, or the error says what has.
    """
    options, telling = options or Options(), telling or Telling()
    telling.step("looking at the server")
    base = graph.space.base
    found = find_endpoint(addresses)
    with probe(found, addresses, f"<{base}publishing/probe>") as seen:
        content = read_content(graph, options.into, seen.has_default)
        staging = Staging(seen.endpoint, content, base, options.batch, loose=options.loose)
        if not staging.is_begun:
            if not options.replace:
                _check_default(graph, seen.endpoint, content)
            _check_taken(seen.endpoint, content, f"<{base}publishing/probe>")
        telling.step("going on with what is there" if staging.is_begun else "sending")
    staging.begin()
    _load(staging, telling)
    telling.step("replacing")
    _switch(staging, seen)
    telling.step("checking")
    return _check(graph, seen, content, options)


def withdraw(graph: LocalGraph, addresses: Addresses) -> int:
    """Remove what a publication left that has not come to its end; return how many graphs."""
    base = graph.space.base
    with probe(find_endpoint(addresses), addresses, f"<{base}publishing/probe>") as seen:
        return abandon(seen.endpoint, base)


def _check_default(graph: LocalGraph, endpoint: SparqlServer, content: Content) -> None:
    """Raise GraphError where the default graph of a server holds something else than this record.

    A graph that has a name is replaced by what bears the same.
    """
    if all(part.target != DEFAULT for part in content.parts):
        return
    there = endpoint.count(DEFAULT)
    is_built = graph.manifest is not None
    if there and not (is_built and endpoint.is_so(f"<{graph.space.dataset}> ?says ?something")):
        raise GraphError(
            f"{endpoint.place}: its default graph holds {count(there, 'statement')} of something "
            "else; --into IRI leaves them, --replace does not"
        )


def _check_taken(endpoint: SparqlServer, content: Content, graph: str) -> None:
    """Raise GraphError where the server does not take a kind of statement that is to be sent."""
    refused = find_refused(endpoint, graph, [line for _, line in content.samples])
    if not refused:
        return
    what = "triple terms (RDF 1.2)" if refused[0].endswith(")>> .") else "statements"
    raise GraphError(
        f"{endpoint.place}: does not take {what} such as {refused[0][:300]} nothing was sent"
    )


def _load(staging: Staging, telling: Telling) -> None:
    try:
        staging.load(telling.sent)
    except GraphError as error:
        sent, total = staging.sent, staging.content.total
        goes_on = "the same command goes on from there, --abandon removes them"
        if not isinstance(error, Broken):
            goes_on = "--abandon removes them"
        raise GraphError(
            f"{error}; {sent:,} of {total:,} statements wait in graphs of their own and nothing "
            f"else has changed; {goes_on}"
        ) from None


def _switch(staging: Staging, seen: Abilities) -> None:
    try:
        staging.switch(is_atomic=seen.is_atomic)
    except GraphError as error:
        state = "all is loaded and nothing has been replaced"
        if not seen.is_atomic:
            state = "all is loaded, and some graphs may have been replaced while others have not"
        raise GraphError(f"{error}; {state}; the same command goes on from there") from None


def _check(graph: LocalGraph, seen: Abilities, content: Content, options: Options) -> Receipt:
    endpoint = seen.endpoint
    faults = list(check_counts(endpoint, content))
    asking = endpoint
    if options.into is not None:
        asking = endpoint.about(options.into)
    asked, others = check_questions(graph, asking)
    notes = list(check_values(endpoint, content))
    notes += _notes(seen, content)
    return Receipt(
        endpoint.place,
        tuple((part.target, part.total) for part in content.parts),
        _way(seen),
        asked,
        (*faults, *(f"question {told}" for told in others)),
        tuple(notes),
    )


def _way(seen: Abilities) -> str:
    sent = "Graph Store Protocol" if seen.endpoint.store is not None else "updates"
    if seen.is_atomic:
        return f"sent by {sent}; replaced in one step, so that nobody saw half of it"
    return (
        f"sent by {sent}; replaced graph by graph, as the server was not seen to undo an update "
        "that fails: whoever asked meanwhile may have seen old and new beside each other"
    )


def _notes(seen: Abilities, content: Content) -> list[str]:
    if seen.has_default:
        return []
    notes = ["the server's default graph is all of its graphs together: questions see them all"]
    ours = sum(part.total for part in content.parts)
    there = seen.endpoint.count(DEFAULT)
    if there > ours:
        notes.append(f"it holds {there - ours:,} statements besides these")
    return notes
