"""Views that others may frame: they load nothing, need no script, and show hostile text as text."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import html5rdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from kg.serve.app import app_of
from kg.serve.settings import Settings
from tests.hostile import HOSTILE, write_graph

VIEWS = ("/embed/thing/old-body", "/embed/lineage/old-body", "/embed/recommendations", "/embed")
_LOADS = {"script", "link", "img", "iframe", "object", "embed", "video", "audio", "base", "form"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The server over things whose labels are of the worst kind."""
    folder = tmp_path_factory.mktemp("hostile")
    settings = Settings(graph=folder / write_graph(folder, HOSTILE), workers=1, is_logged=False)
    with TestClient(app_of(settings), base_url="http://127.0.0.1:8765") as client:
        yield client


@pytest.mark.parametrize("path", VIEWS)
def test_a_view_may_be_framed_and_loads_nothing(doors: TestClient, path: str) -> None:
    answer = doors.get(path)
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors *" in policy and "default-src 'none'" in policy
    assert "x-frame-options" not in answer.headers
    found = _Tags()
    found.feed(answer.text)
    assert not found.tags & _LOADS
    assert not [name for name in found.attributes if name.startswith("on")]


@pytest.mark.parametrize(
    "path", [*VIEWS, "/api", "/reconcile/preview?id=old-body", "/embed/thing/Nobody"]
)
def test_a_page_is_valid_html(doors: TestClient, path: str) -> None:
    html5rdf.HTMLParser(strict=True).parse(doors.get(path).text)


def test_all_else_may_not_be_framed(doors: TestClient) -> None:
    assert "frame-ancestors 'none'" in doors.get("/api").headers["content-security-policy"]
    for path in ("/api/things/old-body", "/api/nothing", "/reconcile", "/health", "/nothing"):
        assert "frame-ancestors *" not in doors.get(path).headers.get("content-security-policy", "")


def test_a_view_shows_what_a_card_the_line_and_the_ledger_say(doors: TestClient) -> None:
    thing, line, ledger = (doors.get(path).text for path in VIEWS[:3])
    assert "Head of Old Body" in thing and "1 April 2001 to 31 March 2013" in thing
    assert "source: A source, p. 1" in thing and "CC BY 4.0" in thing
    drawn = ElementTree.fromstring(line[line.index("<svg") : line.index("</svg>") + 6])
    words = [e.text for e in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "Old Body (1 April 2001 to 31 March 2013)" in words
    assert len([e for e in drawn.iter("{http://www.w3.org/2000/svg}rect")]) == 3
    assert "Old Body follows Oldest Body, under An Act 2000" in line
    assert "2 recommendations" in ledger and "Do the thing" in ledger
    narrowed = doors.get("/embed/recommendations?addressee=new-body").text
    assert "1 recommendation" in narrowed and "Do the thing" not in narrowed


def test_what_is_wrong_is_said_in_the_frame(doors: TestClient) -> None:
    for path, status, says in (
        ("/embed/thing/Old Bod", 404, "nearest: old-body"),
        ("/embed/lineage/op-9", 404, "no entity has this name"),
        ("/reconcile/preview?id=op-9", 404, "no entity has this name"),
        ("/reconcile/preview", 404, "no entity has this name"),
        ("/embed/recommendations?topik=x", 400, "did you mean"),
        ("/embed/thing/<script>alert(1)<%2Fscript>", 404, "&lt;script&gt;"),
    ):
        answer = doors.get(path)
        assert (answer.status_code, says in answer.text) == (status, True), answer.text
        assert "frame-ancestors *" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_labels_stay_text(hostile: TestClient, name: str) -> None:
    for path in (f"/embed/thing/{name}", f"/embed/lineage/{name}", f"/reconcile/preview?id={name}"):
        answer = hostile.get(path)
        assert answer.status_code == 200, path
        html5rdf.HTMLParser(strict=True).parse(answer.text)
        found = _Tags()
        found.feed(answer.text)
        assert not found.tags & _LOADS, path
        assert not [one for one in found.attributes if one.startswith("on")], path
        assert not any(0x202A <= ord(letter) <= 0x202E for letter in answer.text), path
    flyout = hostile.get(f"/reconcile/flyout/entity?id={name}").json()["html"]
    tags = _Tags()
    tags.feed(flyout)
    assert tags.tags <= {"p", "b"}


@pytest.mark.browser
def test_in_a_browser_nothing_runs_and_a_narrow_frame_holds_it(
    hostile: TestClient, doors: TestClient, browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 600})
    told: list[str] = []
    page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: told.append(request.url))
    for client, path in (
        (hostile, "/embed/thing/script"), (hostile, "/embed/lineage/script"),
        (hostile, "/reconcile/preview?id=script"), (doors, "/embed/lineage/old-body"),
        (doors, "/embed/recommendations"), (doors, "/embed/thing/old-body"),
        (doors, "/embed/thing/nobody"), (doors, "/embed"), (doors, "/api"),
    ):  # fmt: skip
        file = tmp_path / "view.html"
        file.write_text(client.get(path).text, "utf8")
        page.goto(file.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, (path, wide)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
    assert set(told) == {file.as_uri()}
    page.close()
