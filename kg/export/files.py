"""Write what is exported: a file whole or not at all, and a folder of files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex

from kg.errors import OutputError


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; a device or a pipe is written as it is.

    A link stays a link: what it leads to is replaced. OutputError where it cannot be written.
    """
    text = content.encode() if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(text)
        else:
            _replace(path.resolve(), text)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from None


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write files by name into a folder, which is made where it is missing.

    Raises OutputError where one cannot be written, and for a name that would lead out of it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from None
    for name, text in files.items():
        if name != Path(name).name or name in ("", ".", ".."):
            raise OutputError(f"{folder}: '{name}' is no name for a file in it")
        write_file(folder / name, text)


def _replace(path: Path, content: bytes) -> None:
    """Write beside the target under a name that nobody can foresee, and put it into its place."""
    fresh = path.with_name(f".{path.name}.{token_hex(8)}")
    mode = path.stat().st_mode if path.exists() else None
    try:
        with fresh.open("xb") as stream:  # made here or not at all: no link is followed
            stream.write(content)
        if mode is not None:
            fresh.chmod(mode)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
