"""What `people` says in words: its measures, its sentences, its limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.analysis.measure import Measure, Sentence
from kg.analysis.people.careers import REVOLVING_DOOR
from kg.analysis.people.finding import PeopleFinding, TimeInPost
from kg.history import posts as po
from kg.history.posts import CIO, HEAD, MINISTER
from kg.history.solutions import AS_OF_RULE
from kg.model.spelling import count, years

ROLES = "Only public roles that the graph records as posts are counted; nothing else is known."

MEASURES = (
    Measure(
        name="tenure",
        title="Time in post",
        definition="How long heads, chairs, ministers and chief information officers stay, and "
        "the time after which half have left. Tenures of one person in one post that may follow "
        "on without a day between are one; a second spell after a break is another. Only tenures "
        f"that count are read. Kinds of post, {po.KINDS_RULE}. Sectors: {po.SECTORS}. {ROLES}",
        formula="S(t) = product over times t_i <= t at which one left of (1 - d_i / n_i); d_i "
        "left at t_i, n_i had not left before; the median is the first t with S(t) <= 1/2",
        source="Kaplan and Meier (1958), J Am Stat Assoc 53:457; limits of the median by "
        "Brookmeyer and Crowley (1982), Biometrics 38:29",
        dates="From start to end, as short and as long as imprecise dates allow. Without an end a "
        "tenure is right-censored: at the shortest on the last day on which it is attested (or "
        "its start), at the longest on the day that counts as now, the end of its body or the "
        "start of the next holder of a post for one, whichever is first. Without a start it has "
        "no length and is counted in the limits. " + AS_OF_RULE,
    ),
    Measure(
        name="turnover",
        title="Turnover",
        definition="For each body, the years from one new holder to the next in its chief posts "
        "(those of a kind that time in post names). Only posts for one holder with two dated "
        "starts give years; holders that the record does not have make it look slower than it was.",
        formula="sum over posts of (last start less first start) / sum of (dated starts less one)",
        dates="Undated starts are left out; years are as short and as long as dates allow.",
    ),
    Measure(
        name="programme",
        title="Leaders and handovers of a programme",
        definition="Leaders: those whom a claim that counts names as leading it, and holders of "
        "posts of the programme itself. Handovers: new heads, ministers (of any rank) and chief "
        "information officers of bodies that a claim says ran it, who began in its life. A post "
        "of two kinds counts as the first; two posts of a kind that one person began on one day "
        "are one. That a body ran it is taken for its whole life.",
        dates="Certain where the start lies in the life of the programme whatever the dates mean, "
        "possible where it may. A programme without an end goes on; one without a start has no "
        "handovers.",
    ),
    Measure(
        name="career",
        title="Careers",
        definition="The posts of each person with two or more dated ones, in order of their "
        "starts; where no start is recorded, of the first day on which the post is attested, or "
        "else its end. " + ROLES,
        dates="The earliest day that a date can mean decides the order; posts without any date "
        "are left out.",
    ),
    Measure(
        name="move",
        title="Moves",
        definition="A step from one post of a career to the next. It crosses where one post is of "
        "a public body and the other of a company; a post of another sector in between makes it "
        "no move. Any company counts, whether it supplied that body or not, and no limit is set "
        "to the years between; the revolving door is the narrower question. Sectors: "
        f"{po.SECTORS}. {ROLES}",
        formula="years between = start of the later less end of the earlier",
        dates="The order is certain where the later start lies after the earlier one, or not "
        "before the end of the earlier post, whatever the dates mean. Without that end or that "
        "start there are no years; posts that overlap have 0.",
    ),
    Measure(
        name="revolving-door",
        title="The revolving door",
        definition=f"The answer of the ready question {REVOLVING_DOOR.name} with its own "
        f"defaults, asked and not counted again. {REVOLVING_DOOR.description} A step between "
        "sectors is wider: it needs no supply and sets no limit of years.",
        dates="Counted where both days are recorded and the one may lie on or after the other.",
    ),
)

ENOUGH_CHANGES = 3
"""Dated handovers from which on a turnover is told."""


def say(found: PeopleFinding) -> Iterable[Sentence]:
    """Yield what the finding says: of time in post, turnover, programmes and moves."""
    for one in found.times:
        if one.sector == po.PUBLIC:
            yield from _of_time(one)
    quick = [
        (high, low, one)
        for one in found.turnover
        for low, high in [one.years_a_holder]
        if low is not None and high is not None and one.changes >= ENOUGH_CHANGES
    ]
    if quick:
        high, low, body = min(quick, key=lambda rate: rate[0])
        yield Sentence(
            "No body with three or more dated handovers changed the holders of its chief posts "
            f"faster than {body.place}: on average {years(low, high)} from one to the next.",
            "turnover",
            body.ids,
        )
    yield from _of_programmes(found)
    yield from _of_moves(found)


def _of_time(one: TimeInPost) -> Iterable[Sentence]:
    low, high = one.median
    first, last = one.interval
    if one.lengths is None or low is None:
        return
    after = f"{low:.1f} years or more" if high is None else years(low, high)
    start = "not known" if first is None else f"{first:.1f}"
    limits = f"95% interval from {start}" + (" on" if last is None else f" to {last:.1f}")
    yield Sentence(
        f"Half of those who become {one.kind} of a public body have left after "
        f"{after} ({count(one.lengths.n, 'dated stint')}; {limits}).",
        "tenure",
        one.tenures,
    )


def _of_programmes(found: PeopleFinding) -> Iterable[Sentence]:
    told = found.told_programmes
    if told and told[0].leaders:
        yield Sentence(
            f"No programme is known to have had more leaders than {told[0].label}: "
            f"{len(told[0].leaders)}.",
            "programme",
            told[0].ids,
        )
    ended = [led for led in told if led.ended and led.all_new]
    if ended:
        led = max(ended, key=lambda led: led.all_new)
        yield Sentence(
            f"Of the programmes that have ended, {led.label} saw the most change at the "
            f"bodies that ran it: {count(led.new(HEAD), 'new head')}, "
            f"{count(led.new(MINISTER), 'new minister')} and "
            f"{count(led.new(CIO), 'new chief information officer')} in its "
            f"life, and {led.possible} more possibly.",
            "programme",
            led.ids,
        )


def _of_moves(found: PeopleFinding) -> Iterable[Sentence]:
    if not found.careers:
        return
    crossings = found.crossings
    ways = Counter(move.direction for move in crossings)
    certain = sum(move.is_certain for move in crossings)
    told = "; ".join(f"{number} {way}" for way, number in sorted(ways.items()))
    yield Sentence(
        f"{count(len(found.careers), 'person', 'people')} held two or more dated posts; "
        f"{count(len(crossings), 'step')} between them led across public bodies and companies, "
        "suppliers or not" + (f" ({told}), {certain} of them in a certain order." if told else "."),
        "move",
        tuple(dict.fromkeys(i for m in crossings for i in (m.before.person, *m.tenures))),
    )
    if found.door:
        people = sorted({step.person for step in found.door})
        yield Sentence(
            f"{count(len(people), 'person', 'people')} went through the revolving door: between a "
            "public body and a supplier to it, within two calendar years.",
            "revolving-door",
            tuple(people),
        )


def tell_limits(found: PeopleFinding) -> Iterable[str]:
    """Yield what the numbers leave out."""
    stints, programmes = found.stints, found.programmes
    if not stints:
        yield "The graph holds no tenure."
        return
    yield (
        f"Of {count(len(stints), 'stint')} {sum(s.start is None for s in stints)} have no start, "
        f"{sum(s.end is None for s in stints)} no end and {sum(s.when is None for s in stints)} no "
        f"date at all; {sum(not s.post.kinds for s in stints)} are in posts of no counted kind."
    )
    yield (
        f"{sum(not led.leaders for led in programmes)} of {count(len(programmes), 'programme')} "
        "have no recorded leader. Posts and holders are those that the sources of this graph "
        "mention: gaps in a row of holders are gaps of the record."
    )
    if found.as_of is None:
        yield "Nothing says which day is now: open tenures have no longest length."
