"""What `recurrence` says in words: its measures, its sentences, its limits."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.measure import Measure, Sentence
from kg.analysis.recurrence.fates import Contrast, Share
from kg.analysis.recurrence.finding import REVIEW, RecurrenceFinding
from kg.history import advice as ad
from kg.history.counts import count_advice, say_advice
from kg.history.solutions import AS_OF_RULE
from kg.model.spelling import count, years
from kg.statistics.likeness import THRESHOLD
from kg.statistics.median import median_of

DATES = (
    "A recommendation is dated by its report. Years are computed twice, as short and as long as "
    "imprecise dates allow; advice of undated reports is counted but has no years. " + AS_OF_RULE
)

MEASURES = (
    Measure(
        name="verdict",
        title="Verdict",
        definition="What became of a recommendation, as the graph derives it: of the last words "
        "that assessors have said of it (not Unknown, and only what counts) somebody else's goes "
        "before this project's own reading, and the latest before earlier ones; where those of "
        "different standing or of one day differ, the higher standing decides, and it is counted "
        "as contested besides. Unknown: looked for, not found. Verdicts that rest on this "
        "project's own reading of the sources are counted as such in a column. Rows numbered "
        "`all`, which stand for a whole document, are left out.",
        source="own definition",
        dates="The latest day that an imprecise date can mean decides.",
    ),
    Measure(
        name="topic",
        title="Advice by topic",
        definition="How many recommendations carry a topic or one below it, in how many reports, "
        "from the first to the last, and how many of those before the last time were enacted. One "
        "with several topics counts under each.",
        formula="date of the last report less date of the first",
        dates=DATES,
    ),
    Measure(
        name="wording",
        title="Advice by wording",
        definition="Recommendations of different reports are the same advice where the cosine of "
        f"their TF-IDF vectors is at least {THRESHOLD}; those joined by such pairs, directly or "
        f"through others, are one cluster. Pairs from {REVIEW} are listed for review. Likeness of "
        "words is not sameness of meaning: the pairs are to be read.",
        formula="(1 + ln tf) × ln(1 + N / df), vectors of length 1; single linkage",
        source="Salton and Buckley, Information Processing & Management 24 (1988) 513-523; pairs "
        "by Bayardo, Ma and Srikant, WWW 2007",
        dates=DATES,
    ),
    Measure(
        name="repeated",
        title="Advice repeated",
        definition="A recommendation repeats an earlier one of another report where it asks for "
        "the same act on the same thing; who is told, by when and for which nation may differ. "
        "The graph says so of each pair, by the words of a source or by this project's reading of "
        "both. What nobody read for it is not counted.",
        formula="date of the later report less date of the earlier",
        source="own definition",
        dates=DATES,
    ),
    Measure(
        name="enactment",
        title="Time to enactment",
        definition="Years from a report to the first assessment that says its recommendation was "
        "enacted, for those whose verdict is enacted. An assessment says when it was found, not "
        "when it was done, so this is the longest it can have taken.",
        formula="day of the first Enacted assessment less day of the report",
        dates="Shortest and longest by the bounds of both dates; undated ones are left out.",
    ),
    Measure(
        name="abolished",
        title="Advice whose addressee was abolished",
        definition="Recommendations addressed to a body that ended after the report, with what "
        "became of them, and the bodies that stand today at the end of its succession (events "
        "that happened, followed through).",
        dates="Counted where the end certainly came after the report and not after the day that "
        "counts as now; an end that is not recorded is no end.",
    ),
    Measure(
        name="organisational",
        title="Organisational advice against the rest",
        definition="Organisational is a recommendation with a topic that the table of topics "
        "marks as organisational, or one narrower than it: creation, merger, abolition or remit "
        "of bodies, and reorganisation as a remedy. Share: enacted among those with a settled "
        "verdict (enacted, partly, not enacted, in progress, superseded); unknown and unassessed "
        "ones are left out and counted.",
        formula="Wilson score interval at 95 %; Fisher's exact test, two-sided",
        source="Wilson, JASA 22 (1927) 209-212; Fisher, The Design of Experiments (1935)",
        dates="Needs no dates.",
    ),
)


def say(found: RecurrenceFinding) -> Iterable[Sentence]:
    """Yield what the finding says: of verdicts, topics, wording and the fate of advice."""
    if found.advice:
        yield _of_verdicts(found)
        yield from _of_topics(found)
        yield from _of_repeated(found)
        yield from _of_fates(found)
        yield from (s for one in found.differences[:1] for s in _of_difference(one))


def _of_verdicts(found: RecurrenceFinding) -> Sentence:
    total = {name: total.value for name, total in count_advice(found.advice).items()}
    known = sum(total[outcome] for outcome in ad.OUTCOMES)
    whole = count(len(found.whole), "row that stands", "rows that stand")
    left_out = f" ({whole} for whole documents not counted)" if found.whole else ""
    return Sentence(
        f"Of {count(len(found.advice), 'recommendation')} in "
        f"{count(found.everything.reports, 'report')}{left_out}, {total[ad.ENACTED]} are judged "
        f"enacted; {known} have any verdict, {total[ad.CONTESTED]} of them contested, "
        f"{total[ad.UNKNOWN]} were looked for and not found and {total[ad.UNASSESSED]} nobody has "
        f"assessed. {total['own-reading']} verdicts are this project's own reading.",
        "verdict",
        found.everything.ids,
    )


def _of_topics(found: RecurrenceFinding) -> Iterable[Sentence]:
    if found.topics:
        most = found.topics[0]
        yield Sentence(
            f"The topic advised most often is {most.name}: {count(len(most.advice), 'time')} in "
            f"{count(most.reports, 'report')}.",
            "topic",
            most.ids,
        )
    spans = [(topic, topic.years) for topic in found.returning if topic.years]
    if spans:
        longest, span = max(spans, key=lambda pair: pair[1][0])
        yield Sentence(
            f"The topic that returns over the longest time is {longest.name}: from "
            f"{longest.first_year} to {longest.last_year}, {years(*span)}.",
            "topic",
            longest.ids,
        )
    half = median_of(span[0] for _, span in spans)
    if half is not None and len(spans) > 1:
        yield Sentence(
            f"Half of the {len(spans)} topics that return did so over {half:.1f} years or more.",
            "topic",
            tuple(sorted({name for topic, _ in spans for name in topic.ids})),
        )
    if found.clusters:
        again = tuple(name for cluster in found.clusters for name in cluster.ids)
        yield Sentence(
            f"{len(again)} recommendations say in like words what another report says, in "
            f"{count(len(found.clusters), 'cluster')}.",
            "wording",
            again,
        )


def _of_repeated(found: RecurrenceFinding) -> Iterable[Sentence]:
    later = {one.later.id for one in found.repeated}
    earlier = {one.earlier.id: one.earlier for one in found.repeated}
    if later:
        done = sum(one.verdict == ad.ENACTED for one in earlier.values())
        verb = "asks" if len(later) == 1 else "ask"
        yield Sentence(
            f"{count(len(later), 'recommendation')} of {len(found.advice)} {verb} for what an "
            f"earlier report had asked for; {done} of the {len(earlier)} so repeated are judged "
            "enacted.",
            "repeated",
            tuple(sorted(later | set(earlier))),
        )


def _of_fates(found: RecurrenceFinding) -> Iterable[Sentence]:
    half = median_of(one.years[1] for one in found.enacted)
    if half is not None:
        yield Sentence(
            f"Of {count(len(found.enacted), 'recommendation')} found enacted, half were found so "
            f"within {half:.1f} years of the report.",
            "enactment",
            tuple(one.advice.id for one in found.enacted),
        )
    if found.orphaned:
        gone = {one.advice.id: one.advice for one in found.orphaned}
        done = sum(one.verdict == ad.ENACTED for one in gone.values())
        yield Sentence(
            f"{count(len(gone), 'recommendation')} went to a body that was abolished afterwards; "
            f"{done} of them are judged enacted.",
            "abolished",
            tuple(sorted(gone)),
        )


def _of_difference(one: Contrast) -> Iterable[Sentence]:
    if not one.can_be_tested:
        return
    ours, rest = one.shares
    verdict = (
        "the difference is more than chance would give"
        if one.is_more_than_chance
        else "the data do not show a difference beyond chance"
    )
    yield Sentence(
        f"Of organisational recommendations with a settled verdict {_tell(ours)} are enacted, "
        f"of the rest {_tell(rest)}: {verdict} (Fisher's exact test, p = {one.p:.4f}).",
        "organisational",
        one.ids,
    )
    done = ours.hits + rest.hits
    if done:
        verb = "is" if ours.hits == 1 else "are"
        so = (
            "it does not hold that only reorganisation is ever enacted."
            if rest.hits
            else "nothing but reorganisation was enacted."
        )
        yield Sentence(
            f"Of {count(done, 'enacted recommendation')}, {ours.hits} {verb} organisational, so "
            f"{so}",
            "organisational",
            one.ids,
        )


def _tell(share: Share) -> str:
    low, high = share.bounds or (0.0, 100.0)
    return (
        f"{share.hits} of {len(share.settled)} ({share.percent:.1f} %, 95 % interval {low:.1f} to "
        f"{high:.1f} %)"
    )


def tell_limits(found: RecurrenceFinding) -> Iterable[str]:
    """Yield what the numbers leave out."""
    if not found.advice:
        yield "The graph holds no recommendation."
        return
    disputed = sum(one.is_contested for one in found.whole)
    yield (
        f"{say_advice(found.advice, found.whole)}; the latter are left out, {disputed} of them "
        "contested."
    )
    undated = sum(one.day is None for one in found.advice)
    untopical = sum(not one.topics for one in found.advice)
    yield (
        f"{count(undated, 'recommendation')} without a dated report; {untopical} without a topic."
    )
    yield (
        "Most reports are covered by a selection of their recommendations, so counts say how "
        "often this graph holds an advice, not how often it was given."
    )
