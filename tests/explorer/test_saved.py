"""What the page saves of labels of the worst kind: pictures and tables that other tools read."""

from __future__ import annotations

import csv
import io
import re
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
