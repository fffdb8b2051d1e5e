"""The query page as people use it: written, completed, asked, looked at, taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from kg.ask.questions import find_questions
from tests.hostile import HOSTILE, write_graph
from tests.serve.query_page.conftest import OpenQuery, QueryPage
from tests.serving import Running, kg_serve

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf8")
RUN = """async () => {
  const { violations } = await axe.run(document);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}"""
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
BODIES = """SELECT ?body ?start ?end WHERE {
  ?body a nhsit:Body ; nhsit:start ?start OPTIONAL { ?body nhsit:end ?end }
} ORDER BY ?start"""
VIEWS = {
    "table": BODIES,
    "chart": "SELECT ?kind (COUNT(?x) AS ?number) { ?x a ?kind } GROUP BY ?kind ORDER BY DESC(?number)",
    "timeline": BODIES,
    "network": "SELECT ?from ?to { ?from nhsit:replacedBy ?to }",
    "years": "SELECT ?x ?kind ?date { ?x a ?kind ; nhsit:date ?date }",
}
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def page(query_page: OpenQuery) -> Iterator[QueryPage]:
    """A page of the server that must say nothing on its console, and ask nobody else."""
    one = query_page()
    yield one
    assert one.said == []
    assert one.strayed == []


def _cells(page: Page, column: int = 1) -> list[str]:
    return page.locator(f"table.answer tbody td:nth-child({column})").all_inner_texts()


def test_what_is_written_is_asked_with_the_keyboard_and_shown_by_names(page: QueryPage) -> None:
    opened = page.open()
    opened.focus("#query")
    opened.keyboard.press("Control+A")
    opened.keyboard.type("SELECT ?body { ?body a nhsit:Body } ORDER BY ?body")
    opened.keyboard.press("Escape")
    opened.keyboard.press("Control+Enter")
    page.wait()
    assert _cells(opened) == ["Gone Body", "New Body", "Old Body", "Oldest Body"]
    link = opened.get_by_role("link", name="Old Body")
    assert link.get_attribute("href") == "id/old-body"
    assert link.get_attribute("title") == "id:old-body"
    assert unquote(opened.url).endswith("#query=SELECT ?body { ?body a nhsit:Body } ORDER BY ?body")
    assert opened.locator("#status").inner_text().startswith("4 rows in ")


def test_the_colours_lie_exactly_beneath_the_letters(page: QueryPage) -> None:
    opened = page.open()
    opened.fill("#query", "SELECT ?x {\n  # a line\n  ?x a <http://e/>, 'é😀' \n}\n\n")
    assert opened.inner_text(".paint").rstrip() == opened.input_value("#query").rstrip()
    assert opened.locator(".gutter span").count() == 6
    boxes = opened.evaluate(
        """() => ['.paint', '#query'].map((name) => {
          const node = document.querySelector(name); const style = getComputedStyle(node);
          const { x, y, width, height } = node.getBoundingClientRect();
          return [x, y, width, height, style.font, style.lineHeight, style.padding]; })"""
    )
    assert boxes[0] == boxes[1]


def test_a_thing_is_completed_by_its_label_and_its_name_tells_it(page: QueryPage) -> None:
    opened = page.open()
    opened.fill("#query", "SELECT ?after { ")
    opened.focus("#query")
    opened.keyboard.press("End")
    opened.keyboard.type("oldest")
    expect(opened.get_by_role("option").first).to_contain_text("Oldest Body")
    opened.keyboard.press("ArrowDown")
    chosen = opened.locator("#completions [aria-selected=true]")
    assert opened.get_attribute("#query", "aria-activedescendant") == chosen.get_attribute("id")
    opened.keyboard.press("Enter")
    opened.keyboard.type("replac")
    expect(opened.get_by_role("option").first).to_contain_text("nhsit:replacedBy")
    opened.keyboard.press("Tab")
    opened.keyboard.type("?after }")
    query = "SELECT ?after { id:oldest-body nhsit:replacedBy ?after }"
    assert opened.input_value("#query") == query
    opened.keyboard.press("Control+Enter")
    page.wait()
    assert _cells(opened) == ["Old Body"]
    expect(opened.locator(".names")).to_be_visible()
    opened.locator(".names summary").click()
    assert "Oldest Body" in opened.inner_text(".names dl")
    opened.locator(".paint .t-name").first.hover(force=True)
    assert opened.inner_text(".tip") == "Oldest Body"


def test_a_class_is_completed_after_a_and_undone_by_the_browser(page: QueryPage) -> None:
    opened = page.open()
    opened.fill("#query", "")
    opened.focus("#query")
    opened.keyboard.type("SELECT * { ?x a bo")
    option = opened.get_by_role("option").first
    expect(option).to_contain_text("nhsit:Body")
    opened.keyboard.press("Tab")
    assert opened.input_value("#query") == "SELECT * { ?x a nhsit:Body "
    opened.keyboard.press("Control+z")
    assert opened.input_value("#query") == "SELECT * { ?x a bo"
    opened.keyboard.press("Escape")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.id") != "query", "the editor lets go of Tab"


def test_a_thing_is_put_in_by_its_own_box(page: QueryPage) -> None:
    opened = page.open()
    opened.fill("#query", "DESCRIBE ")
    opened.evaluate("document.querySelector('#query').setSelectionRange(9, 9)")
    opened.fill("#thing", "ann")
    expect(opened.locator("#thing-list [role=option]").first).to_contain_text("Ann Smith")
    opened.press("#thing", "Enter")
    assert opened.input_value("#query") == "DESCRIBE id:ann-smith "
    assert "Ann Smith" in opened.inner_text("#status")


def test_a_fault_is_told_with_its_caret_and_its_line_is_marked(page: QueryPage) -> None:
    opened = page.open("SELECT ?b {\n  ?b a nhist:Body\n}")
    page.said.clear()  # Chromium tells of each answer that is an error
    fault = opened.locator("#fault")
    assert "query line 2, column" in fault.inner_text()
    assert "did you mean 'nhsit'?" in fault.inner_text()
    assert re.search(r"nhist:Body\n\s+\^", fault.locator("pre").inner_text())
    assert opened.locator(".gutter .bad").inner_text() == "2"
    assert opened.get_attribute("#query", "aria-invalid") == "true"
    opened.get_by_role("button", name="Go there").click()
    start = opened.evaluate("document.querySelector('#query').selectionStart")
    assert opened.input_value("#query")[:start].count("\n") == 1
    opened.keyboard.type(" ")
    assert opened.locator(".gutter .bad").count() == 0


def test_a_query_that_takes_long_is_stopped(page: QueryPage) -> None:
    opened = page.open()
    opened.fill("#query", LONG)
    opened.get_by_role("button", name="Ask").click()
    stop = opened.get_by_role("button", name="Stop")
    expect(stop).to_be_enabled()
    stop.click()
    expect(opened.locator("#status")).to_have_text("Stopped")
    expect(stop).to_be_disabled()


def test_a_ready_question_is_a_form_that_completes_things(page: QueryPage) -> None:
    opened = page.open()
    opened.fill("#find-question", "replaced")
    opened.get_by_text("What replaced a body?").click()
    form = opened.locator("#question-successors form")
    form.get_by_label("body").fill("Oldest")
    expect(form.get_by_role("option").first).to_contain_text("Oldest Body")
    opened.keyboard.press("Enter")
    assert form.get_by_label("body").input_value() == "Oldest Body"
    form.get_by_role("button", name="Ask").click()
    opened.wait_for_selector("table.answer tbody tr")
    assert _cells(opened) == ["Old Body"]
    assert "VALUES ?body { id:oldest-body }" in opened.input_value("#query")
    form.get_by_role("button", name="Show the example").click()
    assert "id:oldest-body" not in opened.input_value("#query")


def test_what_a_question_is_told_wrongly_is_said_in_its_form(page: QueryPage) -> None:
    opened = page.open()
    opened.get_by_text("What existed on a day?").click()
    form = opened.locator("#question-existed-on form")
    form.get_by_label("on", exact=True).fill("soon")
    form.get_by_role("button", name="Ask").click()
    expect(form.get_by_role("alert")).to_contain_text("on: 'soon'")
    page.said.clear()


def test_every_ready_question_has_a_form_and_an_example(page: QueryPage) -> None:
    opened = page.open()
    opened.evaluate("document.querySelectorAll('aside li details').forEach((d) => (d.open = true))")
    expect(opened.locator("aside li form")).to_have_count(len(find_questions()))
    nameless = opened.evaluate(
        "() => [...document.querySelectorAll('aside form input')].filter((i) => !i.labels.length).length"
    )
    assert nameless == 0


def test_the_table_is_sorted_narrowed_and_paged(page: QueryPage) -> None:
    opened = page.open("SELECT ?x ?label { ?x skos:prefLabel ?label } ORDER BY DESC(?label)")
    whole = int(opened.inner_text("caption").partition(" rows")[0])
    assert whole > 100
    asked = _cells(opened, 2)
    assert asked == sorted(asked, reverse=True)
    opened.get_by_role("button", name="label").click()
    expect(opened.locator("th[aria-sort=ascending]")).to_have_text(re.compile("label"))
    assert opened.evaluate("document.activeElement.textContent").startswith("label")
    opened.get_by_role("button", name="Next").click()
    expect(opened.locator("caption")).to_contain_text("101 to")
    opened.fill("#narrow", "old body")
    expect(opened.locator("caption")).to_contain_text("that say “old body”")
    assert all(
        "old body" in text.lower()
        for text in opened.locator("table.answer tbody tr").all_inner_texts()
    )


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [pytest.param(DESK, "light", id="desk, light"), pytest.param(PHONE, "dark", id="phone, dark")],
)
def test_axe_finds_nothing_in_any_view_and_none_is_too_wide(
    query_page: OpenQuery, viewport: dict[str, int], scheme: str
) -> None:
    page = query_page(viewport=viewport, color_scheme=scheme)
    opened = page.open()
    opened.evaluate(AXE)
    opened.get_by_text("What existed on a day?").evaluate("(one) => one.click()")
    found = {"opening": opened.evaluate(RUN)}
    opened.evaluate("document.querySelectorAll('aside > details').forEach((d) => (d.open = false))")
    for view, query in VIEWS.items():
        page.follow(query, view)
        assert opened.get_attribute(f"#tab-{view}", "aria-selected") == "true"
        assert opened.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        found[view] = opened.evaluate(RUN)
    assert {view: told for view, told in found.items() if told} == {}
    assert page.said == []


def test_each_picture_says_in_a_table_what_it_draws(page: QueryPage) -> None:
    opened = page.open()
    for view in ("chart", "timeline", "network", "years"):
        page.follow(VIEWS[view], view)
        assert opened.locator(".drawn[role=img]").get_attribute("aria-label")
        drawn = opened.locator(".drawn rect, .drawn circle").count()
        opened.get_by_text("The picture as a table").click()
        rows = opened.locator(".same tbody tr").count()
        assert drawn >= rows > 0 or view == "network"
        assert not opened.locator(".same td", has_text="https://").count()


def test_who_reads_a_timeline_sees_when_each_began_and_ended(page: QueryPage) -> None:
    opened = page.open(BODIES, "timeline")
    opened.get_by_text("The picture as a table").click()
    rows = opened.locator(".same tbody tr").all_inner_texts()
    assert rows[0].split("\t") == ["Old Body", "2001-04-01", "2013-04-01"]
    assert (
        opened.locator(".drawn title").all_text_contents()[0]
        == "Old Body: 2001-04-01 to 2013-04-01"
    )


def test_a_picture_that_does_not_fit_says_why(page: QueryPage) -> None:
    opened = page.open("SELECT ?label { ?b a nhsit:Body ; skos:prefLabel ?label }")
    opened.get_by_role("tab", name="Table").focus()
    told = []
    for _ in range(4):
        opened.keyboard.press("ArrowRight")
        told.append(opened.inner_text("#view"))
    assert told == [
        "A chart needs a column of numbers; this answer has none.",
        "A timeline needs a column of dates; this answer has none.",
        "A network needs two columns of things; this answer has none.",
        "A map of years needs a column of dates or years; this answer has none.",
    ]


def test_an_address_leads_to_a_query_and_back_to_the_one_before(page: QueryPage) -> None:
    opened = page.open("ASK { id:old-body a nhsit:Body }")
    assert _cells(opened) == ["true"]
    opened.fill("#query", "ASK { id:old-body a nhsit:Person }")
    opened.get_by_role("button", name="Ask").click()
    expect(opened.locator("table.answer tbody td")).to_have_text("false")
    opened.go_back()
    expect(opened.locator("table.answer tbody td")).to_have_text("true")
    assert opened.input_value("#query") == "ASK { id:old-body a nhsit:Body }"


def test_what_was_asked_is_kept_in_the_browser_until_it_is_forgotten(page: QueryPage) -> None:
    opened = page.open(BODIES)
    page.open()
    opened.get_by_text("Asked before").click()
    opened.locator("#kept li button").click()
    page.wait()
    assert opened.input_value("#query") == BODIES
    opened.get_by_role("button", name="Forget them all").click()
    assert "kept here, in this browser" in opened.inner_text("#kept")
    assert opened.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(
    ("query", "button", "ending", "begins"),
    [
        (BODIES, "CSV", "csv", "body,start,end"),
        (BODIES, "TSV", "tsv", "?body\t?start"),
        (BODIES, "JSON", "json", '{"head"'),
        (BODIES, "XML", "xml", "<?xml"),
        ("DESCRIBE id:old-body", "Turtle", "ttl", "<https://"),
        ("DESCRIBE id:old-body", "N-Triples", "nt", "<https://"),
        ("DESCRIBE id:old-body", "JSON-LD", "jsonld", "["),
        ("DESCRIBE id:old-body", "RDF/XML", "rdf", "<?xml"),
    ],
)
def test_an_answer_is_saved_in_every_form(
    page: QueryPage, query: str, button: str, ending: str, begins: str
) -> None:
    opened = page.open(query)
    with opened.expect_download(timeout=30_000) as waiting:
        opened.get_by_role("button", name=button, exact=True).click()
    assert waiting.value.suggested_filename == f"answer.{ending}"
    saved = Path(waiting.value.path()).read_text("utf8")
    assert saved.startswith(begins) or ending == "ttl"
    assert "old-body" in saved


def test_a_picture_is_saved(page: QueryPage) -> None:
    opened = page.open(VIEWS["chart"], "chart")
    for name, begins in (("Save SVG", b"<svg"), ("Save PNG", b"\x89PNG")):
        with opened.expect_download() as waiting:
            opened.get_by_role("button", name=name).click()
        assert Path(waiting.value.path()).read_bytes().startswith(begins)


def test_link_and_programs_are_copied_or_shown_to_be_copied(query_page: OpenQuery) -> None:
    page = query_page(permissions=["clipboard-read", "clipboard-write"])
    opened = page.open(BODIES)
    for name, held in (
        ("Link", "/query#query=SELECT"),
        ("curl", "curl '"),
        ("Python", "urllib"),
        ("R", "read.csv"),
    ):
        opened.get_by_role("button", name=name, exact=True).click()
        expect(opened.locator("#status")).to_contain_text("copied")
        assert held in opened.evaluate("navigator.clipboard.readText()")
    opened.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    )
    opened.get_by_role("button", name="curl").click()
    assert opened.locator("dialog textarea").input_value().startswith("curl '")
    opened.keyboard.press("Escape")
    assert opened.locator("dialog").count() == 0


def test_a_query_is_asked_without_a_script(query_page: OpenQuery) -> None:
    page = query_page(java_script_enabled=False).page
    page.goto(query_page().address + "/query")
    page.fill("#query", BODIES)
    page.get_by_role("button", name="Ask").click()
    assert page.locator("caption").inner_text() == "3 rows"
    assert page.input_value("#query") == BODIES
    assert not page.get_by_role("button", name="Stop").is_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="As CSV").click()
    assert Path(waiting.value.path()).read_text("utf8").startswith("body,start,end")


def test_hostile_labels_stay_text_in_every_view(query_page: OpenQuery, tmp_path: Path) -> None:
    graph = tmp_path / write_graph(tmp_path, HOSTILE)
    with kg_serve(graph, "--quiet") as server:
        page = query_page(server.address)
        page.page.on("dialog", lambda dialog: page.said.append(f"dialog: {dialog.message}"))
        lives = "SELECT ?b ?label ?start (1 AS ?n) { ?b a nhsit:Body ; skos:prefLabel ?label ; nhsit:start ?start }"
        pairs = "SELECT ?a ?b { ?e nhsit:endedBody ?a ; nhsit:createdBody ?b }"
        opened = page.open()
        for view in VIEWS:
            page.follow(pairs if view == "network" else lives, view)
            assert opened.locator("#view script, #view img, #view b").count() == 0
            assert "alert(1)" in opened.locator("#view").inner_html()
        opened.fill("#thing", "script")
        opened.wait_for_selector("#thing-list [role=option]")
        assert opened.locator("#thing-list img, #thing-list script").count() == 0
        opened.fill("#query", "DESCRIBE id:script")
        opened.wait_for_selector(".names:not([hidden])")
        assert page.said == []
        assert page.strayed == []


def test_a_server_that_is_gone_is_told(query_page: OpenQuery) -> None:
    opened = query_page().open()
    opened.context.set_offline(True)
    opened.get_by_role("button", name="Ask").click()
    expect(opened.locator("#fault")).to_contain_text("The server does not answer")


def test_the_page_is_for_print_without_its_tools(page: QueryPage) -> None:
    opened = page.open(BODIES)
    opened.emulate_media(media="print")
    assert opened.locator("table.answer").is_visible()
    assert not opened.locator("#query").is_visible()
    assert not opened.get_by_role("tab").first.is_visible()


def test_the_server_s_record_is_named(page: QueryPage, server: Running) -> None:
    assert page.open().title().startswith("Query – ")
