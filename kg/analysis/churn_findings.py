"""What the tables of `churn` show, in words, and what they leave out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from kg.analysis import reorganisation_tables as tables
from kg.analysis.disruption import WINDOW
from kg.analysis.measure import Sentence, Table, Value
from kg.history.lives import Life
from kg.history.record import count, years
from kg.history.reorganisations import LAW, REPORT, Reorganisation
from kg.history.spans import in_words


def sentences(found: Sequence[Reorganisation], made: Mapping[str, Table]) -> Iterable[Sentence]:
    """Yield what the tables of `churn`, by name, show."""
    dated = [r for r in found if r.day is not None]
    if dated:
        creates = sum(r.only_creates for r in found)
        large = sum(r.size >= tables.LARGE for r in found)
        yield Sentence(
            f"The record holds {count(len(found), 'reorganisation')}, from "
            f"{in_words(dated[0].day)} to {in_words(dated[-1].day)}; {creates:,} of them only made "
            f"new bodies, {large:,} touched at least {tables.LARGE} bodies.",
            "reorganisations", tuple(r.id for r in found),
        )  # fmt: skip
    yield from _of_years(made["years"])
    yield from _of_ministers(made["secretaries"])
    yield from _of_grounds(made["grounds"], found)
    yield from _of_waiting(made["large"], made["waiting"])
    yield from _of_nearness(made["nearness"])
    yield from _of_functions(made["functions"])


def _of_years(table: Table) -> Iterable[Sentence]:
    years_ = [pair for pair in zip(table.to_rows(), table.ids, strict=True)
              if pair[0]["year"] != tables.NOT_CERTAIN]  # fmt: skip
    if len(years_) > 1:
        most = max(int(row["reorganisations"] or 0) for row, _ in years_)
        top = [(str(row["year"]), ids) for row, ids in years_ if row["reorganisations"] == most]
        yield Sentence(
            f"Most fell in {_and([year for year, _ in top])}: {count(most, 'event')}"
            f"{' each' if len(top) > 1 else ''}.",
            "reorganisations", tuple(i for _, ids in top for i in ids),
        )  # fmt: skip


def _and(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _of_ministers(table: Table) -> Iterable[Sentence]:
    said = {
        "took effect": "took effect in the term",
        "decided": "rest on a law, or else a report, of the term",
    }
    for what, words in said.items():
        found = [
            (int(row[f"{what}, certain"] or 0), int(row[f"{what}, at most"] or 0),
             f"{row['holder']} (from {row['from']})",
             years(float(row["at least"] or 0), float(row["at most"] or 0)), ids)
            for row, ids in zip(table.to_rows(), table.ids, strict=True)
        ]  # fmt: skip
        if len(found) < 2 or not any(low for low, *_ in found):
            continue
        low, high, who, term, ids = max(found, key=lambda row: (row[0], row[1], row[2]))
        rivals = [name for _, most, name, *_ in found if name != who and most >= low]
        number = f"{low:,}" if low == high else f"{low:,} to {high:,}"
        doubt = f"; with imprecise dates {_and(rivals)} may have as many" if rivals else ""
        yield Sentence(
            f"Of the health secretaries {who} has the most reorganisations that certainly {words}: "
            f"{number} in {term}{doubt}.",
            "ministers", ids,
        )  # fmt: skip


def _of_grounds(table: Table, found: Sequence[Reorganisation]) -> Iterable[Sentence]:
    for row, ids in zip(table.to_rows(), table.ids, strict=True):
        number = int(row["reorganisations"] or 0)
        if row["ground"] == tables.NONE_RECORDED:
            yield Sentence(
                f"For {number:,} of {count(len(found), 'reorganisation')} no ground is recorded.",
                "grounds", ids,
            )  # fmt: skip
        elif row["ground"] in (LAW, REPORT) and number:
            low, high = row["median from the first of them, at least"], row["at most"]
            wait = (
                f"; in the median they came {years(float(low), float(high))} after its date"
                if low is not None and high is not None else ""
            )  # fmt: skip
            yield Sentence(
                f"{number:,} of {count(len(found), 'reorganisation')} "
                f"{'rests' if number == 1 else 'rest'} on a recorded {row['ground']}{wait}.",
                "grounds", ids,
            )  # fmt: skip


def _of_waiting(large: Table, waiting: Table) -> Iterable[Sentence]:
    if large.rows:
        low = median(float(x or 0) for x in large.column("at least"))
        high = median(float(x or 0) for x in large.column("at most"))
        yield Sentence(
            f"From one large reorganisation to the next it was {years(low, high)} in the median.",
            "waiting", tuple(sorted({i for ids in large.ids for i in ids})),
        )  # fmt: skip
    for row, ids in zip(waiting.to_rows(), waiting.ids, strict=True):
        if row["median from"] is not None:
            span = (
                years(float(row["median from"]), float(row["median to"]))
                if row["median to"] is not None else f"{row['median from']} years or more"
            )  # fmt: skip
            yield Sentence(
                f"Half of the bodies are reorganised again, or ended, within {span} of their "
                f"beginning or last reorganisation ({count(int(row['spells'] or 0), 'spell')}).",
                "waiting", ids,
            )  # fmt: skip


def _of_nearness(table: Table) -> Iterable[Sentence]:
    for row, ids in zip(table.to_rows()[:2], table.ids[:2], strict=True):
        low, high = row["typical body, from"], row["typical body, to"]
        share = (row["share, from"], row["share, to"])
        yield Sentence(
            f"Of the years of a typical body, {_percent(low, high)} lie within {WINDOW} years of a "
            f"reorganisation of it ({row['counted']}); of all years that bodies lived, "
            f"{_percent(*share)}.",
            "nearness", ids,
        )  # fmt: skip


def _percent(low: Value, high: Value) -> str:
    first, last = f"{low:.0f}", f"{high:.0f}"
    return f"{first}%" if first == last else f"{first} to {last}%"


def _of_functions(table: Table) -> Iterable[Sentence]:
    several = [pair for pair in zip(table.to_rows(), table.ids, strict=True)
               if int(pair[0]["bodies that ran it"] or 0) > 1]  # fmt: skip
    if several:
        row, ids = several[0]
        yield Sentence(
            f"{len(several):,} of {count(len(table.rows), 'function')} are recorded with several "
            f"bodies that ran them; most with {row['function: running']}: "
            f"{row['bodies that ran it']} bodies.",
            "functions", ids,
        )  # fmt: skip


def limits(
    found: Sequence[Reorganisation], lives: Sequence[Life], governed: bool, undated: Sequence[str]
) -> Iterable[str]:
    """Yield what the numbers leave out."""
    if not found:
        yield "The graph holds no reorganisation that happened."
        return
    if not governed:
        yield (
            "The graph states no government and no prime minister, so reorganisations are not "
            "counted by government."
        )
    if undated:
        yield f"Terms of health secretaries without a start, left out: {', '.join(undated)}."
    none = sum(r.day is None for r in found)
    vague = sum(r.day is not None and not r.day.is_exact for r in found)
    yield (
        f"Of {count(len(found), 'reorganisation')}, {none:,} are undated and {vague:,} not dated "
        "to the day."
    )
    unborn = sum(life.to_lifetime() is None for life in lives)
    if unborn:
        yield (
            f"Years lived and waits leave out {unborn:,} of {count(len(lives), 'body', 'bodies')}: "
            "no beginning is recorded."
        )
    yield (
        "The record is a collection: earlier decades and local bodies are thinly covered, so "
        "numbers by year show what is recorded, not what there was."
    )
