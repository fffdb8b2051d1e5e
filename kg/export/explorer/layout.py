"""Where each node stands: worked out once, in whole pixels, the same on every machine."""

from __future__ import annotations

import random
from typing import Any

SEED = 42
_MOST_ROUNDS, _FEWEST_ROUNDS, _MOVES = 300, 30, 1_000_000
"""Rounds of the method: as many as make so many moves in all, within bounds."""
_SMALL = 2000
"""Nodes up to which every pair is compared; the grid is faster and a little less even."""
_SPREAD = 60


def lay_out(network: Any) -> dict[str, tuple[int, int]]:
    """Return node -> (x, y) by Fruchterman and Reingold's method (1991), from a fixed start."""
    import igraph

    names = list(network)
    if not names:
        return {}
    index = {name: i for i, name in enumerate(names)}
    edges = sorted({(index[a], index[b]) for a, b in network.edges()})
    generator = random.Random(SEED)
    igraph.set_random_number_generator(generator)
    # spread over the area that the layout will need: crowded together, the grid that makes large
    # networks affordable would have all nodes in a few cells and compare each with each
    reach = len(names) ** 0.5
    start = [(generator.uniform(-reach, reach), generator.uniform(-reach, reach)) for _ in names]
    rounds = max(_FEWEST_ROUNDS, min(_MOST_ROUNDS, _MOVES // max(1, len(names))))
    drawn = igraph.Graph(len(names), edges)
    layout = drawn.layout_fruchterman_reingold(niter=rounds, seed=start, grid=len(names) > _SMALL)
    return {
        name: (round(x * _SPREAD), round(y * _SPREAD))
        for name, (x, y) in zip(names, layout.coords, strict=True)
    }
