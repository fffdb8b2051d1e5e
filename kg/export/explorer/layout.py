"""Where each node stands: worked out once, in whole pixels, the same on every machine."""

from __future__ import annotations

import random
from typing import Any

SEED = 42
_ROUNDS = 300
_SPREAD = 60


def lay_out(network: Any) -> dict[str, tuple[int, int]]:
    """Return node -> (x, y) by Fruchterman and Reingold's method (1991), from a fixed start."""
    import igraph

    names = list(network)
    index = {name: i for i, name in enumerate(names)}
    edges = sorted({(index[a], index[b]) for a, b in network.edges()})
    generator = random.Random(SEED)
    igraph.set_random_number_generator(generator)
    start = [(generator.uniform(-1, 1), generator.uniform(-1, 1)) for _ in names]
    drawn = igraph.Graph(len(names), edges)
    layout = drawn.layout_fruchterman_reingold(niter=_ROUNDS, seed=start, grid="auto")
    return {
        name: (round(x * _SPREAD), round(y * _SPREAD))
        for name, (x, y) in zip(names, layout.coords, strict=True)
    }
