"""Begin a record of other institutions: a folder of tables that builds at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from kg.errors import OutputError, UsageError
from kg.export.files import write_file
from kg.model import schema
from kg.model.terms import to_slug
from kg.read.dataset import guess_prefix

Rows = tuple[Mapping[str, str], ...]

_LEFT_OUT = frozenset(
    {"SEED_COVERAGE", "properties", "aliases_of_ids", "synonyms", *schema.ABOUT_ROWS}
)
"""Tables that a record has no need of when it begins."""

EXAMPLES: Mapping[str, Rows] = {
    "sources": (
        {
            "id": "example-report-2020", "title": "Report on examples", "publisher": "A press",
            "date": "2020-05-01", "kind": "Web", "url": "https://example.org/report",
        },
    ),
    "bodies": (
        {
            "id": "board-of-examples", "type": "Body", "tier": "national", "it_role": "none",
            "label": "Board of Examples", "aliases": "BoE", "start": "1995-04", "end": "2010-04-01",
            "description": "An invented body; replace this row.", "sources": "example-report-2020",
        },
        {
            "id": "office-of-examples", "type": "Body", "tier": "national", "it_role": "main",
            "label": "Office of Examples", "start": "2010-04-01", "end": "..",
            "description": "An invented body; replace this row.",
            "sources": "example-report-2020#p. 3",
        },
    ),
    "events": (
        {
            "id": "office-follows-board", "kind": "Replacement",
            "label": "The office takes the place of the board", "date": "2010-04-01",
            "ended": "board-of-examples", "created": "office-of-examples", "status": "happened",
            "sources": "example-report-2020",
        },
    ),
}  # fmt: skip
"""Table -> the rows with which a record begins."""

DATASET = """\
# What this record is, who made it, under which licence, and at which addresses its things stand.
# A key that is left out has a neutral default; kg check tells what cannot stand.

title = "{title}"
description = "Who did what, what was advised, and what became of it."
# What the files of a build are called: output/{name}.ttl and output/{name}.html.
name = "{name}"

[licence]
# Choose one: facts without a licence cannot be used by others.
name = "Creative Commons Attribution 4.0 International"
url = "https://creativecommons.org/licenses/by/4.0/"

[makers]
# Who publishes the record and who made it, as they are to be named.
# publisher = "…"
creators = []

[addresses]
# An address, once published, never changes. Use one that is yours, or https://w3id.org/…
# A thing is named {{base}}id/{{its id}}; example.org belongs to nobody.
base = "https://example.org/{name}/"
# Where the vocabulary is named and how it is written for short: {prefix}:Body.
vocabulary = "https://example.org/{name}/ns#"
prefix = "{prefix}"

[page]
title = "{title}"

[words]
# The tiers, as bodies.csv writes them, whose bodies count as national.
national = ["national"]
# Words that the initials of a name may leave out.
initials = []
# Words that names of institutions share, so that a register's name may be the same without them:
# what a thing is in law (a name with one means nothing whose name has none), as what it serves,
# and what names gain and lose.
forms = []
institutions = []
gained = []

# A table (where, surface_form, id) of what the record should hold, outside this folder:
# kg analyse quality counts how much of it does.
# [coverage]
# table = "../coverage.csv"
"""

README = """\
# {title}

A record of institutions as tables: who did what, when, on whose advice, each row with its source.
`kg` makes a graph of them, a page to look at, and answers.

    kg build                      # checks the tables and writes output/
    kg show "Office of Examples"  # what is known of one thing
    kg lineage "Board of Examples"

Then, in this order:

1. `data/dataset.toml`: title, licence and addresses of your own.
2. `data/sources.csv`: what you have read. Every other row names at least one source.
3. `data/bodies.csv`, `data/events.csv`: the institutions, and what made, ended or joined them.
   Replace the invented rows. An empty cell means unknown; `kg check` says what cannot stand.
4. The other tables, as you need them: each has its header row already.

A kind of body that the vocabulary does not have is declared in `ontology/additions.ttl`, beside
`data/`, and may then stand in the column `type`:

    @prefix {prefix}: <https://example.org/{name}/ns#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    {prefix}:Regulator a owl:Class ; rdfs:label "regulator"@en ; rdfs:subClassOf {prefix}:Body .

Questions of your own stand in `ontology/questions/NAME.rq` and are asked by `kg ask NAME`.
"""

IGNORED = "output/\n"


def begin_record(folder: Path) -> list[Path]:
    """Write a record that builds into a new or empty folder, and return its files.

    It is called after the folder. Raises UsageError where the folder holds anything.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(f"{folder}: is not empty; name a new folder")
        for part in (folder, folder / "data"):
            part.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from None
    files = _files(folder.resolve().name)
    for name, text in files.items():
        write_file(folder / name, text)
    return [folder / name for name in files]


def _files(called: str) -> dict[str, str]:
    """Return the files of a record that is called so, by name."""
    name = to_slug(called) or "record"
    words = {"name": name, "title": _title(name), "prefix": guess_prefix(name)}
    tables = {
        f"data/{table.name}.csv": _table(table.names, EXAMPLES.get(table.name, ()))
        for table in schema.TABLES
        if table.name not in _LEFT_OUT
    }
    return {
        "data/dataset.toml": DATASET.format(**words),
        **tables,
        "README.md": README.format(**words),
        ".gitignore": IGNORED,
    }


def _title(name: str) -> str:
    words = name.replace("-", " ")
    return f"The record of {words}"


def _table(header: list[str], rows: Rows) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
