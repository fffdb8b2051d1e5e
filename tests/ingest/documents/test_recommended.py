"""Recommendations are found whole, with their numbers and pages, however a report writes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.ingest.documents.papers.opener import read_paper
from kg.ingest.documents.papers.paper import Paper
from kg.ingest.documents.papers.plain import split
from kg.ingest.documents.recommended import AdviceFinder
from kg.ingest.documents.stated_advice import missing_numbers
from tests.ingest.documents.layouts import ADVICE, FORMATS, LAYOUTS, WHOLE

pytest.importorskip("pypdfium2")


def _same(words: str) -> str:
    return "".join(words.split()).casefold().rstrip(".")


def _render(tmp_path: Path, layout: str, form: str) -> Paper:
    path = tmp_path / f"report.{form}"
    path.write_bytes(FORMATS[form](list(LAYOUTS[layout]())))
    return read_paper(path)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_twelve_of_twelve_are_found_whole_and_nothing_else(
    tmp_path: Path, layout: str, form: str
) -> None:
    paper = _render(tmp_path, layout, form)
    found = AdviceFinder(paper).find()
    assert len(found) == len(ADVICE)
    texts = [
        _same(
            one.text.replace("We recommend that ", "").replace("We therefore recommend that ", "")
        )
        for one in found
    ]
    assert sum(a == _same(b) for a, b in zip(texts, ADVICE, strict=True)) >= 0.9 * len(ADVICE)
    numbers = (
        [str(i) for i in range(1, 13)]
        if layout != "numbered"
        else [str(i) for i in range(2, 25, 2)]
    )
    assert [one.number for one in found] == numbers
    assert missing_numbers(found) == []
    for one in found:
        assert _same(one.text) in _same(paper.text)
        assert _same(paper.text[one.start : one.start + 30]).startswith(_same(one.text[:20]))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("layout", WHOLE)
def test_all_that_belongs_to_a_recommendation_is_read_and_nothing_of_others(
    tmp_path: Path, layout: str, form: str
) -> None:
    blocks, numbers, texts = WHOLE[layout]
    path = tmp_path / f"report.{form}"
    path.write_bytes(FORMATS[form](list(blocks())))
    paper = read_paper(path)
    found = AdviceFinder(paper).find()
    assert tuple(one.number for one in found) == numbers
    plain = [_bare(one.text) for one in found]
    assert sum(a == _bare(b) for a, b in zip(plain, texts, strict=True)) >= 0.9 * len(texts)


def _bare(words: str) -> str:
    words = re.sub(r"\(paragraph [\d.]+\)", "", words.replace("We recommend that ", ""))
    return "".join(re.findall(r"\w", words)).casefold()


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_summary_repeats_is_one_recommendation_with_two_places(
    tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"report.{form}"
    path.write_bytes(FORMATS[form](list(WHOLE["told_twice"][0]())))
    paper = read_paper(path)
    for one, words in zip(AdviceFinder(paper).find(), ADVICE, strict=True):
        places = [(one.start, one.end), *one.also]
        assert len(places) == 2
        assert all(_same(words[4:40]) in _same(paper.text[a:b]) for a, b in places)


def test_pages_are_those_on_which_a_recommendation_begins(tmp_path: Path) -> None:
    paper = _render(tmp_path, "labelled", "pdf")
    pages = [paper.page(one.start) for one in AdviceFinder(paper).find()]
    assert (
        pages == sorted(pages)
        and pages[0] == 1
        and pages[-1] == max(page for _, page in paper.pages)
    )
    for one in AdviceFinder(paper).find():
        assert f"Recommendation {one.number}:" in paper.text[one.start - 25 : one.start + 5]


def _find(text: str) -> list[tuple[str, str]]:
    return [(one.number, one.text) for one in AdviceFinder(split(text)).find()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Recommendation 3 (for trusts): Publish the plan.", [("3", "Publish the plan.")]),
        ("**Recommendation A2:** Publish the plan.", [("A2", "Publish the plan.")]),
        ("RECOMMENDATION 7\n\nPublish the plan.", [("7", "Publish the plan.")]),
        ("Recommendation Four: Publish the plan.", [("4", "Publish the plan.")]),
        ("Recommendation 1.2 The board should publish it.", [("1.2", "The board should publish it.")]),
        ("Recommendation 3: It should:\n\na) publish; and\n\nb) tell.\n\nThey said more.",
         [("3", "It should: a) publish; and b) tell.")]),
        ("## Recommendation 3: Openness\n\nThe board should publish it.", [("3", "The board should publish it.")]),
        ("It is late. We recommend that it is published. It should be whole. The end came.",
         [("1", "We recommend that it is published. It should be whole.")]),
        ("7. It was late. Recommendation: The board should publish its plan.", [("7", "The board should publish its plan.")]),
        ("This review therefore recommends that trusts publish their plans.",
         [("1", "This review therefore recommends that trusts publish their plans.")]),
        ("We recommend:\n\n1. Publishing the plan of the board.\n2. Telling all who want to know.\n",
         [("1", "Publishing the plan of the board."), ("2", "Telling all who want to know.")]),
        ("## Recommendations\n\n- Publish the plan of the board\n- Tell all who want to know\n\nThe end.",
         [("1", "Publish the plan of the board"), ("2", "Tell all who want to know")]),
        ("Recommendation 1: Publish the plan.\n\nLater.\n\nRecommendation 1: Publish the plan.", [("1", "Publish the plan.")]),
        ("Recommendation 10: A single board of the whole country for the keeping of plans\n\nThe board should publish it.",
         [("10", "The board should publish it.")]),
        ("Recommendation 3: It should, in the words of others, ask the\n\nNew Body.\n\n4.2. It was late.",
         [("3", "It should, in the words of others, ask the New Body.")]),
        ("R1. A should do it.\n\nIt is late.\n\nR2. B should do it.\n\nR3. C should do it.",
         [("R1", "A should do it."), ("R2", "B should do it."), ("R3", "C should do it.")]),
        ("Action 1: A should do it.\n\nAction 2: B should do it.\n\nAction 3: They met.\n\nAction 4: C must do it.",
         [("1", "A should do it."), ("2", "B should do it."), ("4", "C must do it.")]),
        ("## Rec 1\n\nA should do it.\n\n## Rec 2\n\nB should do it.\n\n## Rec 3\n\nC should do it.",
         [("1", "A should do it."), ("2", "B should do it."), ("3", "C should do it.")]),
        ("Recommendation 1: A should do it.\n\nAction 1: B should do it.\n\nAction 2: C should.\n\nAction 3: D should.",
         [("1", "A should do it.")]),
        ("RECOMMENDATIONS\n\n1. Publish the plan of the board.\n\n2. Tell all who want to know.",
         [("1", "Publish the plan of the board."), ("2", "Tell all who want to know.")]),
        ("Recommendation 3: The board should ask the\n\nNew Body for its plan.",
         [("3", "The board should ask the New Body for its plan.")]),
        ("Recommendation 3: The board should keep:\n\nthe records of trusts.",
         [("3", "The board should keep: the records of trusts.")]),
        ("4.24.We recommend that the plan is published.", [("4.24", "We recommend that the plan is published.")]),
        ("## Recommendation for action\n\nWe are making the following recommendation to New Body:\n\n"
         "The board should publish it. (Recommendation 1)\n\n## What it said\n\nIt agreed (Recommendation 1).",
         [("1", "The board should publish it.")]),
        ("## Conclusions Recommendation for executive action\n\nMuch was late.\n\nThe Head of New Body should publish it.",
         [("1", "The Head of New Body should publish it.")]),
        ("We recommend that:\n\n- trusts publish the plan of the board (Recommendation 7);\n\n"
         "- boards tell all who want to know (Recommendation 8); and\n\n- they meet in public (Recommendation 9).",
         [("7", "trusts publish the plan of the board"), ("8", "boards tell all who want to know"),
          ("9", "they meet in public")]),
        ("We are therefore recommending that it is published.", [("1", "We are therefore recommending that it is published.")]),
        ("Recommendation 2: The board should say why it is late in\n\nRecommendation 1.\n\nIt was late.",
         [("2", "The board should say why it is late in Recommendation 1.")]),
    ],
)  # fmt: skip
def test_ways_of_writing_are_read(text: str, found: list[tuple[str, str]]) -> None:
    assert _find(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Recommendation 2 of the first report was not followed.",
        "In our last report we recommended that it be published.",
        "We do not recommend that it be published.",
        "As we recommend above, it is late.",
        "The recommendations of the board were good.",
        "Recommendation 3: The plan ........................ 17",
        "The review of 2009 made the following recommendations to the board:\n\n1. Publish the plan of the year.\n\n2. Tell all.",
        "The report recommends amending some laws, said others.",
        "Recommendation 3: The plan should be kept... 17",
        "R1. It rained.\n\nR2. It snowed.\n\nR3. It froze.",
        "1. First we read.\n2. Then we wrote a great deal.",
    ],
)
def test_what_recommends_nothing_is_left_out(text: str) -> None:
    assert _find(text) == []


def test_a_gap_in_a_reports_own_numbering_is_found() -> None:
    text = "\n\n".join(
        f"Recommendation {n}: The board should do it." for n in ("2", "3", "6", "B1", "B3")
    )
    assert missing_numbers(AdviceFinder(split(text)).find()) == ["1", "4", "5", "B2"]
