"""The architecture holds: imports run one way, and each library stays behind its door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

PACKAGE = Path(__file__).parents[1] / "kg"
LAYERS = (
    "errors",
    "model",
    "read",
    "triples",
    "engine",
    "index",
    "statistics",
    "history",
    "retrieval",
    "ask",
    "analysis",
    "ingest",
    "export",
    "story",
    "explorer",
    "pages",
    "make",
    "serve",
    "publish",
    "api",
    "serve",
    "cluster",
    "cli",
)
"""The rooms, each importing only from those before it."""
RANK = {name: rank for rank, name in enumerate(LAYERS)}
UPWARD = {("kg.__main__", "kg.cli.main")}
"""The door of the package; its other one, `kg` itself, opens every public name from outside."""
DOORS = {
    "typer": {"cli"},
    "rich": {"cli"},
    "pyvis": {"explorer"},
    "graspologic_native": {"analysis"},
    "networkx": {"history", "ask", "analysis", "export", "api"},
    "scipy": {"statistics", "analysis"},
    "matplotlib": {"export"},
    "jinja2": {"pages"},
    "pyarrow": {"export"},
    "pyshacl": {"make"},
    "onnxruntime": {"retrieval"},
    "tokenizers": {"retrieval"},
    "starlette": {"serve"},
    "uvicorn": {"serve"},
    "mcp": {"serve"},
    "anyio": {"serve"},
    "pyspark": {"cluster"},
    "IPython": set(),
}
"""Library -> the layers that may import it."""
HEAVY = [
    "rdflib",
    "networkx",
    "pyvis",
    "pyoxigraph",
    "graspologic_native",
    "scipy",
    "matplotlib",
    "numpy",
    "pyarrow",
    "pyspark",
]
PARTS_OF_AN_ANALYSIS = {"finding", "tables", "words", "figures"}

FILES = sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


MODULES = {_name(path): path for path in FILES}
TREES = {
    name: ast.parse(path.read_text(encoding="utf8"))
    for name, path in MODULES.items()
    if name != "kg"
}


def _imports(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """Yield what a module imports, with whether it is for type checkers only.

    `import_module` counts: its text, or the fixed beginning of it with everything below.
    """
    todo = [(tree, False)]
    while todo:
        node, typing_only = todo.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            typing_only = True
        if isinstance(node, ast.Import):
            yield from ((alias.name, typing_only) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or "", typing_only
            yield from ((f"{node.module}.{alias.name}", typing_only) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from ((name, typing_only) for name in _named(node.args[0]))
        todo += [(child, typing_only) for child in ast.iter_child_nodes(node)]


def _named(argument: ast.expr) -> list[str]:
    match argument:
        case ast.Constant(value=str(name)):
            return [name]
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            return [name for name in MODULES if name.startswith(start)]
    raise AssertionError(f"import_module of what only shows when it runs: {ast.unparse(argument)}")


def _layer(name: str) -> str:
    return name.split(".")[1] if "." in name else name


@cache
def _edges(with_types: bool) -> dict[str, set[str]]:
    edges: dict[str, set[str]] = defaultdict(set)
    for name, tree in TREES.items():
        edges[name] |= {
            target
            for target, typing_only in _imports(tree)
            if target in MODULES and target != name and (with_types or not typing_only)
        }
    return edges


@pytest.mark.parametrize("name", sorted(TREES))
def test_a_module_imports_only_lower_layers(name: str) -> None:
    for target in _edges(with_types=True)[name]:
        if (name, target) in UPWARD or _layer(target) in ("kg", _layer(name)):
            continue
        assert RANK[_layer(target)] < RANK[_layer(name)], f"{name} imports {target}"


def test_every_room_has_its_floor() -> None:
    rooms = {_layer(name) for name in MODULES} - {"kg", "__main__"}
    assert rooms == set(LAYERS)


def test_no_modules_import_each_other_in_a_circle_not_even_for_types() -> None:
    edges = _edges(with_types=True)
    graph = nx.DiGraph((a, b) for a, targets in edges.items() for b in targets)
    circles = [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1]
    assert circles == []


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_library_stays_behind_its_door(library: str) -> None:
    users = {
        _layer(name)
        for name, tree in TREES.items()
        if any(n.split(".")[0] == library and not only for n, only in _imports(tree))
    }
    assert users <= DOORS[library]


def test_no_two_rooms_hold_a_module_of_one_name() -> None:
    rooms: dict[str, set[str]] = defaultdict(set)
    for name, path in MODULES.items():
        fixed = path.stem in PARTS_OF_AN_ANALYSIS and _layer(name) == "analysis"
        if not path.stem.startswith("__") and not fixed:
            rooms[path.stem].add(name)
    assert {stem: sorted(names) for stem, names in rooms.items() if len(names) > 1} == {}


def test_no_class_has_the_name_of_another() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(name)
    assert {cls: names for cls, names in places.items() if len(names) > 1} == {}


def test_no_function_is_longer_than_sixty_lines() -> None:
    long = {
        f"{name}.{node.name}": node.end_lineno - node.lineno + 1
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 60
        and node.end_lineno
    }
    assert long == {}


def test_nothing_but_standard_modules_is_called_utils_or_helper() -> None:
    names = {path.stem for path in FILES}
    assert not {n for n in names if any(w in n for w in ("util", "helper", "manager", "misc"))}


def test_help_loads_no_heavy_library() -> None:
    script = (
        "import sys; sys.argv = ['kg', '--help']\n"
        "from kg.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
    assert "build" in done.stdout
