"""What the page cites, held equal to what the program cites; and the button that copies it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.engine.about import dataset_of
from kg.engine.store import open_graph
from kg.export.citations import CitationFormat, Cited, cite, cite_document, write_citations
from kg.history.advice import read_advice
from kg.history.publications import read_publications
from tests.explorer.conftest import Open, load_modules, read_part

pytestmark = pytest.mark.browser

FORMS = {
    "Text": CitationFormat.text, "BibTeX": CitationFormat.bibtex,
    "RIS": CitationFormat.ris, "CSL": CitationFormat.csl,
}  # fmt: skip


def _write(one: Cited, form: CitationFormat) -> str:
    text = write_citations([one], form)
    # the first line of the words is for a sentence; what is copied into a list is the second
    return (text.partition("\n")[2] if form is CitationFormat.text else text).strip()


def test_documents_and_advice_are_cited_as_the_program_cites_them(
    shipped_output: Path, browser: Browser
) -> None:
    graph = open_graph(shipped_output)
    advice, whole = read_advice(graph)
    papers = read_publications(graph, (one.report for one in [*advice, *whole]))
    title = dataset_of(graph).title
    cited = [
        *cite([*advice, *whole], papers, graph.space, title),
        *(cite_document(paper, graph.space.iri(slug), title) for slug, paper in papers.items()),
    ]
    assert len(cited) > 1000
    context = browser.new_context()
    page = load_modules(context, "model/model", "cite/cited", "cite/forms")
    told = page.evaluate(
        """([data, ids]) => {
          const model = $model.createModel(data);
          return ids.map((id) => Object.fromEntries(Object.entries($forms.FORMS)
            .map(([name, write]) => [name, write($cited.citedThing(model, id)).trim()])));
        }""",
        [read_part(shipped_output, "data"), [one.id for one in cited]],
    )
    context.close()
    for one, said in zip(cited, told, strict=True):
        assert said == {name: _write(one, form) for name, form in FORMS.items()}


def test_a_thing_is_cited_with_its_year_and_its_sources(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(
        memory_output / "nhs-it.html", "#id=gone", permissions=["clipboard-read", "clipboard-write"]
    ).page
    page.get_by_role("button", name="Cite as …").click()
    page.locator(".deeds").get_by_role("button", name="BibTeX").click()
    page.wait_for_function("() => document.querySelector('#status').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"\n  year = \{\d{4}\},\n", copied)
    assert re.search(r"\n  note = \{\S+/id/gone; sources: A source", copied)


def test_a_line_is_cited_with_its_sources_as_bibtex(open_page: Open, memory_output: Path) -> None:
    opened = open_page(
        memory_output / "nhs-it.html", "#id=gone", permissions=["clipboard-read", "clipboard-write"]
    )
    page = opened.page
    page.set_viewport_size({"width": 1440, "height": 900})
    line = page.locator("#panel .line").filter(has=page.locator(".sources a")).first
    line.get_by_role("button", name="Cite").click()
    line.get_by_role("button", name="BibTeX").click()
    page.wait_for_function("() => document.querySelector('#status').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@misc{gone,\n")
    assert "title = {{Gone Body: " in copied
    assert "sources: A source" in copied
    assert opened.said == []
