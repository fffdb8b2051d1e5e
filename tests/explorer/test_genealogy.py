"""The genealogy in a real browser: who stands where, what joins them, what lights up."""

from __future__ import annotations

import csv
import io
import random
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from kg.make import pipeline
from tests.conftest import SMALL, write_tables
from tests.explorer.conftest import Open, wait_for_frames

pytestmark = pytest.mark.browser

Row = dict[str, str]


def _body(slug: str, label: str, start: str = "", end: str = "", **more: str) -> Row:
    return {
        "id": slug, "type": "Body", "tier": "national", "it_role": "main", "label": label,
        "start": start, "end": end, "sources": "src",
    } | more  # fmt: skip


# Alpha and Beta merged into Gamma under an Act, of which no end is recorded and which is to pass to
# Delta; nobody wrote down when Epsilon lived; Zeta is regional, Eta national but not for its IT.
BODIES = [
    _body("alpha", "Alpha Agency", "2001-04-01", "2006-04-01"),
    _body("beta", "Beta Bureau", "1996", "2006-04-01"),
    _body("gamma", "Gamma Group", "2006-04-01"),
    _body("delta", "Delta Department", "1990-01-01"),
    _body("epsilon", "Epsilon Executive"),
    _body("zeta", "Zeta Zone", "2000-01-01", "2010-01-01", tier="regional"),
    _body("eta", "Eta Estates", "2000-01-01", "2010-01-01", it_role="none"),
]
EVENTS = [
    {
        "id": "merger", "kind": "Merger", "label": "Two become one", "date": "2006-04-01",
        "ended": "alpha|beta", "created": "gamma", "status": "happened", "legal_basis": "act-2005",
        "sources": "src",
    },
    {
        "id": "plan", "kind": "Announcement", "label": "Gamma is to end", "date": "2027-04-01",
        "losing": "gamma", "gaining": "delta", "status": "planned", "sources": "src",
    },
]  # fmt: skip
ACT = {"id": "act-2005", "label": "Merging Act 2005", "date": "2005", "sources": "src"}
NAME = {
    "entity": "gamma", "name": "Gamma Gathering", "kind": "FormerName", "start": "2015-06-01",
    "sources": "src",
}  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("genealogy")
    tables = {
        "sources": [SMALL["sources"][0] | {"date": "2026-01-01"}], "bodies": BODIES, "events": EVENTS, "legislation": [ACT], "names": [NAME],
    }  # fmt: skip
    return pipeline.build(write_tables(folder, tables), folder / "output").page


def _box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return dict(found)


def _place_of(page: Page, day: str) -> float:
    """Where a day stands, by the years that the axis writes."""
    ticks = page.evaluate(
        """() => [...document.querySelectorAll('.gen-tick')].map((tick) =>
          [Number(tick.textContent), tick.closest('svg').getBoundingClientRect().left + Number(tick.getAttribute('x')) - 3])"""
    )
    (first, left), (last, right) = ticks[0], ticks[-1]
    days = [date(int(year), 1, 1).toordinal() for year in (first, last)]
    share = (date.fromisoformat(day).toordinal() - days[0]) / (days[1] - days[0])
    return float(left + share * (right - left))


def _bars(page: Page) -> set[str]:
    return set(
        page.evaluate(
            "[...document.querySelectorAll('.gen-bars > g')].map((bar) => bar.dataset.bar)"
        )
    )


def _with(page: Page, name: str) -> set[str]:
    return set(
        page.evaluate(
            f"[...document.querySelectorAll('.gen-bars > g.{name}')].map((bar) => bar.dataset.bar)"
        )
    )


def test_it_opens_on_national_bodies_for_it_and_tells_which_have_no_date(
    small: Path, open_page: Open
) -> None:
    opened = open_page(small)
    assert opened.page.get_attribute("#tab-genealogy", "aria-selected") == "true"
    assert _bars(opened.page) == {"alpha", "beta", "gamma", "delta"}
    assert "Of these 5, 1 has no recorded date" in opened.page.inner_text(".gen-undated")
    opened.page.click(".gen-undated button")
    assert "id=epsilon" in opened.page.url
    assert opened.said == []


