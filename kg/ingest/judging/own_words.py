"""Cells that the record fills in its own words, where a proposal still has the document's.

A machine can only repeat a sentence; whoever accepts it says it anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.ingest.judging.standing import OWN_WORDS, Standing
from kg.ingest.proposals import Proposal

TOLD = OWN_WORDS - {"label", "addressee_note"}
"""The columns that tell something; names are kept as they are."""
_RUN = 9
"""Words that follow each other in a document from which on they are its own, and nobody else's."""


def find_copied(proposal: Proposal, standing: Standing, *, is_apart: bool = False) -> list[str]:
    """Return the cells that would come into the record in the words of a document."""
    is_new = standing.row is None or is_apart or standing.is_beside
    cells = proposal.cells if is_new else standing.changes
    return list(_copied(proposal, cells))


def is_copied(words: str, proposal: Proposal) -> bool:
    """Return whether some words are, for the most part of a sentence, those of the document."""
    return any(_share(words, passage.quote) for passage in proposal.passages if passage.text)


def _copied(proposal: Proposal, cells: Mapping[str, str]) -> Iterator[str]:
    yield from (name for name, cell in cells.items() if name in TOLD and is_copied(cell, proposal))


def _share(words: str, quote: str) -> bool:
    mine, theirs = _words(words), _words(quote)
    run = min(_RUN, len(mine))
    return bool(mine) and any(one in set(_runs(theirs, run)) for one in _runs(mine, run))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: list[str], length: int) -> Iterable[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(length)), strict=False)
