"""What a lineage is, and how it is written: as a tree of text, as Mermaid or as DOT."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from kg.index.entries import Link
from kg.model.dates import period, say
from kg.model.lines import make_label, wrap

_LOOSE = {
    "functions": "functions only",
    "continued": "continued in",
    "followed": "followed loosely",
    "superseded": "superseded",
    "acquired": "bought",
}

_LEAST = 40
"""Columns that a name has within a branch, however deep."""
_WIDEST = 200
"""Columns of a name in a picture: Mermaid takes 50,000 letters in all."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """The line of one thing: `up` leads to forerunners, `down` to heirs, nearest first.

    `labels` gives the words for each id, `lives` when it existed, as stated.
    """

    root: str
    up: tuple[Link, ...]
    down: tuple[Link, ...]
    labels: dict[str, str]
    lives: dict[str, tuple[str, str]]

    @property
    def forerunners(self) -> list[str]:
        """The ids of all forerunners, in order."""
        return sorted({link.before for link in self.up})

    @property
    def heirs(self) -> list[str]:
        """The ids of all heirs, in order."""
        return sorted({link.after for link in self.down})

    def to_dict(self) -> dict[str, Any]:
        """Return plain values: the fields of Lineage and Link."""
        return asdict(self)

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(to_tree(self))}</pre>"


def to_tree(lineage: Lineage, sources: bool = False, width: int = 100) -> str:
    """Return the line as text: forerunners above, heirs below; a branch is drawn once.

    By what and why one followed another stands beneath it, and where several follow by the same,
    beneath the first of them.
    """
    lines = [*wrap(_name(lineage, lineage.root), width, "")]
    for heading, links, down in (
        ("came before", lineage.up, False),
        ("came after", lineage.down, True),
    ):
        if links:
            lines.append(f"{heading}:")
            lines += _branches(lineage, links, down, sources, width)
    return "\n".join(lines) + "\n"


def to_mermaid(lineage: Lineage) -> str:
    """Return the line as a Mermaid flowchart, earlier things to the left."""
    numbers = {slug: f"n{i}" for i, slug in enumerate(lineage.labels)}
    lines = ["flowchart LR"]
    for slug, number in numbers.items():
        lines.append(f'  {number}["{_mermaid(_name(lineage, slug))}"]')
    for link in _unique(lineage):
        arrow = "-->" if link.how == "succession" else "-.->"
        label = f'|"{_mermaid(_how(link))}"|' if _how(link) else ""
        lines.append(f"  {numbers[link.before]} {arrow}{label} {numbers[link.after]}")
    return "\n".join(lines) + "\n"


def to_dot(lineage: Lineage) -> str:
    """Return the line as a Graphviz digraph, earlier things to the left."""
    lines = ["digraph lineage {", "  rankdir=LR;", "  node [shape=box];"]
    for slug in lineage.labels:
        lines.append(f'  "{slug}" [label={_quoted(_name(lineage, slug))}];')
    for link in _unique(lineage):
        style = "solid" if link.how == "succession" else "dashed"
        ends = f'"{link.before}" -> "{link.after}"'
        lines.append(f"  {ends} [label={_quoted(_how(link))}, style={style}];")
    return "\n".join([*lines, "}"]) + "\n"


def _branches(
    lineage: Lineage, links: tuple[Link, ...], down: bool, sources: bool, width: int
) -> Iterator[str]:
    steps: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        steps[link.before if down else link.after].append(link)
    drawn: set[str] = set()
    told: dict[str, str] = {}  # indent -> by what the one before it there followed
    todo = [
        (link, "", i == len(steps[lineage.root]) - 1) for i, link in enumerate(steps[lineage.root])
    ][::-1]
    while todo:  # a stack, since a long line would go deeper than Python's own
        link, indent, is_last = todo.pop()
        slug = link.after if down else link.before
        below = steps[slug]
        again = slug in drawn and bool(below)
        inner = indent + ("   " if is_last else "│  ")
        name = _name(lineage, slug) + (" (see above)" if again else "")
        room = max(width, len(inner) + _LEAST)
        yield from wrap(name, room, f"{inner}  ", f"{indent}{'└─ ' if is_last else '├─ '}")
        how = _how(link)
        if how and told.get(indent) != how:
            yield from wrap(how, room, f"{inner}    ")
        told[indent] = how
        if sources and link.sources:
            yield from wrap("; ".join(link.sources), room, f"{inner}    ", f"{inner}  source: ")
        told.pop(inner, None)
        if not again:
            drawn.add(slug)
            todo += [(b, inner, i == len(below) - 1) for i, b in enumerate(below)][::-1]


def _unique(lineage: Lineage) -> list[Link]:
    return list(dict.fromkeys((*lineage.up, *lineage.down)))


def _name(lineage: Lineage, slug: str) -> str:
    life = period(*lineage.lives.get(slug, ("", "")))
    label = lineage.labels[slug].strip() or slug
    return f"{label} ({life})" if life else label


def _how(link: Link) -> str:
    parts = ["; ".join(map(say, link.date.split("|")))] if link.date else []
    parts += [_LOOSE[link.how]] if link.how in _LOOSE else []
    parts += [f"under {', '.join(link.laws)}"] if link.laws else []
    parts += [f"because of {', '.join(link.triggers)}"] if link.triggers else []
    return "; ".join(parts)


def _mermaid(text: str) -> str:
    """Return a text for between quotes, where Mermaid would read its own signs too."""
    return _SIGNS.sub(lambda sign: f"#{ord(sign[0])};", make_label(text, _WIDEST))


_SIGNS = re.compile(r"""[#&"<>|%`\\]""")


def _quoted(text: str) -> str:
    """Return a text as a label of DOT, which knows the entities of HTML."""
    label = make_label(text, _WIDEST).replace("&", "&amp;")
    return '"' + label.replace("\\", "\\\\").replace('"', '\\"') + '"'