def test_bars_begin_and_end_with_the_lives_that_they_stand_for(
    small: Path, open_page: Open
) -> None:
    page = open_page(small).page
    sure = _box(page, "[data-bar=alpha] .gen-sure")
    assert sure["x"] == pytest.approx(_place_of(page, "2001-04-01"), abs=1.5)
    assert sure["x"] + sure["width"] == pytest.approx(_place_of(page, "2006-04-01"), abs=1.5)


def test_a_year_is_drawn_as_possible_until_it_is_over(small: Path, open_page: Open) -> None:
    page = open_page(small).page
    maybe, sure = _box(page, "[data-bar=beta] .gen-maybe"), _box(page, "[data-bar=beta] .gen-sure")
    assert maybe["x"] == pytest.approx(_place_of(page, "1996-01-01"), abs=1.5)
    assert maybe["x"] + maybe["width"] == pytest.approx(_place_of(page, "1996-12-31"), abs=1.5)
    assert sure["x"] == pytest.approx(maybe["x"] + maybe["width"], abs=1)


def test_a_life_without_a_recorded_end_is_nowhere_sure_and_fades_beyond_now(
    small: Path, open_page: Open
) -> None:
    page = open_page(small).page
    assert page.locator("[data-bar=gamma] .gen-sure").count() == 0
    fade, now = _box(page, "[data-bar=gamma] .gen-fade"), _box(page, ".gen-now")
    assert fade["x"] + fade["width"] > now["x"]
    assert page.locator("[data-bar=alpha] .gen-fade").count() == 0


def test_a_merger_joins_both_to_the_one_that_followed_with_day_and_law(
    small: Path, open_page: Open
) -> None:
    page = open_page(small).page
    line = _box(page, "[data-link=merger] .gen-line")
    centres = [
        box["y"] + box["height"] / 2
        for box in (_box(page, f"[data-bar={slug}] .gen-base") for slug in ("alpha", "beta"))
    ]
    joined = _box(page, "[data-bar=gamma] .gen-base")
    # one of the two stands in the lane of the third; the line leads there from the other
    other = next(c for c in centres if not joined["y"] < c < joined["y"] + joined["height"])
    assert line["y"] - 8 <= other <= line["y"] + line["height"] + 8
    assert line["x"] == pytest.approx(_place_of(page, "2006-04-01"), abs=8)
    page.hover("[data-event=merger] .gen-sign")
    told = page.inner_text(".tip")
    for words in ("Two become one", "1 April 2006", "Alpha Agency; Beta Bureau → Gamma Group"):
        assert words in told
    assert "Under: Merging Act 2005" in told
    assert "A source" in told


def test_what_is_planned_is_drawn_as_such_and_on_its_day(small: Path, open_page: Open) -> None:
    page = open_page(small).page
    assert page.locator("[data-link=plan].planned").count() == 1
    assert _box(page, "[data-event=plan] .gen-sign")["x"] + 5 == pytest.approx(
        _place_of(page, "2027-04-01"), abs=10
    )


def test_a_new_name_within_a_life_is_marked_on_its_day(small: Path, open_page: Open) -> None:
    page = open_page(small).page
    mark = _box(page, "[data-mark=Rename] .gen-sign")
    assert mark["x"] + mark["width"] / 2 == pytest.approx(_place_of(page, "2015-06-01"), abs=2)


def test_switches_add_others_and_stand_in_the_address(small: Path, open_page: Open) -> None:
    page = open_page(small).page
    page.click("[data-switch=regional]")
    page.wait_for_selector("[data-bar=zeta]")
    assert "show=regional" in page.url
    assert "eta" not in _bars(page)
    page.click("[data-switch=national]")
    page.wait_for_selector("[data-bar=eta]")
    page.go_back()
    page.wait_for_selector("[data-bar=eta]", state="detached")
    assert page.get_attribute("[data-switch=regional]", "aria-pressed") == "true"


