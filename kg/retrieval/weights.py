"""How much each measure of likeness counts, learnt on `tests/retrieval/judged.jsonl`.

One set is for words alone, one for words with a sentence model. What decides whether two pieces of
advice are the same was learnt with `tests/retrieval/never.txt` besides, by logistic regression;
`python -m tests.retrieval.learning` learns both anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MEASURES = ("asked", "held", "meant asked", "meant held", "topics", "action", "named", "model")
"""What is measured of a sentence and a piece of advice, each from 0 to about 1.

The share of what the sentence says that the advice says too, and of what the advice says that the
sentence does; the same by what their words mean; how likely the sentence is on the topics of the
advice; kinds of action and bodies that both name; and their likeness as the model sees it.

Whether they are the same is said by these and by three more: `both`, how far each says all of the
other; `info`, how much of the sentence is met, rare words the more, so that two common words are
never enough; and `gap`, how far ahead it is of the advice that comes eleventh.
"""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each measure counts for the order, and for sameness; the same is what has enough."""

    order: Mapping[str, float]
    sameness: Mapping[str, float]
    least: float
    same: float


WORDS = Weights(
    order={
        "asked": 4.8, "held": 2.4, "meant asked": 2.6, "meant held": 1.3, "topics": 2.9,
        "named": 0.7,
    },
    sameness={
        "asked": 1.3, "held": 2.7, "meant held": 1.6, "topics": 1.25, "named": 1.2, "both": 1.1,
        "info": 3.3, "gap": 2.25,
    },
    least=-7.3,
    same=-1.4,
)  # fmt: skip
MODEL = Weights(
    order={
        "asked": 2.4, "held": 1.0, "meant asked": 1.8, "meant held": 1.5, "topics": 2.9,
        "named": 0.9, "model": 7.0,
    },
    sameness={
        "held": 1.7, "meant held": 1.2, "topics": 0.7, "named": 0.35, "model": 2.2, "both": 1.2,
        "info": 2.9, "gap": 2.6,
    },
    least=-7.0,
    same=-1.4,
)  # fmt: skip
