"""Answers are paired with their recommendations, and their verdicts say no more than they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ingest.documents.papers.opener import read_paper
from kg.ingest.documents.papers.plain import split
from kg.ingest.documents.recommended import AdviceFinder
from kg.ingest.documents.responses import find_responses
from kg.ingest.documents.verdicts import find_verdict, find_verdict_of_answer
from tests.ingest.documents.layouts import ANSWERED, ANSWERS, FORMATS

pytest.importorskip("pypdfium2")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("layout", ANSWERED)
def test_twelve_answers_are_paired_with_their_verdicts(
    tmp_path: Path, layout: str, form: str
) -> None:
    path = tmp_path / f"answer.{form}"
    path.write_bytes(FORMATS[form](list(ANSWERED[layout]())))
    paper = read_paper(path)
    found = find_responses(paper, AdviceFinder(paper).find())
    assert [one.advice.number for one in found] == [str(i) for i in range(1, 13)]
    assert [one.verdict for one in found] == [verdict for _, verdict in ANSWERS]
    for one, (answer, _) in zip(found, ANSWERS, strict=True):
        assert "".join(one.text.split()) == "".join(answer.split())
        assert "".join(paper.text[one.start : one.end].split()) == "".join(answer.split())


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("The Government accepts this recommendation.", "accepted"),
        ("Agreed.", "accepted"),
        ("The Government welcomes this recommendation and accepts it.", "accepted"),
        ("The board has already implemented this recommendation.", "accepted"),
        ("We concur with the committee.", "accepted"),
        ("Accepted in principle.", "accepted-in-principle"),
        ("The Department supports this recommendation.", "accepted-in-principle"),
        ("The Government accepts the spirit of the recommendation.", "accepted-in-principle"),
        ("The Government broadly agrees with the committee.", "accepted-in-principle"),
        ("Accept, subject to funding.", "accepted-in-principle"),
        ("Partially accepted", "partly-accepted"),
        ("The Government accepts this recommendation in part.", "partly-accepted"),
        ("We accept most of this recommendation.", "partly-accepted"),
        ("Accepted with modifications.", "partly-accepted"),
        ("The Government does not accept this recommendation.", "rejected"),
        ("The Government disagrees.", "rejected"),
        ("We are not persuaded that this is needed.", "rejected"),
        ("The Government has no plans to do so.", "rejected"),
        ("The Government does not intend to legislate.", "rejected"),
        ("The Department cannot agree to this.", "rejected"),
        ("The Government notes this recommendation.", ""),
        ("This is under consideration.", ""),
        ("The Government will consider this in due course.", ""),
        ("In progress", ""),
        ("The Department has agreed to provide money for trusts.", ""),
        ("The Government agrees that boards are a good means to watch over money.", ""),
        ("The Government agrees with the need for better records.", ""),
        ("New Body supports trusts to do this in many ways.", ""),
        ("The tribunal has rejected his claim.", ""),
        ("The board does not consider staff who work at night.", ""),
        ("The Government does not believe that it is right to set targets.", "rejected"),
        ("This recommendation is accepted in full by the Department.", "accepted"),
        ("These recommendations are accepted in principle.", "accepted-in-principle"),
        ("This recommendation is not accepted.", "rejected"),
        ("New Body did not concur with our recommendation that it publish its plan.", "rejected"),
        ("The Government supports the recommendation that more be done.", "accepted-in-principle"),
    ],
)
def test_a_verdict_is_told_by_its_words(words: str, verdict: str) -> None:
    assert find_verdict(words) == verdict


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("The Department has agreed to provide the money.", "accepted"),
        ("New Body agreed to publish the plan by March.", "accepted"),
        ("New Body and Old Body have now agreed to do this.", "accepted"),
        ("The Department agrees to fund the plan.", "accepted"),
        ("It was agreed to publish the plan.", "accepted"),
        ("It has been agreed that New Body will publish the plan.", "accepted"),
        ("New Body has committed to publish the plan.", "accepted"),
        ("The board undertakes to publish it.", "accepted"),
        ("The Department has agreed to publish the plan, subject to funding.", "accepted-in-principle"),
        ("The Department has agreed to publish the plan if money is found.", "accepted-in-principle"),
        ("The Department has not agreed to publish the plan.", "rejected"),
        ("The Department declined to publish the plan.", "rejected"),
        ("New Body did not agree to publish the plan.", "rejected"),
        ("New Body has refused to do so.", "rejected"),
        ("The Department has yet to agree to publish the plan.", ""),
        ("The Department would agree to publish the plan if money were found.", ""),
        ("The Department is considering whether to agree to publish the plan.", ""),
        ("The Department has agreed to consider the plan.", ""),
        ("The committee was told that New Body had agreed to publish the plan.", ""),
        ("The Department has agreed to train its drivers.", ""),
    ],
)  # fmt: skip
def test_to_agree_to_do_it_is_a_verdict_in_an_answer(words: str, verdict: str) -> None:
    assert find_verdict_of_answer(words, "Publish the plan and provide money.") == verdict


def _answers(text: str) -> list[tuple[str, str, str]]:
    paper = split(text)
    return [
        (one.advice.number, one.verdict, one.by)
        for one in find_responses(paper, AdviceFinder(paper).find())
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Recommendation 1: Accepted in full.", [("1", "accepted", "")]),
        ("Recommendation 1: Publish it.\n\nStatus: Rejected\n\nRecommendation 2: Tell it.", [("1", "rejected", "")]),
        ("Recommendation 1: Publish it.\n\nOwner: New Body\n\nDecision: Accepted\n\nIt will be done.", [("1", "accepted", "New Body")]),
        ("Response to Recommendation 6.4\nResponsibility: New Body\n\nThe Government accepts it.\n\n"
         "Response to Recommendation 6.5\n\nRejected.", [("6.4", "accepted", "The Government"), ("6.5", "rejected", "")]),
        ("1. PAC conclusion: It was late.\n\n1a. PAC recommendation: The Department should publish its plan.\n\n"
         "1.1 The government agrees with the Committee’s recommendation.\n\nTarget implementation date: Spring 2021\n\n"
         "1.2 It will be done.", [("1a", "accepted", "The government")]),
        ("Recommendation 1: Publish it.\n\nNew Body agrees with this.", [("1", "accepted", "New Body")]),
        ("Recommendation 1: Publish it.\n\nThis would save money.\n\nRecommendation 2: Tell it.", []),
        ("Recommendation 1: Publish the plan.\n\nRecommendation 2: Tell it.\n\n## Response\n\n"
         "Recommendation 1: Accept. It will be done by 2020.\nRecommendation 2: Reject.",
         [("1", "accepted", ""), ("2", "rejected", "")]),
        ("Recommendation 1: Reject.\n\nRecommendation 2: Accept.\n\n## Annex\n\nRecommendation 1: Publish it.",
         [("2", "accepted", ""), ("1", "rejected", "")]),
        ("Recommendation 1: Publish it.\n\n## New Body response\n\nIt will be done.", [("1", "", "New Body")]),
        ("## Recommendation 1\n\nThe Government accepts this recommendation. It will be done.\n\n"
         "## Recommendation 2\n\nNew Body agrees that it is needed.\n\n## Recommendation 3\n\nWe note this recommendation.",
         [("1", "accepted", "The Government"), ("2", "accepted", "New Body"), ("3", "", "We")]),
        ("Recommendation 1: Publish it.\n\nWe agree.\n\n## Recommendation 2\n\nThe Government rejects this recommendation.",
         [("1", "accepted", "We"), ("2", "rejected", "The Government")]),
        ("Recommendation 1: Publish it.\n\nPartially accepted. There is no money.", [("1", "partly-accepted", "")]),
        ("| Recommendation | Decision | Comment |\n|---|---|---|\n| R1 | Accepted | It will be done. |\n"
         "| R2 | Partially accepted | There is no money. |\n", [("R1", "accepted", ""), ("R2", "partly-accepted", "")]),
        ("Recommendation 1: Publish it.\n\nVoluntary agreements are old.", []),
        ("Recommendation 1: Provide money.\n\nResponse: The Department has agreed to provide the money.", [("1", "accepted", "")]),
        ("Recommendation 1: Publish it.\n\nThe Government accepted the case for this in 2022.", []),
        ("Recommendation 1: Publish it.\n\nData for the response\n\nMuch was done by hand.", []),
        ("## 1) Openness\n\n1a. The plan be published in full.\n\n1b. Money be told of each year.\n\n"
         "These recommendations are accepted in principle by Old Body and New Body. It will take time.",
         [("1a", "accepted-in-principle", "Old Body and New Body"), ("1b", "accepted-in-principle", "Old Body and New Body")]),
    ],
)  # fmt: skip
def test_answers_stand_below_labels_or_say_who_gives_them(
    text: str, found: list[tuple[str, str, str]]
) -> None:
    assert _answers(text) == found


def test_what_a_committee_supports_is_no_answer() -> None:
    paper = split("Recommendation 4\n\nWe support the plans of New Body, which should tell them.")
    assert [bool(one.text) for one in AdviceFinder(paper).find()] == [True]
