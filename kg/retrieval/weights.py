"""How much each measure of likeness counts, learnt on `tests/retrieval/judged.jsonl`.

A sentence model, where there is one, has its say in the order. Words alone decide whether two
pieces of advice are the same; this was learnt by logistic regression, with
`tests/retrieval/never.txt` besides. `python -m tests.retrieval.learning` learns the order anew.
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
        "asked": 4.4,
        "held": 2.1,
        "meant asked": 3.4,
        "meant held": 0.95,
        "topics": 2.9,
        "named": 0.15,
    },
    sameness={
        "asked": 1.3,
        "held": 2.7,
        "meant held": 1.6,
        "topics": 1.25,
        "named": 1.2,
        "both": 1.1,
        "info": 3.3,
        "gap": 2.25,
    },
    least=-7.3,
    same=-1.4,
)
MODEL: Mapping[str, float] = {
    "asked": 2.4,
    "held": 1.0,
    "meant asked": 1.8,
    "meant held": 1.5,
    "topics": 2.9,
    "named": 0.9,
    "model": 7.0,
}
"""What each measure counts for the order where a sentence model has its say."""
