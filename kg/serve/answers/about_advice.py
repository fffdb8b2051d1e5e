"""Answers on advice: who was told what, whether it was said before, what would be orphaned."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kg.api import Graph
from kg.errors import UsageError
from kg.serve.answers.declared import Argument, Operation, Values
from kg.serve.answers.lists import LIMIT, OFFSET, SECTION, take, take_section

MOST_TEXT = 20_000
"""Letters of a draft that is asked about."""
_MOST_ASKED = 50
"""Recommendations of a draft that are asked about at once."""
_FILTERS = (
    Argument("topic", "On this topic or one below it.", "interoperability"),
    Argument("addressee", "Addressed to this body.", "nhsx"),
    Argument("report", "Made in this document.", "wachter-review-2016"),
    Argument(
        "state", "As auditors keep it: open, closed, closed done, no longer possible …", "open"
    ),
    Argument(
        "verdict",
        "With this outcome, such as 'not enacted'; none: nobody says what became of it.",
        "not enacted",
    ),
    Argument("response", "Answered so, such as rejected; none: no answer.", "accepted"),
    Argument("judge", "Of which this body has said what became.", "national-audit-office"),
    Argument("maker", "Of documents that this wrote or published.", "national-audit-office"),
    Argument("heir", "Whose duty is now with this body.", "nhs-england"),
    Argument("period", "Of reports of this time: 2012, 2010..2015, 2020..", "2010..2015"),
    Argument("before", "Certainly given before this day.", "2016-01-01"),
    Argument("text", "With these words, or what means the same in the field.", "open standards"),
    Argument(
        "like",
        "In the sense of this text or recommendation id, the likest first.",
        "Suppliers must adopt open standards",
        most=2000,
    ),
    Argument(
        "contested", "Only where assessors differ, or (false) where they do not.", True, "boolean"
    ),
    Argument("late", "Only what is open and past its day, or (false) the rest.", True, "boolean"),
)


def _recommendations(graph: Graph, values: Values) -> dict[str, Any]:
    wanted = {argument.name: values[argument.name] for argument in _FILTERS}
    now = graph.read_up_to
    every = graph.recommendations(**wanted)
    found = take(every, values, whole_documents=sum(one.is_whole for one in every))
    found["items"] = [
        {**one.to_dict(), "iri": graph.iri(one.id), "days_late": one.days_late(now)}
        for one in found["items"]
    ]
    return found


def _said_before(graph: Graph, values: Values) -> dict[str, Any]:
    found = graph.said_before(values["text"], before=values["before"], limit=values["related"])
    if len(found) > _MOST_ASKED:
        raise UsageError(
            f"text: holds {len(found):,} recommendations; ask for {_MOST_ASKED} at once at most"
        )
    return {"total": len(found), "items": [one.to_dict() for one in found]}


def _what_if(graph: Graph, values: Values) -> dict[str, Any]:
    bodies, to, on = values["body"], values["to"] or (), values["on"]
    if values["what"] == "merge":
        found = graph.what_if_merge(bodies, to, on)
    elif len(bodies) == 1:
        found = graph.what_if_end(bodies[0], to, on)
    else:
        raise UsageError(f"what 'end' takes one body, not {len(bodies)}; or say merge")
    return take_section(found.to_dict(), values)


RECOMMENDATIONS = Operation(
    "recommendations",
    "/recommendations",
    "Who was told what, and what became of it",
    "Lists recommendations of reports, by date: the words, to whom, what was answered, what became "
    "of it, who says so and when, who has inherited the duty, and sources. Filters narrow the list "
    "and may be combined. 'unknown' means that nobody has said what became of it, never that it "
    "was not done.",
    (*_FILTERS, LIMIT, OFFSET),
    _recommendations,
)

SAID_BEFORE = Operation(
    "said_before",
    "/said-before",
    "What was advised before in the same sense",
    "For each recommendation of a text: what was advised before in the same sense, to whom, who "
    "has the duty now, and what became of it. `summary.words` says it in a sentence.",
    (
        Argument(
            "text",
            "A recommendation in a sentence, or a draft of several.",
            "Appoint a chief information officer for every trust",
            required=True,
            most=MOST_TEXT,
        ),
        Argument("before", "Only what was certainly advised before this day.", "2020-01-01"),
        Argument(
            "related",
            "How many to list for each, with those that are only related.",
            5,
            "integer",
            default=10,
            most=50,
        ),
    ),
    _said_before,
    by_post="text",
)

WHAT_IF = Operation(
    "what_if",
    "/what-if",
    "What a reorganisation would orphan",
    "Supposes that a body ends, or that bodies are merged, and lists what they and those before "
    "them would leave: open recommendations and promises, duties, contracts that run on, systems, "
    "programmes, units and posts, each with its sources; and what became of such things in earlier "
    "reorganisations. Nothing is written.",
    (
        Argument(
            "what", "What is supposed to happen.", "end", default="end", choices=("end", "merge")
        ),
        Argument(
            "body",
            "The body that ends; of a merger all that do.",
            "nhs-england",
            required=True,
            several=10,
        ),
        Argument(
            "to",
            "Who takes its place; of a merger the body into which they go.",
            "dhsc",
            several=10,
        ),
        Argument("on", "On which day; else the day up to which the record was read.", "2027-04-01"),
        replace(SECTION, example="open recommendations"),
        LIMIT,
        OFFSET,
    ),
    _what_if,
)
