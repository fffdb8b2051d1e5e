"""Measure the search for earlier advice: how well and how soon it finds, beside other ways.

    python -m tests.bench.bench_said_before [--graph FOLDER]

TF-IDF, BM25 over stems and rapidfuzz rank the same advice for the same judged queries
(`tests/retrieval/`) in the same run; nothing later than a query's day counts in any.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping

from rapidfuzz import fuzz

from kg.ask.said_before import Asked, find_said_before
from kg.engine.store import LocalGraph, open_graph
from kg.explorer.data import _advice
from kg.explorer.script import bundle, read_modules
from kg.history.advice import read_advice
from kg.index.index import index_of
from kg.retrieval import sentence_model
from kg.retrieval.preparing import ranker_of
from kg.retrieval.ranker import Ranker
from kg.retrieval.scoring import Scorer
from kg.statistics.likeness import weigh
from tests.bench.bench_build import tell
from tests.bench.bench_page import launch
from tests.retrieval.measuring import Query, Rank, load_queries, measure

ROUNDS = 20
DRAFT = 40
"""Recommendations of a draft."""


def main() -> None:
    """Measure a built graph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", default="output")
    graph = open_graph(parser.parse_args().graph)
    ranker, queries = ranker_of(graph), load_queries()
    advice, _ = read_advice(graph)
    texts = {one.id: one.text for one in advice}
    print(f"-- {len(texts):,} recommendations: nDCG at ten, recall of the same, reciprocal rank")
    for name, rank in _ways(graph, ranker, texts).items():
        for kind, figures in measure(queries, rank).items():
            tell(name, kind, " / ".join(f"{figure:.3f}" for figure in figures))
    _measure_time(graph, queries)
    _measure_page(graph, queries)


def _ways(graph: LocalGraph, ranker: Ranker, texts: Mapping[str, str]) -> dict[str, Rank]:
    """Return the ways in which advice is ranked for a query."""
    held = ranker.held
    scorer = Scorer(held.texts.stems, held.texts.lengths)

    def by(score: Callable[[Query], Mapping[str, float]]) -> Rank:
        def rank(query: Query) -> list[str]:
            found = score(query)
            day = query.before.earliest.isoformat() if query.before else "9999"
            early = {one for one, last in zip(held.ids, held.last, strict=True) if "" < last < day}
            kept = [one for one in found if one in early and one != query.like]
            return sorted(kept, key=lambda one: (-found[one], one))

        return rank

    def tfidf(query: Query) -> dict[str, float]:
        vectors = weigh({**texts, "": query.text})
        mine = vectors.pop("")
        return {
            one: sum(weight * mine.get(word, 0.0) for word, weight in vector.items())
            for one, vector in vectors.items()
        }

    def bm25(query: Query) -> dict[str, float]:
        stems = dict.fromkeys(held.lexicon.read(query.text).stems)
        return {held.ids[n]: score for n, score in scorer.score(stems).items()}

    def fuzzy(query: Query) -> dict[str, float]:
        return {one: fuzz.token_set_ratio(query.text, text) for one, text in texts.items()}

    def ours(query: Query) -> dict[str, float]:
        return {match.id: match.score for match in ranker.rank(query.text, query.before)}

    def with_model(query: Query) -> dict[str, float]:
        likeness = sentence_model.likeness_of(graph, query.text)
        return {m.id: m.score for m in ranker.rank(query.text, query.before, likeness)}

    ways = {"kg": by(ours), "BM25": by(bm25), "TF-IDF": by(tfidf), "rapidfuzz": by(fuzzy)}
    return {"kg with the model": by(with_model), **ways} if sentence_model.is_installed() else ways


def _measure_time(graph: LocalGraph, queries: list[Query]) -> None:
    """Measure one sentence, with all that is told of it, and a draft."""
    index = index_of(graph)
    asked = [Asked(query.text) for query in queries if query.kind == "natural"][:DRAFT]
    spent = []
    for one in asked[:ROUNDS]:
        begun = time.perf_counter()
        find_said_before(graph, index, [one])
        spent.append(time.perf_counter() - begun)
    tell("kg said-before", "one sentence, median", f"{1000 * statistics.median(spent):.0f} ms")
    begun = time.perf_counter()
    find_said_before(graph, index, asked)
    tell("kg said-before", f"{len(asked)} recommendations", f"{time.perf_counter() - begun:.2f} s")


def _measure_page(graph: LocalGraph, queries: list[Query]) -> None:
    """Measure the same search in the page, a sentence at a time."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        page.add_script_tag(content=bundle(read_modules(), "model/sameness"))
        page.evaluate("(held) => { window.rank = $sameness.createRanker(held); }", _advice(graph))
        spent: list[float] = page.evaluate(
            """(texts) => texts.map((text) => {
              const begun = performance.now();
              window.rank(text, "");
              return performance.now() - begun;
            })""",
            [query.text for query in queries],
        )
        browser.close()
    figure = f"{statistics.median(spent):.0f} ms, at most {max(spent):.0f}"
    tell("the same in the page, one sentence, median", figure, "at most 100 ms", max(spent) < 100)


if __name__ == "__main__":
    main()