def test_a_selected_body_lights_up_its_lineage_and_the_rest_fades(
    small: Path, open_page: Open
) -> None:
    page = open_page(small).page
    page.click("[data-bar=alpha] .gen-base")
    assert "id=alpha" in page.url
    # Beta is no forebear of Alpha: they only have an heir in common
    assert _with(page, "lit") == {"alpha", "gamma"}
    assert _with(page, "dim") == {"beta", "delta"}
    assert page.locator(".gen-front [data-link=merger].lit").count() == 1


def test_a_selected_programme_lights_up_who_ran_it_and_what_it_was_made_of(
    tmp_path: Path, open_page: Open
) -> None:
    system = {"kind": "software", "start": "2004", "end": "2014", "sources": "src"}
    claim = {"start": "2002", "rank": "normal", "confidence": "high", "sources": "src"}
    tables = {
        "sources": SMALL["sources"], "bodies": BODIES,
        "programmes": [{"id": "plan-a", "label": "Plan A", "start": "2002", "end": "2013", "sources": "src"}],
        "systems": [system | {"id": "spine", "label": "Spine"}, system | {"id": "other", "label": "Other"}],
        "claims": [
            claim | {"subject": "alpha", "property": "ran", "object": "plan-a"},
            claim | {"subject": "spine", "property": "partOfProgramme", "object": "plan-a"},
            claim | {"subject": "beta", "property": "ran", "object": "other"},
        ],
    }  # fmt: skip
    built = pipeline.build(write_tables(tmp_path, tables), tmp_path / "output").page
    page = open_page(built, "#id=plan-a").page
    assert _with(page, "lit") == {"plan-a", "spine", "alpha"}
    # what was run by one that is selected has a life of its own: only the line of that one lights up
    assert _with(open_page(built, "#id=alpha").page, "lit") == {"alpha"}


def test_a_selected_recommendation_lights_up_whom_it_was_made_to(
    tmp_path: Path, open_page: Open
) -> None:
    advice = {"report": "review", "summary": "Do so", "topics": "topic-a", "sources": "src"}
    tables = {
        "sources": SMALL["sources"], "bodies": BODIES, "topics": [{"id": "topic-a", "label": "A"}],
        "documents": [{"id": "review", "type": "Report", "label": "Review", "date": "2003", "sources": "src"}],
        "recommendations": [
            advice | {"id": "to-two", "number": "1", "addressed_to": "alpha|zeta"},
            advice | {"id": "to-an-undated-one", "number": "2", "addressed_to": "epsilon"},
        ],
    }  # fmt: skip
    built = pipeline.build(write_tables(tmp_path, tables), tmp_path / "output").page
    page = open_page(built, "#id=to-two").page
    assert _with(page, "lit") == {"alpha", "zeta"}  # Zeta, a regional body, is drawn for it
    assert _with(page, "dim") == {"beta", "gamma", "delta"}
    page = open_page(built, "#id=to-an-undated-one").page
    assert _with(page, "lit") == _with(page, "dim") == set()


def test_on_a_day_those_that_were_not_there_fade_where_they_are_kept(
    small: Path, open_page: Open
) -> None:
    page = open_page(small, "#on=2003-01-01&gone=grey").page
    assert _with(page, "dim") == {"gamma"}
    assert _with(page, "certain") == {"alpha", "beta"}
    assert _with(page, "possible") == {"delta"}
    day = _box(page, ".gen-days .gen-day")
    assert day["x"] == pytest.approx(_place_of(page, "2003-01-01"), abs=1.5)
    # lives are half-open: on the day of the merger the old are gone and the new is there
    assert _with(open_page(small, "#on=2006-04-01&gone=grey").page, "dim") == {"alpha", "beta"}


def test_the_keyboard_goes_from_bar_to_bar_and_along_the_line(small: Path, open_page: Open) -> None:
    page = open_page(small).page
    page.focus(".gen-body [tabindex='0']")
    seen = []
    for _ in range(12):
        seen.append(page.evaluate("document.activeElement.dataset.bar"))
        page.keyboard.press("ArrowDown")
    assert {"alpha", "beta", "gamma", "delta"} <= set(seen)
    page.focus("[data-bar=alpha]")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.bar") == "gamma"
    page.keyboard.press("Enter")
    assert "id=gamma" in page.url
    assert page.locator(".gen-body [tabindex='0']").count() == 1


