"""A door to a language model: asked only where a user says so, and never believed.

Each paragraph that names two things is sent, with these names, to a server that speaks the chat
completions of OpenAI. What it answers is checked again here against the paragraph; what does not
hold is refused with a reason. Answers are kept, so that the same question is never asked twice.
"""

from __future__ import annotations

import json
import os
import urllib.error
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.engine.transfer import read_address, send
from kg.errors import GraphError, UsageError
from kg.ingest.documents.happening_patterns import BOUGHT, ORGANISATIONS, PEOPLE, THINGS, WRITINGS
from kg.ingest.documents.happenings import Happening, Named, say_how
from kg.ingest.documents.papers.paper import squeeze
from kg.ingest.proposals import MODALITIES
from kg.model.dates import PartialDate

ANSWERS = "answers.jsonl"
"""The file of an inbox that keeps what a model answered, by the digest of what it was asked."""
KEY = "KG_MODEL_KEY"
"""The variable of the environment that holds the key of a server that asks for one."""
WAIT, WHOLE = 120.0, 300.0
"""Seconds that a server may be silent, and in which its whole answer must have come."""
MOST_SENT = 4000
"""Letters of a paragraph that are sent at the most."""
_PARTS: dict[str, tuple[tuple[str, frozenset[str]], tuple[str, frozenset[str]] | None]] = {
    "created": (("made", THINGS), None),
    "abolished": (("ended", THINGS), None),
    "absorbed": (("ended", THINGS), ("gaining", THINGS)),
    "replaced": (("ended", THINGS), ("made", THINGS)),
    "appointed": (("person", PEOPLE), ("body", THINGS)),
    "awarded": (("buyer", ORGANISATIONS), ("supplier", ORGANISATIONS)),
    "procured": (("buyer", ORGANISATIONS), ("bought", BOUGHT)),
    "published": (("author", ORGANISATIONS | PEOPLE), ("writing", WRITINGS)),
}
"""What a model may say happened: the part of its subject, and of its object, with their kinds."""
_FIELDS = ("what", "subject", "object", "role", "date", "modality", "quote")
_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["facts"],
    "properties": {
        "facts": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": list(_FIELDS),
                "properties": {name: {"type": "string"} for name in _FIELDS}
                | {"what": {"enum": list(_PARTS)}, "modality": {"enum": list(MODALITIES)}},
            },
        }
    },
}
_TASK = (
    "Say what the paragraph says happened to the names that are listed, and nothing else. Use the "
    "names as they are listed. object is empty for created and abolished; of absorbed and "
    "replaced, "
    "it is what the subject became part of, or was replaced by. role is only for appointed. "
    "date is "
    "YYYY, YYYY-MM or YYYY-MM-DD, or empty. modality is planned for what was yet to come, reported "
    "for what somebody else is said to say, else asserted. quote is copied from the paragraph, "
    "letter for letter. Where it says nothing of the kind, facts is empty."
)


@dataclass(frozen=True, slots=True)
class Refused:
    """What a model said and did not stand, and why."""

    said: str
    reason: str


