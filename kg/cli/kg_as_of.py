"""`kg as-of`: what existed on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.completion import complete_kind
from kg.cli.options import FormatOption, GraphOption, RowFormat
from kg.cli.output import open_only_index
from kg.cli.terminal import show, tell
from kg.model.dates import period, say

if TYPE_CHECKING:
    from kg.history.days import Changed
    from kg.history.existence import AsOf, Existence
    from kg.index.index import Index

COLUMNS = (
    *("id", "label", "name_then", "kind", "tier", "held", "reason", "last_seen", "head"),
    *("minister", "start", "end"),
)
"""What a machine reads of each thing."""

_SHOWN = ("id", "name then", "kind", "when", "head")
"""What a person reads of each."""


CHANGED = ("change", "held", "id", "label", "kind", "tier", "when", "before", "after")
"""What a machine reads of each change between two days."""

_TOLD = ("id", "name", "kind", "when", "from", "to")
"""What a person reads of each change."""


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("as-of")(as_of)


def as_of(
    date: Annotated[str, typer.Argument(help="A day, month or year.", show_default=False)],
    kind: Annotated[
        list[str] | None,
        typer.Option("--type", "-t", help="Only this kind.", autocompletion=complete_kind),
    ] = None,
    certain: Annotated[bool, typer.Option("--certain", help="Leave out the possible.")] = False,
    unfold: Annotated[
        bool, typer.Option("--all", "-a", help="List local things and companies too.")
    ] = False,
    to: Annotated[
        str, typer.Option("--to", help="A later day: list what changed between the two.")
    ] = "",
    form: FormatOption = RowFormat.table,
    graph: GraphOption = None,
) -> None:
    """List what existed on a day: for certain, going on as last read, or possibly and why.

    Certain is what the record's own rows show: it had begun, and a row of that day or later needs
    it, or its end is known. Going on is what a source says goes on. A month or year is certain
    where all of its days are. Of an end stated to the day the last day before it is told.
    National and regional things are listed, local ones and companies counted (--all lists them);
    other formats than the table are always whole. With --to it is listed what began, ended, was
    renamed and which functions moved until a later day. Exits 1 where nothing existed or changed.

        kg as-of 2015-06 --type Body

        kg as-of 2013-04-01 --to 2023-04-01
    """
    from kg.cli.rows import print_rows
    from kg.history.existence import find_existing

    if to:
        _show_changes(graph, date, to, kind or [], certain, unfold, form)
    index = open_only_index(graph)
    answer = find_existing(index, date, kind or [])
    shown = [one for one in answer.found if not certain or one.how != "possible"]
    if form is RowFormat.table:
        for office, holder in answer.offices:
            show(f"{office}: {holder}")
        for title, part in _sections(shown):
            _print_section(title, part, index, unfold or bool(kind))
    else:
        print_rows(COLUMNS, (tuple(one.to_dict().values()) for one in shown), form)
    tell(_total(answer))
    raise typer.Exit(0 if shown else 1)


def _show_changes(
    graph: str | None,
    first: str,
    second: str,
    kinds: list[str],
    is_sure: bool,
    unfold: bool,
    form: RowFormat,
) -> None:
    """List what changed between two days, and exit."""
    from kg.cli.output import open_both
    from kg.cli.rows import print_rows
    from kg.history.days import find_changes

    opened, index = open_both(graph)
    found = find_changes(opened, index, first, second, kinds)
    shown = [one for one in found if one.is_sure or not is_sure]
    if form is RowFormat.table:
        for title, part in _group(shown):
            listed = [one for one in part if unfold or kinds or one.is_national]
            show(f"{title} ({len(part):,})")
            print_rows(_TOLD, map(_change_line, listed), RowFormat.table)
            rest = len(part) - len(listed)
            if rest:
                show(f"and {rest:,} local ones and companies; --all lists them")
            show()
    else:
        print_rows(CHANGED, (tuple(one.to_dict().values()) for one in shown), form)
    counts = Counter(one.turn.value for one in shown if one.is_sure)
    possible = sum(not one.is_sure for one in shown)
    told = ", ".join(f"{number:,} {turn}" for turn, number in counts.items())
    tell(f"{told or 'nothing for certain'}; {possible:,} possible")
    raise typer.Exit(0 if shown else 1)


def _group(found: Iterable[Changed]) -> Iterator[tuple[str, list[Changed]]]:
    """Yield changes by what they are, the possible after the certain."""
    parts: dict[str, list[Changed]] = {}
    for one in found:
        title = one.turn.value if one.is_sure else f"possibly {one.turn.value}"
        parts.setdefault(title, []).append(one)
    yield from parts.items()


def _change_line(one: Changed) -> tuple[str, ...]:
    e = one.entity
    return (e.slug, e.label, e.kind, one.when, one.before, one.after)


def _sections(found: Iterable[Existence]) -> Iterator[tuple[str, list[Existence]]]:
    """Yield the things by how sure it is that they existed; those without any date are apart."""
    parts: dict[str, list[Existence]] = {}
    for one in found:
        parts.setdefault(one.how.value if one.is_dated else "no date known", []).append(one)
    for title, part in parts.items():
        yield f"{title} ({len(part):,})", part


def _print_section(title: str, part: list[Existence], index: Index, unfold: bool) -> None:
    """Print a table of what is national or regional, and a count of the rest."""
    from kg.cli.rows import print_rows

    listed, rest = [], Counter[tuple[str, str]]()
    for one in part:
        if unfold or (one.is_national and one.is_dated):
            listed.append(one)
        else:
            rest[_family(one, index)] += 1
    show(title)
    if listed:
        print_rows(_SHOWN, map(_to_line, listed), RowFormat.table)
    if rest:
        counts = ", ".join(
            f"{n:,} {single if n == 1 else many}" for (single, many), n in sorted(rest.items())
        )
        show(f"{'and ' if listed else ''}{counts}; --all lists them")
    show()


def _to_line(one: Existence) -> tuple[str, ...]:
    e = one.entity
    return (e.slug, one.name, e.kind, one.reason or period(e.start, e.end), one.head)


def _family(one: Existence, index: Index) -> tuple[str, str]:
    """Return what to call one and many of what is counted and not listed, such as local bodies."""
    kind = one.entity.kind
    tier = one.tier.removesuffix("Tier").lower() + " " if one.tier and kind != "Company" else ""
    single, many = index.vocabulary().get(index.space.ns + kind, ("", ""))
    return tier + (single or kind.lower()), tier + (many or single or kind.lower())


def _total(answer: AsOf) -> str:
    """Say how many existed, and up to which day the record was read."""
    counts = Counter(one.how.value for one in answer.found)
    total = ", ".join(f"{counts[how]:,} {how}" for how in ("certain", "going on", "possible"))
    read = f"; read up to {say(answer.read_up_to.isoformat())}" if answer.read_up_to else ""
    return f"{total}{read}"
