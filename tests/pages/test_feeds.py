"""Feeds, held to what RFC 4287 asks for."""

from __future__ import annotations

import shutil
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from kg.engine.store import open_graph
from kg.make import pipeline
from kg.pages.feeds import ALL, Feeds
from kg.pages.frame import Frame
from kg.pages.library import Library
from tests.pages.conftest import BASE_URL, RECORD

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "Railtrack </script><b onclick=x>&amp; ]]> –"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The railway record of another day: a name has changed, and a recommendation has come."""
    folder = tmp_path_factory.mktemp("changed")
    shutil.copytree(RECORD, folder, dirs_exist_ok=True)
    bodies = folder / "data" / "bodies.csv"
    text = bodies.read_text("utf8")
    assert ",Railtrack," in text
    bodies.write_text(text.replace(",Railtrack,", f',"{HOSTILE}",', 1), "utf8")
    advice = folder / "data" / "recommendations.csv"
    rows = advice.read_text("utf8").splitlines()
    kept = [row for row in rows if not row.startswith("hf-r2,")]
    assert len(kept) == len(rows) - 1
    advice.write_text("\n".join([*kept, ""]), "utf8")
    views = folder / "data" / "assessments.csv"
    rows = views.read_text("utf8").splitlines()
    views.write_text("\n".join([*(r for r in rows if not r.startswith("hf-r2,")), ""]), "utf8")
    pipeline.build(folder / "data", folder / "output")
    return folder / "output"


@pytest.fixture(scope="module")
def feeds(changed: Path, railway_output: Path) -> Feeds:
    """The feeds of the changed record, since the one that was before."""
    return _feeds(changed, railway_output)


def _feeds(graph: Path, *since: Path) -> Feeds:
    return Feeds(Frame(Library(open_graph(graph), BASE_URL, since=[str(s) for s in since])))


def _read(feeds: Feeds, path: str) -> ElementTree.Element:
    document = feeds.render(path)
    assert document is not None
    return ElementTree.fromstring(document.content)


def _texts(entry: ElementTree.Element) -> str:
    return "".join(entry.find(f"{ATOM}content").itertext())  # type: ignore[union-attr]


def test_every_feed_has_what_a_feed_must_have(feeds: Feeds) -> None:
    ids = set()
    for path in feeds.paths():
        feed = _read(feeds, path)
        assert feed.tag == f"{ATOM}feed"
        for element in (feed, *feed.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                (found,) = element.findall(f"{ATOM}{name}")
                assert found.text
            assert urlsplit(element.find(f"{ATOM}id").text).scheme  # type: ignore[union-attr]
            updated = element.find(f"{ATOM}updated").text  # type: ignore[union-attr]
            datetime.fromisoformat(updated)  # type: ignore[arg-type]
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == BASE_URL + path
        kinds = [(li.get("rel"), li.get("type")) for li in feed.findall(f"{ATOM}link")]
        assert len(kinds) == len({*kinds})
        ids.add(feed.find(f"{ATOM}id").text)  # type: ignore[union-attr]
        entries = [e.find(f"{ATOM}id").text for e in feed.findall(f"{ATOM}entry")]  # type: ignore[union-attr]
        assert len(entries) == len({*entries})
    assert len(ids) == len([*feeds.paths()])


def test_a_changed_name_is_told_in_the_feed_of_the_thing_and_of_all(feeds: Feeds) -> None:
    for path in (ALL, "feed/thing/railtrack.xml"):
        told = [_texts(e) for e in _read(feeds, path).findall(f"{ATOM}entry")]
        assert any("Railtrack →" in text for text in told), path


def test_what_was_taken_out_is_told_under_its_topic_and_its_addressee(
    feeds: Feeds, railway_output: Path
) -> None:
    graph = open_graph(railway_output)
    found = graph.query(
        "SELECT ?x { { id:hf-r2 nhsit:topic ?x } UNION { id:hf-r2 nhsit:addressedTo ?x } }"
    )
    slugs = [graph.space.slug(row[0].value) for row in found]  # type: ignore[union-attr]
    assert slugs
    for slug in slugs:
        folder = "topic" if slug.startswith("topic-") else "thing"
        told = [_texts(e) for e in _read(feeds, f"feed/{folder}/{slug}.xml").iter(f"{ATOM}entry")]
        assert any("No longer" in text for text in told), slug


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.add(tag)


def test_a_hostile_name_stays_text(feeds: Feeds) -> None:
    tags = _Tags()
    for entry in _read(feeds, ALL).findall(f"{ATOM}entry"):
        tags.feed(_texts(entry))
    assert tags.found <= {"ul", "li", "p"}


def test_a_thing_that_did_not_change_has_a_feed_without_entries(feeds: Feeds) -> None:
    assert _read(feeds, "feed/thing/gner.xml").findall(f"{ATOM}entry") == []


def test_without_a_release_before_the_feed_of_all_tells_the_record_itself(
    railway_output: Path,
) -> None:
    (entry,) = _read(_feeds(railway_output), ALL).findall(f"{ATOM}entry")
    assert "as read up to" in str(entry.find(f"{ATOM}title").text)  # type: ignore[union-attr]


def test_the_same_releases_give_the_same_bytes(changed: Path, railway_output: Path) -> None:
    first, second = (_feeds(changed, railway_output).render(ALL) for _ in range(2))
    assert first == second


def test_entries_keep_their_ids_when_a_release_follows(changed: Path, railway_output: Path) -> None:
    before = _read(_feeds(changed, railway_output), ALL)
    after = _read(_feeds(railway_output, railway_output, changed), ALL)

    def ids(feed: ElementTree.Element) -> set[str | None]:
        return {e.find(f"{ATOM}id").text for e in feed.findall(f"{ATOM}entry")}  # type: ignore[union-attr]

    assert ids(before) < ids(after)
