"""The report: it says what the analyses say, needs nothing else, and trusts no text."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.analysis import ANALYSES, analyse
from kg.analysis.measure import show
from kg.engine.store import LocalGraph
from kg.errors import UsageError
from kg.export.report import LEADING, SHOWN, find_findings, run_all, to_html, to_markdown
from tests.analysis.advised import ADVICE, CONTRACTS, derived_from
from tests.analysis.lived import EVENTS, LIVES
from tests.conftest import RunKg

NAMES = tuple(ANALYSES)


@pytest.fixture(scope="module")
def graph() -> LocalGraph:
    return derived_from(ADVICE + CONTRACTS + LIVES + EVENTS)


@pytest.fixture(scope="module")
def html(graph: LocalGraph) -> str:
    return to_html(run_all(graph, NAMES))


def test_it_says_what_python_says(graph: LocalGraph, html: str) -> None:
    shown = unescape(re.sub(r"<br>|</?small>", " ", html))
    markdown = to_markdown(run_all(graph, NAMES))
    for name in NAMES:
        found = analyse(graph, name)
        for sentence in found.sentences:
            assert sentence.text in shown
            assert sentence.text in markdown
        for table in found.tables:
            for row in table.rows[:SHOWN]:
                cells = [show(v, c) for v, c in zip(row, table.columns, strict=True)]
                pattern = '</td><td(?: class="n")?>'.join(map(re.escape, cells))
                assert re.search(pattern, shown), (table.name, cells)
                assert f"| {' | '.join(cells)} |" in markdown


def test_it_opens_with_findings_and_folds_what_is_long(html: str, graph: LocalGraph) -> None:
    analyses = run_all(graph, NAMES)
    findings = find_findings(analyses)
    assert len(findings) > 6
    opening = unescape(html[html.index("<main>") : html.index("<section")])
    for analysis, sentence in findings:
        assert f"{sentence.text} <a href" in opening
        assert sentence in analysis.sentences
    assert set(LEADING) == set(NAMES)
    # a table, a definition and a limit are opened by whoever wants them
    rest = html[html.index("<section") :]
    assert "<table" not in re.sub(r"<details.*?</details>", "", _without_inner(rest), flags=re.S)
    assert html.count('<nav class="beside"') == 1


def _without_inner(html: str) -> str:
    return re.sub(r'<details class="query">.*?</details>', "", html, flags=re.S)


@pytest.mark.browser
def test_it_is_short_at_first_sight_and_whole_on_paper(
    html: str, tmp_path: Path, browser: Browser
) -> None:
    (tmp_path / "report.html").write_text(html, "utf8")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto((tmp_path / "report.html").as_uri())
    page.evaluate("scrollTo(0, 2000)")
    # the contents stay beside what is read
    assert page.locator(".beside").bounding_box() == {
        **(page.locator(".beside").bounding_box() or {}), "y": 0,
    }  # fmt: skip
    closed = page.evaluate("document.documentElement.scrollHeight")
    page.emulate_media(media="print")
    table = page.locator("table").first
    assert table.is_visible()
    assert page.evaluate("document.documentElement.scrollHeight") > closed
    page.emulate_media(media="screen")
    assert not table.is_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator(".beside").is_hidden()
    page.get_by_text("Contents").click()
    assert page.locator(".fold a").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.close()


def test_it_asks_for_nothing_and_runs_nothing(html: str) -> None:
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert not re.search(r'\b(src|href|xlink:href)="(?!#)', html)
    assert "@import" not in html


def test_every_link_leads_somewhere_and_every_id_is_used_once(html: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    links = re.findall(r'href="#([^"]+)"', html) + re.findall(r"url\(#([^)]+)\)", html)
    assert links
    assert set(links) <= set(ids)


def test_the_same_graph_gives_the_same_bytes(graph: LocalGraph, html: str) -> None:
    assert to_html(run_all(graph, NAMES)) == html


def test_every_measure_is_defined_and_its_source_named(graph: LocalGraph, html: str) -> None:
    for found in run_all(graph, NAMES):
        for measure in found.measures:
            assert f'id="{found.name}-m-{measure.name}"' in html
            assert measure.source in unescape(html)


def test_a_label_with_mark_up_is_shown_as_text() -> None:
    graph = derived_from(CONTRACTS.replace('"Acme"', '"<img src=x onerror=alert(1)>"'))
    assert "<img" not in to_html(run_all(graph, ("suppliers",)))


def test_a_small_report_is_as_it_was(golden: Callable[[str], Callable[[str], None]]) -> None:
    golden("report/small.md")(to_markdown(run_all(derived_from(ADVICE), ("recurrence",))))


def test_an_empty_graph_is_told_and_exits_1(run_kg: RunKg, tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("", "utf8")
    only = [word for name in NAMES for word in ("--only", name)]
    ran = run_kg("report", "--graph", "empty.ttl", *only, "-o", "empty.html")
    assert (ran.code, ran.stdout) == (1, "")
    assert "holds nothing" in ran.stderr
    assert "The graph holds no contract." in (tmp_path / "empty.html").read_text("utf8")


def test_the_form_follows_the_name_and_markdown_goes_to_stdout(
    run_kg: RunKg, tmp_path: Path
) -> None:
    (tmp_path / "g.nt").write_text("", "utf8")
    ran = run_kg("report", "--graph", "g.nt", "--only", "quality", "-o", "-")
    assert ran.stdout.startswith("# ")
    ran = run_kg("report", "--graph", "g.nt", "-o", "report.pdf")
    assert ran.code == 2
    assert ran.stderr == "kg: report.pdf: unknown form '.pdf'; expected .html or .md\n"


def test_an_analysis_that_there_is_not_is_one_line(run_kg: RunKg, tmp_path: Path) -> None:
    (tmp_path / "g.nt").write_text("", "utf8")
    ran = run_kg("report", "--graph", "g.nt", "--only", "supplier", "-o", "r.md")
    assert ran.code == 2
    assert "did you mean 'suppliers'" in ran.stderr
    assert not (tmp_path / "r.md").exists()


def test_unknown_names_raise(graph: LocalGraph) -> None:
    with pytest.raises(UsageError):
        run_all(graph, ("nothing",))
