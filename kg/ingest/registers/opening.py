"""Open a downloaded file: plain, gzipped or the one file of a zip, no more of it than is sane."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
import zlib
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any

from kg.errors import UsageError

MOST = 4 * 1024**3
"""Bytes of a table, which is read row by row."""
MOST_WHOLE = 512 * 1024**2
"""Bytes of what must be held whole, such as JSON."""
_RATIO, _SMALL = 200, 16 * 1024**2
"""How many times its archive a file may be, beyond some bytes that any may have."""
_SAMPLE = 1 << 16
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"

csv.field_size_limit(16 * 1024 * 1024)


class _Counted(io.RawIOBase):
    """A stream of which no more than some bytes can be read."""

    def __init__(self, stream: IO[bytes], path: Path, most: int) -> None:
        self._stream, self._path, self._most, self._left = stream, path, most, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            chunk = self._stream.read(min(len(buffer), self._left + 1))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
            raise UsageError(f"{self._path}: cannot be read: {_reason(error)}") from None
        self._left -= len(chunk)
        if self._left < 0:
            raise UsageError(f"{self._path}: holds more than {self._most:,} bytes; not read")
        buffer[: len(chunk)] = chunk
        return len(chunk)


@contextmanager
def open_bytes(path: Path, most: int = MOST) -> Iterator[io.BufferedReader]:
    """Open what a file holds; UsageError where it cannot be, is empty or would be too much."""
    try:
        size = path.stat().st_size
        stream: IO[bytes] = path.open("rb")
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read: {_reason(error)}") from None
    with stream:
        start = stream.read(4)
        stream.seek(0)
        if not start:
            raise UsageError(f"{path}: is empty")
        if start == _ZIP or start[:2] == _GZIP:
            most = min(most, max(_SMALL, size * _RATIO))
        if start == _ZIP:
            with _only_member(path, stream) as member:
                yield io.BufferedReader(_Counted(member, path, most))
        elif start[:2] == _GZIP:
            with gzip.open(stream) as whole:
                yield io.BufferedReader(_Counted(whole, path, most))  # type: ignore[arg-type]
        else:
            yield io.BufferedReader(_Counted(stream, path, most))


def _only_member(path: Path, stream: IO[bytes]) -> IO[bytes]:
    try:
        archive = zipfile.ZipFile(stream)
        names = [
            info
            for info in archive.infolist()
            if not info.is_dir()
            and not info.filename.startswith("__MACOSX/")
            and not info.filename.lower().endswith((".pdf", ".txt", ".docx"))
        ]
        if any(info.filename == "xl/workbook.xml" for info in names):
            raise UsageError(f"{path}: is a workbook; save its sheet as CSV")
        if len(names) != 1:
            raise UsageError(f"{path}: holds {len(names)} files; unpack it and name the one meant")
        return archive.open(names[0])
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise UsageError(f"{path}: is no archive that can be read: {_reason(error)}") from None


@contextmanager
def open_text(path: Path, most: int = MOST) -> Iterator[io.TextIOWrapper]:
    """Open the text of a file: UTF-8, or else the code page that spreadsheets write."""
    with open_bytes(path, most) as stream:
        sample = stream.peek(_SAMPLE)[:_SAMPLE]
        if not sample.strip():
            raise UsageError(f"{path}: is empty")
        if b"\0" in sample:
            raise UsageError(f"{path}: is not text; expected a CSV, JSON or XML file")
        try:
            getincrementaldecoder("utf-8-sig")().decode(sample)
            encoding = "utf-8-sig"
        except UnicodeDecodeError:
            encoding = "cp1252"
        with io.TextIOWrapper(stream, encoding, newline="") as text:
            yield text


def read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV file that are not empty, each with the line on which it ends."""
    with open_text(path) as text:
        first = text.readline()
        parted = next((mark for mark in ",\t;" if mark in first), ",")
        reader = csv.reader(chain([first], text), delimiter=parted)
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    yield reader.line_num, [cell.strip() for cell in row]
        except (csv.Error, UnicodeDecodeError) as error:
            line = reader.line_num
            raise UsageError(f"{path}:{line}: is no CSV: {_reason(error)}") from None


def read_records(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV file with a header, by column; blanks about headers do not count.

    Raises UsageError where one of some columns is missing.
    """
    rows = read_rows(path)
    _, header = next(rows, (0, []))
    missing = [name for name in columns if name not in header]
    if missing:
        found = ", ".join(header[:8]) + (" …" if len(header) > 8 else "")
        raise UsageError(f"{path}: has no column {', '.join(missing)}; found {found}")
    for line, row in rows:
        yield line, dict(zip(header, row, strict=False))


def read_json(path: Path) -> Any:
    """Return what a JSON file holds; UsageError where it is no JSON or not whole."""
    with open_text(path, MOST_WHOLE) as text:
        try:
            return json.load(text)
        except json.JSONDecodeError as error:
            what = f"{path}:{error.lineno}: is no whole JSON: {error.msg.lower()}"
            raise UsageError(what) from None
        except UnicodeDecodeError as error:
            raise UsageError(f"{path}: is no JSON: {error.reason}") from None
        except RecursionError:
            raise UsageError(f"{path}: is nested too deep") from None


def _reason(error: Exception) -> str:
    told = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(told).lower()
