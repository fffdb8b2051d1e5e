"""The ids of nodes that have none in the tables: made of what the row says, never of its place.

The same row gives the same id whatever stands around it, so a new row changes no IRI.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.model.terms import to_slug

_MARKS = (("..", " on "), ("~", " about "), ("?", " perhaps "), ("%", " perhaps about "))


def name_rows(table: str, resolve: Callable[[str], str]) -> Callable[[list[str]], str]:
    """Return the function that names the node of a row of a table, from its cells."""

    def own_id(cells: list[str]) -> str:
        return cells[0]

    def dated_name(cells: list[str]) -> str:
        entity, name, _kind, start, end = cells[:5]
        return _join(resolve(entity), "name", name, start, end)

    def dated_code(cells: list[str]) -> str:
        entity, register, code, start, end = cells[:5]
        return _join(resolve(entity), register, code, start, end)

    def tenure(cells: list[str]) -> str:
        person, post, start, end, seen = cells[:5]
        dates = [*(("from", start) if start else ()), *(("to", end) if end else ())]
        if not dates and seen:
            dates = ["seen", seen]
        return _join(resolve(person), "as", resolve(post), *dates)

    def assessment(cells: list[str]) -> str:
        recommendation, facet, verdict, by, date = cells[:5]
        return _join(resolve(recommendation), facet, verdict, resolve(by), date)

    names = {
        "names": dated_name,
        "identities": dated_code,
        "tenures": tenure,
        "assessments": assessment,
    }
    return names.get(table, own_id)


def _join(*texts: str) -> str:
    """Return the words of some texts as one slug; the marks of dates are spelt out.

    >>> _join("nhsx", "from", "2019~", "to", "..")
    'nhsx-from-2019-about-to-on'
    """
    words = []
    for text in texts:
        for mark, word in _MARKS:
            text = text.replace(mark, word)
        words.append(to_slug(text))
    return "-".join(word for word in words if word)
