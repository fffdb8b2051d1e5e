"""What a person decides of proposals, kept at once, a line each, until `kg accept` takes it in.

The file begins with the address of the record that it is of. It only grows: the last line about a
proposal holds, so that whoever is stopped goes on where he was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import TableErrors, UsageError
from kg.ingest.proposals import begin_inbox
from kg.model.schema import JUDGEMENTS

DECISIONS = "judgements.jsonl"
"""The file of an inbox that holds them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of a proposal, on a day.

    `cells` are those that he gave or changed; `is_apart` says that the row stands beside the one
    that the record has, as its rival or another of its kind.
    """

    proposal: str
    judgement: str
    by: str
    date: str
    note: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    is_apart: bool = False


def keep_decision(inbox: Path, base: str, decision: Decision) -> None:
    """Add a decision to those of an inbox, whose record has a base address."""
    keep_decisions(inbox, base, [decision])


def keep_decisions(inbox: Path, base: str, decisions: Sequence[Decision]) -> None:
    """Add decisions to those of an inbox, all at once."""
    begin_inbox(inbox)
    file = inbox / DECISIONS
    held = file.read_bytes() if file.is_file() else b""
    whole = held[: held.rfind(b"\n") + 1]  # a line that was cut short was not decided
    lines = [*([] if whole else [{"record": base}]), *map(_to_json, decisions)]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    with file.open("r+b" if held else "wb") as stream:
        stream.truncate(len(whole))
        stream.seek(len(whole))
        stream.write(text.encode())


def read_decisions(file: Path, base: str) -> dict[str, Decision]:
    """Return the decisions of a file by the digests of their proposals; the last one holds.

    None where there is no file. Raises UsageError for one of another record, TableErrors for
    lines that are no decision; a last line that was cut short is none.
    """
    text = file.read_bytes() if file.is_file() else b""
    lines = list(enumerate(text.splitlines(), start=1))
    if lines and not text.endswith(b"\n") and _load(lines[-1][1]) is None:
        lines.pop()
    if not lines:
        return {}
    header = _load(lines[0][1])
    if not isinstance(header, dict) or "record" not in header:
        raise UsageError(f'{file}:1: says not of which record it is; expected {{"record": …}}')
    if header["record"] != base:
        raise UsageError(f"{file}:1: is of the record {header['record']}; this one is {base}")
    found: dict[str, Decision] = {}
    problems = []
    for number, line in lines[1:]:
        try:
            one = _from_json(_load(line))
        except (ValueError, TypeError) as error:
            problems.append(f"{file}:{number}: is no decision: {error}")
            continue
        found[one.proposal] = one
    if problems:
        raise TableErrors(problems)
    return found


def _load(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _to_json(decision: Decision) -> dict[str, object]:
    whole = {name: getattr(decision, name) for name in Decision.__slots__}
    whole["cells"] = dict(decision.cells)
    return {name: value for name, value in whole.items() if value}


def _from_json(record: Any) -> Decision:
    if not isinstance(record, dict):
        raise TypeError("expected an object in braces")
    unknown = sorted(set(record) - set(Decision.__slots__))
    if unknown:
        raise ValueError(f"unknown key '{unknown[0]}'")
    missing = [name for name in ("proposal", "judgement", "by", "date") if not record.get(name)]
    if missing:
        raise ValueError(f"has no '{missing[0]}'")
    found = Decision(**record)
    cells = found.cells
    if found.judgement not in JUDGEMENTS:
        raise ValueError(f"'{found.judgement}' is none of {', '.join(JUDGEMENTS)}")
    if not isinstance(cells, dict) or not all(map(_is_text, [*cells, *cells.values()])):
        raise TypeError("'cells' are not columns with their texts")
    if not all(map(_is_text, (found.proposal, found.by, found.date, found.note))):
        raise TypeError("a key holds no text")
    date.fromisoformat(found.date)
    return found


def _is_text(value: object) -> bool:
    return isinstance(value, str)
