"""People: how long they hold their posts, how often posts change hands, and where they go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg.analysis import careers as ca
from kg.analysis import handovers as ha
from kg.analysis.lifetable import to_series
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
)
from kg.engine.graph import SparqlGraph
from kg.history import posts as po
from kg.history.posts import Stint
from kg.history.record import AS_OF_RULE, count, find_as_of, years
from kg.statistics.survival import Survival, estimate

ROLES = "Only public roles that the graph records as posts are counted; nothing else is known."

MEASURES = (
    Measure(
        "tenure", "Time in post",
        "How long heads, chairs, ministers and chief information officers stay, and the time after "
        "which half have left. Tenures of one person in one post that may follow on without a day "
        "between are one; a second spell after a break is another. Deprecated tenures are left "
        f"out. Kinds of post, {po.KINDS_RULE}. Sectors: {po.SECTORS}. {ROLES}",
        "S(t) = product over times t_i <= t at which one left of (1 - d_i / n_i); d_i left at t_i, "
        "n_i had not left before; the median is the first t with S(t) <= 1/2",
        "Kaplan and Meier (1958), J Am Stat Assoc 53:457; limits of the median by Brookmeyer and "
        "Crowley (1982), Biometrics 38:29",
        "From start to end, as short and as long as imprecise dates allow. Without an end a tenure "
        "is right-censored: at the shortest on the last day on which it is attested (or its "
        "start), at the longest on the day that counts as now, the end of its body or the start of "
        "the next holder of a post for one, whichever is first. Without a start it has no length "
        "and is counted in the limits. " + AS_OF_RULE,
    ),
    Measure(
        "turnover", "Turnover",
        "For each body, the years from one new holder to the next in its chief posts (those of a "
        "kind that time in post names). Only posts for one holder with two dated starts give "
        "years; holders that the record does not have make it look slower than it was.",
        "sum over posts of (last start less first start) / sum of (dated starts less one)",
        dates="Undated starts are left out; years are as short and as long as dates allow.",
    ),
    Measure(
        "programme", "Leaders and handovers of a programme",
        "Leaders: those whom a claim that is not deprecated names as leading it, and holders of "
        "posts of the programme itself. Handovers: new heads, ministers (of any rank) and chief "
        "information officers of bodies that a claim says ran it, who began in its life. A post "
        "of two kinds counts as the first; two posts of a kind that one person began on one day "
        "are one. That a body ran it is taken for its whole life.",
        dates="Certain where the start lies in the life of the programme whatever the dates mean, "
        "possible where it may. A programme without an end goes on; one without a start has no "
        "handovers.",
    ),
    Measure(
        "career", "Careers",
        "The posts of each person with two or more dated ones, in order of their starts; where no "
        "start is recorded, of the first day on which the post is attested, or else its end. "
        + ROLES,
        dates="The earliest day that a date can mean decides the order; posts without any date are "
        "left out.",
    ),
    Measure(
        "move", "Moves",
        "A step from one post of a career to the next. It crosses where one post is of a public "
        "body and the other of a company; a post of another sector in between makes it no move. "
        f"Sectors: {po.SECTORS}. {ROLES}",
        "years between = start of the later less end of the earlier",
        dates="The order is certain where the later start lies after the earlier one, or not "
        "before the end of the earlier post, whatever the dates mean. Without that end or that "
        "start there are no years; posts that overlap have 0.",
    ),
)  # fmt: skip


def analyse(graph: SparqlGraph) -> Analysis:
    """Return tenures, turnover, careers and moves of people; MissingExtra without scipy."""
    as_of = find_as_of(graph)
    stints = po.read_stints(graph, as_of)
    programmes = ha.read_programmes(graph, stints)
    handovers = ha.find_handovers(programmes, stints)
    careers = ca.find_careers(stints)
    moves = ca.find_moves(careers)
    groups = _groups(stints)
    tables = (
        _tenures(groups), _posts(stints), ha.tabulate_turnover(stints),
        ha.tabulate_programmes(programmes, handovers, as_of), ha.tabulate_handovers(handovers),
        ca.tabulate_careers(careers), ca.tabulate_sectors(moves), ca.tabulate_moves(graph, moves),
    )  # fmt: skip
    return Analysis(
        "people", "People and posts",
        "How long do those in charge stay, how often do posts change hands, and where do they go?",
        as_of.isoformat() if as_of else None, MEASURES, tables,
        _sentences(tables, moves), _limits(stints, programmes, as_of), _figures(groups, tables),
    )  # fmt: skip


def _groups(stints: Sequence[Stint]) -> dict[tuple[str, str], list[Stint]]:
    """Return the stints of each kind of post and sector that has any."""
    sectors = (po.PUBLIC, po.COMPANY, po.OTHER)
    found = {
        (kind, sector): [s for s in stints if kind in s.post.kinds and s.post.sector == sector]
        for kind in po.KINDS
        for sector in sectors
    }
    return {key: part for key, part in found.items() if part}


def _survival(stints: Sequence[Stint]) -> Survival | None:
    lives = [life for s in stints if (life := s.to_lifetime())]
    return estimate(lives) if lives else None


def _tenures(groups: dict[tuple[str, str], list[Stint]]) -> Table:
    rows_: list[tuple[Value, ...]] = []
    for (kind, sector), part in groups.items():
        found = _survival(part)
        rows_.append((
            kind, sector, len({s.person for s in part}), len(part), found.n if found else 0,
            found.ended if found else 0, *(found.median if found else (None, None)),
            *(found.interval if found else (None, None)),
        ))  # fmt: skip
    return Table(
        "tenures", "Time in post, by kind of post and sector",
        (Column("kind of post"), Column("sector"), Column("holders", "people"),
         Column("stints", "stints"), Column("with a start", "stints"), Column("ended", "stints"),
         Column("median, from", "years"), Column("median, to", "years"),
         Column("95% from", "years"), Column("95% to", "years")),
        tuple(rows_), tuple(tuple(t for s in part for t in s.tenures) for part in groups.values()),
        po.QUERY, "tenure", "A dash: half are not known to have left, so no median can be given.",
    )  # fmt: skip


def _posts(stints: Sequence[Stint]) -> Table:
    """Return which posts were taken for which kind, for review."""
    held: dict[str, list[Stint]] = {}
    for stint in stints:
        if stint.post.kinds:
            held.setdefault(stint.post.id, []).append(stint)
    order = sorted(held, key=lambda p: (held[p][0].post.kinds, held[p][0].post.title, p))
    return Table(
        "posts", "Which posts count as which kind",
        (Column("kind of post"), Column("post"), Column("body"), Column("sector"),
         Column("stints", "stints")),
        tuple(
            (" and ".join(post.kinds), post.title, post.place or None, post.sector, len(held[p]))
            for p in order for post in [held[p][0].post]
        ),
        tuple((p, *(t for s in held[p] for t in s.tenures)) for p in order), po.QUERY, "tenure",
    )  # fmt: skip


def _sentences(tables: tuple[Table, ...], moves: Sequence[ca.Move]) -> tuple[Sentence, ...]:
    tenures, _, turnover, programmes, _, careers, _, crossing = tables
    said = []
    for row, ids in zip(tenures.to_rows(), tenures.ids, strict=True):
        low, high = row["median, from"], row["median, to"]
        if row["sector"] != po.PUBLIC or low is None:
            continue
        after = (
            f"{float(low):.1f} years or more" if high is None else years(float(low), float(high))
        )
        first, last = row["95% from"], row["95% to"]
        limits = f"95% interval from {first}" + (" on" if last is None else f" to {last}")
        said.append(Sentence(
            f"Half of those who become {row['kind of post']} of a public body have left after "
            f"{after} ({count(int(row['with a start'] or 0), 'dated stint')}; {limits}).",
            "tenure", ids))  # fmt: skip
    quick = [
        (row, ids)
        for row, ids in zip(turnover.to_rows(), turnover.ids, strict=True)
        if row["years a holder, at most"] is not None and int(row["changes"] or 0) > 2
    ]
    if quick:
        row, ids = min(quick, key=lambda found: float(found[0]["years a holder, at most"] or 0))
        span = years(
            float(row["years a holder, at least"] or 0), float(row["years a holder, at most"] or 0)
        )
        said.append(Sentence(
            f"No body with three or more dated handovers changed the holders of its chief posts "
            f"faster than {row['body']}: on average {span} from one to the next.", "turnover",
            ids))  # fmt: skip
    if programmes.rows:
        row = programmes.to_rows()[0]
        if row["leaders"]:
            said.append(Sentence(
                f"No programme is known to have had more leaders than {row['programme']}: "
                f"{row['leaders']}.", "programme", programmes.ids[0]))  # fmt: skip
        ended = [
            (row, ids)
            for row, ids in zip(programmes.to_rows(), programmes.ids, strict=True)
            if row["until"] and any(row[name] for name in _NEW)
        ]
        if ended:
            row, ids = max(ended, key=lambda found: sum(int(found[0][k] or 0) for k in _NEW))
            said.append(Sentence(
                f"Of the programmes that have ended, {row['programme']} saw the most change at the "
                f"bodies that ran it: {count(int(row['new heads'] or 0), 'new head')}, "
                f"{count(int(row['new ministers'] or 0), 'new minister')} and "
                f"{count(int(row['new CIOs'] or 0), 'new chief information officer')} in its "
                f"life, and {row['possible besides']} more possibly.", "programme",
                ids))  # fmt: skip
    if careers.rows:
        ways = ca.count_directions(moves)
        certain = sum(row["order"] == "certain" for row in crossing.to_rows())
        told = "; ".join(f"{number} {way}" for way, number in sorted(ways.items()))
        said.append(Sentence(
            f"{count(len(careers.rows), 'person', 'people')} held two or more dated posts; "
            f"{count(len(crossing.rows), 'step')} between them led across public bodies and "
            f"companies" + (f" ({told}), {certain} of them in a certain order." if told else "."),
            "move", tuple(dict.fromkeys(i for ids in crossing.ids for i in ids))))  # fmt: skip
    return tuple(said)


_NEW = ("new heads", "new ministers", "new CIOs")


def _limits(
    stints: Sequence[Stint], programmes: Sequence[ha.Programme], as_of: date | None
) -> tuple[str, ...]:
    if not stints:
        return ("The graph holds no tenure.",)
    undated = sum(s.when is None for s in stints)
    return (
        f"Of {count(len(stints), 'stint')} {sum(s.start is None for s in stints)} have no start, "
        f"{sum(s.end is None for s in stints)} no end and {undated} no date at all; "
        f"{sum(not s.post.kinds for s in stints)} are in posts of no counted kind.",
        f"{sum(not p.leaders for p in programmes)} of {count(len(programmes), 'programme')} have "
        "no recorded leader. Posts and holders are those that the sources of this graph mention: "
        "gaps in a row of holders are gaps of the record.",
        *(
            ()
            if as_of
            else ("Nothing says which day is now: open tenures have no longest length.",)
        ),
    )


def _curve(label: str, found: Survival) -> Series:
    """Return the curve of a kind as far as a tenure was followed without guessing its end."""
    full = to_series(label, found)
    last = round(found.followed, 4)
    n = sum(isinstance(x, float) and x <= last for x in full.x)
    return Series(label, full.x[:n], full.y[:n], full.low[:n], full.high[:n])


def _figures(
    groups: dict[tuple[str, str], list[Stint]], tables: tuple[Table, ...]
) -> tuple[Figure, ...]:
    figures = []
    curves = []
    for (kind, sector), part in groups.items():
        found = _survival(part) if sector == po.PUBLIC else None
        if found and found.ended:
            curves.append(_curve(f"{kind} (n = {found.n})", found))
    if curves:
        figures.append(Figure(
            "tenures", "How long those in charge of public bodies stay", FigureKind.steps,
            tuple(curves), "years in post", "share still in post",
            "Kaplan-Meier estimate, drawn as far as any was followed to a known day. Line: a "
            "tenure without a recorded end is followed to the last day it is attested; shaded up "
            "to where the line runs if it lasted as long as it can have. n counts stints.",
        ))  # fmt: skip
    turnover = [r for r in tables[2].to_rows() if r["years a holder, at most"] is not None]
    shown = sorted(
        turnover, key=lambda r: (float(r["years a holder, at most"] or 0), str(r["body"]))
    )
    if shown:
        least = tuple(float(r["years a holder, at least"] or 0) for r in shown)
        most = tuple(float(r["years a holder, at most"] or 0) for r in shown)
        names = tuple(f"{r['body']} ({r['changes']})" for r in shown)
        figures.append(Figure(
            "turnover", "Years from one holder of a chief post to the next", FigureKind.ranges,
            (Series("years", names, least, least, most),), "years a holder", "",
            "In brackets: dated handovers. Dot: at least; line: as far as dates allow.",
        ))  # fmt: skip
    return tuple(figures)
