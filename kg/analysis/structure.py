"""Structure: who is central, which groups hang together, and what falls apart without whom."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from typing import Any

from kg.analysis.measure import (
    Analysis,
    Column,
    Figure,
    FigureKind,
    Measure,
    Sentence,
    Series,
    Table,
)
from kg.engine.graph import SparqlGraph
from kg.history.actors import ACTORS, QUERY, Network, read_network
from kg.history.record import AS_OF_RULE, count, find_as_of

SEED = 1948
"""Of the community search, which depends on the order in which nodes are tried."""

EXACT_BELOW = 5000
"""Nodes up to which betweenness is exact; above, it is estimated from PIVOTS of them."""

PIVOTS = 128
SHOWN = 25

MEASURES = (
    Measure(
        "network", "The network of actors",
        f"Nodes: entities of the kinds {', '.join(ACTORS)} that are linked at all. Two are linked "
        "where a claim that is not deprecated joins them, or where they take part in one tenure, "
        "contract or change of bodies that happened, in different roles (person and body; buyer, "
        "supplier and subject; what was before and what came after). Links have no direction and "
        "count once, however often stated; documents, sources, topics and verdicts are left out, "
        "since they would make the best-documented thing the most central.",
        dates="A link needs no date here; by decade, it counts from the decade in which it "
        "certainly began. " + AS_OF_RULE,
    ),
    Measure(
        "degree", "Links", "With how many others an actor is linked: who deals with most.",
        formula="number of neighbours",
        source="Freeman, Social Networks 1 (1978) 215-239", dates="Needs no dates.",
    ),
    Measure(
        "betweenness", "Betweenness",
        "The share of shortest paths between two others that lead through an actor: a broker, "
        f"whose loss parts them. Exact up to {EXACT_BELOW:,} nodes; above that estimated "
        f"from the paths that start at {PIVOTS} of them, drawn with a fixed seed.",
        formula="sum over pairs of paths through / paths, divided by (n - 1)(n - 2) / 2",
        source="Freeman, Sociometry 40 (1977) 35-41; Brandes (2001); Brandes and Pich, Int J "
        "Bifurcation and Chaos 17 (2007) 2303", dates="Needs no dates.",
    ),
    Measure(
        "pagerank", "PageRank",
        "How often a walk along links that starts anew with chance 0.15 is at an actor: linked "
        "with many who are themselves linked.",
        formula="damping 0.85", source="Brin and Page, WWW 1998", dates="Needs no dates.",
    ),
    Measure(
        "community", "Communities",
        "Groups with more links within than chance would give (modularity), found by the Leiden "
        f"algorithm with a fixed seed ({SEED}). Another seed may part them differently: groups "
        "describe, they are not units. Bridges are actors with links into other groups.",
        formula="modularity: share of links within less the share expected by degrees",
        source="Traag, Waltman and van Eck, Scientific Reports 9 (2019) 5233; Newman (2004)",
        dates="Needs no dates.",
    ),
    Measure(
        "core", "k-core",
        "The largest k such that an actor is in a part where everyone has k links within it.",
        source="Seidman, Social Networks 5 (1983) 269-287", dates="Needs no dates.",
    ),
    Measure(
        "break", "What removing an actor breaks",
        "How many others lose their path to the largest remaining part of their component if the "
        "actor is taken out. Only actors whose loss parts others (cut vertices) can have any.",
        source="Tarjan, SIAM Journal on Computing 1 (1972) 146-160", dates="Needs no dates.",
    ),
)  # fmt: skip


def analyse(graph: SparqlGraph) -> Analysis:
    """Return the centre, the groups and the weak points of the network of actors."""
    network = read_network(graph)
    as_of = find_as_of(graph)
    made: Any = network.to_igraph()
    tables: tuple[Table, ...] = ()
    if network.links:
        groups = find_communities(made)
        tables = (
            _central(network, made, groups), _communities(network, made, groups),
            _bridges(network, made, groups), _breaks(network, made), _by_decade(network),
        )  # fmt: skip
    return Analysis(
        "structure", "Structure of the network",
        "Who is central, who hangs together, and what depends on one actor?",
        as_of.isoformat() if as_of else None, MEASURES, tables, _sentences(tables),
        _limits(network, made), _figures(tables),
    )  # fmt: skip


def betweenness(made: Any) -> list[float]:
    """Return the betweenness of each vertex, between 0 and 1; an estimate in large networks."""
    n = made.vcount()
    pairs = max(1, (n - 1) * (n - 2) / 2)
    if n <= EXACT_BELOW:
        return [value / pairs for value in made.betweenness(directed=False)]
    pivots = sorted(random.Random(SEED).sample(range(n), min(n, PIVOTS)))
    share = n / len(pivots) / pairs
    return [value * share for value in made.betweenness(directed=False, sources=pivots)]


def find_communities(made: Any) -> list[int]:
    """Return the community of each vertex, numbered from 1, the largest first."""
    import igraph as ig

    ig.set_random_number_generator(random.Random(SEED))
    try:
        found = made.community_leiden(objective_function="modularity", n_iterations=10).membership
    finally:
        ig.set_random_number_generator(random)
    size = Counter(found)
    first = {group: found.index(group) for group in size}
    order = sorted(size, key=lambda group: (-size[group], first[group]))
    number = {group: i for i, group in enumerate(order, start=1)}
    return [number[group] for group in found]


def _central(network: Network, made: Any, groups: list[int]) -> Table:
    names, degrees, cores = made.vs["name"], made.degree(), made.coreness()
    between, rank = betweenness(made), made.pagerank(directed=False, damping=0.85)
    top = sorted(range(len(names)), key=lambda i: (-round(between[i], 12), -degrees[i], names[i]))
    return Table(
        "central", "The most central actors",
        (Column("actor"), Column("kind"), Column("links", "links"),
         Column("betweenness", "0 to 1", 4), Column("PageRank", "0 to 1", 4),
         Column("core", "k"), Column("community", "number")),
        tuple((network.labels[names[i]], network.kinds[names[i]], degrees[i], between[i], rank[i],
               cores[i], groups[i]) for i in top[:SHOWN]),
        tuple((names[i],) for i in top[:SHOWN]), QUERY, "betweenness",
        f"The {min(SHOWN, len(top))} with the highest betweenness of {count(len(top), 'actor')}.",
    )  # fmt: skip


def _communities(network: Network, made: Any, groups: list[int]) -> Table:
    names, degrees = made.vs["name"], made.degree()
    members: dict[int, list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        members[group].append(i)
    inside = Counter(groups[e.source] for e in made.es if groups[e.source] == groups[e.target])
    touching = Counter(g for e in made.es for g in {groups[e.source], groups[e.target]})
    shown = [g for g in sorted(members) if len(members[g]) > 2][:SHOWN]
    best = {g: sorted(members[g], key=lambda i: (-degrees[i], names[i])) for g in shown}
    return Table(
        "communities", "Communities",
        (Column("community", "number"), Column("actors", "actors"), Column("links within", "links"),
         Column("links out", "links"), Column("best linked")),
        tuple((g, len(members[g]), inside[g], touching[g] - inside[g],
               ", ".join(network.labels[names[i]] for i in best[g][:4])) for g in shown),
        tuple(tuple(names[i] for i in best[g]) for g in shown), QUERY, "community",
        f"Modularity {made.modularity([g - 1 for g in groups]):.3f}; {len(members)} communities, "
        f"the largest {len(shown)} of three actors or more are shown.",
    )  # fmt: skip


def _bridges(network: Network, made: Any, groups: list[int]) -> Table:
    names = made.vs["name"]
    outside = {i: Counter(groups[j] for j in made.neighbors(i) if groups[j] != groups[i])
               for i in range(len(names))}  # fmt: skip
    top = sorted((i for i in outside if outside[i]),
                 key=lambda i: (-len(outside[i]), -outside[i].total(), names[i]),
                 )[:SHOWN]  # fmt: skip
    return Table(
        "bridges", "Bridges between communities",
        (Column("actor"), Column("kind"), Column("own community", "number"),
         Column("other communities", "communities"), Column("links to them", "links")),
        tuple((network.labels[names[i]], network.kinds[names[i]], groups[i], len(outside[i]),
               outside[i].total()) for i in top),
        tuple((names[i],) for i in top), QUERY, "community",
    )  # fmt: skip


def _breaks(network: Network, made: Any) -> Table:
    names, degrees = made.vs["name"], made.degree()
    cuts = sorted(made.articulation_points(), key=lambda i: (-degrees[i], names[i]))[:SHOWN]
    home = made.connected_components()
    found = []
    for i in cuts:
        component = home[home.membership[i]]
        rest = made.induced_subgraph([j for j in component if j != i]).connected_components()
        sizes = sorted(rest.sizes(), reverse=True)
        found.append((sum(sizes[1:]), len(sizes), i))
    found.sort(key=lambda row: (-row[0], names[row[2]]))
    return Table(
        "breaks", "What removing one actor breaks",
        (Column("actor"), Column("kind"), Column("cut off", "actors"), Column("parts", "parts")),
        tuple((network.labels[names[i]], network.kinds[names[i]], lost, parts)
              for lost, parts, i in found),
        tuple((names[i],) for *_, i in found), QUERY, "break",
        f"Of {count(len(made.articulation_points()), 'cut vertex', 'cut vertices')}, the "
        f"{len(cuts)} with the most links were tried.",
    )  # fmt: skip


def _by_decade(network: Network) -> Table:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair, decade in sorted(network.links.items()):
        found[decade or "not certain"].append(pair)
    rows_ = []
    for decade, pairs in sorted(found.items()):
        part: Any = Network(network.labels, network.kinds, dict.fromkeys(pairs, "")).to_igraph()
        sizes = part.connected_components().sizes()
        degrees = part.degree()
        best = min(range(len(degrees)), key=lambda i: (-degrees[i], part.vs["name"][i]))
        rows_.append((decade, part.vcount(), len(pairs), len(sizes),
                      100 * max(sizes) / part.vcount(), network.labels[part.vs["name"][best]],
                      degrees[best]))  # fmt: skip
    return Table(
        "decades", "Links that began, by decade",
        (Column("decade"), Column("actors", "actors"), Column("links", "links"),
         Column("components", "parts"), Column("in the largest", "%"), Column("best linked"),
         Column("its links", "links")),
        tuple(rows_), tuple(tuple(sorted({n for pair in pairs for n in pair}))
                            for _, pairs in sorted(found.items())), QUERY, "network",
    )  # fmt: skip


def _sentences(tables: tuple[Table, ...]) -> tuple[Sentence, ...]:
    if not tables:
        return ()
    central, groups, bridges, breaks, _ = tables
    first = central.to_rows()[0]
    said = []
    if first["betweenness"]:
        said.append(Sentence(
            f"No actor lies on more shortest paths between others than {first['actor']} "
            f"(betweenness {first['betweenness']}; {count(int(first['links'] or 0), 'link')}).",
            "betweenness", central.ids[0]))  # fmt: skip
    if groups.rows:
        row = groups.to_rows()[0]
        said.append(Sentence(
            f"The largest community has {row['actors']} actors; its best linked are "
            f"{row['best linked']}.", "community", groups.ids[0]))  # fmt: skip
    if bridges.rows:
        row = bridges.to_rows()[0]
        others = count(int(row["other communities"] or 0), "other community", "other communities")
        said.append(Sentence(
            f"{row['actor']} links with the most communities besides its own: {others}.",
            "community", bridges.ids[0]))  # fmt: skip
    if breaks.rows and breaks.rows[0][2]:
        row = breaks.to_rows()[0]
        said.append(Sentence(
            f"Without {row['actor']}, {count(int(row['cut off'] or 0), 'actor')} would lose their "
            "path to the rest of the network.", "break", breaks.ids[0]))  # fmt: skip
    return tuple(said)


def _limits(network: Network, made: Any) -> tuple[str, ...]:
    if not network.links:
        return ("The graph links no two actors.",)
    alone = len(network.kinds) - made.vcount()
    undated = sum(not decade for decade in network.links.values())
    exact = made.vcount() <= EXACT_BELOW
    return (
        f"{count(alone, 'actor')} without a link left out; {made.vcount():,} actors and "
        f"{count(len(network.links), 'link')} counted, {undated:,} of them of no certain decade.",
        "Betweenness is exact."
        if exact
        else f"Betweenness is estimated from {PIVOTS} actors: read its order, not its digits.",
        "What the sources of this graph write about most is linked most: centrality is that of "
        "the record.",
    )


def _figures(tables: tuple[Table, ...]) -> tuple[Figure, ...]:
    if not tables:
        return ()
    top = tables[0].to_rows()[:15]
    names = tuple(str(row["actor"]) for row in top)
    decades = [row for row in tables[4].to_rows() if row["decade"] != "not certain"]
    figures = [Figure(
        "central", "Who lies between others", FigureKind.ranges,
        (Series("betweenness", names, tuple(float(row["betweenness"] or 0) for row in top)),),
        "betweenness, share of shortest paths", "")]  # fmt: skip
    if decades:
        x = tuple(str(row["decade"]) for row in decades)
        figures.append(Figure(
            "decades", "Links that began, by decade", FigureKind.bars,
            tuple(Series(name, x, tuple(float(row[name] or 0) for row in decades))
                  for name in ("actors", "links")), "decade", "number"))  # fmt: skip
    return tuple(figures)
