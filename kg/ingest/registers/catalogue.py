"""The formats of registers that can be read, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from kg.errors import UsageError
from kg.ingest.match import Matcher
from kg.ingest.proposals import Candidate, Proposal
from kg.ingest.registers.drafts import Drafts, Register
from kg.model.nearest import did_you_mean

_MODULES = ("ods", "ord_json", "govuk", "wikidata", "parlparse", "ifg", "ocds", "companies_house",
            "legislation")  # fmt: skip


def find_registers() -> Mapping[str, Register]:
    """Return each format that needs no mapping, by name."""
    found = (import_module(f"kg.ingest.registers.{name}").REGISTER for name in _MODULES)
    return {register.name: register for register in found}


def find_register(name: str, known: Mapping[str, Register]) -> Register:
    """Return the format of a name; UsageError where there is none."""
    if name not in known:
        hint = did_you_mean(name, known) or f"; expected {', '.join(known)}"
        raise UsageError(f"no format is called '{name}'{hint}")
    return known[name]


def read_register(
    register: Register, paths: Sequence[Path], matcher: Matcher, source: str
) -> list[Proposal]:
    """Return what files of a format propose, each proposal once.

    Where two codes of a register came to one thing by its name, a person says which it bears.
    """
    found = {p.digest: p for p in register.read(paths, Drafts(matcher, source, register.reader))}
    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in found.values():
        if one.table == "identities":
            codes[one.cells.get("entity", ""), one.cells["scheme"]].add(one.cells["code"])
    doubtful = {
        bearer: borne
        for bearer, borne in codes.items()
        if bearer[0] and len(borne) > 1 and not all(matcher.bears(*bearer, code) for code in borne)
    }
    if register.renews_codes or not doubtful:
        return list(found.values())
    return list(_settle(found.values(), doubtful, matcher))


def _settle(
    found: Collection[Proposal], doubtful: Collection[tuple[str, str]], matcher: Matcher
) -> Iterator[Proposal]:
    """Yield proposals without what rests on a doubtful code, which itself goes to review."""

    def is_doubtful(one: Proposal) -> bool:
        bearer = one.cells.get("entity", ""), one.cells.get("scheme", "")
        return one.table == "identities" and bearer in doubtful

    places = {one.passages[0].locator for one in found if is_doubtful(one)}
    for one in found:
        if is_doubtful(one):
            slug = one.cells["entity"]
            entity = matcher.index.entity(slug)
            label = entity.label if entity else slug
            reason = "same name; another code of the file has it too"
            offered = {"entity": (Candidate(slug, label, 100.0, reason),)}
            cells = {name: cell for name, cell in one.cells.items() if name != "entity"}
            yield replace(one, cells=cells, candidates=offered)
        elif one.passages[0].locator not in places:
            yield one
