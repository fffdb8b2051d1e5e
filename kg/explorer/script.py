"""Make one script of the page's modules, so that it runs from a file under a strict policy.

A module imports only by lines `import { a, b } from "./x.js";` or `"../folder/x.js"` at its top,
from as many folders up as it needs, and exports only by `export function`, `export async function`,
`export class` or `export const`. Each becomes a function of its own, so that names that are not
exported stay its own; they run in the order in which they need each other. Comments are left out,
so that they cost no reader a byte: what follows `//` at the beginning of a line or after a blank,
and what stands between `/*` and `*/` on lines of its own or begins with `/** @type`. No text of the
script may look like that. So are the blanks before lines, where no text goes over several of them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

WEB = Path(__file__).parent / "web"

_IMPORT = re.compile(
    r'^import \{\s*([\w$,\s]+?),?\s*\} from "((?:\./|(?:\.\./)+)[\w/-]+)\.js";$', re.MULTILINE
)
_EXPORT = re.compile(r"^export (?:async function|function|class|const) ([\w$]+)", re.MULTILINE)
_COMMENT = re.compile(
    r"^[ \t]*(?://.*|/\*[\s\S]*?\*/[ \t]*)\n|/\*\* @type .*?\*/ ?|[ \t]+//[ ].*$", re.MULTILINE
)
_OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def read_modules(folder: Path = WEB) -> dict[str, str]:
    """Return the text of every module by its path without the ending, such as `core/dates`."""
    paths = sorted(folder.rglob("*.js"))
    return {p.relative_to(folder).with_suffix("").as_posix(): p.read_text("utf8") for p in paths}


def bundle(modules: Mapping[str, str], *entries: str) -> str:
    """Return one script that runs some modules, each after all that it imports.

    Raises ValueError for a line that is no import or export of the form above, for a name that
    is not exported, for a module that does not exist, for modules that need each other, and for
    two modules of one name in different folders.
    """
    done: dict[str, str] = {}
    for entry in entries:
        _add(entry, modules, done, ())
    names = [posixpath.basename(path) for path in done]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two modules have the name {twice[0]}.js")
    return '"use strict";\n' + "\n".join(done.values())


def _add(path: str, modules: Mapping[str, str], done: dict[str, str], way: tuple[str, ...]) -> None:
    if path in done:
        return
    if path in way:
        raise ValueError(f"modules need each other: {' -> '.join((*way, path))}")
    if path not in modules:
        raise ValueError(f"{way[-1] if way else 'page'}: there is no module {path}.js")
    text = modules[path]
    for _, other in _IMPORT.findall(text):
        _add(_resolve(path, other), modules, done, (*way, path))
    done[path] = _wrap(path, text, modules)


def find_imports(path: str, text: str) -> dict[str, str]:
    """Return each name that a module imports with the path of the module that has it."""
    return {
        name.strip(): _resolve(path, other)
        for names, other in _IMPORT.findall(text)
        for name in names.split(",")
    }


def _resolve(path: str, other: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), other))


def _wrap(path: str, text: str, modules: Mapping[str, str]) -> str:
    for names, other in _IMPORT.findall(text):
        exported = set(_EXPORT.findall(modules[_resolve(path, other)]))
        missing = sorted({n.strip() for n in names.split(",")} - exported)
        if missing:
            raise ValueError(f"{path}.js: {other}.js does not export {', '.join(missing)}")
    text = _COMMENT.sub("", text)
    body = _IMPORT.sub(lambda m: f"const {{ {_joined(m[1])} }} = {_variable(m[2])};", text)
    exports = _EXPORT.findall(body)
    body = _EXPORT.sub(lambda m: m[0].removeprefix("export "), body)
    stray = _OTHER.search(body)
    if stray:
        raise ValueError(f"{path}.js: cannot read {stray[0]!r}; see the top of script.py")
    return (
        f"const {_variable(path)} = (() => {{\n{_outdent(body.strip())}\n"
        f"return {{ {', '.join(exports)} }};\n}})();"
    )


def _outdent(body: str) -> str:
    """Return lines without the blanks before them, unless a template may go over several lines."""
    lines = body.split("\n")
    if any(line.count("`") % 2 for line in lines):
        return body
    return "\n".join(line.lstrip(" \t") for line in lines)


def _joined(names: str) -> str:
    return ", ".join(name.strip() for name in names.split(","))


def _variable(path: str) -> str:
    return "$" + posixpath.basename(path).replace("-", "_")
