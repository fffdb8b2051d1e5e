"""Make one script of the page's modules, so that it runs from a file under a strict policy.

A module imports only by lines `import { a, b } from "./x.js";` at its top, and exports only by
`export function`, `export async function`, `export class` or `export const`. Each becomes a
function of its own, so that names that are not exported stay its own; they run in the order in
which they need each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

WEB = Path(__file__).parent / "web"

_IMPORT = re.compile(r'^import \{ ([\w$, ]+) \} from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:async function|function|class|const) ([\w$]+)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def read_modules(folder: Path = WEB) -> dict[str, str]:
    """Return the text of every module by name."""
    return {path.stem: path.read_text("utf8") for path in sorted(folder.glob("*.js"))}


def bundle(modules: Mapping[str, str], entry: str) -> str:
    """Return one script that runs a module after all that it imports.

    Raises ValueError for a line that is no import or export of the form above, for a name that
    is not exported, for a module that does not exist, and for modules that need each other.
    """
    done: dict[str, str] = {}
    _add(entry, modules, done, ())
    return '"use strict";\n' + "\n".join(done.values())


def _add(name: str, modules: Mapping[str, str], done: dict[str, str], way: tuple[str, ...]) -> None:
    if name in done:
        return
    if name in way:
        raise ValueError(f"modules need each other: {' -> '.join((*way, name))}")
    if name not in modules:
        raise ValueError(f"{way[-1] if way else 'page'}: there is no module {name}.js")
    text = modules[name]
    for _, other in _IMPORT.findall(text):
        _add(other, modules, done, (*way, name))
    done[name] = _wrap(name, text, modules)


def _wrap(name: str, text: str, modules: Mapping[str, str]) -> str:
    for names, other in _IMPORT.findall(text):
        exported = set(_EXPORT.findall(modules[other]))
        missing = sorted({n.strip() for n in names.split(",")} - exported)
        if missing:
            raise ValueError(f"{name}.js: {other}.js does not export {', '.join(missing)}")
    body = _IMPORT.sub(lambda m: f"const {{ {m[1]} }} = {_variable(m[2])};", text)
    exports = _EXPORT.findall(body)
    body = _EXPORT.sub(lambda m: m[0].removeprefix("export "), body)
    stray = _OTHER.search(body)
    if stray:
        raise ValueError(f"{name}.js: cannot read {stray[0]!r}; see the top of script.py")
    return (
        f"const {_variable(name)} = (() => {{\n{body.strip()}\n"
        f"return {{ {', '.join(exports)} }};\n}})();"
    )


def _variable(name: str) -> str:
    return "$" + name.replace("-", "_")
