"""What a client offers while somebody types: things, classes and properties that begin so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.errors import UsageError
from kg.model.dates import period
from kg.model.spelling import fold
from kg.serve.plain_page import as_text
from kg.serve.reconciliation.batches import ON
from kg.serve.reconciliation.desk import Desk
from kg.serve.reconciliation.extending import offered

_MOST = 20
_LONGEST = 300


def suggest_things(desk: Desk, prefix: str, cursor: int) -> dict[str, Any]:
    """Return things that some letters may begin or mean, after as many as the cursor says."""
    hits = desk.api.search(prefix[:_LONGEST], cursor + _MOST)[cursor:]
    return {
        "result": [
            {
                "id": hit.entity.slug,
                "name": hit.entity.label or hit.entity.slug,
                "description": "; ".join(
                    p for p in (hit.entity.about, period(hit.entity.start, hit.entity.end)) if p
                ),
                "notable": [desk.type_of(hit.entity.kind)],
            }
            for hit in hits
        ]
    }


def suggest_types(desk: Desk, prefix: str, cursor: int) -> dict[str, Any]:
    """Return the classes whose name or words hold some letters."""
    found = [
        {"id": kind, "name": label}
        for kind, label in desk.kinds.items()
        if _holds((kind, label), prefix)
    ]
    return {"result": found[cursor : cursor + _MOST]}


def suggest_properties(desk: Desk, prefix: str, cursor: int) -> dict[str, Any]:
    """Return the properties whose name or words hold some letters, those of a query first."""
    found = [
        {"id": id, "name": name, "description": says}
        for id, name, says in _properties(desk)
        if _holds((id, name), prefix)
    ]
    return {"result": found[cursor : cursor + _MOST]}


def fly_out(desk: Desk, kind: str, id: str) -> dict[str, str]:
    """Return a few words of HTML on a thing, a class or a property."""
    match kind:
        case "entity":
            entity = desk.index.entity(id)
            words = (entity.label, entity.about) if entity else None
        case "type":
            words = (desk.kinds[id], f"class {id}") if id in desk.kinds else None
        case _:
            known = {one: (name, says) for one, name, says in _properties(desk)}
            words = known.get(id)
    if words is None:
        raise UsageError(f"id: there is no {kind} '{id[:60]}'")
    return {"id": id, "html": f"<p><b>{as_text(words[0])}</b></p><p>{as_text(words[1])}</p>"}


def _properties(desk: Desk) -> Iterable[tuple[str, str, str]]:
    yield ON, "existed on", "the day on which the name was used: 2012-11-05, 05/11/2012, 2012"
    for one in offered(desk).values():
        yield one.id, one.name, one.says


def _holds(texts: Iterable[str], prefix: str) -> bool:
    wanted = fold(prefix[:_LONGEST])
    return any(wanted in fold(text) for text in texts)
