"""A whole document becomes rows, each known by what it says and not by where it stood."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.store import LocalGraph, open_graph
from kg.index.index import index_of
from kg.ingest.documents.papers.opener import read_paper
from kg.ingest.documents.papers.paper import Paper
from kg.ingest.documents.papers.plain import split
from kg.ingest.documents.reader import DocumentReader
from kg.ingest.documents.readings import Origin
from kg.ingest.proposals import Proposal
from kg.model.dates import PartialDate
from tests.ingest.documents.layouts import ANSWERED, FORMATS, LAYOUTS

pytest.importorskip("pypdfium2")

TEXT = """# A Report on Records

Old Body was replaced by New Body on 1 April 2013. New Body is to be abolished. Ann Smith was appointed
chief executive of Old Body in 2002. According to the press, Old Body was renamed Blue Board in 2004.

Recommendation 1: Old Body should do the thing.

Recommendation 2: Ministers should do another thing at once.
"""


@pytest.fixture(scope="module")
def reader(memory_output: Path) -> DocumentReader:
    graph: LocalGraph = open_graph(memory_output)
    return DocumentReader(graph, index_of(graph))


def _propose(reader: DocumentReader, paper: Paper, report: str = "a-report") -> list[Proposal]:
    origin = Origin("src", report, PartialDate.parse("2014-05"))
    return reader.propose(reader.read(paper, origin))


def _cells(found: list[Proposal], table: str) -> list[dict[str, str]]:
    return [dict(one.cells) for one in found if one.table == table]


def test_recommendations_are_rows_with_what_may_fill_their_cells(reader: DocumentReader) -> None:
    found = [one for one in _propose(reader, split(TEXT)) if one.table == "recommendations"]
    assert [one.cells["id"] for one in found] == ["advice-1", "advice-2"]
    first, second = found
    assert first.cells["addressed_to"] == "old-body"
    assert first.passages[0].quote == first.cells["summary"] == "Old Body should do the thing."
    assert [c.id for c in first.candidates["topics"]] == ["topic-a"]
    assert "reiterates" not in first.candidates
    assert (second.named["addressed_to"], second.is_open) == ("Ministers", True)
    other = [
        one for one in _propose(reader, split(TEXT), "other") if one.table == "recommendations"
    ]
    assert [c.id for c in other[0].candidates["reiterates"]] == ["advice-1"]
    assert other[0].cells["id"] == "other-r1"


def test_what_happened_is_an_event_and_what_is_planned_an_announcement(
    reader: DocumentReader,
) -> None:
    found = _propose(reader, split(TEXT))
    events = {one["kind"]: one for one in _cells(found, "events")}
    assert set(events) == {"Replacement", "Announcement"}
    assert events["Replacement"]["id"] == "succession"
    assert (events["Replacement"]["date"], events["Replacement"]["status"]) == (
        "2013-04-01",
        "happened",
    )
    assert (events["Announcement"]["losing"], events["Announcement"]["status"]) == (
        "new-body",
        "planned",
    )
    [name] = _cells(found, "names")
    assert (name["entity"], name["name"], name["kind"], name["end"]) == (
        "old-body",
        "Old Body",
        "FormerName",
        "2004",
    )
    [tenure] = [one for one in found if one.table == "tenures"]
    assert (tenure.cells["person"], tenure.cells["start"]) == ("ann-smith", "2002")
    assert (tenure.named["post"], [c.id for c in tenure.candidates["post"]]) == (
        "chief executive, Old Body",
        ["old-head"],
    )
    assert {one.modality for one in found if one.table == "names"} == {"reported"}


def test_answers_are_assessments_of_the_recommendation(reader: DocumentReader) -> None:
    text = "Recommendation 1: Old Body should do it.\n\nNew Body accepts this in part.\n\nRecommendation 2: Do it.\n\nWe note this."
    first, second = [one for one in _propose(reader, split(text)) if one.table == "assessments"]
    assert (second.is_open, "verdict" in second.cells) == (True, False)
    assert first.cells == {
        "recommendation": "advice-1", "facet": "response", "verdict": "partly-accepted", "by": "new-body",
        "date": "2014-05", "sources": "src#paragraph 2",
    }  # fmt: skip


def test_what_is_planned_or_told_of_a_post_or_contract_keeps_its_date_and_says_so(
    reader: DocumentReader,
) -> None:
    text = (
        "Ann Smith will be appointed chief executive of Old Body in 2016.\n\n"
        "New Body will award a £2m contract to Brass Ltd in March 2015.\n\n"
        "Ann Smith will be chair of New Body."
    )
    found = [one for one in _propose(reader, split(text)) if one.table in ("tenures", "contracts")]
    assert {one.modality for one in found} == {"planned"}
    assert {one.cells["note"] for one in found} == {"Planned when this was written."}
    assert [one.cells.get("start") or one.cells.get("announced") for one in found] == [
        "2016",
        "2015-03",
    ]
    assert all("seen" not in one.cells for one in found)
    assert [one.cells.get("value_kind") for one in found] == [None, "estimate"]


def _digests(found: list[Proposal]) -> set[str]:
    return {one.digest for one in found}


def test_an_added_line_keeps_every_proposal(reader: DocumentReader) -> None:
    before = _digests(_propose(reader, split(TEXT)))
    after = _digests(_propose(reader, split("A line more, with Brass Ltd in it.\n\n" + TEXT)))
    assert len(before) >= 6 and before < after


@pytest.mark.parametrize("layout", [*LAYOUTS, *ANSWERED])
def test_other_breaks_of_pages_keep_every_proposal(
    reader: DocumentReader, layout: str, tmp_path: Path
) -> None:
    from tests.ingest.documents.layouts import as_text

    blocks = list((LAYOUTS | ANSWERED)[layout]())
    assert _digests(_propose(reader, _as(as_text(blocks, 40)))) == _digests(
        _propose(reader, _as(as_text(blocks, 33)))
    )
    (tmp_path / "a.pdf").write_bytes(FORMATS["pdf"](blocks))
    (tmp_path / "b.pdf").write_bytes(
        FORMATS["pdf"]([("p", "One more line at the beginning."), *blocks])
    )
    one, other = (
        _digests(_propose(reader, read_paper(tmp_path / name))) for name in ("a.pdf", "b.pdf")
    )
    assert one and one <= other


def _as(data: bytes) -> Paper:
    return split(data.decode())


def test_a_quote_stands_in_the_text_letter_for_letter_but_for_blanks(
    reader: DocumentReader,
) -> None:
    paper = split(TEXT)
    for one in _propose(reader, paper):
        [passage] = one.passages
        assert "".join(passage.quote.split()) in "".join(paper.text.split())
        assert "".join(paper.text[passage.start : passage.end].split()) == "".join(
            passage.quote.split()
        )


@pytest.mark.slow
def test_two_hundred_pages_of_pdf_are_read(reader: DocumentReader, tmp_path: Path) -> None:
    (tmp_path / "long.pdf").write_bytes(FORMATS["pdf"](list(LAYOUTS["labelled"]()) * 90))
    paper = read_paper(tmp_path / "long.pdf")
    assert paper.pages[-1][1] >= 200
    assert _cells(_propose(reader, paper), "recommendations")
