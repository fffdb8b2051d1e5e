"""What the page saves of labels of the worst kind: pictures and tables that other tools read."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from tests.conftest import RunKg
from tests.explorer.conftest import Open
from tests.hostile import HOSTILE, write_graph

pytestmark = pytest.mark.browser


@pytest.fixture
def page(run_kg: RunKg, tmp_path: Path) -> Path:
    ran = run_kg("export", "html", "--graph", write_graph(tmp_path, HOSTILE), "-o", "page.html")
    assert (ran.code, ran.stderr) == (0, "")
    return tmp_path / "page.html"


def _saved(page: Page, kind: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile(kind)).first.click()
    return Path(waiting.value.path()).read_bytes()


def test_a_picture_is_xml_and_can_be_drawn(page: Path, open_page: Open) -> None:
    opened = open_page(page)
    root = ElementTree.fromstring(_saved(opened.page, "SVG"))
    words = " ".join(root.itertext())
    assert "bell\ufffd escape\ufffd[31m null\ufffd" in words
    for name in ("cdata", "script", "quotes", "formula", "emoji"):
        assert HOSTILE[name] in words
    assert not [node for node in root.iter() if node.tag.endswith(("script", "foreignObject"))]
    assert _saved(opened.page, "PNG").startswith(b"\x89PNG")
    assert opened.said == []


def test_a_table_holds_every_label_and_runs_none(page: Path, open_page: Open) -> None:
    text = _saved(open_page(page, "#view=table").page, "CSV").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert {row["Id"] for row in rows} >= {*HOSTILE}
    cells = [cell for row in rows for cell in row.values()]
    assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in cells)
    names = {row["Id"]: row["Name"] for row in rows}
    assert names["lines"].split() == HOSTILE["lines"].split()
    assert names["formula"] == f"'{HOSTILE['formula']}"


SVG = "{http://www.w3.org/2000/svg}"


def _lines(page: Page) -> list[str]:
    root = ElementTree.fromstring(_saved(page, "SVG"))
    return [" ".join(node.itertext()) for node in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("address", "title", "signs"),
    [
        pytest.param(
            "#id=gone&on=2008", "Gone Body: where it came from and what became of it",
            {"certainly existed"}, id="genealogy",
        ),
        pytest.param(
            "#view=network&id=gone", "The neighbours of Gone Body", {"Body"}, id="network"
        ),
        pytest.param(
            "#view=recommendations", "Recommendations by topic and year", {"Enacted"},
            id="recommendations",
        ),
    ],
)  # fmt: skip
def test_a_picture_leaves_with_title_key_source_and_address(
    memory_output: Path, open_page: Open, address: str, title: str, signs: set[str]
) -> None:
    opened = open_page(memory_output / "nhs-it.html", address)
    if "network" in address:
        opened.page.wait_for_function(
            "() => document.querySelector('.net-box').drawn?.().names.length"
        )
    lines = _lines(opened.page)
    assert lines[0].startswith(title)
    assert signs <= {*lines}
    said = " ".join(lines)
    assert "Source: NHS IT knowledge graph, data to " in said
    assert "read up to" in said
    assert "Licence: CC BY 4.0." in said
    assert re.search(r"https://w3id.org/nhs-it/(id/gone)?$", lines[-1])
    if "on=" in address:
        assert any(line.startswith("As of 2008") for line in lines)
    assert opened.said == []


def _size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_a_picture_is_a_slide_at_double_density_or_as_large_as_it_is_seen(
    memory_output: Path, open_page: Open
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#id=gone").page
    assert _size(_saved(page, "PNG")) == (3200, 1800)
    frame = page.locator(".gen-frame").bounding_box()
    assert frame is not None
    page.get_by_label("Shape of the picture").select_option("seen")
    width, height = _size(_saved(page, "PNG"))
    assert width == round(frame["width"] + 72) * 2
    assert height < width


def test_a_picture_is_copied_as_png(memory_output: Path, open_page: Open) -> None:
    page = open_page(
        memory_output / "nhs-it.html", "#id=gone", permissions=["clipboard-read", "clipboard-write"]
    ).page
    page.get_by_role("button", name="Copy the picture").click()
    page.wait_for_function(
        "() => document.querySelector('#status').textContent === 'Picture copied'"
    )
    kinds = "navigator.clipboard.read().then((all) => all.flatMap((one) => one.types))"
    assert page.evaluate(kinds) == ["image/png"]


def _csv(page: Page) -> tuple[str, list[dict[str, str]]]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as CSV").click()
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    return waiting.value.suggested_filename, list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_is_named_by_its_filters_and_never_by_what_is_selected(
    memory_output: Path, open_page: Open
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table&kinds=Body&on=2008&id=gone").page
    name, rows = _csv(page)
    assert name == "nhs-it-table-body-2008.csv"
    assert len(rows) > 1
    assert {row["Filters"] for row in rows} == {"Kind: Body; As of: 2008"}
    gone = next(row for row in rows if row["Id"] == "gone")
    assert gone["IRI"] == "https://w3id.org/nhs-it/id/gone"
    assert gone["Source titles"] and gone["Source addresses"].startswith("https://")
    page.goto("about:blank")
    name, rows = _csv(open_page(memory_output / "nhs-it.html", "#view=table&rows=events").page)
    assert name == "nhs-it-table-events.csv"
    assert {"Id", "IRI", "Source titles", "Source addresses", "Filters"} <= {*rows[0]}


def _sheets(page: Page, folder: Path) -> list[str]:
    """The words of each sheet of a print; what is drawn counts as many blanks."""
    page.pdf(path=folder / "print.pdf", format="A4")
    text = subprocess.run(
        ["pdftotext", "-layout", folder / "print.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    return [sheet.strip() for sheet in text.split("\f")][:-1]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils")
@pytest.mark.parametrize("view", ["genealogy", "network", "recommendations"])
def test_a_print_begins_with_the_picture_and_has_no_blank_sheet(
    memory_output: Path, open_page: Open, tmp_path: Path, view: str
) -> None:
    page = open_page(memory_output / "nhs-it.html", f"#view={view}&id=gone").page
    if view == "network":
        page.wait_for_function("() => document.querySelector('.net-box').drawn?.().names.length")
    sheets = _sheets(page, tmp_path)
    assert all(sheets)
    assert "Gone Body" in sheets[0] or "Recommendations by topic" in sheets[0]
    assert "Source: NHS IT knowledge graph" in sheets[0].replace("\n", " ")
    assert "A source <https://example.org/a>" in " ".join(sheets)  # the details follow
    assert page.locator(".printed").is_hidden()  # and afterwards all is as before


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils")
def test_a_print_of_a_table_holds_every_row(
    shipped_output: Path, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#view=table&rows=contracts").page
    shown = page.locator(".grid caption").inner_text()
    total = int(re.search(r"of (\d+)", shown)[1])  # type: ignore[index]
    text = " ".join(_sheets(page, tmp_path))
    assert f"Contracts: {total} rows" in text
    last = page.evaluate("document.querySelectorAll('.grid tbody tr').length")
    assert last == 100  # the screen still has its pages
    assert len(re.findall(r"\b\d+ sources?\b|\bsources\b", text)) > total * 0.6


def test_a_link_is_the_iri_until_the_page_has_an_address(
    memory_output: Path, open_page: Open, run_kg: RunKg, tmp_path: Path
) -> None:
    rights = {"permissions": ["clipboard-read", "clipboard-write"]}
    page = open_page(memory_output / "nhs-it.html", "#id=gone&on=2008", **rights).page
    page.get_by_role("button", name="Copy a link").click()
    page.wait_for_selector("#status:not(:empty)")
    assert "file on your disk" in page.inner_text("#status")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("https://w3id.org/nhs-it/id/gone\n")
    assert "#id=gone&on=2008" in copied
    ran = run_kg(
        "export", "html", "--graph", str(memory_output), "--base-url", "https://example.org/kg",
        "-o", "page.html",
    )  # fmt: skip
    assert (ran.code, ran.stderr) == (0, "")
    text = (tmp_path / "page.html").read_text("utf8")
    assert '<link rel="canonical" href="https://example.org/kg/page.html">' in text
    page = open_page(tmp_path / "page.html", "#id=gone", **rights).page
    page.get_by_role("button", name="Copy a link").click()
    page.wait_for_selector("#status:not(:empty)")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "https://example.org/kg/page.html#id=gone"
    )


def test_how_many_reorganisations_fell_in_a_decade_is_a_picture(
    shipped_output: Path, open_page: Open
) -> None:
    page = open_page(shipped_output / "nhs-it.html").page
    page.get_by_role("link", name=re.compile("reorganisations a decade")).first.click()
    lines = _lines(page)
    assert lines[0] == "Reorganisations a decade"
    said = " ".join(lines)
    rows = int(re.search(r"(\d+) dated rows", said)[1])  # type: ignore[index]
    bars = {lines[i + 1]: int(lines[i]) for i in range(len(lines) - 1)
            if lines[i].isdigit() and re.match(r"\d{3}0s", lines[i + 1])}  # fmt: skip
    assert sum(bars.values()) == rows
    assert {"1990s", "2020s so far"} <= {*bars}
