"""On which day the files of a source were read, and of which day they are, as an inbox keeps it.

A source that the record has no row for gets both when its first proposal is accepted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kg.errors import UsageError
from kg.ingest.proposals import begin_inbox

DAYS = "sources.json"


def note_reading(inbox: Path, source: str, of: str = "") -> None:
    """Keep in an inbox that files of a source were read today, and of which day they are."""
    held = {name: dict(cells) for name, cells in days_read(inbox).items()}
    held[source] = {
        "read_at": date.today().isoformat(),
        "date": of or held.get(source, {}).get("date", ""),
    }
    begin_inbox(inbox)
    text = json.dumps(held, indent=1, sort_keys=True) + "\n"
    (inbox / DAYS).write_text(text, "utf8", newline="\n")


def days_read(inbox: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the cells that are known of sources by their reading: `read_at`, and `date`.

    Raises UsageError where the file that keeps them is none.
    """
    file = inbox / DAYS
    if not file.is_file():
        return {}
    try:
        held = json.loads(file.read_bytes())
        return {
            str(source): {str(name): str(cell) for name, cell in cells.items()}
            for source, cells in held.items()
        }
    except (ValueError, AttributeError):
        raise UsageError(f"{file}: says not when sources were read; remove it") from None
