"""Words are brought to their stems, whatever their endings."""

from __future__ import annotations

import pytest

from kg.retrieval.stems import IRREGULAR, STOP, stem, stems_of


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("caresses ponies caress cats", "caress poni caress cat"),
        ("feed agreed plastered motoring sing", "feed agre plaster motor sing"),
        ("conflated troubled sized hopping hissing", "conflat troubl size hop hiss"),
        ("relational conditional rationally valency", "relat condit ration valenc"),
        ("triplicate formative electrical hopeful goodness", "triplic form electr hope good"),
        ("revival allowance adjustable adoption homologous", "reviv allow adjust adopt homolog"),
        ("probate rate controlling roll", "probat rate control roll"),
        ("organise organized organisation organizations", "organ organ organ organ"),
        ("interoperable interoperability", "interoper interoper"),
    ],
)
def test_a_word_has_the_stem_of_porter(words: str, expected: str) -> None:
    assert [stem(word) for word in words.split()] == expected.split()


def test_words_that_the_algorithm_would_throw_together_stay_apart() -> None:
    assert stem("community") == stem("communities") != stem("communication")
    assert stem("universities") != stem("universal")
    assert stem("paid") == stem("pay")
    assert stem("bought") == stem("buying")
    assert not STOP.intersection(IRREGULAR)


def test_small_words_years_and_marks_are_no_words() -> None:
    assert stems_of("By 2015, the NHS’s IT – and it was co-ordinated!") == [
        "nhss", "IT", "coordin",
    ]  # fmt: skip
    assert stems_of("") == stems_of("— 2012 …") == []
