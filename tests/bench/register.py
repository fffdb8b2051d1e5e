"""Write files of a register as large as the NHS's, in the layouts that `kg import` takes.

    python -m tests.bench.register --organisations 300000 --successions 15000 --relations 2000000 F

Lists of organisations without header, by their kind (`epct.csv`: primary care trusts, `etr.csv`,
`eccg.csv`, `epraccur.csv`), who was a part of whom (`epcmem.csv`), who followed whom (`succ.csv`),
and procurements of Open Contracting (`contracts-N.json`). With the traps of the real ones: codes
that were used again, days left open, several that became several, a line that stands twice,
codes that no list has. The same sizes give the same bytes; what is held is the codes.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path

PLACES = ("Ayton", "Barrow", "Carden", "Dunmere", "Eskdale", "Fenwick", "Garth", "Holme", "Ilford",
          "Kelder", "Lowick", "Marsh", "Norden", "Orton", "Penrose", "Ryton")  # fmt: skip
KINDS = (("epct", "P", "PRIMARY CARE TRUST", 0.01), ("etr", "R", "NHS TRUST", 0.01),
         ("eccg", "C", "CCG", 0.01), ("epraccur", "G", "SURGERY", 0.97))  # fmt: skip
"""File, first letter of its codes, last words of its names, share of all organisations."""
PCT_FROM, PCT_UNTIL, CCG_FROM = "20061001", "20130331", "20130401"
_A_FILE = 50_000
"""Releases in a file of contracts."""


def main() -> None:
    """Write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for name, most in (("organisations", 3_000), ("successions", 150), ("relations", 20_000),
                       ("contracts", 0)):  # fmt: skip
        parser.add_argument(f"--{name}", type=int, default=most)
    wanted = parser.parse_args()
    write_register(
        wanted.folder, wanted.organisations, wanted.successions, wanted.relations, wanted.contracts
    )


def write_register(
    folder: Path, organisations: int, successions: int, relations: int, contracts: int = 0
) -> None:
    """Write the files of a register into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(17)
    codes = {name: _codes(letter, max(4, round(organisations * share)))
             for name, letter, _, share in KINDS}  # fmt: skip
    for name, _, ending, _ in KINDS:
        _write(folder / f"{name}.csv", _organisations(chance, name, ending, codes[name]))
    _write(folder / "succ.csv", _successions(chance, codes, successions))
    _write(folder / "epcmem.csv", _memberships(chance, codes, relations))
    _write_contracts(folder, chance, codes["etr"], contracts)


def _codes(letter: str, count: int) -> list[str]:
    return [f"{letter}{i:05d}" for i in range(count)]


def _write(path: Path, rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf8", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)


def name_of(number: int, ending: str) -> str:
    """Return the name of an organisation by its number, which no other of its kind has."""
    place, other = PLACES[number % 16], PLACES[number // 16 % 16]
    return f"{place} AND {other} {number} {ending}".upper()


def _organisations(
    chance: random.Random, kind: str, ending: str, codes: list[str]
) -> Iterator[list[str]]:
    for i, code in enumerate(codes):
        opened, closed = _life(chance, kind)
        row = [code, name_of(i, ending), "Y54", "Q71", f"{i} High Street", "", "Town", "County", "",
               f"AB{i % 90 + 10} {i % 9}CD"]  # fmt: skip
        yield [*row, opened, closed, "A", "B", "", "", ""]
        if kind == "epraccur" and closed and i % 20 == 0:  # the code went to another
            yield [
                code,
                name_of(i + len(codes), ending),
                *row[2:],
                "20150401",
                "",
                "A",
                "B",
                "",
                "",
                "",
            ]
        if i % 400 == 399:  # the line stands twice
            yield [*row, opened, closed, "A", "B", "", "", ""]


def _life(chance: random.Random, kind: str) -> tuple[str, str]:
    if kind == "epct":
        return PCT_FROM, PCT_UNTIL
    if kind == "eccg":
        return CCG_FROM, ""
    opened = f"{chance.randrange(1974, 2008)}0401"
    return opened, f"{chance.randrange(2009, 2014)}0331" if chance.random() < 0.3 else ""


def _successions(
    chance: random.Random, codes: dict[str, list[str]], count: int
) -> Iterator[list[str]]:
    trusts, groups = codes["epct"], codes["eccg"]
    heirs = [(old, groups[i % len(groups)]) for i, old in enumerate(trusts)]
    heirs += [(trusts[i], groups[(i + 1) % len(groups)]) for i in range(0, len(trusts), 3)]
    for old, new in heirs[:count]:
        yield [old, new, "R", CCG_FROM, "1"]
    practices = codes["epraccur"]
    for _ in range(count - len(heirs)):
        old, new = chance.sample(practices, 2)
        if chance.random() < 0.01:
            new = "ZZ999"  # of no list
        year = chance.randrange(2009, 2014)
        yield [old, new, "R", f"{year}0401", "1"]


def _memberships(
    chance: random.Random, codes: dict[str, list[str]], count: int
) -> Iterator[list[str]]:
    practices = codes["epraccur"]
    for i in range(count):
        practice = practices[i % len(practices)]
        if i // len(practices) % 2:
            yield [practice, chance.choice(codes["eccg"]), "C", CCG_FROM, "", "0"]
        else:
            yield [practice, chance.choice(codes["epct"]), "P", PCT_FROM, PCT_UNTIL, "0"]


def _write_contracts(folder: Path, chance: random.Random, trusts: list[str], count: int) -> None:
    for number in range(0, count, _A_FILE):
        with (folder / f"contracts-{number // _A_FILE}.json").open("w", encoding="utf8") as stream:
            stream.write('{"releases": [\n')
            for i in range(number, min(number + _A_FILE, count)):
                comma = ",\n" if i > number else ""
                stream.write(comma + json.dumps(_release(chance, trusts, i)))
            stream.write("\n]}\n")


def _release(chance: random.Random, trusts: list[str], i: int) -> dict[str, object]:
    buyer = chance.randrange(len(trusts))
    award = {
        "id": "1", "title": f"Contract {i}", "status": "cancelled" if i % 50 == 0 else "active",
        "value": {"amount": chance.randrange(10_000, 9_000_000), "currency": "GBP"},
        "suppliers": [{"id": f"s{i % 997}", "name": f"Supplier {i % 997} Limited"}],
        "contractPeriod": {"startDate": f"{2009 + i % 14}-04-01", "endDate": f"{2012 + i % 14}-03-31"},
    }  # fmt: skip
    return {
        "ocid": f"ocds-b5fd17-{i // 2 if i % 10 == 1 else i}", "id": f"r{i}",
        "date": f"{2009 + i % 14}-0{1 + i % 9}-01T00:00:00Z", "tag": ["award"],
        "buyer": {"id": trusts[buyer], "name": name_of(buyer, "NHS TRUST")}, "awards": [award],
    }  # fmt: skip


if __name__ == "__main__":
    main()
