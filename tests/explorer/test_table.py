"""The table and the ledger: complete, sortable, and saved as what they show."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from playwright.sync_api import Page

from kg.engine.store import LocalGraph, open_graph
from kg.explorer import write_page
from kg.model.vocabulary import Vocabulary
from tests.explorer.conftest import Open

pytestmark = pytest.mark.browser

MANY = 5000


def _names(page: Page) -> list[str]:
    return page.locator(".grid tbody th").all_inner_texts()


def _saved(page: Page, format: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Save as {format}").click()
    return Path(download.value.path()).read_bytes()


def _csv(page: Page) -> list[dict[str, str]]:
    text = _saved(page, "CSV").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _rows(graph: Any, query: str) -> list[Any]:
    return list(graph.query(query))


def test_the_saved_things_are_those_of_the_graph(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#view=table").page
    graph = open_graph(shipped_output)
    labels = _rows(
        graph,
        """SELECT ?id ?label WHERE { ?thing a ?class ; skos:prefLabel ?label .
        VALUES ?class { nhsit:Body nhsit:Unit nhsit:BodyGroup nhsit:Company nhsit:Person nhsit:Post
          nhsit:Programme nhsit:System nhsit:Report nhsit:Strategy nhsit:Article nhsit:Legislation }
        BIND(STRAFTER(STR(?thing), "/id/") AS ?id) }""",
    )
    expected = {(row["id"].value, row["label"].value) for row in labels}
    saved = {(row["Id"], row["Name"]) for row in _csv(page)}
    assert expected <= saved
    assert {name for name, _ in saved - expected} <= {
        t for t, _ in saved if t.startswith(("topic-", "aim-")) or t == "project"
    }


def test_the_saved_relations_hold_the_claim_its_dates_and_its_sources(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table&rows=relations").page
    found = [row for row in _csv(page) if row["Relation"] == "parent body"]
    assert found == [
        {
            "From": "Old Body", "Relation": "parent body", "To": "Gone Body",
            "Dates": "2006 to 2010", "Confidence": "High", "Note": "",
            "Sources": "2", "Source titles": "A source, p. 2; Another source",
            "Source addresses": "https://example.org/a https://example.org/b",
            "From: Id": "old-body", "From: IRI": "https://w3id.org/nhs-it/id/old-body",
            "To: Id": "gone", "To: IRI": "https://w3id.org/nhs-it/id/gone", "Filters": "none",
        }
    ]  # fmt: skip


def test_a_heading_sorts_up_then_down_and_what_has_no_value_stays_last(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table&kinds=Body,Unit").page
    page.get_by_role("button", name="To", exact=True).click()
    assert _names(page)[:3] == ["Gone Body", "Oldest Body", "Old Body"]
    head = page.locator("th[aria-sort]")
    assert (head.inner_text().strip("▴▾ \n"), head.get_attribute("aria-sort")) == (
        "To",
        "ascending",
    )
    page.get_by_role("button", name="To", exact=True).click()
    assert _names(page)[:3] == ["Old Body", "Oldest Body", "Gone Body"]
    assert set(_names(page)[3:]) == {"New Body", "Undated Unit <b>"}
    assert "sort=-end" in page.url


def test_cells_that_a_spreadsheet_would_run_are_saved_as_text(
    open_page: Open, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    labels = ["=1+1", "+1", "-1", "@SUM(A1)", "plain", 'quoted "word", comma']
    lines = []
    for i, label in enumerate(labels):
        thing = f"<https://w3id.org/nhs-it/id/t{i}>"
        text = label.replace('"', '\\"')
        lines.append(f"{thing} a <https://w3id.org/nhs-it/ns#Body> .")
        lines.append(f'{thing} <http://www.w3.org/2004/02/skos/core#prefLabel> "{text}" .')
    store = ox.Store()
    store.load("\n".join(lines).encode(), ox.RdfFormat.TURTLE)
    path = tmp_path / "page.html"
    path.write_text(write_page(LocalGraph(store, "t"), vocabulary), "utf8")
    saved = {row["Id"]: row["Name"] for row in _csv(open_page(path, "#view=table").page)}
    assert [saved[f"t{i}"] for i in range(len(labels))] == [
        "'=1+1", "'+1", "'-1", "'@SUM(A1)", "plain", 'quoted "word", comma',
    ]  # fmt: skip


def test_of_thousands_of_rows_a_hundred_are_drawn_sorted_and_turned(
    open_page: Open, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    lines = []
    for i in range(MANY):
        thing = f"<https://w3id.org/nhs-it/id/t{i:05}>"
        lines.append(f"{thing} a <https://w3id.org/nhs-it/ns#Body> .")
        lines.append(f'{thing} <http://www.w3.org/2004/02/skos/core#prefLabel> "Body {i:05}" .')
    store = ox.Store()
    store.bulk_load("\n".join(lines).encode(), ox.RdfFormat.TURTLE)
    path = tmp_path / "page.html"
    path.write_text(write_page(LocalGraph(store, "t"), vocabulary), "utf8")
    page = open_page(path, "#view=table").page
    page.locator("[data-column=label]").click()
    assert len(_names(page)) == 100  # however many there are, no more are drawn
    assert _names(page)[0] == f"Body {MANY - 1:05}"
    page.get_by_role("button", name="Next").click()
    assert _names(page)[0] == f"Body {MANY - 101:05}"
    assert "of 5,000" in page.inner_text(".grid caption")


def test_the_ledger_tells_who_was_told_who_has_the_duty_and_who_says_what_became_of_it(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=recommendations&rows=ledger").page
    row = page.locator(".grid tbody tr", has_text="Do the thing")
    cells = {
        cell.get_attribute("data-label"): " ".join(cell.inner_text().split())
        for cell in row.locator("th, td").all()
    }
    assert cells["Made in"] == "A Report, 1"
    assert cells["Told"] == "Old Body"
    assert cells["Duty now with"] == "New Body"
    assert cells["What became of it"] == "Enacted assessors differ"
    said = cells["Who says so"] or ""
    assert "Enacted: Old Body, 2004 Another source (A paper)" in said
    assert "Not enacted: this project’s reading of the sources, 2005 A source (A press)" in said


def test_the_picture_has_a_mark_for_each_topic_of_each_recommendation_and_those_above(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#view=recommendations").page
    graph = open_graph(shipped_output)
    [row] = _rows(
        graph,
        """SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?r ?t WHERE {
        ?r nhsit:recommendedIn ?d ; nhsit:topic/skos:broader* ?t . ?d nhsit:dateEarliest ?day } }""",
    )
    assert page.locator(".recurrence g[data-id]").count() == int(row["n"].value)
    mark = page.locator(".recurrence g[data-id]").first
    mark.click()
    assert f"id={mark.get_attribute('data-id')}" in page.url


def test_the_picture_scrolls_to_what_was_chosen_elsewhere(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#view=recommendations").page
    last = page.locator(".recurrence g[data-id]").last
    slug = last.get_attribute("data-id")
    assert last.evaluate("(mark) => mark.getBoundingClientRect().top > innerHeight")
    page.evaluate("(slug) => { location.hash = `view=recommendations&id=${slug}`; }", slug)
    page.wait_for_selector(".recurrence .chosen")
    frame = page.locator(".picture").bounding_box()
    chosen = page.locator(".recurrence .chosen").first.bounding_box()
    assert frame is not None
    assert chosen is not None
    assert frame["y"] <= chosen["y"] <= frame["y"] + frame["height"]


def test_a_picture_is_saved_as_svg_that_stands_alone_and_as_png(
    open_page: Open, memory_output: Path
) -> None:
    opened = open_page(memory_output / "nhs-it.html", "#view=recommendations")
    saved = _saved(opened.page, "SVG").decode()
    assert saved.startswith("<svg")
    assert "Topic A" in saved
    assert "var(--" not in saved
    assert "class=" not in saved
    assert _saved(opened.page, "PNG").startswith(b"\x89PNG")
    assert opened.said == []


def test_on_a_day_the_national_come_first_and_the_rest_is_counted_until_asked_for(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#view=table&on=2015-06").page
    shown, whole = page.locator(".grid caption").inner_text(), _csv(page)
    rest = page.locator(".rest")
    assert "local bodies" in rest.inner_text()
    assert whole[0]["In June 2015"] == "certain"
    names = [row["Name"] for row in whole if row["In June 2015"] == "certain" and row["Tier"]]
    assert names.index("NHS England") < names.index("Clinical Commissioning Groups")
    rest.get_by_role("button", name="Show them").click()
    assert rest.is_hidden()
    assert page.locator(".grid caption").inner_text() != shown
    assert {row["Id"] for row in _csv(page)} == {row["Id"] for row in whole}


def test_a_document_is_not_there_before_its_day(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#view=table&kinds=Report&on=1999").page
    days = [row["From"] for row in _csv(page) if row["From"]]
    assert days
    assert max(days) < "2000"
