"""Learn the weights of the search on the judged queries, and say how well they do on others.

    python -m tests.retrieval.learning [--graph FOLDER]

The order is learnt by a softmax over the advice that is weighed for a query (ListNet, Cao et al.,
2007), without negative weights, and
tried on queries that it did not learn from, in five parts.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import minimize

from kg.engine.store import open_graph
from kg.retrieval import sentence_model
from kg.retrieval.preparing import ranker_of
from kg.retrieval.ranker import Likeness, Ranker
from kg.retrieval.weights import MEASURES
from tests.retrieval.measuring import RANKED, Query, load_queries, measure

Weighed = dict[str, tuple[list[str], np.ndarray]]
"""Query -> the ids of advice, and the measures of each."""
PARTS, HELD_BACK = 5, 0.003


def weigh(
    ranker: Ranker, queries: Sequence[Query], like: Callable[[str], Likeness | None]
) -> Weighed:
    """Return the measures of the advice for each query."""
    found = {}
    for query in queries:
        measured = ranker.measure(query.text, query.before, like(query.text))
        ids = [ranker.held.ids[n] for n in measured]
        rows = [[row[name] for name in MEASURES] for row in measured.values()]
        kept = [i for i, one in enumerate(ids) if one != query.like]
        matrix = np.array(rows).reshape(-1, len(MEASURES))[kept]
        found[query.id] = [ids[i] for i in kept], matrix
    return found


def learn_order(weighed: Weighed, queries: Sequence[Query]) -> np.ndarray:
    """Return the weights of the measures; kinds of queries count alike, whatever their number."""
    known = [q for q in queries if q.kind in RANKED and q.grades.keys() & {*weighed[q.id][0]}]
    counts = {kind: sum(q.kind == kind for q in known) for kind in RANKED}

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros(len(weights))
        for query in known:
            ids, rows = weighed[query.id]
            wanted = np.array([2.0 ** query.grades.get(one, 0) - 1 for one in ids])
            wanted /= wanted.sum()
            scores = rows @ weights
            scores -= scores.max()
            chance = np.exp(scores) / np.exp(scores).sum()
            total -= wanted @ np.log(chance + 1e-300) / counts[query.kind]
            slope -= rows.T @ (wanted - chance) / counts[query.kind]
        return total + HELD_BACK * weights @ weights / 2, slope + HELD_BACK * weights

    begin = np.ones(len(MEASURES))
    bounds = [(0, None)] * len(MEASURES)
    return minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds).x


def main() -> None:
    """Learn, try, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", default="output")
    graph = open_graph(parser.parse_args().graph)
    ranker, queries = ranker_of(graph), load_queries()
    ways: dict[str, Callable[[str], Likeness | None]] = {"words": lambda text: None}
    if sentence_model.is_installed():
        ways["words and model"] = lambda text: sentence_model.likeness_of(graph, text)
    for name, like in ways.items():
        weighed = weigh(ranker, queries, like)
        shuffled = random.Random(3).sample(queries, len(queries))
        orders: dict[str, list[str]] = {}
        for part in range(PARTS):
            tried = shuffled[part::PARTS]
            weights = learn_order(weighed, [q for q in queries if q not in tried])
            for query in tried:
                ids, rows = weighed[query.id]
                best = np.argsort(-(rows @ weights), kind="stable")
                orders[query.id] = [ids[i] for i in best]
        print(f"-- {name}: nDCG, recall of the same in ten, reciprocal rank")
        for kind, figures in measure(queries, lambda q, o=orders: o[q.id]).items():
            print(kind, *(f"{figure:.3f}" for figure in figures))
        learnt = learn_order(weighed, queries)
        print({m: round(float(w), 2) for m, w in zip(MEASURES, learnt, strict=True)})


if __name__ == "__main__":
    main()
