"""The report: it says what the analyses say, needs nothing else, and trusts no text."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from kg.analysis import ANALYSES, analyse
from kg.analysis.measure import show
from kg.engine.store import LocalGraph
from kg.errors import UsageError
from kg.export.report import SHOWN, run_all, to_html, to_markdown
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
