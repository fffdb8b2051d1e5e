"""What happened is read by pattern: what, who, when, and whether it was only planned or told."""

from __future__ import annotations

import re

import pytest

from kg.ingest.documents.happenings import Happening, Named, find_happenings, told_once

KINDS = {
    "Old Body": "Body", "New Body": "Body", "Third Body": "Body", "Ann Smith": "Person", "Brass": "System",
    "Acme": "Company", "The Plan": "Report", "Lanes Programme": "Programme",
}  # fmt: skip


def _find(text: str) -> list[Happening]:
    names = [
        Named(m.start(), m.end(), name, name.casefold().replace(" ", "-"), kind)
        for name, kind in KINDS.items()
        for m in re.finditer(name, text)
    ]
    return list(find_happenings(text, (0, len(text)), sorted(names, key=lambda one: one.start)))


@pytest.mark.parametrize(
    ("text", "what", "parts", "date"),
    [
        ("Old Body was abolished on 31 March 2013.", "abolished", {"ended": "old-body"}, "2013-03-31"),
        ("In April 2013 the Old Body was scrapped.", "abolished", {"ended": "old-body"}, "2013-04"),
        ("The abolition of Old Body in 2013 was costly.", "abolished", {"ended": "old-body"}, "2013"),
        ("New Body was set up in 2013.", "created", {"made": "new-body"}, "2013"),
        ("Old Body created the Lanes Programme in 2005.", "created-by", {"by": "old-body", "made": "lanes-programme"}, "2005"),
        ("Old Body was replaced by New Body on 1 April 2013.", "replaced", {"ended": "old-body", "made": "new-body"}, "2013-04-01"),
        ("New Body, which took over from Old Body in 2013, is small.", "replaced", {"ended": "old-body", "made": "new-body"}, "2013"),
        ("Old Body and Third Body merged to form New Body in 2013.", "merged", {"ended": "old-body third-body", "new": "new-body"}, "2013"),
        ("Old Body was merged into New Body in 2013.", "absorbed", {"ended": "old-body", "gaining": "new-body"}, "2013"),
        ("New Body absorbed Old Body in 2013.", "absorbed", {"ended": "old-body", "gaining": "new-body"}, "2013"),
        ("Old Body was renamed New Body in July 2016.", "renamed", {"was": "old-body", "is": "new-body"}, "2016-07"),
        ("New Body (formerly Old Body) is small.", "renamed", {"was": "old-body", "is": "new-body"}, ""),
        ("Ann Smith was appointed chief executive of Old Body in 2004.", "appointed", {"person": "ann-smith", "body": "old-body"}, "2004"),
        ("Old Body appointed Ann Smith as its chief information officer in May 2004.", "appointed", {"person": "ann-smith", "body": "old-body"}, "2004-05"),
        ("Ann Smith stepped down as chair of Old Body in 2006.", "left", {"person": "ann-smith", "body": "old-body"}, "2006"),
        ("Ann Smith, chief executive of Old Body, spoke.", "held", {"person": "ann-smith", "body": "old-body"}, ""),
        ("Old Body awarded a £12.5m contract to Acme in 2004.", "awarded", {"buyer": "old-body", "supplier": "acme"}, "2004"),
        ("Acme won a ten-year contract from Old Body.", "awarded", {"buyer": "old-body", "supplier": "acme"}, ""),
        ("Old Body chose Brass in 2004.", "procured", {"buyer": "old-body", "bought": "brass"}, "2004"),
        ("Old Body went live with Brass on 3 May 2005.", "deployed", {"user": "old-body", "bought": "brass"}, "2005-05-03"),
        ("Old Body published The Plan in 2004.", "published", {"author": "old-body", "writing": "the-plan"}, "2004"),
        ("New Body is part of Old Body.", "part-of", {"inner": "new-body", "outer": "old-body"}, ""),
        ("She wrote to Old Body’s chief executive, Ann Smith, in May.", "held", {"person": "ann-smith", "body": "old-body"}, ""),
        ("It was led by Ann Smith (Old Body’s director of transformation).", "held", {"person": "ann-smith", "body": "old-body"}, ""),
        ("Ann Smith, currently chief information officer (CIO) at Old Body, spoke.", "held", {"person": "ann-smith", "body": "old-body"}, ""),
        ("Ann Smith is currently the chief technology officer at Old Body.", "held", {"person": "ann-smith", "body": "old-body"}, ""),
        ("Ann Smith took on the role of interim CEO at Old Body in 2021.", "appointed", {"person": "ann-smith", "body": "old-body"}, "2021"),
        ("Old Body, the provider of Brass and of data, was merged into New Body in 2023.", "absorbed", {"ended": "old-body", "gaining": "new-body"}, "2023"),
        ("It was done by New Body – the new name of the Old Body.", "renamed", {"was": "old-body", "is": "new-body"}, ""),
        ("Old Body began the implementation of Brass on 3 May 2005.", "deployed", {"user": "old-body", "bought": "brass"}, "2005-05-03"),
        ("Acme has won the Old Body and New Body joint record procurement.", "awarded", {"buyer": "old-body new-body", "supplier": "acme"}, ""),
        ("The Old Body agency was abolished in 2013.", "abolished", {"ended": "old-body"}, "2013"),
        ("Brass was supplied by Acme.", "supplied", {"bought": "brass", "supplier": "acme"}, ""),
    ],
)  # fmt: skip
def test_what_happened_is_read_with_who_and_when(
    text: str, what: str, parts: dict[str, str], date: str
) -> None:
    [found] = _find(text)
    assert (found.what, found.date, found.modality) == (what, date, "asserted")
    assert {name: " ".join(one.id for one in some) for name, some in found.parts.items()} == parts


