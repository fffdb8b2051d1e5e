"""The engine of SPARQL that a user gives to the page: Oxigraph as its package for browsers has it.

It is no part of this program: `npm install oxigraph` brings it. The page that holds it holds the
graph too, and may compile WebAssembly; it still asks nothing of anybody.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from gzip import compress
from pathlib import Path

from kg.errors import UsageError
from kg.explorer.script import bundle, read_modules
from kg.explorer.template import pack

PACKAGE = "oxigraph"
WASM = "'wasm-unsafe-eval'"
"""What the policy of such a page allows beside its scripts."""
_EXPORT = re.compile(r"^export (?=class|function)", re.MULTILINE)
_EXPORTS = re.compile(r"^export \{ initSync, (\w+) as default \};$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Engine:
    """The script of the engine, as one that runs by itself, and its program."""

    script: str
    program: bytes

    def parts(self, lines: Iterable[str], terms: object) -> tuple[dict[str, str], dict[str, str]]:
        """Return the data and the scripts, by the ids that the page knows, for a graph's lines.

        `terms` are the names that the editor completes.
        """
        data = {
            "engine-program": b64encode(compress(self.program, 9, mtime=0)).decode(),
            "engine-graph": pack("\n".join([*lines, ""])),
            "engine-terms": pack(json.dumps(terms, ensure_ascii=False)),
        }
        scripts = {
            "engine": self.script,
            "engine-editor": bundle(read_modules(), "editing/query-box"),
        }
        return data, scripts


def read_engine(folder: Path) -> Engine:
    """Return the engine in a folder in which `npm install oxigraph` ran, or the package itself.

    Raises UsageError where there is none.
    """
    places = (folder, folder / PACKAGE, folder / "node_modules" / PACKAGE)
    home = next((place for place in places if (place / "package.json").is_file()), None)
    home = next((p for p in places if (p / "web.js").is_file()), home)
    try:
        if home is None:
            raise FileNotFoundError
        text = (home / "web.js").read_text("utf8")
        program = next(iter(sorted(home.glob("web*.wasm")))).read_bytes()
    except (OSError, StopIteration, UnicodeDecodeError):
        raise UsageError(
            f"--sparql: there is no {PACKAGE} for browsers in {folder}; "
            f"'npm install {PACKAGE}' in that folder brings it"
        ) from None
    start = _EXPORTS.search(text)
    if start is None or "</script" in text.lower():
        raise UsageError(f"--sparql: {home / 'web.js'} is no {PACKAGE} that this page can run")
    body = _EXPORT.sub("", _EXPORTS.sub("", text)).replace("import.meta.url", "document.baseURI")
    given = f"window.oxigraph = {{ start: {start[1]}, Store }};"
    return Engine(f'(() => {{\n"use strict";\n{body}\n{given}\n}})();', program)
