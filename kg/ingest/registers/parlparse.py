"""The ministers of parlparse, in JSON, with the file of people that names them.

Ends are the last day; private secretaries and members of committees hold no office of state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.ingest.proposals import Proposal
from kg.ingest.registers.drafts import Drafts, Register, after, read_day, reject
from kg.ingest.registers.ministers import HeldOffice, Ministers
from kg.ingest.registers.nested import objects_at, text_at
from kg.ingest.registers.opening import read_json

_PRIVATE = ("PPS", "Parliamentary Private Secretary")
_OPPOSITION = ("Shadow", "Opposition", "Spokesperson")
_NO_OFFICE = ("Member", "Chair", "Chairman", "Chairperson", "")


def read(paths: Sequence[Path], drafts: Drafts) -> Iterator[Proposal]:
    """Yield the tenures of ministers; one of the files must name the people."""
    names: dict[str, list[str]] = {}
    bodies: dict[str, str] = {}
    held: list[tuple[Path, Mapping[str, Any]]] = []
    for path in paths:
        whole = read_json(path)
        if not isinstance(whole, dict) or not {"persons", "memberships"} & set(whole):
            raise reject(path, "is no file of parlparse; expected {'memberships': …, 'persons': …}")
        names |= {text_at(one, "id"): _names(one) for one in objects_at(whole, "persons")}
        bodies |= {text_at(o, "id"): text_at(o, "name") for o in objects_at(whole, "organizations")}
        held += [(path, one) for one in objects_at(whole, "memberships") if "role" in one]
    if not held:
        raise reject(paths[0], "holds no offices; name ministers.json too")
    if not names:
        raise UsageError(f"{paths[0]}: names nobody; name people.json too, which says who they are")
    ministers = Ministers(drafts)
    for path, one in held:
        person = names.get(text_at(one, "person_id"))
        if person and _is_office(one):
            yield from ministers.draft(_office(one, person, bodies, path))


def _is_office(one: Mapping[str, Any]) -> bool:
    role = text_at(one, "role")
    return not role.startswith((*_PRIVATE, *_OPPOSITION)) and role not in _NO_OFFICE


def _office(
    one: Mapping[str, Any], person: list[str], bodies: Mapping[str, str], path: Path
) -> HeldOffice:
    key = text_at(one, "id").removeprefix("uk.org.publicwhip/")
    start, end = (
        read_day(text_at(one, name), f"{path}: {key}") for name in ("start_date", "end_date")
    )
    end = "" if end.startswith("9999") else after(end)
    organisation = text_at(one, "organization_id")
    role = text_at(one, "role")
    return HeldOffice(person, role, bodies.get(organisation) or organisation, start, end, key)


def _names(person: Mapping[str, Any]) -> list[str]:
    """Return the names of a person, the main one first: as a commoner, and as a lord."""
    found = []
    for one in sorted(objects_at(person, "other_names"), key=lambda n: n.get("note") != "Main"):
        if one.get("lordname") or one.get("lordofname"):
            title, name, place = (
                text_at(one, part) for part in ("honorific_prefix", "lordname", "lordofname")
            )
            found.append(" ".join(f"{title} {name}{' of ' + place if place else ''}".split()))
        given, family = (text_at(one, part) for part in ("given_name", "family_name"))
        if given and family:
            found.append(f"{given} {family}")
    return list(dict.fromkeys(found))


REGISTER = Register(
    "parlparse", "Ministers (parlparse)", "ministers.json or ministers-2010.json, with people.json",
    read,
)  # fmt: skip
