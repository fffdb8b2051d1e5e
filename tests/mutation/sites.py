"""Where a module can be changed, and how, by the operators of cosmic-ray."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random

_IDENTITY = ("_Is", "_IsNot")
"""`==` into `is` says nothing about a test: which small values are one object is Python's affair."""
_STORAGE = {"slots", "frozen"}
"""How the values of a dataclass are kept, not what they are."""
_CERTAIN = {"strict"}
"""What a `zip` holds for certain: that its sides are of one length, whatever is asked."""


@dataclass(frozen=True, slots=True)
class Change:
    """One mutant: the module, its line, that line before and after, and the whole new text."""

    path: Path
    line: int
    before: str
    after: str
    text: str

    @property
    def words(self) -> str:
        """The change as the list of argued mutants writes it, whatever the number of its line."""
        return f"`{self.before}` → `{self.after}`"


@dataclass(frozen=True, slots=True)
class Site:
    """A place in a module, with the operators (name, occurrence) that can change it.

    `words` name it by what stands there, and not by the number of its line: a place is drawn, or
    not, whatever is written above it or in another module.
    """

    path: Path
    words: str
    ways: tuple[tuple[str, int], ...]

    def rank(self, seed: int) -> str:
        """Return what a seed sorts this place by."""
        return sha256(f"{seed} {self.path.name} {self.words}".encode()).hexdigest()

    def change(self, seed: int) -> Change | None:
        """Return one of the changes of this place; None where each says the same as before."""
        random = Random(self.rank(seed))
        source, known = _read(self.path)
        for name, occurrence in random.sample(self.ways, len(self.ways)):
            text = _mutate(source, name, occurrence)
            if text is None or _meaning(text) in (known, None):
                continue
            return _describe(self.path, source, text)
        return None


@cache
def _read(path: Path) -> tuple[str, str | None]:
    source = path.read_text("utf8")
    return source, _meaning(source)


def find_sites(path: Path) -> list[Site]:
    """Return the places at which a module can be changed, in order."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator

    text = path.read_text("utf8")
    nodes = list(ast_nodes(get_ast(text)))
    ways: dict[tuple[int, int], list[tuple[str, int]]] = defaultdict(list)
    for name in _operators():
        operator = get_operator(name)()
        starts = (start for node in nodes for start, _ in operator.mutation_positions(node))
        for occurrence, start in enumerate(starts):
            ways[start].append((name, occurrence))
    lines, met = text.splitlines(), Counter[str]()
    sites = []
    for (line, column), found in sorted(ways.items()):
        words = f"{lines[line - 1].strip()} {column}"
        sites.append(Site(path, f"{words} {met[words]}", tuple(found)))
        met[words] += 1
    return sites


def _operators() -> Iterator[str]:
    from cosmic_ray.plugins import get_operator, operator_names

    for name in operator_names():
        if not get_operator(name).arguments() and not name.endswith(_IDENTITY):
            yield name


def _mutate(source: str, name: str, occurrence: int) -> str | None:
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    changed: str | None = mutate_code(source.encode(), get_operator(name)(), occurrence)
    return changed


def _describe(path: Path, source: str, text: str) -> Change:
    old, new = source.splitlines(), text.splitlines()
    pairs = zip(old, new, strict=False)
    last = min(len(old), len(new)) - 1
    at = next((i for i, (a, b) in enumerate(pairs) if a != b and a.strip()), last)
    after = new[at].strip() if len(old) == len(new) else "(gone)"
    return Change(path, at + 1, old[at].strip(), after, text)


def _meaning(text: str) -> str | None:
    """Return a text of what a module does: without annotations and what only type checkers read."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return None
    return ast.dump(_Bare().visit(tree))


class _Bare(ast.NodeTransformer):
    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        node.keywords = [k for k in node.keywords if k.arg not in _CERTAIN]
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST | None:
        is_typing = any(getattr(n, "id", "") == "TYPE_CHECKING" for n in ast.walk(node.test))
        return None if is_typing else self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call):
                decorator.keywords = [k for k in decorator.keywords if k.arg not in _STORAGE]
        return self.generic_visit(node)
