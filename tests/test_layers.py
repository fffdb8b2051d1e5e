"""The architecture holds: imports run one way, and each library stays behind its door."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "kg"
LAYERS = [
    {"errors"},
    {"model"},
    {"read", "graph"},
    {"build", "ask", "network"},
    {"analysis"},
    {"export"},
    {"publish"},
    {"pipeline"},
    {"api"},
    {"cli"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
DOORS = {
    "typer": {"cli"},
    "rich": {"cli"},
    "pyvis": {"export"},
    "igraph": {"export", "network", "analysis"},
    "networkx": {"network", "analysis", "export", "api"},
    "scipy": {"analysis"},
    "matplotlib": {"export"},
    "pyshacl": set(),
    "IPython": set(),
}
"""Library -> the layers that may import it."""
HEAVY = ["rdflib", "networkx", "pyvis", "pyoxigraph", "igraph", "scipy", "matplotlib", "numpy"]

MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] in RANK
    or path.stem in RANK
)  # fmt: skip


def _layer(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def _imports(path: Path, top_level_only: bool = False) -> set[str]:
    """Modules that a file imports, leaving out what is for type checkers only."""
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            return
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        if top_level_only and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(path.read_text(encoding="utf8")))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_lower_layers(path: Path) -> None:
    layer = _layer(path)
    imported = {name.split(".")[1] for name in _imports(path) if name.startswith("kg.")}
    others = {name for name in imported if name in RANK} - {layer}
    assert not {name for name in others if RANK[name] >= RANK[layer]}


def test_modules_of_one_layer_do_not_import_each_other_in_a_circle() -> None:
    names = {
        ".".join(("kg", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
            ".__init__"
        ): path
        for path in MODULES
    }
    edges = {
        name: {target for target in _imports(path) if target in names and target != name}
        for name, path in names.items()
    }
    import networkx as nx

    assert nx.is_directed_acyclic_graph(nx.DiGraph(edges)), nx.find_cycle(nx.DiGraph(edges))


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_library_stays_behind_its_door(library: str) -> None:
    users = {
        _layer(path)
        for path in MODULES
        if any(name.split(".")[0] == library for name in _imports(path))
    }
    assert users <= DOORS[library]


def test_nothing_but_standard_modules_is_called_utils_or_helper() -> None:
    names = {path.stem for path in PACKAGE.rglob("*.py")}
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
