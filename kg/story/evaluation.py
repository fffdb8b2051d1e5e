"""Ask the record what a brace asks: the value, the words for it, what it rests on, the command.

A number is never counted here: it is the length, a cell or a sum of what `kg ask`,
`kg recommendations`, `kg as-of` and `kg explain` give, so the terminal prints the same.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from kg.ask.explain import explain
from kg.ask.ledger import Wanted, list_recommendations
from kg.ask.questions import ask, find_question
from kg.engine.graph import SparqlGraph
from kg.errors import UsageError
from kg.history.existence import find_existing
from kg.history.nodes import Source, sources_of
from kg.index.index import Index
from kg.index.names import find_node
from kg.model.nearest import did_you_mean
from kg.story.braces import Binding
from kg.story.picking import AnswerRow, AnswerRows, Picked, take
from kg.story.said import Value, agrees, spell_number

RECOMMENDATIONS, AS_OF = "recommendations", "as-of"
LISTS = (RECOMMENDATIONS, AS_OF)
"""What `count` counts; whatever else is counted is the rows of a ready question."""
_ALSO = {"told": "addressee"}
"""Other words for what narrows the ledger."""
_YES_OR_NO = {"yes": True, "no": False}
_SURE = ("certain", "going on", "possible")
_RESTING = 60
"""Rows whose sources are looked up for one brace."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What the record says where a brace stands.

    `text` is what the sentence has there, `command` what prints the same in a terminal, `taken`
    what is taken of it; `sources` are the most often named first. `disagreement` is empty where the
    sentence says what the record says. `things` are the ids of what is counted or named.
    """

    binding: Binding
    value: Value
    text: str
    command: str
    taken: str
    sources: tuple[Source, ...]
    things: tuple[str, ...]
    disagreement: str = ""


class Evaluation:
    """Asks one graph; what several braces ask is asked once."""

    def __init__(self, graph: SparqlGraph, index: Index) -> None:
        self._graph, self._index = graph, index
        self._asked: dict[tuple[object, ...], AnswerRows] = {}

    def bind(self, binding: Binding) -> Bound:
        """Return what the record says of a brace.

        Raises UsageError or UnknownEntity for what does not exist, and for an empty answer where
        the sentence does not say that there is none.
        """
        rows = self._rows(binding)
        taken = take(rows, binding.picks)
        is_none = binding.said is not None and agrees(binding.said, Decimal(0))
        if not taken.rows and not is_none:
            hint = "; write '= none' where that is meant" * isinstance(taken.value, Decimal)
            raise UsageError(f"'{rows.command}' finds nothing{_among(binding)}{hint}")
        if taken.value is None:
            raise UsageError(f"'{rows.command}' says nothing there{_among(binding)}")
        said = binding.said
        differs = said is not None and not agrees(said, taken.value, self._others(binding, taken))
        return Bound(
            binding,
            taken.value,
            said if said is not None else taken.text,
            rows.command,
            taken.words + _among(binding),
            rank_sources(taken.rows, self._sources(taken.rows)),
            tuple(dict.fromkeys(slug for row in taken.rows for slug in row.things)),
            _differ(said or "", taken) if differs else "",
        )

    def _rows(self, binding: Binding) -> AnswerRows:
        key = (binding.kind, binding.subject, binding.words)
        if key not in self._asked:
            self._asked[key] = _ASKED[binding.kind](self, binding)
        return self._asked[key]

    def _count(self, binding: Binding) -> AnswerRows:
        if binding.subject == RECOMMENDATIONS:
            return self._recommendations(binding)
        if binding.subject == AS_OF:
            return self._existing(binding)
        hint = did_you_mean(binding.subject, LISTS) or f"; expected {' or '.join(LISTS)}"
        raise UsageError(
            f"there is no list '{binding.subject}' to count{hint}; "
            "rows of a ready question are counted by {ask: QUESTION … | rows}"
        )

    def _recommendations(self, binding: Binding) -> AnswerRows:
        names = [*(field.name for field in fields(Wanted)), *_ALSO]
        given: dict[str, Any] = {}
        for word in binding.words:
            name, equals, value = word.partition("=")
            if not equals or name not in names:
                hint = did_you_mean(name, names) or f"; expected {', '.join(names)}"
                raise UsageError(f"recommendations are not narrowed by '{word}'{hint}")
            name = _ALSO.get(name, name)
            given[name] = _YES_OR_NO.get(value) if name == "contested" else value
        found = list_recommendations(self._graph, self._index, Wanted(**given))
        columns = ("recommendation", "report", "number", "date", "text", "outcome")
        rows = [
            AnswerRow(
                (a.id, a.report_label, a.number or None, a.date or None, a.text, a.verdict),
                (a.id,),
                tuple({*a.sources, *(s for view in a.latest for s in view.sources)}),
            )
            for a in found
            if not a.is_whole
        ]
        return AnswerRows(
            columns, rows, _command(RECOMMENDATIONS, [_flag(word) for word in binding.words])
        )

    def _existing(self, binding: Binding) -> AnswerRows:
        day = next((word for word in binding.words if "=" not in word), "")
        if not day:
            raise UsageError("as-of names no day, such as {count: as-of 2002-06 kind=Unit}")
        kinds = [value for name, value in binding.options.items() if name == "kind"]
        found = find_existing(self._index, day, kinds).found
        rows = [
            AnswerRow((e.entity.slug, e.name, e.how.value, e.head), (e.entity.slug,)) for e in found
        ]
        flags = [f"--kind={kind}" for kind in kinds]
        return AnswerRows(("thing", "name", "held", "head"), rows, _command(AS_OF, [day, *flags]))

    def _ask(self, binding: Binding) -> AnswerRows:
        question = find_question(binding.subject, self._graph)
        free = [p.name for p in question.parameters if p.name not in binding.options]
        loose = [word for word in binding.words if "=" not in word]
        if len(loose) > len(free):
            takes = ", ".join(p.name for p in question.parameters) or "no parameters"
            raise UsageError(f"{question.name} takes {takes}; '{loose[len(free)]}' is one too many")
        given = binding.options | dict(zip(free, loose, strict=False))
        result = ask(self._graph, question, given)
        columns = tuple(result.columns)
        ids, shown = list(result), list(result.labelled_rows())
        at = columns.index("source") if "source" in columns else None
        things = [i for i, name in enumerate(columns) if name in question.entities and i != at]
        rows: dict[tuple[object, ...], AnswerRow] = {}
        for row, labels in zip(ids, shown, strict=True):
            key = tuple(value for i, value in enumerate(row) if i != at)
            cites = (Source(str(row[at]), str(labels[at])),) if at is not None and row[at] else ()
            slugs = tuple(str(row[i]) for i in things if row[i] is not None)
            known = rows.get(key)
            rows[key] = AnswerRow(labels, slugs, (*known.sources, *cites) if known else cites, row)
        return AnswerRows(
            columns, [*rows.values()], _command("ask", [question.name, *binding.words])
        )

    def _explain(self, binding: Binding) -> AnswerRows:
        if not binding.words:
            raise UsageError(
                f"'{binding.text}' names no property, such as {{explain: npfit start}}"
            )
        predicate, *rest = binding.words
        found = explain(
            self._graph, self._index, binding.subject, predicate, " ".join(rest) or None
        )
        rows = [
            AnswerRow((e.object,), (e.subject,), tuple(s for g in e.grounds for s in g.sources))
            for e in found
            if e.is_stated
        ]
        return AnswerRows(("value",), rows, _command("explain", [binding.subject, *binding.words]))

    def _name(self, binding: Binding) -> AnswerRows:
        words = " ".join((binding.subject, *binding.words))
        slug = find_node(self._graph, self._index, words)
        entity = self._index.entity(slug)
        label = entity.label if entity is not None else slug
        return AnswerRows(("name",), [AnswerRow((label,), (slug,))], _command("show", [slug]))

    def _others(self, binding: Binding, taken: Picked) -> tuple[str, ...]:
        """Return the other names of the one thing that is taken, which say it as well."""
        if binding.kind == "explain" or isinstance(taken.value, Decimal):
            return ()
        slug = taken.slug or (taken.rows[0].things[0] if binding.kind == "name" else "")
        return tuple(name.text for name in self._index.names_of(slug)) if slug else ()

    def _sources(self, rows: Sequence[AnswerRow]) -> dict[str, tuple[Source, ...]]:
        """Return the sources of things that rows without sources of their own hold."""
        wanted = [slug for row in rows[:_RESTING] if not row.sources for slug in row.things]
        return sources_of(self._graph, self._index, wanted) if wanted else {}


_ASKED: dict[str, Callable[[Evaluation, Binding], AnswerRows]] = {
    "count": Evaluation._count,
    "ask": Evaluation._ask,
    "explain": Evaluation._explain,
    "name": Evaluation._name,
}


def rank_sources(
    rows: Iterable[AnswerRow], known: dict[str, tuple[Source, ...]]
) -> tuple[Source, ...]:
    """Return the sources of some rows, each once: those that most of them rest on first."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        own = row.sources or tuple(s for slug in row.things for s in known.get(slug, ()))
        found.update({(source.slug, source.title) for source in own})
    ordered = sorted(found, key=lambda one: (-found[one], one[1], one[0]))
    return tuple(Source(slug, title) for slug, title in ordered)


def _differ(said: str, taken: Picked) -> str:
    if isinstance(taken.value, Decimal) and taken.value == taken.value.to_integral_value():
        number = int(taken.value)
        now = f"{number:,}" + (f" ({spell_number(number)})" if 0 <= number <= 12 else "")
        if now != taken.text and taken.text.startswith("£"):
            now = taken.text
    else:
        now = f"'{taken.text}'"
    return f"the sentence says '{said}'; the record says {now} now"


def _among(binding: Binding) -> str:
    kept = [" ".join(pick[1:]) for pick in binding.picks if pick[0] == "where"]
    return f" where {' and '.join(kept)}" if kept else ""


def _flag(word: str) -> str:
    name, _, value = word.partition("=")
    if name == "contested":
        return "--contested" if value == "yes" else "--uncontested"
    return f"--{name}={value}"


def _command(name: str, words: Iterable[str]) -> str:
    return shlex.join(["kg", name, *words])
