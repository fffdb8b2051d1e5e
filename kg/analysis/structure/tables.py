"""The tables of `structure`."""

from __future__ import annotations

from kg.analysis.measure import Cells, Column, Table, tabulate
from kg.analysis.structure.finding import (
    Break,
    Bridge,
    Central,
    Community,
    DecadeOfLinks,
    StructureFinding,
)
from kg.model.spelling import count

CENTRAL: Cells[Central] = (
    (Column("actor"), lambda place: place.actor.label),
    (Column("kind"), lambda place: place.actor.kind),
    (Column("links", "links"), lambda place: place.actor.links),
    (Column("betweenness", "0 to 1", 4), lambda place: place.betweenness),
    (Column("PageRank", "0 to 1", 4), lambda place: place.pagerank),
    (Column("core", "k"), lambda place: place.core),
    (Column("community", "number"), lambda place: place.actor.community),
)
COMMUNITIES: Cells[Community] = (
    (Column("community", "number"), lambda group: group.number),
    (Column("actors", "actors"), lambda group: len(group.members)),
    (Column("links within", "links"), lambda group: group.inside),
    (Column("links out", "links"), lambda group: group.outward),
    (Column("best linked"), lambda group: ", ".join(group.best)),
)
BRIDGES: Cells[Bridge] = (
    (Column("actor"), lambda bridge: bridge.actor.label),
    (Column("kind"), lambda bridge: bridge.actor.kind),
    (Column("own community", "number"), lambda bridge: bridge.actor.community),
    (Column("other communities", "communities"), lambda bridge: bridge.communities),
    (Column("links to them", "links"), lambda bridge: bridge.links),
)
BREAKS: Cells[Break] = (
    (Column("actor"), lambda one: one.actor.label),
    (Column("kind"), lambda one: one.actor.kind),
    (Column("cut off", "actors"), lambda one: one.lost),
    (Column("parts", "parts"), lambda one: one.parts),
)
DECADES: Cells[DecadeOfLinks] = (
    (Column("decade"), lambda part: part.decade or "not certain"),
    (Column("actors", "actors"), lambda part: len(part.actors)),
    (Column("links", "links"), lambda part: part.links),
    (Column("components", "parts"), lambda part: part.parts),
    (Column("in the largest", "%"), lambda part: 100 * part.largest / len(part.actors)),
    (Column("best linked"), lambda part: part.best),
    (Column("its links", "links"), lambda part: part.best_links),
)


def make_tables(found: StructureFinding) -> tuple[Table, ...]:
    """Return the tables of a finding, in the order in which they are shown; none without links."""
    if not found.links:
        return ()
    return (
        _central(found),
        _communities(found),
        tabulate(
            "bridges",
            "Bridges between communities",
            found.bridges,
            BRIDGES,
            lambda bridge: (bridge.actor.id,),
            query=found.query,
            measure="community",
        ),
        _breaks(found),
        tabulate(
            "decades",
            "Links that began, by decade",
            found.decades,
            DECADES,
            lambda part: part.actors,
            query=found.query,
            measure="network",
        ),
    )


def _central(found: StructureFinding) -> Table:
    return tabulate(
        "central",
        "The most central actors",
        found.central,
        CENTRAL,
        lambda place: (place.actor.id,),
        query=found.query,
        measure="betweenness",
        note=f"The {len(found.central)} with the highest betweenness of "
        f"{count(found.actors, 'actor')}.",
    )


def _communities(found: StructureFinding) -> Table:
    return tabulate(
        "communities",
        "Communities",
        found.communities,
        COMMUNITIES,
        lambda group: (actor.id for actor in group.members),
        query=found.query,
        measure="community",
        note=f"Modularity {found.modularity:.3f}; {found.community_count} communities, the largest "
        f"{len(found.communities)} of three actors or more are shown.",
    )


def _breaks(found: StructureFinding) -> Table:
    return tabulate(
        "breaks",
        "What removing one actor breaks",
        found.breaks,
        BREAKS,
        lambda one: (one.actor.id,),
        query=found.query,
        measure="break",
        note=f"Of {count(found.cut_vertices, 'cut vertex', 'cut vertices')}, the "
        f"{len(found.breaks)} with the most links were tried.",
    )
