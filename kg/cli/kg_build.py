"""`kg build` and `kg check`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kg.cli.options import BaseUrl, GraphOption, RowFormat, TextFormat, TextOption
from kg.cli.terminal import show, tell
from kg.errors import UsageError
from kg.model.spelling import count

if TYPE_CHECKING:
    from kg.make.checked_graph import Tell
    from kg.make.pipeline import BuildReport
    from kg.triples.check import Finding

Data = Annotated[
    Path | None,
    typer.Option(help="Folder of tables; default data/ here, else the shipped facts."),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder to write.")]
Mended = Annotated[
    Path | None,
    typer.Argument(
        help="Where --repair writes; default data-mended beside data.", show_default=False
    ),
]
Repair = Annotated[
    bool, typer.Option("--repair", help="Write damaged tables beside, as they were.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only tell of problems.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(build)
    app.command()(check)


def build(
    data: Data = None,
    out: Out = Path("output"),
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing changed.")] = False,
    base_url: BaseUrl = "",
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Rules and checks asked at once; default all cores.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Build the graph: Turtle, the page and the store, from the tables.

    Nothing changes unless the whole build holds. Exits 1 where the graph breaks a shape, 2
    where the tables are wrong. With --base-url the page, which is one file, knows where it will
    stand, so that the links that it copies can be opened by others.

        kg build --data data --out output
        kg build --base-url https://example.org/nhs-it/
    """
    from kg.make import pipeline
    from kg.pages.page_paths import read_base_url

    base = read_base_url(base_url)
    with _progress(quiet) as tell:
        report = pipeline.build(data, out, force=force, base_url=base, tell=tell, jobs=jobs)
    if not quiet:
        _print_report(report)


def check(
    folder: Mended = None,
    data: Data = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for warnings too.")] = False,
    release: Annotated[
        bool, typer.Option("--release", help="Exit 1 where a measure has fallen below its floor.")
    ] = False,
    repair: Repair = False,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier repair.")] = False,
    shapes: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="SHACL shapes to check a graph by.", show_default=False),
    ] = None,
    format: TextOption = TextFormat.text,
    quiet: Quiet = False,
    graph: GraphOption = None,
) -> None:
    """Check the tables, the graph made of them and the stories told of it, and write nothing.

    What a spreadsheet or an editor has done to a table is told with what stood there before; with
    --repair the tables are written as they were into a folder of their own, with a list of what was
    changed and what could not be (repairs.tsv). The tables themselves are never written. Exits 1
    where something is left to mend by hand.

    Findings go to standard output, one a line. Exits 1 where there is a violation, or a sentence of
    a story says other than the record; 2 where a story cannot be told. The floors of a
    release stand in dataset.toml. With --shapes or --graph a graph is checked instead of tables:
    by any SHACL shapes, else by those of the record.

        kg check --strict
        kg check --repair
        kg check --shapes shapes.ttl --graph data.ttl
    """
    if repair:
        if shapes or graph is not None or release:
            raise UsageError("--repair is of tables; it takes --data and --force alone")
        _repair(data, folder, force, quiet)
    if folder is not None or force:
        raise UsageError("a folder and --force are for --repair; tables to check stand in --data")
    if shapes or graph is not None:
        if data is not None or release:
            raise UsageError(
                f"{'--data' if data is not None else '--release'} is of tables; "
                "it cannot be used with --shapes or --graph"
            )
        with _progress(quiet) as tell_step:
            tell_step("checking")
            findings, looked = _check_graph(graph, shapes or [])
        fallen: list[str] = []
    else:
        findings, fallen = _check_tables(data, release, quiet)
        looked = ""
    _print_findings(findings, format)
    for line in fallen:
        show(line)
    violations = sum(finding.severity not in ("warning", "info") for finding in findings)
    if not quiet:
        tell(_count(findings, violations) + looked)
    raise typer.Exit(1 if violations or fallen or (strict and findings) else 0)


def _count(findings: list[Finding], violations: int) -> str:
    infos = sum(finding.severity == "info" for finding in findings)
    warnings = len(findings) - violations - infos
    return f"{violations} violations, {warnings} warnings{f', {infos} infos' if infos else ''}"


def _repair(data: Path | None, folder: Path | None, force: bool, quiet: bool) -> NoReturn:
    """Write mended tables and say what was done; exits 1 where something could not be mended."""
    from kg.make import pipeline, repairing

    done = repairing.repair(pipeline.find_data(data), folder, force=force)
    for line in done.told:
        show(f"left: {line}")
    if not quiet and done.is_written:
        left = f", {done.left:,} left" if done.left else ""
        tell(f"{count(done.mended, 'place')} mended{left}; {done.folder / repairing.LIST} has each")
        tell(f"check them: kg check --data {shlex.quote(str(done.folder))}")
    elif not quiet:
        tell("nothing to mend")
    raise typer.Exit(1 if done.left else 0)


def _check_tables(data: Path | None, release: bool, quiet: bool) -> tuple[list[Finding], list[str]]:
    """Return what is wrong with the graph of some tables, and which measures fell."""
    from kg.make import checking, pipeline
    from kg.make.checked_graph import make_graph

    folder = pipeline.find_data(data)
    with _progress(quiet) as tell_step:
        checked = make_graph(folder, pipeline.find_ontology(folder), tell_step)
        findings = [*checking.check_stories(checked, folder), *checked.findings]
    return findings, checking.check_release(checked) if release else []


def _check_graph(graph: str | None, shapes: list[str]) -> tuple[list[Finding], str]:
    """Return what is wrong with a graph, and how much was looked at."""
    from kg.engine.store import open_graph

    opened = open_graph(graph)
    if not shapes:
        from kg.engine.derivation import complete
        from kg.make.checking import check_graph

        return check_graph(complete(opened)), ""
    from kg.make.shacl import check_by_shapes

    found = check_by_shapes(opened, shapes)
    for note in found.notes:
        tell(f"kg: {note}")
    return found.findings, f"; {found.looked}" if found.looked else ""


def _print_findings(findings: list[Finding], form: TextFormat) -> None:
    if form is TextFormat.json:
        from kg.cli.rows import print_rows

        columns = ("severity", "place", "focus", "path", "value", "message", "shape", "component")
        rows = [[getattr(finding, name) for name in columns] for finding in findings]
        print_rows(columns, rows, RowFormat.json)
        return
    for finding in findings:
        show(str(finding))


@contextmanager
def _progress(quiet: bool) -> Iterator[Tell]:
    """Yield the function that tells of a step: a moving line on a terminal, else plain lines."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("starting") as status:
            yield lambda step: status.update(f"{step} …")
    else:
        yield lambda step: tell(f"{step} …")


def _print_report(report: BuildReport) -> None:
    if report.is_unchanged:
        show(f"unchanged: {report.out} is up to date ({report.seconds:.2f} s)")
    else:
        for kind, count in report.kinds.items():
            show(f"{count:>7,}  {kind}")
        show(
            f"{report.triples:>7,}  triples, {report.inferred:,} of them inferred; "
            f"{report.sources:,} sources"
        )
        for kind, count in report.counted.items():
            tell(f"warning: {count:,} × {kind}")
        if report.counted:
            tell("kg check and kg gaps list them")
        warnings = sum(report.counted.values())
        show(f"built in {report.seconds:.1f} s with {warnings:,} warnings")
    show(f"open {report.page}")
