"""`kg cluster`: the analyses on a cluster of machines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import FormatOption, RowFormat, finite
from kg.cli.terminal import tell
from kg.errors import UsageError

MasterOption = Annotated[
    str, typer.Option(metavar="URL", help="spark://HOST:PORT, or local[2] for this machine.")
]
InputOption = Annotated[
    str | None,
    typer.Option("--input", metavar="FOLDER", help="What 'kg export parquet' wrote."),
]
TableOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Which of its tables; default the first.")
]
OnOption = Annotated[
    list[str] | None,
    typer.Option("--on", metavar="DATE", help="For as-of: a day; may be given several times."),
]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="Tell the stages, and the share of each worker.")
]
WaitOption = Annotated[
    float,
    typer.Option(metavar="SECONDS", min=1, callback=finite, help="How long to await the cluster."),
]
ScratchOption = Annotated[
    str,
    typer.Option(metavar="FOLDER", help="Where rounds are set aside; all workers must see it."),
]
LogOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Keep what Spark prints in this file.")
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="A setting of Spark, such as its memory."),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    cluster = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    cluster.callback()(_about)
    cluster.command()(analyse)
    app.add_typer(cluster, name="cluster")


def _about() -> None:
    """Hand an analysis over to a cluster of machines, by Spark.

    kg export parquet -o tables.parquet

    kg cluster analyse lineage --master spark://HOST:7077 --input tables.parquet
    """


def analyse(
    name: Annotated[str | None, typer.Argument(help="Which job; without a name, the list.")] = None,
    master: MasterOption = "local[*]",
    place: InputOption = None,
    table: TableOption = None,
    day: OnOption = None,
    format: FormatOption = RowFormat.table,
    explain: ExplainOption = False,
    wait: WaitOption = 60.0,
    scratch: ScratchOption = "",
    log: LogOption = None,
    setting: SetOption = None,
) -> None:
    """Run an analysis on a cluster, over the tables of 'kg export parquet'.

    The answer is that of the local command: of 'kg analyse' with --table, of 'kg lineage', 'kg
    as-of' and 'kg recommendations' (docs/spark.md says which). What the cluster did is told beside
    it. Exits 1 where there is nothing to count.

        kg cluster analyse lineage --master spark://HOST:7077 --input tables.parquet -f csv

        kg cluster analyse as-of --on 2013-04-01 --input tables.parquet
    """
    from kg.cli.rows import print_rows
    from kg.cluster.handing_over import ClusterOptions, analyse_on
    from kg.cluster.jobs import JOBS

    if name is None:
        print_rows(["name", "tables"], [(n, ", ".join(t)) for n, t in JOBS.items()], format)
        return
    if place is None:
        raise UsageError("--input: expected the folder that 'kg export parquet' wrote")
    options = ClusterOptions(master, wait, scratch, log, _read_settings(setting or []))
    found, work = analyse_on(options, place, name, table, day or [])
    print_rows([column.heading for column in found.columns], found.rows, format)
    if work is not None:
        for line in work.lines() if explain else ():
            tell(line)
        tell(work.summary)
    raise typer.Exit(0 if found.rows else 1)


def _read_settings(given: list[str]) -> dict[str, str]:
    """Return settings of Spark by name; UsageError for what is none."""
    found = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key.startswith("spark."):
            raise UsageError(f"--set '{text}': expected spark.KEY=VALUE")
        found[key] = value
    return found