def test_the_years_are_zoomed_and_panned_by_keys_wheel_drag_and_buttons(
    small: Path, open_page: Open
) -> None:
    page = open_page(small).page
    bar = "[data-bar=alpha] .gen-sure"
    width, left = _box(page, bar)["width"], _box(page, bar)["x"]
    middle = left + width / 2, _box(page, bar)["y"] + 5

    def wait(change: str) -> None:
        page.wait_for_function(
            f"() => {{ const box = document.querySelector('{bar}').getBoundingClientRect(); return {change}; }}"
        )

    page.mouse.move(*middle)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    wait(f"box.width > {width} * 1.3")
    # what is under the pointer stays there
    assert _box(page, bar)["x"] < middle[0] < _box(page, bar)["x"] + _box(page, bar)["width"]
    zoomed = _box(page, bar)["x"]
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1], steps=4)
    page.mouse.up()
    wait(f"Math.abs(box.x - {zoomed} - 60) < 2")
    assert "id=" not in page.url  # what was dragged was not clicked
    page.click("[aria-label='Show all years']")
    wait(f"Math.abs(box.width - {width}) < 1")
    page.focus("[data-bar=alpha]")
    page.keyboard.press("+")
    wait(f"box.width > {width} * 1.3")
    page.keyboard.press("0")
    wait(f"Math.abs(box.width - {width}) < 1")


def test_the_picture_needs_nothing_else_and_holds_every_name(small: Path, open_page: Open) -> None:
    page = open_page(small).page
    text = _saved(page, "SVG")
    root = ET.fromstring(text)
    words = {node.text for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Alpha Agency", "Beta Bureau", "Gamma Group", "Delta Department"} <= words
    # nor does it leave out in silence what has no place on the axis
    assert any("1 has no recorded date" in (word or "") for word in words)
    assert any("Epsilon Executive" in (word or "") for word in words)
    assert "var(" not in text
    assert not re.search(r'href|url\((?!"#|&quot;#|#)', text)


def test_names_stand_above_the_lines_and_the_zoom_beneath_the_last_bar(
    shipped_output: Path, open_page: Open
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#id=nhs-england&show=national").page
    wait_for_frames(page)
    layers: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('.gen-body > g')].map((g) => g.getAttribute('class'))"
    )
    assert layers.index("gen-names") > max(map(layers.index, ("gen-links", "gen-front")))
    assert page.locator(".gen-names .gen-label").count() > 5


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 768, 1440, 2560])
def test_the_zoom_lies_over_no_bar(shipped_output: Path, open_page: Open, width: int) -> None:
    size = {"width": width, "height": 900}
    page = open_page(shipped_output / "nhs-it.html", "#show=national", viewport=size).page
    wait_for_frames(page)
    frame, zoom = (page.locator(part).bounding_box() for part in (".gen-frame", ".gen-zooms"))
    assert frame is not None and zoom is not None
    assert frame["y"] + frame["height"] <= zoom["y"] + 1


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1440])
def test_no_name_touches_the_edges_of_the_picture(
    shipped_output: Path, open_page: Open, width: int
) -> None:
    size = {"width": width, "height": 900}
    page = open_page(shipped_output / "nhs-it.html", "#show=national,units", viewport=size).page
    for _ in range(3):
        wait_for_frames(page)
        edges = page.evaluate(
            """() => { const frame = document.querySelector('.gen-frame').getBoundingClientRect();
              return [...document.querySelectorAll('.gen-label')].filter((one) => one.textContent)
                .map((one) => [one.textContent, one.getBoundingClientRect()])
                .filter(([, box]) => box.left < frame.left + 2 || box.right > frame.right)
                .map(([text]) => text); }"""
        )
        assert edges == []
        page.get_by_role("button", name="Zoom in").click()


