"""How much each measure of likeness counts, learnt on `tests/retrieval/judged.jsonl`.

`python -m tests.retrieval.learning` finds them anew. One set is for words alone, one for words with
a sentence model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MEASURES = (
    "asked",
    "held",
    "meant asked",
    "meant held",
    "topics",
    "action",
    "named",
    "model",
    "both",
)
"""What is measured of a sentence and a piece of advice, each from 0 to about 1.

The share of what the sentence says that the advice says too, and of what the advice says that the
sentence does; the same by what their words mean; how likely the sentence is on the topics of the
advice; kinds of action and bodies that both name; their likeness as the model sees it; and how far
each says all of the other.
"""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each measure counts for the order, and for whether two pieces of advice are the same.

    Advice is the same from a sameness of `sure` on; the best few of a sentence already from
    `likely` on, for where much is alike it is the first that are meant.
    """

    order: Mapping[str, float]
    sameness: Mapping[str, float]
    least: float
    likely: float
    sure: float


BEST = 3
"""How many of the best are the same where that is only likely."""

WORDS = Weights(
    order={
        "asked": 4.8, "held": 2.4, "meant asked": 2.6, "meant held": 1.3, "topics": 2.9,
        "named": 0.7,
    },
    sameness={
        "asked": 2.7, "held": 3.2, "meant asked": 1.3, "meant held": 1.9, "topics": 1.5,
        "action": 0.2, "named": 0.6, "both": 2.9,
    },
    least=-5.85,
    likely=-1.9,
    sure=-1.2,
)  # fmt: skip
MODEL = Weights(
    order={
        "asked": 2.4, "held": 1.0, "meant asked": 1.8, "meant held": 1.5, "topics": 2.9,
        "named": 0.9, "model": 7.0,
    },
    sameness={
        "asked": 1.6, "held": 2.5, "meant asked": 1.2, "meant held": 1.9, "topics": 1.0,
        "action": 0.2, "named": 0.5, "model": 1.6, "both": 2.7,
    },
    least=-5.65,
    likely=-1.75,
    sure=-1.2,
)  # fmt: skip
