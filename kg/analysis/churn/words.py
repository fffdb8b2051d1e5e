"""What `churn` says in words: its measures, its sentences and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.analysis.churn.disruption import WINDOW
from kg.analysis.churn.finding import ChurnFinding, Tally, TermCount
from kg.analysis.measure import Measure, Sentence
from kg.history.lives import DATES
from kg.history.offices import Office
from kg.history.reorganisations import LARGE, LAW, REPORT
from kg.history.solutions import AS_OF_RULE
from kg.model.dates import in_words
from kg.model.dates import say as say_date
from kg.model.spelling import count, years

NEAR = f"within {WINDOW} years"

MEASURES = (
    Measure(
        name="reorganisations",
        title="Reorganisations",
        definition="Events that happened and end, create or enlarge a body, unit or group of "
        "bodies or take "
        "from it, and events of the kind Reorganisation that concern one; parts of a larger event "
        "that happened count as that one event. Events that touch only systems, programmes or "
        "companies are left out. Those that made new bodies and touched no other are counted and "
        f"shown. Large: at least {LARGE} bodies, named or members of one group by its "
        "recorded size.",
        dates="A reorganisation is dated by its own date, or by that of its first part. A date "
        "that spans years counts in none of them. " + AS_OF_RULE,
    ),
    Measure(
        name="ministers",
        title="Reorganisations by holder of an office",
        definition="Those that took effect while a person held the office, and those decided "
        "meanwhile: the "
        "first law, or else the first report or strategy, on which they rest is of that time.",
        formula="reorganisations / years in office",
        dates="Certain where the whole date lies in the certain part of the term; at most, where "
        "it may. A term without an end lasts until the next begins; without a start it is left "
        "out. No rate is given for terms that may be shorter than a year.",
    ),
    Measure(
        name="grounds",
        title="What reorganisations rest on",
        definition="The laws, reports and strategies, other events and persons that the record "
        "links with a "
        "reorganisation or its parts; it may have several. None recorded does not mean that there "
        "was none.",
        dates="Years from a report to the reorganisation, as short and as long as dates allow.",
    ),
    Measure(
        name="waiting",
        title="Waiting time",
        definition="Between large reorganisations, from one to the next. For a body, from its "
        "beginning or a "
        "reorganisation that it came through to the next one or its end; spells of bodies of one "
        "tier and jurisdiction that begin and end on the same days count once.",
        formula="Kaplan-Meier estimate of the spells; those not ended are right-censored",
        source="Kaplan and Meier (1958), J Am Stat Assoc 53:457; spells: own definition",
        dates=DATES,
    ),
    Measure(
        name="nearness",
        title="Life near a reorganisation",
        definition=f"The share of the years that bodies lived which lies {NEAR}, before or after, "
        f"of an event "
        "that touched them. The record has no numbers of staff: these are years of bodies, not of "
        "the people in them, and a body of ten counts as much as one of ten thousand. Of a typical "
        "body: the median over cohorts (bodies that one order made and ended count once).",
        formula="days of the life within the window of any event / days of the life",
        dates="Computed with every date at its earliest and with every date at its latest. What "
        "has no recorded end is followed to the last dated fact about it in the one and to now in "
        "the other. Undated events and bodies without a recorded beginning are left out.",
    ),
    Measure(
        name="functions",
        title="Functions passed on",
        definition="The systems, programmes and units that the record says several bodies ran, one "
        "after "
        "another or together, by claims that are not deprecated.",
        dates="Bodies are in order of their first recorded day; those without one come last.",
    ),
)


def say(found: ChurnFinding) -> Iterable[Sentence]:
    """Yield what the finding says, from the count of reorganisations to functions passed on."""
    yield from _of_all(found)
    yield from _of_years(found)
    for counted in found.offices:
        took_effect = [(term, term.took_effect) for term in counted.terms]
        decided = [(term, term.decided) for term in counted.terms]
        label = counted.office.label
        yield from _of_holders(label, "took effect in the term", took_effect)
        yield from _of_holders(label, "rest on a law, or else a report, of the term", decided)
    yield from _of_grounds(found)
    yield from _of_waiting(found)
    yield from _of_nearness(found)
    yield from _of_functions(found)


def _of_all(found: ChurnFinding) -> Iterable[Sentence]:
    held = found.reorganisations
    dated = [r for r in held if r.day is not None]
    if dated:
        yield Sentence(
            f"The record holds {count(len(held), 'reorganisation')}, from "
            f"{say_date(in_words(dated[0].day))} to {say_date(in_words(dated[-1].day))}; "
            f"{sum(r.only_creates for r in held):,} of them only made new bodies, "
            f"{sum(r.is_large for r in held):,} touched at least {LARGE} bodies.",
            "reorganisations",
            tuple(r.id for r in held),
        )


def _of_years(found: ChurnFinding) -> Iterable[Sentence]:
    certain = [year for year in found.years if year.year is not None]
    if len(certain) > 1:
        most = max(len(year.held) for year in certain)
        top = [year for year in certain if len(year.held) == most]
        yield Sentence(
            f"Most fell in {_and([str(year.year) for year in top])}: {count(most, 'event')}"
            f"{' each' if len(top) > 1 else ''}.",
            "reorganisations",
            tuple(id_ for year in top for id_ in year.ids),
        )


def _and(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _of_holders(
    label: str, words: str, counted: Sequence[tuple[TermCount, Tally]]
) -> Iterable[Sentence]:
    if len(counted) < 2 or not any(tally.certain for _, tally in counted):
        return
    most, tally = max(
        counted, key=lambda pair: (len(pair[1].certain), len(pair[1].possible), _holder(pair[0]))
    )
    low, high = len(tally.certain), len(tally.possible)
    rivals = [
        _holder(term) for term, other in counted if term is not most and len(other.possible) >= low
    ]
    number = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    doubt = f"; with imprecise dates {_and(rivals)} may have as many" if rivals else ""
    yield Sentence(
        f"By {label}, {_holder(most)} has the most reorganisations that certainly {words}: "
        f"{number} in {years(*most.term.years)}{doubt}.",
        "ministers",
        most.ids,
    )


def _holder(term: TermCount) -> str:
    return f"{term.term.name} (from {say_date(in_words(term.term.start))})"


def _of_grounds(found: ChurnFinding) -> Iterable[Sentence]:
    of = count(len(found.reorganisations), "reorganisation")
    for ground in found.grounds:
        number = len(ground.pairs)
        if ground.kind is None:
            yield Sentence(f"For {number:,} of {of} no ground is recorded.", "grounds", ground.ids)
        elif ground.kind in (LAW, REPORT):
            wait = ""
            if ground.wait is not None:
                wait = f"; in the median they came {years(*ground.wait)} after its date"
            yield Sentence(
                f"{number:,} of {of} {'rests' if number == 1 else 'rest'} on a recorded "
                f"{ground.kind}{wait}.",
                "grounds",
                ground.ids,
            )


def _of_waiting(found: ChurnFinding) -> Iterable[Sentence]:
    if found.wait is not None:
        yield Sentence(
            f"From one large reorganisation to the next it was {years(*found.wait)} in the median.",
            "waiting",
            tuple(sorted({r.id for pair in found.large for r in (pair.one, pair.other)})),
        )
    spells = found.spells
    if spells is None:
        return
    low, high = spells.once.median
    if low is not None:
        span = years(low, high) if high is not None else f"{low:.1f} years or more"
        yield Sentence(
            f"Half of the bodies are reorganised again, or ended, within {span} of their "
            f"beginning or last reorganisation ({count(spells.once.n, 'spell')}).",
            "waiting",
            spells.bodies,
        )


def _of_nearness(found: ChurnFinding) -> Iterable[Sentence]:
    for part in found.nearness:
        if part.tier is None:
            yield Sentence(
                f"Of the years of a typical body, {_percent(part.near.typical)} lie within "
                f"{WINDOW} years of a reorganisation of it ({part.counted}); of all years that "
                f"bodies lived, {_percent(part.near.share)}.",
                "nearness",
                part.near.bodies,
            )


def _percent(share: tuple[float, float]) -> str:
    first, last = (f"{100 * end:.0f}" for end in share)
    return f"{first}%" if first == last else f"{first} to {last}%"


def _of_functions(found: ChurnFinding) -> Iterable[Sentence]:
    several = [function for function in found.functions if len(function.bodies) > 1]
    if several:
        first = several[0]
        yield Sentence(
            f"{len(several):,} of {count(len(found.functions), 'function')} are recorded with "
            f"several bodies that ran them; most with {first.label}: {len(first.bodies)} bodies.",
            "functions",
            (first.id, *first.bodies),
        )


def _of_offices(offices: Sequence[Office]) -> Iterable[str]:
    if not any(office.terms for office in offices):
        yield (
            "No holder of an office of state is recorded, so reorganisations are not counted by "
            "who governed."
        )
        return
    for office in offices:
        if not office.terms:
            yield (
                f"No holder is recorded of the office of {office.label}, so reorganisations are "
                "not counted by it."
            )
        if office.undated:
            undated = ", ".join(office.undated)
            yield f"Terms of the office of {office.label} without a start, left out: {undated}."


def tell_limits(found: ChurnFinding) -> Iterable[str]:
    """Yield what the numbers leave out."""
    held = found.reorganisations
    if not held:
        yield "The graph holds no reorganisation that happened."
        return
    yield from _of_offices([counted.office for counted in found.offices])
    none = sum(r.day is None for r in held)
    vague = sum(r.day is not None and not r.day.is_exact for r in held)
    yield (
        f"Of {count(len(held), 'reorganisation')}, {none:,} are undated and {vague:,} not dated "
        "to the day."
    )
    unborn = sum(life.to_lifetime() is None for life in found.lives)
    if unborn:
        yield (
            f"Years lived and waits leave out {unborn:,} of "
            f"{count(len(found.lives), 'body', 'bodies')}: no beginning is recorded."
        )
    yield (
        "The record is a collection: earlier decades and local bodies are thinly covered, so "
        "numbers by year show what is recorded, not what there was."
    )
