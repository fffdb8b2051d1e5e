"""What `structure` says in words: its measures, its sentences and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.measure import Measure, Sentence
from kg.analysis.structure.centrality import EXACT_BELOW, PIVOTS, SEED
from kg.analysis.structure.finding import StructureFinding
from kg.history.solutions import AS_OF_RULE
from kg.model.spelling import count

MEASURES = (
    Measure(
        name="network",
        title="The network of actors",
        definition="Nodes: what begins and ends, and people, where they are linked at all. Two "
        "are linked "
        "where a claim that is not deprecated joins them, or where they take part in one tenure, "
        "contract or change of bodies that happened, in different roles (person and body; buyer, "
        "supplier and subject; what was before and what came after). Links have no direction and "
        "count once, however often stated; documents, sources, topics and verdicts are left out, "
        "since they would make the best-documented thing the most central.",
        dates="A link needs no date here; by decade, it counts from the decade in which it "
        "certainly began. " + AS_OF_RULE,
    ),
    Measure(
        name="degree",
        title="Links",
        definition="With how many others an actor is linked: who deals with most.",
        formula="number of neighbours",
        source="Freeman, Social Networks 1 (1978) 215-239",
        dates="Needs no dates.",
    ),
    Measure(
        name="betweenness",
        title="Betweenness",
        definition="The share of shortest paths between two others that lead through an actor: a "
        "broker, "
        f"whose loss parts them. Exact up to {EXACT_BELOW:,} nodes; above that estimated "
        f"from the paths that start at {PIVOTS} of them, drawn with a fixed seed.",
        formula="sum over pairs of paths through / paths, divided by (n - 1)(n - 2) / 2",
        source="Freeman, Sociometry 40 (1977) 35-41; Brandes (2001); Brandes and Pich, Int J "
        "Bifurcation and Chaos 17 (2007) 2303",
        dates="Needs no dates.",
    ),
    Measure(
        name="pagerank",
        title="PageRank",
        definition="How often a walk along links that starts anew with chance 0.15 is at an actor: "
        "linked "
        "with many who are themselves linked.",
        formula="damping 0.85",
        source="Brin and Page, WWW 1998",
        dates="Needs no dates.",
    ),
    Measure(
        name="community",
        title="Communities",
        definition="Groups with more links within than chance would give (modularity), found by "
        "the Leiden "
        f"algorithm with a fixed seed ({SEED}). Another seed may part them differently: groups "
        "describe, they are not units. Bridges are actors with links into other groups.",
        formula="modularity: share of links within less the share expected by degrees",
        source="Traag, Waltman and van Eck, Scientific Reports 9 (2019) 5233; Newman (2004)",
        dates="Needs no dates.",
    ),
    Measure(
        name="core",
        title="k-core",
        definition="The largest k such that an actor is in a part where everyone has k links "
        "within it.",
        source="Seidman, Social Networks 5 (1983) 269-287",
        dates="Needs no dates.",
    ),
    Measure(
        name="break",
        title="What removing an actor breaks",
        definition="How many others lose their path to the largest remaining part of their "
        "component if the "
        "actor is taken out. Only actors whose loss parts others (cut vertices) can have any.",
        source="Tarjan, SIAM Journal on Computing 1 (1972) 146-160",
        dates="Needs no dates.",
    ),
)


def say(found: StructureFinding) -> Iterable[Sentence]:
    """Yield what the finding says, from the most central actor to the one that parts most."""
    if found.central and (first := found.central[0]).betweenness:
        yield Sentence(
            f"No actor lies on more shortest paths between others than {first.actor.label} "
            f"(betweenness {round(first.betweenness, 4)}; {count(first.actor.links, 'link')}).",
            "betweenness",
            (first.actor.id,),
        )
    if found.communities:
        largest = found.communities[0]
        yield Sentence(
            f"The largest community has {len(largest.members)} actors; its best linked are "
            f"{', '.join(largest.best)}.",
            "community",
            tuple(actor.id for actor in largest.members),
        )
    if found.bridges:
        bridge = found.bridges[0]
        yield Sentence(
            f"{bridge.actor.label} links with the most communities besides its own: "
            f"{count(bridge.communities, 'other community', 'other communities')}.",
            "community",
            (bridge.actor.id,),
        )
    if found.breaks and (worst := found.breaks[0]).lost:
        yield Sentence(
            f"Without {worst.actor.label}, {count(worst.lost, 'actor')} would lose their path to "
            "the rest of the network.",
            "break",
            (worst.actor.id,),
        )


def tell_limits(found: StructureFinding) -> Iterable[str]:
    """Yield what the numbers leave out."""
    if not found.links:
        yield "The graph links no two actors."
        return
    yield (
        f"{count(found.alone, 'actor')} without a link left out; {found.actors:,} actors and "
        f"{count(found.links, 'link')} counted, {found.undated:,} of them of no certain decade."
    )
    yield (
        "Betweenness is exact."
        if found.actors <= EXACT_BELOW
        else f"Betweenness is estimated from {PIVOTS} actors: read its order, not its digits."
    )
    yield (
        "What the sources of this graph write about most is linked most: centrality is that of "
        "the record."
    )
