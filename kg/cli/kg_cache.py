"""`kg cache`: what large RDF files were loaded into, so that no question reads them again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import FormatOption, RowFormat, graph_place
from kg.cli.terminal import tell
from kg.errors import NothingThere, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.engine.cached_files import CacheNote

Given = Annotated[
    list[str] | None,
    typer.Argument(metavar="[clear] [FILE]", help="A file; first 'clear' to remove its cache."),
]
CLEAR = "clear"
_COLUMNS = ["file", "cache", "MB", "statements", "state"]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(cache)


def cache(given: Given = None, format: FormatOption = RowFormat.table) -> None:
    """List the caches of large RDF files, or remove them.

    A file over 20 MB (KG_CACHE_MB says otherwise; 'off' for none) is loaded once, into
    FILE.kg-cache beside it or into your cache folder, and opened from there as long as it is the
    same. What a SPARQL server holds is copied into your cache folder.
    Without FILE: the caches in this folder, and all in yours.

        kg cache
        kg cache big.ttl
        kg cache clear big.ttl
    """
    from kg.cli.rows import print_rows

    words = list(given or [])
    is_clearing = words[:1] == [CLEAR]
    named = words[1:] if is_clearing else words
    if len(named) > 1:
        raise UsageError(f"'{named[1]}': one file at a time, as in kg cache clear big.ttl")
    file = graph_place(named[0]) if named else None
    found = list(_places(file))
    if is_clearing:
        _clear(file, found)
        return
    rows = [row for place in found for row in _rows(place)]
    if not rows:
        raise NothingThere(f"{file or 'here'}: no cache; a file over 20 MB is given one when asked")
    print_rows(_COLUMNS, rows, format)


def _places(file: Path | str | None) -> Iterator[Path]:
    from kg.engine.cached_files import SUFFIX, places, user_folder

    if isinstance(file, str):
        from kg.engine.server_copy import place_of

        yield from (place for place in (place_of(file),) if place is not None)
        return
    if file is not None:
        if not file.exists() and not any(place.is_dir() for place in places(file)):
            raise UsageError(f"{file}: no such file")
        yield from (place for place in places(file) if place.is_dir())
        return
    for folder in (Path(), user_folder()):
        if folder is not None and folder.is_dir():
            yield from sorted(p for p in folder.glob(f"*{SUFFIX}") if p.is_dir())


def _clear(file: Path | str | None, found: list[Path]) -> None:
    from kg.engine.cached_files import clear, entries, list_files, remove_place
    from kg.model.spelling import count

    gone, size = 0, 0
    for place in found:
        held = {folder: sum(list_files(folder).values()) for folder, _ in entries(place)}
        clear(place)
        removed = [folder for folder in held if not folder.exists()]
        gone, size = gone + len(removed), size + sum(held[folder] for folder in removed)
        for folder in held:
            if folder.exists():
                tell(f"kg: {folder}: somebody reads it; it stays")
        remove_place(place)
    if not gone:
        raise NothingThere(f"{file or 'here'}: no cache to remove")
    tell(f"removed {count(gone, 'cache')} of {size / 1e6:,.0f} MB")


def _rows(place: Path) -> Iterator[list[object]]:
    from kg.engine.cached_files import entries, list_files

    for folder, note in entries(place):
        size = sum(list_files(folder).values()) / 1e6
        file = note.file if note is not None else ""
        held = note.statements if note is not None else None
        yield [file, str(folder), round(size, 1), held, _say_state(folder, note)]


def _say_state(folder: Path, note: CacheNote | None) -> str:
    """Return whether a cache is of the file as it is now."""
    from kg.engine.cached_files import is_whole, made_by, take_digest, take_stamp

    if note is None:
        return "unfinished"
    file = Path(note.file)
    if note.version != made_by():
        return "of another version of kg"
    if not is_whole(folder, note):
        return "damaged"
    if "://" in note.file:
        return "copy of a server"
    try:
        is_same = take_stamp(file) == note.stamp or take_digest(file) == note.digest
    except OSError:
        return "its file is gone"
    return "current" if is_same else "its file has changed"
