"""Write what is exported: a file whole or not at all, and a folder of files.

Where a file goes is said by the user alone. Names that come from data are made names of files that
every system takes, and no link that stands in a folder is followed.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from secrets import token_hex

from kg.errors import OutputError

_UNFIT = re.compile(r"[^\w.,()+-]+")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_LONGEST = 100
"""Letters of a name without its ending; systems take 255 bytes of all."""


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; a device or a pipe is written as it is.

    A link stays a link: what it leads to is replaced. OutputError where it cannot be written.
    """
    text = content.encode() if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(text)
        else:
            _replace(_target(path), text)
    except (OSError, ValueError, RuntimeError) as error:
        raise OutputError(f"{path}: cannot be written: {_reason(error)}") from None


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files by name into a folder, which is made where it is missing.

    Names are made fit as `name_files` says. What stands there under such a name is replaced, a
    link too. Raises OutputError where one cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise OutputError(f"{folder}: cannot be written: {_reason(error)}") from None
    for name, content in zip(name_files(files), files.values(), strict=True):
        try:
            _replace(folder / name, content.encode() if isinstance(content, str) else content)
        except OSError as error:
            raise OutputError(f"{folder / name}: cannot be written: {_reason(error)}") from None


def write_new_folder(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files by name into a folder that is new or empty: all of them, or none.

    Raises OutputError where it holds anything: what a person keeps there is not replaced.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputError(f"{folder}: is not empty; name a new folder")
        target = folder.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name[:_LONGEST]}.{token_hex(8)}")
        try:
            write_folder(fresh, files)
            if target.exists():
                target.rmdir()
            fresh.rename(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise OutputError(f"{folder}: cannot be written: {_reason(error)}") from None


def name_files(names: Iterable[str]) -> list[str]:
    """Return names of files for names from data, in their order, all of them different.

    What no system takes, or what leads elsewhere, becomes a dash.

    >>> name_files(["Body.csv", "../../x.csv", "/etc/passwd", "a\\0b", "NUL.csv", "body.csv"])
    ['Body.csv', 'x.csv', 'etc-passwd', 'a-b', 'NUL-.csv', 'body-2.csv']
    """
    taken: set[str] = set()
    found = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        if not dot or _UNFIT.search(ending) or not ending:
            stem, ending = name, ""
        stem, ending = _fit(stem), f".{ending}" if ending else ""
        number, fresh = 1, stem + ending
        while fresh.casefold() in taken:
            number += 1
            fresh = f"{stem}-{number}{ending}"
        taken.add(fresh.casefold())
        found.append(fresh)
    return found


def _target(path: Path) -> Path:
    """Return what a link leads to in the end; OSError where it leads to itself."""
    target = path.resolve()
    if target.is_symlink():  # from Python 3.13 on
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def _fit(stem: str) -> str:
    plain = _UNFIT.sub("-", unicodedata.normalize("NFC", stem))[:_LONGEST].strip(".-_ ")
    first, dot, rest = plain.partition(".")
    return f"{first}-{dot}{rest}" if _DEVICE.fullmatch(first) else plain or "unnamed"


def _replace(path: Path, content: bytes) -> None:
    """Write beside the target under a name that nobody can foresee, and put it into its place."""
    fresh = path.with_name(f".{path.name[:_LONGEST]}.{token_hex(8)}")
    mode = path.stat().st_mode if path.is_file() and not path.is_symlink() else None
    try:
        with fresh.open("xb") as stream:  # made here or not at all: no link is followed
            stream.write(content)
        if mode is not None:
            fresh.chmod(mode)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
