"""Who followed whom, and who is the heir of today, on every surface."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import pytest

import kg
from tests.agreement.conftest import Explorer, Sparql, Terminal, compare

pytestmark = [pytest.mark.slow, pytest.mark.browser]

_PAIRS = "SELECT ?before ?after { ?before nhsit:replacedBy ?after }"
_ENDED = "SELECT DISTINCT ?thing { ?thing nhsit:endedEarliest ?day ; a ?kind VALUES ?kind { nhsit:Body nhsit:BodyGroup nhsit:Unit nhsit:Company nhsit:Programme nhsit:System } }"  # fmt: skip
_GONE = "SELECT DISTINCT ?thing { ?record nhsit:readUpTo ?read . ?thing nhsit:endedLatest ?day FILTER(?day <= ?read) }"  # fmt: skip
_BODIES = "SELECT DISTINCT ?b { VALUES ?k { nhsit:Body nhsit:BodyGroup nhsit:Unit nhsit:Company } ?b a ?k }"


@pytest.fixture(scope="module")
def ended(sparql: Sparql) -> list[str]:
    """What has ended, and what has been followed."""
    followed = [before for before, _ in sparql.rows(_PAIRS)]
    return sorted({thing for (thing,) in sparql.rows(_ENDED)} | set(followed))


def _last(links: set[tuple[str, str]]) -> set[str]:
    return {after for _, after in links} - {before for before, _ in links}


def test_the_heirs_of_today_of_each_thing_that_ended(
    terminal: Terminal, python: kg.Graph, sparql: Sparql, explorer: Explorer, ended: list[str]
) -> None:
    """They are the last of its line, but for those that have ended themselves."""
    gone = {thing for (thing,) in sparql.rows(_GONE)}
    rows = sparql.rows(
        "SELECT ?b ?h { ?b nhsit:precedes ?h MINUS { ?h nhsit:replacedBy ?later } FILTER(?h != ?b) }"
    )
    stated = defaultdict(set)
    for before, heir in rows:
        stated[before].add(heir)
    printed = {t: terminal.json("lineage", t, "--down")["down"] for t in ended}
    page = explorer.ask("given.map((id) => [id, model.heirs(id)])", ended)
    compare(
        "heirs of today of",
        {
            "terminal": {t: _last({(s["before"], s["after"]) for s in printed[t]}) - gone for t in ended},
            "Python": {t: _last({(s.before, s.after) for s in python.lineage(t, up=False).down}) - gone for t in ended},
            "SPARQL": {t: stated[t] - gone for t in ended},
            "page": {t: set(heirs) for t, heirs in page},
        },
    )  # fmt: skip


def test_the_steps_of_succession(
    terminal: Terminal, python: kg.Graph, sparql: Sparql, explorer: Explorer, ended: list[str]
) -> None:
    """A step is who gave way, to whom, by which event, and its date."""
    query = """SELECT DISTINCT ?before ?after ?event ?date { ?before nhsit:replacedBy ?after .
      ?event nhsit:endedBody ?before ; nhsit:createdBody|nhsit:gainingBody ?after .
      ?event nhsit:status nhsit:Happened OPTIONAL { ?event nhsit:date ?date } }"""
    found: dict[str, dict[str, set[str]]] = {}
    found["SPARQL"] = _by_event(sparql.rows(query))
    lines = [terminal.json("lineage", t, "--down")["down"] for t in ended]
    found["terminal"] = _by_event(
        [(s["before"], s["after"], s["via"], s["date"]) for line in lines for s in line]
    )
    found["Python"] = _by_event(
        [(s.before, s.after, s.via, s.date) for t in ended for s in python.lineage(t).down]
    )
    bodies = {body for (body,) in sparql.rows(_BODIES)}
    asked = [(t, row) for t in ended if t in bodies for row in sparql.ask("successors", body=t)]
    others = {event for event, steps in found["SPARQL"].items() if not bodies & _befores(steps)}
    found["question"] = _by_event(
        [(body, row["successor"], row["change"], row["date"]) for body, row in asked]
    )
    # the question asks for bodies only
    found["question"] |= {event: found["SPARQL"][event] for event in others}
    page = explorer.ask(
        """model.steps.filter(({ how }) => how === "succession")
          .map(({ before, after, event }) => [before, after, event.id, event.date ?? ""])"""
    )
    found["page"] = _by_event(page)
    compare("succession by", found)


def _by_event(steps: Iterable[Sequence[str]]) -> dict[str, set[str]]:
    """Return the steps of each event in words."""
    found = defaultdict(set)
    for before, after, event, date in steps:
        found[event].add(f"{before}→{after} {date}")
    return dict(found)


def _befores(steps: Iterable[str]) -> set[str]:
    return {step.partition("→")[0] for step in steps}


def test_who_followed_whom_in_the_projection(python: kg.Graph, sparql: Sparql) -> None:
    network = python.to_networkx("succession")
    bodies = {body for (body,) in sparql.rows(_BODIES)}
    pairs = {pair for pair in sparql.rows(_PAIRS) if bodies.issuperset(pair)}
    compare(
        "followed by",
        {
            "SPARQL": {b: {after for before, after in pairs if before == b} for b, _ in pairs},
            "networkx": {b: set(network.successors(b)) for b, _ in network.edges()},
        },
    )
