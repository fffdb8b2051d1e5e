"""The data layer of a folder of tables, held in memory, and the row that each node came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.model.vocabulary import Vocabulary
from kg.read.tables import load_facts
from kg.triples.encode import encode


@dataclass
class Encoded:
    lines: list[str] = field(default_factory=list)
    origins: dict[str, tuple[str, int]] = field(default_factory=dict)


def encode_tables(data: Path, vocabulary: Vocabulary) -> Encoded:
    """Return what the tables of a folder say, a statement a line."""
    encoded = Encoded()

    def note(node: str, table: str, row: int) -> None:
        encoded.origins.setdefault(node, (table, row))

    encode(load_facts(data, vocabulary), vocabulary, encoded.lines.append, note)
    return encoded
