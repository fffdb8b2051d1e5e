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
        "asked": 4.05,
        "held": 2.25,
        "meant asked": 4.75,
        "meant held": 0.9,
        "topics": 2.95,
        "named": 0.1,
    },
    sameness={
        "asked": 1.36,
        "held": 1.97,
        "meant held": 1.0,
        "topics": 1.42,
        "named": 0.06,
        "both": 1.15,
        "info": 2.83,
        "gap": 2.09,
    },
    least=-5.59,
    same=-0.14,
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