def test_a_body_made_after_another_replaced_it() -> None:
    found = _find(
        "The Old Body agency was part of Acme and was formed in 2005, having replaced the former New Body."
    )
    assert {(one.what, *(n.id for some in one.parts.values() for n in some)) for one in found} == {
        ("part-of", "old-body", "acme"),
        ("created", "old-body"),
        ("replaced", "old-body", "new-body"),
    }


def test_a_body_formed_by_a_merger_is_made_of_those_that_merged() -> None:
    found = _find("New Body was formed in 2012 with the merger of Old Body and Third Body.")
    [merged] = [one for one in found if one.what == "merged"]
    assert [n.id for n in merged.parts["ended"]] == ["old-body", "third-body"]
    assert (merged.parts["new"][0].id, merged.date) == ("new-body", "2012")


def test_what_follows_a_comma_alone_is_no_list() -> None:
    found = _find("It chose the Lanes Programme delivered by Acme, Old Body is yet to use it.")
    assert [[n.id for n in one.parts["supplier"]] for one in found] == [["acme"]]


def test_who_comes_from_another_post_is_appointed_and_held_that_one() -> None:
    found = _find(
        "Old Body has appointed Acme chief technology officer, Ann Smith, as its new CEO."
    )
    assert {(one.what, one.parts["body"][0].id) for one in found} == {
        ("appointed", "old-body"),
        ("held", "acme"),
    }


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Old Body will be abolished in 2030.", "planned"),
        ("The government plans to abolish Old Body.", "planned"),
        ("Old Body should be merged into New Body.", "planned"),
        ("If Old Body were abolished, money would be saved.", "planned"),
        ("It is proposed that Old Body is replaced by New Body.", "planned"),
        ("According to the press, Old Body was abolished.", "reported"),
        ("“Old Body was abolished,” she said.", "reported"),
        ("Old Body has reportedly been replaced by New Body.", "reported"),
    ],
)
def test_what_is_planned_or_told_is_never_asserted(text: str, modality: str) -> None:
    assert {one.modality for one in _find(text)} == {modality}


@pytest.mark.parametrize(
    "text",
    [
        "Old Body was not abolished.",
        "Old Body was never replaced by New Body.",
        "Was Old Body abolished?",
        "Old Body met New Body in 2013.",
        "Ann Smith was replaced by Old Body.",
        "Old Body denied it was abolished.",
        "The rules in use on the New Body were set up in 2013.",
        "Claims came in between the launch of New Body and July 2013.",
        "They wrote to the children at New Body, who were created equal.",
        "The chair of Old Body was abolished in 2013.",
        "Old Body closed its northern office in 2013.",
    ],
)
def test_what_is_denied_asked_or_cannot_be_is_left_out(text: str) -> None:
    assert _find(text) == []


def test_what_is_told_several_times_is_one_thing_with_the_date_that_says_most() -> None:
    told = (
        "Old Body was abolished.",
        "In March 2013 Old Body was abolished.",
        "Old Body was abolished in 2013.",
        "New Body was set up in 2013.",
        "Old Body was abolished in 1999.",
        "Old Body will be abolished.",
    )
    found = told_once(one for text in told for one in _find(text))
    assert [(one.what, one.date, one.modality, len(one.also)) for one in found] == [
        ("abolished", "2013-03", "asserted", 2),
        ("created", "2013", "asserted", 0),
        ("abolished", "1999", "asserted", 0),
        ("abolished", "", "planned", 0),
    ]


def test_a_plan_that_was_carried_out_happened() -> None:
    [found] = _find("The proposals led to the establishment of New Body in 2003.")
    assert (found.what, found.date, found.modality) == ("created", "2003", "asserted")


def test_roles_and_sums_are_read() -> None:
    [appointed] = _find("Ann Smith became interim chief executive of Old Body.")
    [awarded] = _find("Old Body awarded Acme a £1.2 billion contract.")
    assert (appointed.role, awarded.pounds) == ("interim chief executive", 1_200_000_000)
