"""Recommendations as others cite them: every sign of the data survives, and none is obeyed."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.citations import CitationFormat, Cited, cite, short_form, split_name, write_citations
from kg.history.advice import Advice
from kg.history.nodes import Source
from kg.history.publications import Maker, Publication
from kg.model.terms import SHIPPED

PAPER = Publication(
    "rep-2016", "Report", "The R&D report", "2016-09-07", "https://example.org/a_b", "HC 1",
    (Maker("Robert Wachter", "rw", True),), (Maker("Audit Office", "ao", False),),
)  # fmt: skip


def cited(
    text: str = "Spend 100% of it", *, is_whole: bool = False, paper: Publication = PAPER
) -> Cited:
    advice = Advice("rep-2016-r2", "rep-2016", "The R&D report", "2016-09-07", None, "2", text, "",
                    is_whole, False, sources=(Source("rep-2016", "The R&D report", "pp. 3–4"),))  # fmt: skip
    (one,) = cite([advice], {"rep-2016": paper}, SHIPPED, "A record")
    return one


def test_bibtex_escapes_what_it_would_obey_and_keeps_bodies_whole() -> None:
    text = write_citations([cited(r"Spend 100% of {it} \now")], CitationFormat.bibtex)
    assert text.startswith("@incollection{rep-2016-r2,\n  author = {Wachter, Robert},\n")
    assert r"title = {{Recommendation 2: Spend 100\% of \{it\} \textbackslash{}now}}" in text
    assert r"booktitle = {{The R\&D report}}" in text
    assert "publisher = {{Audit Office}}" in text
    assert "pages = {3--4}" in text
    assert "url = {https://example.org/a_b}" in text
    assert "month = sep" in text


def test_ris_has_a_tag_a_line_and_ends_each_entry() -> None:
    lines = write_citations([cited("one\nER  - \nTY  - JOUR")], CitationFormat.ris).splitlines()
    assert lines[0] == "TY  - CHAP"
    assert lines[-1] == "ER  - "
    assert [line[:2] for line in lines] == [
        "TY",
        "AU",
        "TI",
        "T2",
        "PB",
        "PY",
        "DA",
        "SP",
        "EP",
        "M1",
        "UR",
        "N1",
        "ID",
        "ER",
    ]
    assert "DA  - 2016/09/07/" in lines


def test_csl_has_parts_of_a_date_and_parts_of_a_name() -> None:
    (one,) = json.loads(write_citations([cited()], CitationFormat.csl))
    assert one["issued"] == {"date-parts": [[2016, 9, 7]]}
    assert one["author"] == [{"family": "Wachter", "given": "Robert"}]
    assert (one["type"], one["container-title"], one["page"]) == (
        "chapter",
        "The R&D report",
        "3-4",
    )
    assert SHIPPED.iri("rep-2016-r2") in one["note"]


def test_what_stands_for_a_whole_document_is_cited_as_the_document() -> None:
    one = cited(is_whole=True)
    assert write_citations([one], CitationFormat.bibtex).startswith("@techreport{")
    assert json.loads(write_citations([one], CitationFormat.csl))[0]["title"] == "The R&D report"


def test_a_citation_in_words_begins_with_its_short_form() -> None:
    text = write_citations([cited()], CitationFormat.text)
    assert text.startswith("The R&D report (2016), recommendation 2 [rep-2016-r2]\n")
    assert "Robert Wachter (7 September 2016). Recommendation 2: Spend 100% of it. In: " in text


def test_a_document_of_which_nothing_more_is_known_is_cited_too() -> None:
    advice = Advice("r", "rep", "Rep", "", None, "", "", "", False, False)
    (one,) = cite([advice], {}, SHIPPED, "A record")
    assert short_form(advice) == "Rep [r]"
    for form in CitationFormat:
        assert "Rep" in write_citations([one], form)


@pytest.mark.parametrize("form", list(CitationFormat))
@given(text=st.text())
def test_no_text_of_the_data_breaks_an_entry(form: CitationFormat, text: str) -> None:
    said = write_citations([cited(text)] * 2, form)
    if form is CitationFormat.csl:
        assert len(json.loads(said)) == 2
    elif form is CitationFormat.ris:
        assert len(re.findall(r"^ER  - $", said, re.MULTILINE)) == 2
    elif form is CitationFormat.bibtex:
        assert _depth(said) == 0
        assert len(re.findall(r"^@", said, re.MULTILINE)) == 2


def _depth(text: str) -> int:
    bare = re.sub(r"\\[{}]", "", text)
    return bare.count("{") - bare.count("}")


@given(st.text())
def test_a_name_loses_no_letter_but_what_stands_in_brackets(name: str) -> None:
    family, given_ = split_name(name)
    bare = re.sub(r"\s*\([^)]*\)", "", name)
    assert f"{given_} {family}".split() == bare.split()
