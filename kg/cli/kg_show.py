"""`kg show`, `kg search`, `kg as-of`, `kg path` and `kg explain`."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.completion import complete_entity, complete_kind, complete_property
from kg.cli.options import FormatOption, GraphOption, RowFormat
from kg.cli.output import is_plain, open_both, open_only_index, print_json, width

if TYPE_CHECKING:
    from kg.ask.explain import Explanation, Ground
    from kg.ask.paths import Way


class CardFormat(StrEnum):
    """How a card is printed."""

    text = "text"
    json = "json"
    md = "md"


class TextFormat(StrEnum):
    """How steps and reasons are printed."""

    text = "text"
    json = "json"


TextOption = Annotated[TextFormat, typer.Option("--format", "-f", help="How to print it.")]


def _thing(help: str) -> typer.models.ArgumentInfo:
    found: typer.models.ArgumentInfo = typer.Argument(
        help=help, autocompletion=complete_entity, show_default=False
    )
    return found


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(show)
    app.command()(search)
    app.command("as-of")(as_of)
    app.command()(path)
    app.command()(explain)


def show(
    entity: Annotated[str, _thing("Id, label, alias, former name, CURIE or IRI.")],
    form: Annotated[CardFormat, typer.Option("--format", "-f", help="How to print it.")] = (
        CardFormat.text
    ),
    full: Annotated[bool, typer.Option("--all", "-a", help="Cut no list.")] = False,
    graph: GraphOption = None,
) -> None:
    """Show all that is known of an entity, each line with its sources.

    kg show "NHS Connecting for Health"
    """
    from kg.ask.cards import make_card
    from kg.ask.cardtext import to_json, to_markdown, to_text
    from kg.index.names import find_node

    opened, index = open_both(graph)
    card = make_card(opened, index, find_node(opened, index, entity))
    match form:
        case CardFormat.json:
            print_json(to_json(card))
        case CardFormat.md:
            typer.echo(to_markdown(card), nl=False)
        case CardFormat.text:
            typer.echo(to_text(card, width(), full, bold=not is_plain()), nl=False)


def search(
    words: Annotated[list[str], typer.Argument(help="Words of a name.", show_default=False)],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Rows at most.")] = 20,
    kind: Annotated[
        list[str] | None, typer.Option("--type", "-t", help="Only of this class, such as Report.")
    ] = None,
    form: FormatOption = RowFormat.table,
    graph: GraphOption = None,
) -> None:
    """Find entities by label, alias, former name or initials, whatever the spelling.

    Exits 1 where nothing is like it.

        kg search connecting for heath
    """
    from kg.cli.rows import print_rows
    from kg.index import search as asking

    index = open_only_index(graph)
    kinds = _kinds(index.kinds(), kind or [])
    hits = asking.search(index, " ".join(words), kinds, limit)
    if not hits:
        typer.echo(f"nothing is like '{' '.join(words)}'", err=True)
        if form is not RowFormat.table:
            print_rows(_SEARCH, [], form)
        raise typer.Exit(1)
    rows = [
        (h.entity.slug, h.entity.label, h.entity.kind, h.entity.start, h.entity.end,
         "" if h.name_kind == "label" else f"{h.name} ({h.name_kind})", round(h.score, 3))
        for h in hits
    ]  # fmt: skip
    if form is RowFormat.table:
        print_rows(_SEARCH[:-1], [row[:-1] for row in rows], form)
    else:
        print_rows(_SEARCH, rows, form)


_SEARCH = ("id", "label", "kind", "start", "end", "found as", "score")


def _kinds(known: dict[str, int], asked: list[str]) -> list[str]:
    from kg.errors import UsageError
    from kg.model.nearest import did_you_mean

    by_name = {kind.lower(): kind for kind in known}
    for kind in asked:
        if kind.lower() not in by_name:
            hint = did_you_mean(kind.lower(), by_name) or f"; expected {', '.join(sorted(known))}"
            raise UsageError(f"--type: nothing is a '{kind}'{hint}")
    return [by_name[kind.lower()] for kind in asked]


def as_of(
    date: Annotated[str, typer.Argument(help="A day, month or year.", show_default=False)],
    kind: Annotated[
        list[str] | None,
        typer.Option("--type", "-t", help="Only this kind.", autocompletion=complete_kind),
    ] = None,
    certain: Annotated[bool, typer.Option("--certain", help="Leave out the possible.")] = False,
    form: FormatOption = RowFormat.table,
    graph: GraphOption = None,
) -> None:
    """List what existed on a day: certainly or possibly.

    What has no known end is never certain: the sources do not say that it went on. Exits 1 where
    nothing existed.

        kg as-of 2015-06 --type Body
    """
    from kg.cli.rows import print_rows
    from kg.history.existence import find_existing

    found = find_existing(open_only_index(graph), date, kind or [])
    sure = sum(e.how == "certain" for e in found)
    rows = [
        (e.how.value, e.entity.slug, e.entity.label, e.entity.kind, e.entity.start, e.entity.end)
        for e in found
        if e.how == "certain" or not certain
    ]
    print_rows(("held", "id", "label", "kind", "start", "end"), rows, form)
    typer.echo(f"{sure} certain, {len(found) - sure} possible", err=True)
    raise typer.Exit(0 if rows else 1)


def path(
    start: Annotated[str, _thing("Where to begin.")],
    end: Annotated[str, _thing("Where to end.")],
    ways: Annotated[int, typer.Option("--ways", min=1, max=50, help="Ways to show.")] = 4,
    form: TextOption = TextFormat.text,
    graph: GraphOption = None,
) -> None:
    """Show how two entities are connected: the shortest way and the next ones.

    Each step is one fact with its sources. Exits 1 where nothing connects them.

        kg path "Richard Granger" nhs-england
    """
    from kg.ask.paths import find_paths
    from kg.index.names import find_node

    opened, index = open_both(graph)
    begin, target = find_node(opened, index, start), find_node(opened, index, end)
    found = find_paths(opened, index, begin, target, ways)
    if form is TextFormat.json:
        print_json([[asdict(hop) for hop in way] for way in found])
    elif found == [()]:
        typer.echo("they are the same", err=True)
    else:
        for number, way in enumerate(found, start=1):
            _print_way(number, way)
    if not found:
        typer.echo(f"nothing connects {begin} and {target}", err=True)
        raise typer.Exit(1)


def _print_way(number: int, way: Way) -> None:
    typer.echo(f"{number}. {len(way)} step{'s' if len(way) > 1 else ''}")
    for hop in way:
        typer.echo(f"   {hop.start_label} → {hop.end_label}")
        more = f" (and {hop.others} more facts)" if hop.others else ""
        typer.echo(f"      {hop.fact}{f' ({hop.when})' if hop.when else ''}{more}")
        typer.echo(f"      source: {'; '.join(map(str, hop.sources)) or 'none'}")


def explain(
    subject: Annotated[str, _thing("What the fact is about.")],
    predicate: Annotated[
        str,
        typer.Argument(
            help="A property, such as replacedBy or 'parent body'.",
            autocompletion=complete_property,
            show_default=False,
        ),
    ],
    object_: Annotated[
        str | None,
        typer.Argument(
            metavar="[OBJECT]",
            help="Its value; without it, every value.",
            autocompletion=complete_entity,
            show_default=False,
        ),
    ] = None,
    form: TextOption = TextFormat.text,
    graph: GraphOption = None,
) -> None:
    """Say how a fact is known: claims, sources, rank, who says otherwise, and the row.

    Exits 1 where the graph does not state it.

        kg explain nhs-digital replacedBy nhs-england
    """
    from kg.ask.explain import explain as asked

    opened, index = open_both(graph)
    found = asked(opened, index, subject, predicate, object_)
    if form is TextFormat.json:
        print_json([asdict(e) for e in found])
    else:
        for explanation in found:
            _print_explanation(explanation)
    if not any(e.is_stated for e in found):
        if not found:
            typer.echo(f"the graph gives '{subject}' no '{predicate}'", err=True)
        raise typer.Exit(1)


def _print_explanation(e: Explanation) -> None:
    typer.echo(e.sentence + ("" if e.is_stated else "  — the graph does not state this"))
    for ground in e.grounds:
        _print_ground(ground)
    for ground in e.against:
        _print_ground(ground)


def _print_ground(g: Ground) -> None:
    typer.echo(f"  {g.role}: {g.says}{f' ({g.when})' if g.when else ''}")
    for label, value in (
        ("row", g.row), ("node", g.node), ("rank", g.rank), ("confidence", g.confidence),
        ("note", g.note), ("sources", "; ".join(map(str, g.sources))),
        ("against it", "; ".join(map(str, g.against))),
    ):  # fmt: skip
        if value:
            typer.echo(f"    {label}: {value}")
