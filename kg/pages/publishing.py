"""Write a whole site into a folder, by two processes where the graph is one that both can open."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from kg.engine.derivation import open_complete
from kg.engine.graph import SparqlGraph
from kg.engine.other_process import beside
from kg.pages.site import site_of
from kg.pages.site_folder import SiteFolder, SitePart


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did: how many files the site has, its bytes, what was written and removed."""

    files: int
    size: int
    changed: int
    removed: int


def publish_site(
    graph: SparqlGraph,
    folder: Path,
    base_url: str = "",
    tables: Path | None = None,
    since: Sequence[str] = (),
) -> Published:
    """Write the site of a graph into a folder; what has not changed stays as it is.

    `tables` and `since` are as in `site_of`. Raises UsageError for a folder that holds anything
    else, and for tables of another graph, GraphError for an earlier release that cannot be read,
    all before anything is written; OutputError where it cannot be written. The next run mends what
    one that was stopped has left.
    """
    place = SiteFolder(folder)
    site = site_of(graph, base_url, whole=True, tables=tables, since=since)
    _ = site.library.tables, site.library.earlier
    is_built = getattr(graph, "manifest", None) is not None
    with place.writing():
        if is_built and (os.cpu_count() or 1) > 1:
            there = tables.resolve() if tables is not None else None
            given = (Path(graph.place).resolve(), folder.resolve(), base_url, there, os.getpid())
            with beside(_write_other_half, *given) as other:
                parts = [SiteFolder(folder).write(site.documents(0, 2)), other()]
        else:
            parts = [SiteFolder(folder).write(site.documents())]
        removed = place.finish(path for part in parts for path in part.paths)
    return Published(
        sum(len(part.paths) for part in parts),
        sum(part.size for part in parts),
        sum(part.changed for part in parts),
        removed,
    )


def _write_other_half(
    place: Path, folder: Path, base_url: str, tables: Path | None, parent: int
) -> SitePart:
    """Write the other half, as long as the process that asked for it lives.

    The feeds, which know of earlier releases, are of the first.
    """
    site = site_of(open_complete(place), base_url, whole=True, tables=tables)
    documents = takewhile(lambda _: os.getppid() == parent, site.documents(1, 2))
    return SiteFolder(folder).write(documents, 1)