def test_the_table_tells_who_came_from_whom(small: Path, open_page: Open) -> None:
    rows = list(csv.DictReader(io.StringIO(_saved(open_page(small).page, "CSV").lstrip("\ufeff"))))
    found = {row["id"]: row for row in rows}
    assert found["gamma"]["came_from"].split("|") == ["alpha", "beta"]
    assert found["alpha"]["passed_to"] == "gamma"
    assert found["alpha"]["iri"].endswith("/id/alpha")
    assert found["alpha"]["source_titles"] == "A source"
    assert found["alpha"]["source_addresses"].startswith("https://")
    assert found["epsilon"]["start"] == ""


def _saved(page: Page, kind: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile(kind)).first.click()
    return Path(waiting.value.path()).read_text("utf8")


OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('.gen-label')].filter((label) => label.textContent)
    .map((label) => ({ text: label.textContent, own: label.parentNode, isBeside: label.classList.contains('beside'), box: label.getBoundingClientRect() }));
  // the sample in the key is no bar of the picture: what is scrolled to behind it is cut off
  const bars = [...document.querySelectorAll('.gen-body .gen-base')].map((bar) => ({ own: bar.parentNode, box: bar.getBoundingClientRect() }));
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const found = [];
  boxes.forEach((one, i) => {
    for (const other of boxes.slice(i + 1)) if (meet(one.box, other.box)) found.push([one.text, other.text]);
    for (const bar of bars) if (one.isBeside && meet(one.box, bar.box)) found.push([one.text, bar.own.dataset.bar]);
  });
  return { found, count: boxes.length };
}"""


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 768, 1440, 2560])
def test_no_two_labels_of_the_shipped_page_meet_at_any_zoom(
    shipped_output: Path, open_page: Open, width: int
) -> None:
    address = "#show=national,regional,groups,programmes"
    opened = open_page(
        shipped_output / "nhs-it.html", address, viewport={"width": width, "height": 1000}
    )
    page = opened.page
    for _ in range(4):
        for top in (0, 900, 2400):
            page.evaluate(f"document.querySelector('.gen-frame').scrollTop = {top}")
            wait_for_frames(page)
            told: dict[str, Any] = page.evaluate(OVERLAPS)
            assert told["found"] == []
            assert told["count"] > 5
        page.focus(".gen-body [tabindex='0']")
        page.keyboard.press("+")
        wait_for_frames(page)
    assert opened.said == []


@pytest.mark.slow
def test_no_two_labels_meet_whatever_lives_a_record_holds(tmp_path: Path, open_page: Open) -> None:
    # many short lives that follow each other, some of unknown beginning, with long names and short
    chance = random.Random(2026)
    bodies: list[Row] = []
    events: list[Row] = []
    for line in range(24):
        day, before = date(1960 + chance.randrange(40), 1 + chance.randrange(12), 1), ""
        for step in range(1 + chance.randrange(6)):
            slug = f"line-{line}-{step}"
            last = day + timedelta(days=chance.choice((40, 200, 700, 3000)))
            label = "Office " + " ".join(
                chance.choices(("Care", "Records", "Standards"), k=1 + chance.randrange(7))
            )
            born = "" if not before and chance.random() < 0.2 else day.isoformat()
            bodies.append(_body(slug, f"{label} {line} {step}", born, last.isoformat()))
            if before:
                events.append({
                    "id": f"change-{line}-{step}", "kind": "Replacement", "label": "Change",
                    "date": day.isoformat(), "ended": before, "created": slug,
                    "status": "happened", "sources": "src",
                })  # fmt: skip
            before, day = slug, last
    tables = {"sources": SMALL["sources"], "bodies": bodies, "events": events}
    built = pipeline.build(write_tables(tmp_path, tables), tmp_path / "output").page
    for width in (360, 768, 1440):
        page = open_page(built, viewport={"width": width, "height": 1000}).page
        for _ in range(5):
            for top in (0, 600, 1200):
                page.evaluate(f"document.querySelector('.gen-frame').scrollTop = {top}")
                wait_for_frames(page)
                assert page.evaluate(OVERLAPS)["found"] == []
            page.focus(".gen-body [tabindex='0']")
            page.keyboard.press("+")
            wait_for_frames(page)


@pytest.mark.slow
def test_the_shipped_page_shows_who_was_secretary_of_state(
    shipped_output: Path, open_page: Open
) -> None:
    page = open_page(shipped_output / "nhs-it.html").page
    term = page.locator("[data-term=jeremy-hunt]").bounding_box()
    assert term is not None
    # from 4 September 2012, with 8 July 2018 as the last day
    assert term["x"] == pytest.approx(_place_of(page, "2012-09-04"), abs=2)
    assert term["x"] + term["width"] == pytest.approx(_place_of(page, "2018-07-09"), abs=3)
    page.hover("[data-term=jeremy-hunt]")
    assert "4 September 2012 to 8 July 2018" in page.inner_text(".tip")


def test_a_graph_in_which_no_day_counts_as_now_has_a_genealogy(
    tmp_path: Path, open_page: Open
) -> None:
    tables = {"sources": SMALL["sources"], "bodies": SMALL["bodies"]}
    opened = open_page(pipeline.build(write_tables(tmp_path, tables), tmp_path / "output").page)
    assert _bars(opened.page) == {"old-body", "new-body"}
    assert opened.said == []


CROSSED = """() => {
  const bars = [...document.querySelectorAll('.gen-body .gen-base')].map((bar) => bar.getBoundingClientRect());
  const lines = [...document.querySelectorAll('.gen-body .gen-link .gen-line')].map((line) => line.getBoundingClientRect());
  return lines.map((line) => bars.filter((bar) =>
    bar.left < line.right - 3 && bar.right > line.right + 3 && bar.top > line.top + 6 && bar.bottom < line.bottom - 6).length);
}"""


def test_lines_cross_no_life_where_they_need_not(tmp_path: Path, open_page: Open) -> None:
    # five are absorbed one after the other: a line passes over the lanes of those that ended
    # before, so on each side of the one that absorbs, the earlier must stand the nearer
    years = (1995, 2000, 2005, 2010, 2015)
    tables = {
        "sources": [SMALL["sources"][0] | {"date": "2026-01-01"}],
        "bodies": [
            _body("hub", "Hub", "1990-01-01"),
            *(_body(f"part-{year}", f"Part {year}", "1990-01-01", f"{year}-04-01") for year in years),
        ],
        "events": [
            {
                "id": f"end-{year}", "kind": "Absorption", "label": f"End of {year}",
                "date": f"{year}-04-01", "ended": f"part-{year}", "gaining": "hub",
                "status": "happened", "sources": "src",
            }
            for year in years
        ],
    }  # fmt: skip
    page = open_page(pipeline.build(write_tables(tmp_path, tables), tmp_path / "output").page).page
    assert page.evaluate(CROSSED) == [0, 0, 0, 0, 0]


def test_two_fingers_zoom_and_one_pans_on_a_phone(small: Path, open_page: Open) -> None:
    page = open_page(small, viewport={"width": 360, "height": 740}, has_touch=True).page
    page.locator(".gen-frame").scroll_into_view_if_needed()
    bar = "[data-bar=alpha] .gen-sure"
    before, frame = _box(page, bar), _box(page, ".gen-frame")
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *places: float) -> None:
        points = [{"x": at, "y": y, "id": i} for i, at in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", x - 30, x + 30)
    for step in range(1, 7):
        touch("touchMove", x - 30 - step * 5, x + 30 + step * 5)
    touch("touchEnd")
    # from 60 pixels apart to 120: twice as wide
    page.wait_for_function(
        f"() => document.querySelector('{bar}').getBoundingClientRect().width > {before['width']} * 1.6"
    )
    zoomed = _box(page, bar)["x"]
    touch("touchStart", x)
    for step in range(1, 7):
        touch("touchMove", x + step * 10)
    touch("touchEnd")
    page.wait_for_function(
        f"() => document.querySelector('{bar}').getBoundingClientRect().x > {zoomed} + 40"
    )
    assert "id=" not in page.url
