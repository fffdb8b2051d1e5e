"""What was advised and said on each topic, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial

from kg.history.advice import CONTESTED, OUTCOMES, UNASSESSED, UNKNOWN, Advice, read_advice, spell
from kg.history.counts import count_advice, say_advice
from kg.history.solutions import rows
from kg.model.dates import NEVER, Span, say
from kg.model.lines import shorten
from kg.model.spelling import fold
from kg.pages.document import Entry
from kg.pages.listing import Group, Item, Listing, Listings, by_letter
from kg.pages.of_kinds import BROWSE
from kg.pages.page_paths import feed_path, file_stem

TOPICS = Entry("Topics", "topic/all.html")
_ALL = "all"
_LONGEST = 220
_TOPICS = """
SELECT ?topic ?label ?definition ?broader WHERE {
  ?topic a skos:Concept ; skos:prefLabel ?label
  FILTER(STRSTARTS(STR(?topic), STR(id:)))
  OPTIONAL { ?topic skos:definition ?definition } OPTIONAL { ?topic skos:broader ?broader } }
ORDER BY ?topic ?broader
"""
_SAID = """
SELECT ?opinion ?topic ?by ?stance ?text ?date WHERE {
  ?opinion a nhsit:Opinion ; nhsit:about ?topic ; nhsit:counts true . ?topic a skos:Concept .
  OPTIONAL { ?opinion prov:wasAttributedTo/skos:prefLabel ?by }
  OPTIONAL { ?opinion nhsit:stance/skos:prefLabel ?stance }
  OPTIONAL { ?opinion dct:description ?text } OPTIONAL { ?opinion nhsit:date ?date } }
ORDER BY ?date ?opinion
"""


class TopicLists(Listings):
    """A list for each topic, and one of all topics."""

    folder = "topic"

    @cached_property
    def topics(self) -> dict[str, dict[str, str]]:
        """What is said of each topic, by id."""
        found: dict[str, dict[str, str]] = {}
        for row in rows(self._library.graph, _TOPICS):
            found.setdefault(row["topic"], row)
        return found

    @cached_property
    def advice(self) -> dict[str, list[Advice]]:
        """Topic -> the advice under it, that of narrower topics too, by day and number."""
        found: dict[str, list[Advice]] = {topic: [] for topic in self.topics}
        advised, whole = read_advice(self._library.graph, is_brief=True, with_topics=True)
        for one in sorted((*advised, *whole), key=_order):
            for topic in one.under:
                found.setdefault(topic, []).append(one)
        return found

    @cached_property
    def opinions(self) -> dict[str, list[Item]]:
        """Topic -> what was said of it, the oldest first."""
        found: dict[str, dict[str, Item]] = {}
        for row in rows(self._library.graph, _SAID):
            text = shorten(row.get("text", row["opinion"]), _LONGEST)
            note = f"opinion of {row.get('by', 'somebody')}, {row.get('stance', '').lower()}"
            item = Item(row["opinion"], text, say(row.get("date", "")), note.rstrip(", "))
            found.setdefault(row["topic"], {}).setdefault(row["opinion"], item)
        return {topic: [*items.values()] for topic, items in found.items()}

    def makers(self) -> Mapping[str, Callable[[], Listing]]:
        """Return how the list of each topic is made."""
        if not self.topics:
            return {}
        return {_ALL: self._all, **{file_stem(t): partial(self._topic, t) for t in self.topics}}

    def _item(self, topic: str) -> Item:
        told = self.advice.get(topic, ())
        advised = [one for one in told if not one.is_whole]
        note = say_advice(advised, [one for one in told if one.is_whole])
        return Item("", self.topics[topic]["label"], note=note, path=self.path(file_stem(topic)))

    def _all(self) -> Listing:
        lead = "What recommendations are about. A topic counts those of narrower ones too."
        return Listing("Topics", lead, by_letter(map(self._item, self.topics)), (BROWSE,))

    def _topic(self, topic: str) -> Listing:
        said = self.topics[topic]
        told = self.advice.get(topic, [])
        advised, whole = ([a for a in told if a.is_whole is is_whole] for is_whole in (False, True))
        groups = [
            Group("Broader", tuple(self._items([said["broader"]] if "broader" in said else []))),
            Group(
                "Narrower",
                tuple(
                    self._items(
                        t for t, other in self.topics.items() if other.get("broader") == topic
                    )
                ),
            ),
            Group("Recommendations", tuple(map(_to_item, advised))),
            Group("Advice of whole documents", tuple(map(_to_item, whole))),
            Group("Opinions", tuple(self.opinions.get(topic, ()))),
        ]
        meaning = said.get("definition", "")
        meaning = "" if fold(meaning) == fold(said["label"]) else meaning
        meaning += "" if not meaning or meaning.endswith((".", "!", "?")) else "."
        lead = " ".join(filter(None, (meaning, _sum_up(advised, whole))))
        return Listing(
            said["label"],
            lead,
            tuple(group for group in groups if group.items),
            (BROWSE, TOPICS),
            topic,
            feed_path(topic, "Concept"),
        )

    def _items(self, topics: Iterable[str]) -> Iterable[Item]:
        return sorted(
            map(self._item, (t for t in topics if t in self.topics)), key=lambda i: i.words
        )


def _sum_up(advised: list[Advice], whole: list[Advice]) -> str:
    """Return what became of some advice, in one sentence."""
    if not advised:
        return ""
    totals = count_advice(advised, whole)
    parts = [
        f"{totals[name].value:,} {totals[name].words}"
        for name in (*OUTCOMES, UNKNOWN, UNASSESSED)
        if totals[name].value
    ]
    contested = totals[CONTESTED].value
    return f"{say_advice(advised, whole)}: {', '.join(parts)}." + (
        f" On {contested:,}, assessors differ." if contested else ""
    )


def _order(advice: Advice) -> tuple[Span, str]:
    return advice.day or NEVER, advice.id


def _to_item(advice: Advice) -> Item:
    became = spell(advice.verdict)
    by = f", says {advice.decides.by_label}" if advice.decides is not None else ""
    note = f"{advice.report_label}, {advice.number}: {became}{by}"
    if advice.is_contested:
        note += "; contested"
    return Item(advice.id, shorten(advice.text, _LONGEST), say(advice.date), note)
