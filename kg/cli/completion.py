"""Complete names in the shell, from the index and from file names: the graph is never opened."""

from __future__ import annotations

from pathlib import Path

import typer

from kg.errors import KgError


def complete_entity(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return (slug, label) of the entities whose slug begins so; none where nothing is built."""
    from kg.index.index import open_index

    try:
        index = open_index(ctx.params.get("graph"))
        return index.slugs(incomplete) if index is not None else []
    except KgError:
        return []


def complete_kind(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the kinds of things that begin and end; none where nothing is built."""
    from kg.index.index import open_index

    try:
        index = open_index(ctx.params.get("graph"))
    except KgError:
        return []
    living = index.living if index is not None else []
    return [kind for kind in living if kind.lower().startswith(incomplete.lower())]


def complete_property(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return (local name, label) of the properties whose name begins so."""
    from kg.index.index import open_index

    try:
        index = open_index(ctx.params.get("graph"))
    except KgError:
        return []
    if index is None:
        return []
    known, ns = index.vocabulary(), index.space.ns
    return [
        (iri.removeprefix(ns), label)
        for iri, (label, _) in sorted(known.items())
        if iri.startswith(ns + incomplete) and iri.removeprefix(ns)[:1].islower()
    ]


def complete_question(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the names of the ready questions that begin so, those of a graph's own too."""
    from kg.engine.about import find_ontology
    from kg.read.ontology import find_files

    folder = find_ontology(Path(ctx.params.get("graph") or "output"))
    found = find_files(folder, "questions/*.rq")
    return [path.stem for path in found if path.stem.startswith(incomplete)]