@dataclass(slots=True)
class Door:
    """A server with a model, and what it answered before; `name` is what the server calls it."""

    address: str
    name: str
    inbox: Path
    facts: int = 0
    refused: list[Refused] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    _held: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        file = self.inbox / ANSWERS
        for line in file.read_text("utf8").splitlines() if file.is_file() else ():
            try:
                kept = json.loads(line)
                self._held[kept["request"]] = kept["answer"]
            except (ValueError, KeyError, TypeError):
                raise UsageError(f"{file}: holds a line that is no answer; move it away") from None

    def find(
        self, text: str, block: tuple[int, int], names: Sequence[Named]
    ) -> Iterator[Happening]:
        """Yield what the model says of a paragraph, as far as the paragraph bears it out."""
        start, end = block
        if len({name.id or name.text for name in names}) < 2 or end - start > MOST_SENT:
            return
        answer = self._ask(squeeze(text[start:end]), sorted({name.text for name in names}))
        try:
            facts = json.loads(answer)["facts"]
            said = [{name: str(fact[name]) for name in _FIELDS} for fact in facts]
        except (ValueError, KeyError, TypeError):
            self.refused.append(Refused(answer[:80], "is no answer of the schema"))
            return
        for fact in said:
            found = _check(fact, text, block, names)
            if isinstance(found, str):
                self.refused.append(
                    Refused(f"{fact['subject']} {fact['what']} {fact['object']}", found)
                )
            else:
                self.facts += 1
                yield found

    def _ask(self, paragraph: str, names: Sequence[str]) -> str:
        """Return what the model answers, or answered before; UsageError where it does not."""
        question = json.dumps({"paragraph": paragraph, "names": names}, ensure_ascii=False)
        body = {
            "model": self.name,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": _TASK},
                {"role": "user", "content": question},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "facts", "strict": True, "schema": _SCHEMA},
            },
        }
        data = json.dumps(body, ensure_ascii=False).encode()
        digest = sha256(data).hexdigest()
        if digest not in self._held:
            self._held[digest] = self._send(data)
            self.asked.append({"request": digest, "model": self.name, "answer": self._held[digest]})
        return self._held[digest]

    def _send(self, data: bytes) -> str:
        address = read_address(self.address.rstrip("/") + "/chat/completions")
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {os.environ[KEY]}"
        try:
            reply = send(address, data, headers, WAIT, WHOLE)
            answer: Any = json.loads(reply.body)["choices"][0]["message"]["content"]
        except urllib.error.HTTPError as error:
            error.close()
            told = f"refused: {error.code} {error.reason}"
            raise UsageError(f"--model {address.text}: {told}") from None
        except GraphError as error:
            raise UsageError(f"--model {error}") from None
        except (ValueError, KeyError, IndexError, TypeError):
            raise UsageError(f"--model {address.text}: answers with no chat completion") from None
        return str(answer)

    def keep(self) -> None:
        """Keep what was answered, without the words that were asked."""
        if self.asked:
            with (self.inbox / ANSWERS).open("a", encoding="utf8", newline="\n") as stream:
                stream.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in self.asked)
            self.asked.clear()


def _check(
    fact: dict[str, str], text: str, block: tuple[int, int], names: Sequence[Named]
) -> Happening | str:
    """Return what a model said, if its paragraph bears it out, else why it does not stand."""
    if fact["what"] not in _PARTS:
        return f"'{fact['what']}' is nothing that was asked for"
    if fact["modality"] not in MODALITIES:
        return f"'{fact['modality']}' is no modality"
    place = _place(fact["quote"], text, block)
    if place is None:
        return "the quote does not stand in the paragraph"
    parts: dict[str, tuple[Named, ...]] = {}
    sides = (fact["subject"], fact["object"])
    for part, words in zip(_PARTS[fact["what"]], sides, strict=True):
        if part is None:
            continue
        role, kinds = part
        found = _nearest(words, place, names)
        if found is None:
            return f"'{words}' does not stand near the quote"
        if found.kind not in kinds:
            return f"'{words}' cannot be the {role} of what was {fact['what']}"
        parts[role] = (found,)
    if len({one.id or one.text for (one,) in parts.values()}) < len(parts):
        return "both sides are one thing"
    problem = _date_problem(fact["date"], text[block[0] : block[1]])
    if problem:
        return problem
    how = say_how(squeeze(text[place[0] : place[1]]))
    modality = fact["modality"] if how == "asserted" else how
    return Happening(
        fact["what"], parts, fact["date"], modality, *place, role=squeeze(fact["role"])
    )


def _place(quote: str, text: str, block: tuple[int, int]) -> tuple[int, int] | None:
    """Return where a quote stands in a paragraph, letter for letter but for blanks."""
    wanted = "".join(quote.split())
    letters = [i for i in range(*block) if not text[i].isspace()]
    at = "".join(text[i] for i in letters).find(wanted) if wanted else -1
    return None if at < 0 else (letters[at], letters[at + len(wanted) - 1] + 1)


_NEAR = 300
"""Letters from a quote within which a name stands near it."""


def _nearest(words: str, place: tuple[int, int], names: Sequence[Named]) -> Named | None:
    """Return the name in some words that is nearest to a quote, if one is near."""

    def distance(name: Named) -> int:
        return max(place[0] - name.end, name.start - place[1], 0)

    same = [name for name in names if squeeze(name.text) == squeeze(words)]
    nearest = min(same, key=distance, default=None)
    return nearest if nearest is not None and distance(nearest) <= _NEAR else None


def _date_problem(date: str, paragraph: str) -> str:
    """Return what is wrong with a date that a model gave; empty for none."""
    if not date:
        return ""
    try:
        PartialDate.parse(date)
    except ValueError as error:
        return str(error)
    return "" if date[:4] in paragraph else f"the year {date[:4]} does not stand in the paragraph"
