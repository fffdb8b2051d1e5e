"""Write a whole site into a folder, by two processes where the graph is one that both can open."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kg.engine.derivation import open_complete
from kg.engine.graph import SparqlGraph
from kg.engine.other_process import beside
from kg.pages.site import site_of
from kg.pages.site_folder import SiteFolder, Written


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did: how many files the site has, its bytes, what was written and removed."""

    files: int
    size: int
    changed: int
    removed: int


def publish_site(graph: SparqlGraph, folder: Path, base_url: str = "") -> Published:
    """Write the site of a graph into a folder; what has not changed stays as it is.

    Raises UsageError for a folder that holds anything else, OutputError where it cannot be
    written; the next run mends what one that was stopped has left.
    """
    place = SiteFolder(folder)
    place.begin()
    is_built = getattr(graph, "manifest", None) is not None
    if is_built and (os.cpu_count() or 1) > 1:
        given = (str(Path(graph.place).resolve()), str(folder.resolve()), base_url)
        with beside(_write_other_half, *given) as other:
            parts = [_write(graph, folder, base_url, 0, 2), other()]
    else:
        parts = [_write(graph, folder, base_url, 0, 1)]
    removed = place.finish(path for part in parts for path in part.paths)
    return Published(
        sum(len(part.paths) for part in parts),
        sum(part.size for part in parts),
        sum(part.changed for part in parts),
        removed,
    )


def _write_other_half(place: str, folder: str, base_url: str) -> Written:
    return _write(open_complete(place), Path(folder), base_url, 1, 2)


def _write(graph: SparqlGraph, folder: Path, base_url: str, part: int, of: int) -> Written:
    site = site_of(graph, base_url, whole=True)
    return SiteFolder(folder).write(site.documents(part, of), part)
