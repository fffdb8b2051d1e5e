"""Recurrence: which advice is given again and again, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from kg.analysis import fates
from kg.analysis.measure import (
    Analysis,
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
from kg.history.counts import count_advice, say_advice
from kg.history.record import AS_OF_RULE, Span, count, find_as_of, years
from kg.statistics import likeness as wording

REVIEW = 0.4
"""The likeness from which pairs are listed for review, though they count from THRESHOLD only."""

DATES = (
    "A recommendation is dated by its report. Years are computed twice, as short and as long as "
    "imprecise dates allow; advice of undated reports is counted but has no years. " + AS_OF_RULE
)

MEASURES = (
    Measure(
        "verdict", "Verdict",
        "What became of a recommendation, as the graph derives it: of the last words that "
        "assessors have said of it (not Unknown, not deprecated) somebody else's goes before this "
        "project's own reading, and the latest before earlier ones; where those of different "
        "standing or of one day differ, the higher standing decides, and it is counted as "
        "contested besides. Unknown: looked for, not found. Verdicts that rest on this project's "
        "own reading of the sources are counted as such in a column. Rows numbered `all`, which "
        "stand for a whole document, are left out.",
        source="own definition", dates="The latest day that an imprecise date can mean decides.",
    ),
    Measure(
        "topic", "Advice by topic",
        "How many recommendations carry a topic, in how many reports, from the first to the last, "
        "and how many of those before the last time were enacted. One with several topics counts "
        "under each.",
        formula="date of the last report less date of the first", dates=DATES,
    ),
    Measure(
        "wording", "Advice by wording",
        f"Recommendations of different reports are the same advice where the cosine of their "
        f"TF-IDF vectors is at least {wording.THRESHOLD}; those joined by such pairs, directly or "
        f"through others, are one cluster. Pairs from {REVIEW} are listed for review. Likeness of "
        "words is not sameness of meaning: the pairs are to be read.",
        formula="(1 + ln tf) × ln(1 + N / df), vectors of length 1; single linkage",
        source="Salton and Buckley, Information Processing & Management 24 (1988) 513-523; pairs "
        "by Bayardo, Ma and Srikant, WWW 2007", dates=DATES,
    ),
    *fates.MEASURES,
)  # fmt: skip

_YEARS = (Column("years at least", "years"), Column("years at most", "years"))
_VERDICTS = (
    *(Column(name, "recommendations") for name in (
        "enacted", "partly enacted", "not enacted", "in progress", "superseded", "unknown",
        "not assessed", "contested",
    )),
    Column("own reading only", "recommendations"),
)  # fmt: skip


def analyse(graph: SparqlGraph) -> Analysis:
    """Return how often advice recurs, by topic and by wording, and its fate."""
    advice, whole = ad.read_advice(graph)
    as_of = find_as_of(graph)
    topics = _topics(advice)
    pairs, clusters = _wording(advice)
    found = fates.tables(graph, advice, as_of)
    tables = (topics, clusters, pairs, _again(advice), *_verdicts(advice), *found)
    return Analysis(
        "recurrence", "Recurrence of advice",
        "Which advice returns, and what became of it?",
        as_of.isoformat() if as_of else None, MEASURES, tables,
        (*_sentences(advice, topics, clusters), *fates.sentences(found)),
        _limits(advice, whole), (*_figures(topics), *fates.figures(found)),
    )  # fmt: skip


def span_of(advice: Iterable[Advice]) -> tuple[Advice, Advice] | None:
    """Return the first and the last of some advice, or None where none is dated."""
    dated = [(one.day, one) for one in advice if one.day]
    if not dated:
        return None
    first = min(dated, key=lambda pair: (pair[0].earliest, pair[0].latest, pair[1].id))[1]
    last = max(dated, key=lambda pair: (pair[0].latest, pair[0].earliest, pair[1].id))[1]
    return first, last


def _recurs(advice: list[Advice]) -> list[Value]:
    """First and last year, years between at least and at most, enacted before the last time."""
    ends = span_of(advice)
    if ends is None or ends[0].day is None or ends[1].day is None:
        return [None, None, None, None, None]
    first, last = ends[0].day, ends[1].day
    before = [a for a in advice if a.day and a.day.is_before(last) and a.verdict == ad.ENACTED]
    span = (0.0, 0.0) if ends[0].report == ends[1].report else first.years_to(last)
    return [_year(first), _year(last), *span, len(before)]


def _year(day: Span) -> str:
    first, last = day.earliest.year, day.latest.year
    return str(first) if first == last else f"{first}-{last}"


def _row(advice: list[Advice]) -> list[Value]:
    found = ad.tally(advice)
    keys = (*ad.OUTCOMES, ad.UNKNOWN, ad.UNASSESSED, ad.CONTESTED)
    return [*(found[key] for key in keys), sum(a.is_own_reading for a in advice)]


def _topics(advice: list[Advice]) -> Table:
    labels = {topic: label for a in advice for topic, label in a.topics.items()}
    groups = ad.group_by((topic, a) for a in advice for topic in a.topics)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    columns = (
        Column("topic"), Column("times advised", "recommendations"), Column("reports", "reports"),
        Column("first"), Column("last"), *_YEARS,
        Column("enacted before the last time", "recommendations"), *_VERDICTS,
    )  # fmt: skip
    return Table(
        "topics", "Advice by topic", columns,
        tuple((labels[t], len(g), len({a.report for a in g}), *_recurs(g), *_row(g))
              for t, g in ordered),
        tuple(tuple(a.id for a in g) for _, g in ordered), ad.ADVICE + ad.TOPICS, "topic",
    )  # fmt: skip


def _wording(advice: list[Advice]) -> tuple[Table, Table]:
    by_id = {a.id: a for a in advice}
    alike = wording.find_alike(
        {a.id: a.text for a in advice}, {a.id: a.report for a in advice}, REVIEW
    )
    pairs, clusters = alike.pairs, alike.clusters
    review = Table(
        "pairs", "Pairs of like wording, for review",
        (Column("recommendation"), Column("advice"), Column("other"), Column("advice of the other"),
         Column("likeness", "cosine", 2), Column("counted as the same"),
         Column("said to reiterate")),
        tuple((p.first, by_id[p.first].text, p.second, by_id[p.second].text, p.likeness,
               p.likeness >= wording.THRESHOLD,
               p.first in by_id[p.second].reiterates or p.second in by_id[p.first].reiterates)
              for p in pairs),
        tuple((p.first, p.second) for p in pairs), ad.ADVICE + ad.REITERATES, "wording",
        f"The {len(pairs):,} most alike of {alike.total:,} pairs." if alike.total > len(pairs)
        else "",
    )  # fmt: skip
    groups = [[by_id[name] for name in names] for names in clusters]
    rows = [(_first(g).text, len(g), len({a.report for a in g}), *_recurs(g), *_row(g))
            for g in groups]  # fmt: skip
    return review, Table(
        "wording", "The same advice in like words",
        (Column("advice, as first given"), Column("times advised", "recommendations"),
         Column("reports", "reports"), Column("first"), Column("last"), *_YEARS,
         Column("enacted before the last time", "recommendations"), *_VERDICTS),
        tuple(rows), tuple(clusters), ad.ADVICE, "wording",
    )  # fmt: skip


def _first(advice: list[Advice]) -> Advice:
    ends = span_of(advice)
    return ends[0] if ends else advice[0]


def _again(advice: list[Advice]) -> Table:
    by_id = {a.id: a for a in advice}
    found = []
    for a in advice:
        for earlier in sorted(a.reiterates & set(by_id)):
            was = by_id[earlier]
            span = was.day.years_to(a.day) if was.day and a.day else (None, None)
            found.append((was.id, was.text, a.id, a.text, *span, ad.spell(was.verdict)))
    return Table(
        "reiterated", "Advice that says it repeats earlier advice",
        (Column("earlier"), Column("advice"), Column("again in"), Column("as repeated"), *_YEARS,
         Column("what became of the earlier")),
        tuple(found), tuple((row[0], row[2]) for row in found), ad.REITERATES, "topic",
    )  # fmt: skip


def _verdicts(advice: list[Advice]) -> list[Table]:
    """Verdicts by report, addressee, decade; and by assessor, who may judge one thing often."""
    addressees = {key: label for a in advice for key, label in a.addressees.items()}
    splits = {
        "report": [(f"{a.report_label} [{a.report}]", a) for a in advice],
        "addressee": [(f"{addressees[key]} [{key}]", a) for a in advice for key in a.addressees]
        + [("nobody in particular", a) for a in advice if not a.addressees],
        "decade": [(_decade(a), a) for a in advice],
    }
    found = [
        Table(
            f"by-{name}", f"Verdicts by {name}",
            (Column(name), Column("recommendations", "recommendations"), *_VERDICTS),
            tuple((key, len(group), *_row(group)) for key, group in ad.group_by(pairs).items()),
            tuple(tuple(a.id for a in group) for group in ad.group_by(pairs).values()),
            ad.ADVICE + ad.ADDRESSEES + ad.VERDICTS, "verdict",
        )
        for name, pairs in splits.items()
    ]  # fmt: skip
    return [*found, _by_assessor(advice)]


def _decade(advice: Advice) -> str:
    day = advice.day
    if day is None or day.earliest.year // 10 != day.latest.year // 10:
        return "not certain"
    return f"{day.earliest.year // 10 * 10}s"


def _by_assessor(advice: list[Advice]) -> Table:
    views = [(view, a) for a in advice for view in a.judgements]
    names = {view.by: view.by_label for view, _ in views}
    rows: list[tuple[Value, ...]] = []
    ids = []
    for by in sorted(names):
        mine = [view for view, _ in views if view.by == by]
        said = [sum(view.verdict == v for view in mine) for v in (*ad.OUTCOMES, ad.UNKNOWN)]
        rows.append((names[by], len(mine), *said, mine[0].is_own))
        ids.append(tuple(view.id for view in mine))
    return Table(
        "by-assessor", "Verdicts by who gave them",
        (Column("assessor"), *(Column(name, "assessments") for name in (
            "assessments", "enacted", "partly enacted", "not enacted", "in progress",
            "superseded", "unknown")), Column("own reading of this project")),
        tuple(rows), tuple(ids), ad.VERDICTS, "verdict",
    )  # fmt: skip


def _sentences(advice: list[Advice], topics: Table, clusters: Table) -> list[Sentence]:
    if not advice:
        return []
    found = {name: total.value for name, total in count_advice(advice).items()}
    ids = tuple(a.id for a in advice)
    known = sum(found[key] for key in ad.OUTCOMES)
    said = [Sentence(
        f"Of {count(len(advice), 'recommendation')} in "
        f"{count(len({a.report for a in advice}), 'report')}, {found[ad.ENACTED]} are judged "
        f"enacted; {known} have any verdict, {found[ad.CONTESTED]} of them contested, "
        f"{found[ad.UNKNOWN]} were looked for and not found and {found[ad.UNASSESSED]} nobody has "
        f"assessed. {found['own-reading']} verdicts are this project's own reading.",
        "verdict", ids,
    )]  # fmt: skip
    spans = [(row, ids) for row, ids in zip(topics.to_rows(), topics.ids, strict=True)
             if row["years at least"]]  # fmt: skip
    if topics.rows:
        row = topics.to_rows()[0]
        times = count(int(row["times advised"] or 0), "time")
        said.append(Sentence(
            f"The topic advised most often is {row['topic']}: {times} in "
            f"{count(int(row['reports'] or 0), 'report')}.", "topic", topics.ids[0],
        ))  # fmt: skip
    if spans:
        row, ids = max(spans, key=lambda pair: float(pair[0]["years at least"] or 0))
        low, high = float(row["years at least"] or 0), float(row["years at most"] or 0)
        said.append(Sentence(
            f"The topic that returns over the longest time is {row['topic']}: from "
            f"{row['first']} to {row['last']}, {years(low, high)}.", "topic", ids,
        ))  # fmt: skip
        if len(spans) > 1:
            gaps = [float(row["years at least"] or 0) for row, _ in spans]
            said.append(Sentence(
                f"Half of the {len(spans)} topics that return did so over {median(gaps):.1f} "
                "years or more.", "topic", tuple(sorted({i for _, ids in spans for i in ids})),
            ))  # fmt: skip
    if clusters.rows:
        again = sum(len(ids) for ids in clusters.ids)
        said.append(Sentence(
            f"{again} recommendations say in like words what another report says, in "
            f"{count(len(clusters.rows), 'cluster')}.", "wording",
            tuple(i for ids in clusters.ids for i in ids),
        ))  # fmt: skip
    return said


def _limits(advice: list[Advice], whole: list[Advice]) -> tuple[str, ...]:
    if not advice:
        return ("The graph holds no recommendation.",)
    undated = sum(a.day is None for a in advice)
    untopical = sum(not a.topics for a in advice)
    disputed = sum(a.is_contested for a in whole)
    return (
        f"{say_advice(advice, whole)}; the latter are left out, {disputed} of them contested.",
        f"{count(undated, 'recommendation')} without a dated report; {untopical} without a topic.",
        "Most reports are covered by a selection of their recommendations, so counts say how "
        "often this graph holds an advice, not how often it was given.",
    )


def _figures(topics: Table) -> list[Figure]:
    top = topics.to_rows()[:15]
    if not top:
        return []
    names = tuple(str(row["topic"]) for row in top)
    kinds = {
        "enacted": ("enacted",), "partly, in progress": ("partly enacted", "in progress"),
        "not enacted, superseded": ("not enacted", "superseded"),
        "unknown, not assessed": ("unknown", "not assessed"),
    }  # fmt: skip
    series = tuple(
        Series(label, names, tuple(float(sum(int(row[k] or 0) for k in keys)) for row in top))
        for label, keys in kinds.items()
    )
    return [Figure(
        "topics", "What became of the advice, by topic", FigureKind.stacked, series,
        "topic", "recommendations",
        "The 15 topics advised most often; a recommendation with several topics counts under each.",
    )]  # fmt: skip
