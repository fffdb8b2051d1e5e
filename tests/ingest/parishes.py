"""A small invented record, such as registers of its bodies are matched with."""

from __future__ import annotations

import copy

from tests.conftest import SMALL

PARISHES = copy.deepcopy(SMALL)
_PLAIN = {"type": "Body", "tier": "local", "it_role": "none", "sources": "src"}


def _body(id: str, label: str, **cells: str) -> dict[str, str]:
    return {**_PLAIN, "id": id, "label": label, **cells}


PARISHES["bodies"] += [
    _body("clinics", "Parish Clinic Groups", type="BodyGroup", aliases="PCGs"),
    _body("pcg-hill", "NHS Hill & Dale PCG", start="2013-04-01", end="2020-04-01"),
    _body("pcg-vale", "NHS Vale PCG", start="2020-04-01"),
    _body("north-trust", "North Hospital NHS Trust"),
    _body("south-trust", "St. Anne's Hospitals NHS Foundation Trust", start="1995-04-01"),
    _body("merged-trust", "East and West NHS Trust"),
    _body("west-trust", "West Clinic NHS Trust", end="2019-04-01"),
    _body("line-direct", "Line Direct NHS Trust", start="1998-03"),
    _body("bureau-1", "Bureau of Parishes", start="1990", end="2000-04-01"),
    _body("bureau-2", "Bureau of Parishes", start="2000-04-01"),
    _body("acme", "Acme Systems Limited", type="Company"),
    _body("department", "Department of Parishes", start="1980"),
    _body("regulator", "Parish Regulator", start="2004", end="2022-07-01"),
]
PARISHES["events"].append(
    {"id": "west-taken", "kind": "Absorption", "label": "West Clinic taken over",
     "date": "2019-04-01", "ended": "west-trust", "gaining": "merged-trust",
     "status": "happened", "sources": "src"}
)  # fmt: skip
PARISHES["people"] = [
    {"id": "ann-smith", "label": "Ann Smith", "aliases": "Baroness Smith of Hill", "sources": "src"}
]
PARISHES["posts"] = [
    {"id": "secretary", "label": "Secretary of State for Parishes", "body": "department",
     "kind": "minister", "sources": "src"},
]  # fmt: skip
PARISHES["legislation"] = [{"id": "parish-act", "label": "Parish Act 2001", "sources": "src"}]
PARISHES["identities"] = [
    {"entity": "parish-act", "scheme": "legislation", "code": "ukpga/2001/3", "sources": "src"},
    {"entity": "old-body", "scheme": "wikidata", "code": "Q11", "sources": "src"},
    {"entity": "pcg-vale", "scheme": "ods", "code": "09V", "sources": "src"},
    {"entity": "west-trust", "scheme": "ods", "code": "RWW", "sources": "src"},
    {"entity": "merged-trust", "scheme": "ods", "code": "REW", "sources": "src"},
    {"entity": "acme", "scheme": "companies-house", "code": "00000042", "sources": "src"},
]

WORDS = """words = { initials = ["NHS"], forms = ["trust"], institutions = ["Hospital", "Hospitals"], \
gained = ["NHS", "Foundation", "Teaching"] }"""
"""What its `dataset.toml` says of names."""
