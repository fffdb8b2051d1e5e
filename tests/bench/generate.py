"""Write synthetic tables of the shape of `data/`, as large as wanted, that pass every check.

    python -m tests.bench.generate 1000000 tables

Bodies live in eras, each followed by one or two of the next; every body has a parent, a post with
successive holders, now and then a report with recommendations, verdicts by two assessors, claims
with several sources, contracts, names and opinions. The same size gives the same bytes.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

from kg.model import schema

ERAS = (1948, 1974, 1982, 1991, 2002, 2006, 2013, 2022)
TRIPLES_A_BODY = 166
"""Measured: triples of the finished graph for each body of the first eras."""

ABOUT = """
name = "nhs-it"
addresses = { base = "https://w3id.org/nhs-it/", vocabulary = "https://w3id.org/nhs-it/ns#" }
"""
"""What the tables say of themselves: the addresses of the shipped facts, which peers are asked by."""

WORDS = [
    "north",
    "south",
    "east",
    "west",
    "central",
    "royal",
    "university",
    "community",
    "mental",
    "health",
    "acute",
    "children",
    "county",
    "valley",
    "digital",
    "information",
    "shared",
    "care",
    "record",
    "partnership",
    "foundation",
    "ambulance",
    "integrated",
    "board",
    "commissioning",
    "regional",
    "district",
    "group",
    "services",
]
TOPICS = ("interoperability", "benefits", "leadership", "procurement", "cyber", "usability")
VERDICTS = ("enacted", "partly-enacted", "not-enacted", "superseded", "in-progress", "unknown")

Rows = dict[str, list[dict[str, str]]]


def generate(triples: int, folder: Path) -> None:
    """Write tables whose graph has about so many triples into a folder."""
    count = max(len(ERAS), triples // TRIPLES_A_BODY)
    tables = _Tables(random.Random(42), count).make()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dataset.toml").write_text(ABOUT, "utf8")
    for table in schema.TABLES:
        with (folder / f"{table.name}.csv").open("w", encoding="utf8", newline="") as stream:
            writer = csv.DictWriter(stream, table.names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(tables.get(table.name, []))


class _Tables:
    def __init__(self, source: random.Random, bodies: int) -> None:
        self.random = source
        self.count = bodies
        self.per_era = max(1, bodies // len(ERAS))
        self.rows: Rows = {table.name: [] for table in schema.TABLES}

    def make(self) -> Rows:
        for topic in TOPICS:
            self._add("topics", id=f"topic-{topic}", label=topic.title(), definition=self._words())
        for i in range(max(2, self.count)):
            self._add(
                "sources", id=f"src-{i}", title=self._words(), publisher=self._words(),
                date=self._day(1970), kind="GovReport", url=f"https://www.example.org/doc/{i}",
            )  # fmt: skip
        for i in range(max(1, self.count // 20)):
            self._add(
                "bodies", id=f"firm-{i}", type="Company", tier="supplier", it_role="main",
                label=f"{self._words()} {i}", sources=self._sources(),
            )  # fmt: skip
        for i in range(self.count):
            self._body(i)
        self._successions()
        return self.rows

    def _body(self, i: int) -> None:
        era = min(i // self.per_era, len(ERAS) - 1)
        last = era == len(ERAS) - 1
        start, end = f"{ERAS[era]}-04-01", "" if last else f"{ERAS[era + 1]}-04-01"
        body = f"body-{i}"
        self._add(
            "bodies", id=body, type="Body", tier=("national", "regional", "local")[i % 3],
            it_role=("main", "part", "none")[i % 3], label=f"{self._words()} {i}",
            aliases=f"{self._words()} alias {i}" if i % 3 == 0 else "", start=start, end=end,
            jurisdiction="England", description=self._words(9), sources=self._sources(),
        )  # fmt: skip
        first = era * self.per_era
        if i > first:
            parent = f"body-{first + (i - first) // 12 if (i - first) // 12 + first < i else first}"
            self._claim(body, "parentBody", parent, start, end)
        if i % 5 == 0:
            self._add(
                "names", entity=body, name=f"{self._words()} former {i}", kind="FormerName",
                start=start, sources=self._sources(),
            )  # fmt: skip
        self._post(i, body, ERAS[era])
        if i % 4 == 0:
            self._system(i, body, start)
            self._report(i, body, ERAS[era])

    def _post(self, i: int, body: str, year: int) -> None:
        self._add(
            "posts", id=f"post-{i}", label=f"Chief executive {i}", body=body, max_holders="1",
            kind="head", sources=self._sources(),
        )  # fmt: skip
        self._add(
            "people", id=f"person-{i}", label=f"{self._words(2)} {i}", sources=self._sources()
        )
        self._add(
            "tenures", person=f"person-{i}", post=f"post-{i}", start=f"{year}-04-01",
            end=f"{year + 2}", capacity="substantive", rank="normal", sources=self._sources(),
        )  # fmt: skip

    def _system(self, i: int, body: str, start: str) -> None:
        firm = f"firm-{self._of(self.count // 20)}"
        self._add(
            "systems", id=f"system-{i}", label=f"{self._words(2)} system {i}", kind="software",
            sources=self._sources(),
        )  # fmt: skip
        self._claim(f"system-{i}", "suppliedBy", firm, start, "")
        self._claim(f"system-{i}", "deployedAt", body, start, "")
        self._add(
            "contracts", id=f"contract-{i}", label=f"Contract {i}", buyer=body, supplier=firm,
            subject=f"system-{i}", value_gbp=str(self.random.randrange(10**5, 10**8)),
            value_kind="award", start=start, sources=self._sources(),
        )  # fmt: skip

    def _report(self, i: int, body: str, year: int) -> None:
        report, told = f"report-{i}", f"body-{self._of(self.count)}"
        self._add(
            "documents", id=report, type="Report", label=f"{self._words()} review {i}",
            date=f"{year}-06", authors=f"person-{self._of(i + 1)}", publisher=body,
            sources=self._sources(),
        )  # fmt: skip
        for k in range(1, 5):
            advice = f"{report}-r{k}"
            self._add(
                "recommendations", id=advice, report=report, number=str(k),
                summary=self._words(8), addressed_to=told,
                topics=f"topic-{self.random.choice(TOPICS)}", sources=f"{report}#p. {k}",
            )  # fmt: skip
            for by in ("project", body)[: 1 + k % 2]:
                self._add(
                    "assessments", recommendation=advice, facet="implementation",
                    verdict=self.random.choice(VERDICTS), by=by, date="2024", sources=self._sources(),
                )  # fmt: skip
        self._add(
            "opinions", id=f"opinion-{i}", by=f"person-{i}", about=body,
            stance=self.random.choice(("critical", "supportive")), summary=self._words(8),
            date=f"{year + 1}", sources=self._sources(),
        )  # fmt: skip

    def _successions(self) -> None:
        """End each body of an era in one event with its heir; bodies of an era may share one."""
        heirs: dict[int, list[int]] = {}
        for i in range(self.per_era * (len(ERAS) - 1)):
            era, k = divmod(i, self.per_era)
            heirs.setdefault((era + 1) * self.per_era + k // 2 * 2, []).append(i)
        taken = {heir for heir in heirs if heir < self.count}
        for heir, ended in sorted(heirs.items()):
            era = min(heir // self.per_era, len(ERAS) - 1)
            self._add(
                "events", id=f"event-{heir}", kind="Merger" if len(ended) > 1 else "Replacement",
                label=f"Succession {heir}", date=f"{ERAS[era]}-04-01",
                ended="|".join(f"body-{i}" for i in ended), created=f"body-{heir}",
                status="happened", sources=self._sources(),
            )  # fmt: skip
        for i in range(self.count):
            if i not in taken:
                era = min(i // self.per_era, len(ERAS) - 1)
                self._add(
                    "events", id=f"creation-{i}", kind="Creation", label=f"Creation {i}",
                    date=f"{ERAS[era]}-04-01", created=f"body-{i}", status="happened",
                    sources=self._sources(),
                )  # fmt: skip

    def _claim(self, subject: str, name: str, value: str, start: str, end: str) -> None:
        self._add(
            "claims", subject=subject, property=name, object=value, start=start, end=end,
            rank="normal", confidence="high", sources=self._sources(),
        )  # fmt: skip

    def _add(self, table: str, **cells: str) -> None:
        self.rows[table].append(cells)

    def _sources(self) -> str:
        first = f"src-{self._of(self.count)}#p. {self._of(300)}"
        return first if self.random.random() < 0.6 else f"{first}|src-{self._of(self.count)}"

    def _of(self, count: int) -> int:
        return self.random.randrange(max(1, count))

    def _day(self, year: int) -> str:
        return f"{self.random.randint(year, 2025)}-{self.random.randint(1, 12):02d}"

    def _words(self, count: int = 4) -> str:
        return " ".join(self.random.choices(WORDS, k=count)).capitalize()


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]))
