"""What kind of thing is meant: one look-up for every command, question and export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model.nearest import nearest
from kg.model.notation import name_of
from kg.model.spelling import key
from kg.model.terms import Space, local_part

if TYPE_CHECKING:
    from kg.index.index import Index


def find_kind(text: str, kinds: Mapping[str, str], space: Space, what: str = "nothing") -> str:
    """Return the class that a text names, as a local name: by name, label, CURIE or IRI.

    Case, spaces and dashes make no difference. `kinds` gives the label of each class that may be
    meant, `what` the words before "is a" for one that does not exist. Raises UsageError.
    """
    by_key = {key(label): kind for kind, label in sorted(kinds.items()) if label}
    by_key |= {key(local_part(kind)): kind for kind in sorted(kinds)}
    by_key |= {key(kind): kind for kind in sorted(kinds)}
    wanted = name_of(text.strip())
    wanted = key(space.local(wanted) if "://" in wanted else space.bare(wanted))
    if wanted in by_key:
        return by_key[wanted]
    near = nearest(wanted, by_key)
    hint = f"did you mean '{by_key[near]}'?" if near else f"expected {', '.join(sorted(kinds))}"
    raise UsageError(f"{what} is a '{text}'; {hint}")


def find_kinds(index: Index, texts: Iterable[str]) -> list[str]:
    """Return the classes that some texts name, of those that things of a graph have."""
    kinds = kinds_of(index, index.kinds())
    return [find_kind(text, kinds, index.space, "--type: nothing") for text in texts]


def kinds_of(index: Index, kinds: Iterable[str]) -> dict[str, str]:
    """Return some classes, by local name, with their labels; one without has an empty label."""
    space, known = index.space, index.vocabulary()
    return {kind: known.get(space.term(kind), ("", ""))[0] for kind in kinds}
