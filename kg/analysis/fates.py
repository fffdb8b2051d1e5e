"""The fate of advice: when it was enacted, who inherited it, and whether its kind mattered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median

from kg.analysis.measure import (
    Column,
    Figure,
    FigureKind,
    Measure,
    Sentence,
    Series,
    Table,
    Value,
)  # fmt: skip
from kg.engine.graph import SparqlGraph
from kg.history import advice as ad
from kg.history.advice import Advice
from kg.history.record import count, rows
from kg.history.spans import in_words
from kg.statistics.proportions import fisher, wilson

NARROWER = """
SELECT DISTINCT ?topic ?label WHERE {
  ?topic skos:broader*/nhsit:organisational true ; skos:prefLabel ?label }"""

HEIRS = """
SELECT DISTINCT ?body ?heir WHERE {
  ?event nhsit:status nhsit:Happened ; nhsit:endedBody ?body ;
         nhsit:createdBody|nhsit:gainingBody ?heir .
}"""

MEASURES = (
    Measure(
        "enactment", "Time to enactment",
        "Years from a report to the first assessment that says its recommendation was enacted, "
        "for those whose verdict is enacted. An assessment says when it was found, not when it "
        "was done, so this is the longest it can have taken.",
        formula="day of the first Enacted assessment less day of the report",
        dates="Shortest and longest by the bounds of both dates; undated ones are left out.",
    ),
    Measure(
        "abolished", "Advice whose addressee was abolished",
        "Recommendations addressed to a body that ended after the report, with what became of "
        "them, and the bodies that stand today at the end of its succession (events that "
        "happened, followed through).",
        dates="Counted where the end certainly came after the report and not after the day that "
        "counts as now; an end that is not recorded "
        "is no end.",
    ),
    Measure(
        "organisational", "Organisational advice against the rest",
        "Organisational is a recommendation with a topic that the table of topics marks as "
        "organisational, or one narrower than it: creation, merger, abolition or remit of bodies, "
        "and reorganisation as a remedy. Share: enacted among those with a settled verdict "
        "(enacted, partly, not enacted, in progress, superseded); unknown and "
        "unassessed ones are left out and counted.",
        formula="Wilson score interval at 95 %; Fisher's exact test, two-sided",
        source="Wilson, JASA 22 (1927) 209-212; Fisher, The Design of Experiments (1935)",
        dates="Needs no dates.",
    ),
)  # fmt: skip

_LEVEL = 0.05


def tables(graph: SparqlGraph, advice: Sequence[Advice], as_of: date | None) -> tuple[Table, ...]:
    """Return contested advice, time to enactment, abolished addressees, shares and their test."""
    narrower = {row["topic"]: row["label"] for row in rows(graph, NARROWER)}
    shares, test = _organisational(advice, narrower)
    return _contested(advice), _enactment(advice), _abolished(graph, advice, as_of), shares, test


def _contested(advice: Iterable[Advice]) -> Table:
    found = [a for a in advice if a.is_contested]
    return Table(
        "contested", "Contested verdicts",
        (Column("recommendation"), Column("advice"), Column("who says what")),
        tuple((a.id, a.text, "; ".join(
            f"{v.by_label}: {ad.spell(v.verdict)} ({in_words(v.day) or 'undated'})"
            for v in a.judgements
        )) for a in found),
        tuple((a.id, *(v.id for v in a.judgements)) for a in found),
        ad.ADVICE + ad.VERDICTS, "verdict",
    )  # fmt: skip


def _enactment(advice: Iterable[Advice]) -> Table:
    found: list[tuple[tuple[Value, ...], tuple[str, ...]]] = []
    for a in advice:
        done = [v for v in a.judgements if v.verdict == ad.ENACTED and v.day]
        if a.verdict != ad.ENACTED or not done or not a.day:
            continue
        first = done[0]
        if first.day is not None:
            low, high = a.day.years_to(first.day)
            found.append(((a.text, in_words(a.day), in_words(first.day), low, high, first.by_label),
                          (a.id, first.id)))  # fmt: skip
    found.sort(key=lambda pair: (-float(pair[0][3] or 0), pair[1]))
    return Table(
        "enactment", "Time until advice was found enacted",
        (Column("advice"), Column("reported"), Column("found enacted"),
         Column("years at least", "years"), Column("years at most", "years"), Column("found by")),
        tuple(row for row, _ in found), tuple(ids for _, ids in found), ad.VERDICTS, "enactment",
    )  # fmt: skip


def find_heirs(graph: SparqlGraph) -> dict[str, set[str]]:
    """Return, for each body that ended, the last bodies of its succession; safe on cycles."""
    every = find_all_heirs(graph)
    return {body: {heir for heir in heirs if heir not in every} for body, heirs in every.items()}


def find_all_heirs(graph: SparqlGraph) -> dict[str, set[str]]:
    """Return, for each body that ended, every body that followed it, at any remove."""
    direct: dict[str, set[str]] = {}
    for row in rows(graph, HEIRS):
        direct.setdefault(row["body"], set()).add(row["heir"])
    found = {}
    for body in direct:
        seen: set[str] = set()
        todo = [body]
        while todo:
            heirs = direct.get(todo.pop(), set()) - seen
            seen |= heirs
            todo += sorted(heirs)
        found[body] = seen - {body}
    return found


def _abolished(graph: SparqlGraph, advice: Iterable[Advice], as_of: date | None) -> Table:
    heirs = find_heirs(graph)
    found: list[tuple[Value, ...]] = []
    ids = []
    for a in advice:
        for body, end in sorted(a.ends.items()):
            if a.day and a.day.is_before(end) and (as_of is None or end.latest <= as_of):
                mine = sorted(heirs.get(body, set()))
                found.append((a.text, a.addressees[body], in_words(a.day), in_words(end),
                              ad.spell(a.verdict), a.is_own_reading,
                              ", ".join(mine) or None))  # fmt: skip
                ids.append((a.id, body, *mine))
    return Table(
        "abolished", "Advice whose addressee was abolished afterwards",
        (Column("advice"), Column("addressee"), Column("reported"), Column("addressee ended"),
         Column("verdict"), Column("own reading only"), Column("heirs today")),
        tuple(found), tuple(ids), ad.ADDRESSEES + HEIRS, "abolished",
    )  # fmt: skip


def _organisational(
    advice: Sequence[Advice], narrower: dict[str, str]
) -> tuple[Table, Table]:  # fmt: skip
    columns = (
        Column("counted"), Column("advice"), Column("recommendations", "recommendations"),
        Column("settled", "recommendations"), Column("hits", "recommendations"),
        Column("share", "%"), Column("share at least", "%"), Column("share at most", "%"),
    )  # fmt: skip
    kinds = {"organisational": True, "the rest": False}
    cells: list[tuple[Value, ...]] = []
    ids = []
    tests: list[tuple[Value, ...]] = []
    test_ids = []
    for name, hit, own in (
        ("enacted", (ad.ENACTED,), True),
        ("enacted or partly", (ad.ENACTED, "PartlyEnacted"), True),
        ("enacted, said by others than this project", (ad.ENACTED,), False),
    ):  # fmt: skip
        square = []
        for label, wanted in kinds.items():
            group = [a for a in advice if bool(set(a.topics) & set(narrower)) is wanted]
            settled = [a for a in group
                       if a.verdict in ad.OUTCOMES and (own or not a.is_own_reading)]  # fmt: skip
            hits = sum(a.verdict in hit for a in settled)
            bounds = wilson(hits, len(settled))
            share = 100 * hits / len(settled) if settled else None
            cells.append((name, label, len(group), len(settled), hits, share,
                          *((100 * b for b in bounds) if bounds else (None, None))))  # fmt: skip
            ids.append(tuple(a.id for a in settled))
            square += [hits, len(settled) - hits]
        if square[0] + square[1] and square[2] + square[3]:
            a, b, c, d = square
            ratio = a * d / (b * c) if b * c else None
            tests.append((name, ratio, fisher(a, b, c, d)))
            test_ids.append(ids[-2] + ids[-1])
    query = ad.ADVICE + ad.TOPICS + ad.VERDICTS + NARROWER
    note = f"Organisational topics: {', '.join(sorted(narrower.values())) or 'none'}."
    if not advice:
        cells, ids = [], []
    return Table("organisational", "Organisational advice against the rest", columns, tuple(cells),
                 tuple(ids), query, "organisational", note), Table(
        "organisational-test", "Is the difference more than chance?",
        (Column("counted"), Column("odds ratio", "", 2), Column("p, Fisher's exact test", "", 4)),
        tuple(tests), tuple(test_ids), query, "organisational",
    )  # fmt: skip


def sentences(found: Sequence[Table]) -> list[Sentence]:
    """Return what the tables of this module say, in words."""
    by_name = {table.name: table for table in found}
    said = []
    enacted, gone = by_name["enactment"], by_name["abolished"]
    if enacted.rows:
        longest = median(float(row["years at most"] or 0) for row in enacted.to_rows())
        number = count(len(enacted.rows), "recommendation")
        said.append(Sentence(
            f"Of {number} found enacted, half were found so within {longest:.1f} years of the "
            "report.", "enactment",
            tuple(ids[0] for ids in enacted.ids)))  # fmt: skip
    if gone.rows:
        ids = sorted({ids[0] for ids in gone.ids})
        done = {ids[0] for ids, row in zip(gone.ids, gone.to_rows(), strict=True)
                if row["verdict"] == "enacted"}  # fmt: skip
        said.append(Sentence(
            f"{count(len(ids), 'recommendation')} went to a body that was abolished afterwards; "
            f"{len(done)} of them are judged enacted.", "abolished", tuple(ids)))  # fmt: skip
    shares, test = by_name["organisational"].to_rows(), by_name["organisational-test"].to_rows()
    if test and test[0]["counted"] == "enacted":
        ours, rest = shares[0], shares[1]
        p = float(test[0]["p, Fisher's exact test"] or 0)
        verdict = (
            "the difference is more than chance would give" if p < _LEVEL
            else "the data do not show a difference beyond chance"
        )  # fmt: skip
        said.append(Sentence(
            f"Of organisational recommendations with a settled verdict {_share(ours)} are enacted, "
            f"of the rest {_share(rest)}: {verdict} (Fisher's exact test, p = {p:.4f}).",
            "organisational", by_name["organisational-test"].ids[0]))  # fmt: skip
        done_all = int(ours["hits"] or 0) + int(rest["hits"] or 0)
        if done_all:
            verb = "is" if ours["hits"] == 1 else "are"
            said.append(Sentence(
                f"Of {count(done_all, 'enacted recommendation')}, {ours['hits']} {verb} "
                "organisational, so "
                + ("it does not hold that only reorganisation is ever enacted."
                   if rest["hits"] else "nothing but reorganisation was enacted."),
                "organisational", by_name["organisational-test"].ids[0]))  # fmt: skip
    return said


def _share(row: dict[str, Value]) -> str:
    return (f"{row['hits']} of {row['settled']} ({row['share']} %, 95 % interval "
            f"{row['share at least']} to {row['share at most']} %)")  # fmt: skip


def figures(found: Sequence[Table]) -> list[Figure]:
    """Return the shares with their intervals, where there is anything to share."""
    table = {t.name: t for t in found}["organisational"].to_rows()
    known = [row for row in table if row["share"] is not None]
    if not known:
        return []

    def numbers(name: str) -> tuple[float, ...]:
        return tuple(float(row[name] or 0) for row in known)

    names = tuple(f"{row['advice']}: {row['counted']} (n = {row['settled']})" for row in known)
    return [Figure(
        "organisational", "Share of advice that was enacted", FigureKind.ranges,
        (Series("share", names, numbers("share"), numbers("share at least"),
                numbers("share at most")),),
        "% of those with a settled verdict; lines are 95 % Wilson intervals", "",
    )]  # fmt: skip
