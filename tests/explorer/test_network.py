"""The network in a real browser: who is joined to whom, what is named, how two are connected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from kg.make import pipeline
from tests.conftest import SMALL, write_tables
from tests.explorer.conftest import Open, Opened, wait_for_frames

pytestmark = pytest.mark.browser

Row = dict[str, str]
LIVES = {"start": "1990-01-01", "end": "2020-01-01"}


def _body(slug: str, **more: str) -> Row:
    return {
        "id": slug, "type": "Body", "tier": "national", "it_role": "main",
        "label": f"{slug.title()} Body", "sources": "src",
    } | LIVES | more  # fmt: skip


def _claim(subject: str, name: str, value: str, **more: str) -> Row:
    return {
        "subject": subject, "property": name, "object": value, "rank": "normal",
        "confidence": "high", "sources": "src",
    } | more  # fmt: skip


# north - east - south is one way from north to south, north - west - middle - south a longer one;
# far and away are joined to each other only; the critic has but an opinion of south
TABLES = {
    "sources": [SMALL["sources"][0] | {"date": "2026-01-01"}],
    "bodies": [
        *(_body(slug) for slug in ("north", "east", "south", "west", "middle", "far")),
        _body("away", end=""),
        _body("gone", start="1990-01-01", end="1995-01-01"),
    ],
    "people": [{"id": "critic", "label": "A Critic", "sources": "src"}],
    "claims": [
        _claim("east", "parentBody", "north", start="2001"),
        _claim("east", "sponsoredBy", "north", start="2005-04", end="2007"),
        _claim("south", "parentBody", "east"),
        _claim("west", "parentBody", "north"),
        _claim("middle", "parentBody", "west"),
        _claim("south", "sponsoredBy", "middle"),
        _claim("far", "parentBody", "away"),
        _claim("gone", "parentBody", "north"),
    ],
    "opinions": [
        {
            "id": "said", "by": "critic", "about": "south", "stance": "critical",
            "summary": "It is not good.", "date": "2010", "sources": "src",
        },
        {
            "id": "said-too", "by": "critic", "about": "far", "stance": "critical",
            "summary": "Nor is this.", "date": "2010", "sources": "src",
        },
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("network")
    return pipeline.build(write_tables(folder, TABLES), folder / "output").page


def _open(open_page: Open, path: Path, address: str = "", **options: Any) -> Opened:
    opened = open_page(path, f"#view=network{address}", **options)
    opened.page.wait_for_function(
        "() => document.querySelector('.net-box').drawn?.().names.length > 0"
    )
    return opened


def _drawn(page: Page, what: str) -> Any:
    return page.evaluate(
        f"(() => {{ const drawn = document.querySelector('.net-box').drawn(); return {what}; }})()"
    )


def _wait_for_rest(page: Page) -> None:
    """Wait until the network has moved and come to rest, and is drawn so."""
    page.wait_for_function("() => !document.querySelector('.net-box').drawn().isMoving")
    wait_for_frames(page)


def _nodes(page: Page) -> set[str]:
    return set(_drawn(page, "drawn.nodes.map((node) => node.id)"))


def _pairs(page: Page) -> set[tuple[str, str]]:
    return {tuple(pair) for pair in _drawn(page, "drawn.bundles.map(({ a, b }) => [a, b])")}


def _point(page: Page, x: str, y: str) -> tuple[float, float]:
    """Where a point of the network stands on the screen."""
    found = page.evaluate(
        f"""(() => {{
          const box = document.querySelector('.net-box');
          const at = Object.fromEntries(box.drawn().nodes.map((node) => [node.id, node]));
          const place = box.drawn().graph.canvasToDOM({{ x: {x}, y: {y} }});
          const frame = box.getBoundingClientRect();
          return [place.x + frame.left, place.y + frame.top];
        }})()"""
    )
    return found[0], found[1]


def _at(page: Page, slug: str) -> tuple[float, float]:
    return _point(page, f"at['{slug}'].x", f"at['{slug}'].y")


def test_it_joins_what_claims_and_opinions_join_and_nothing_else(
    small: Path, open_page: Open
) -> None:
    opened = _open(open_page, small)
    assert _pairs(opened.page) == {
        ("east", "north"), ("east", "south"), ("north", "west"), ("middle", "west"),
        ("middle", "south"), ("away", "far"), ("gone", "north"),
    }  # fmt: skip
    # an opinion connects nothing, so who has but opinions has no place
    assert "critic" not in _nodes(opened.page)
    assert opened.said == []
    assert opened.asked == []


def test_the_library_rests_as_text_until_the_network_is_shown(small: Path, open_page: Open) -> None:
    page = open_page(small).page
    assert page.evaluate("typeof window.vis") == "undefined"
    page.click("#tab-network")
    page.wait_for_selector(".net-box canvas")
    assert page.evaluate("typeof window.vis") == "object"


def test_a_hover_over_a_line_lists_all_that_joins_the_two(small: Path, open_page: Open) -> None:
    page = _open(open_page, small).page
    bundle = "drawn.bundles.find(({ a, b }) => a === 'east' && b === 'north')"
    assert _drawn(page, f"{bundle}.relations.length") == 2
    # zoomed in, the two lines run side by side: the first bends away from the middle
    page.evaluate("document.querySelector('.net-box').drawn().graph.moveTo({ scale: 1.5 })")
    x, y = _point(
        page, "(at.east.x + at.north.x) / 2", "(at.east.y + at.north.y) / 2"
    )  # fmt: skip
    for away in range(-12, 13, 2):
        page.mouse.move(x + away, y + away)
        if page.locator(".tip").is_visible() and "sponsor" in page.inner_text(".tip"):
            break
    told = page.inner_text(".tip")
    assert "East Body — parent body — North Body · from 2001, end not known" in told
    assert "April 2005 to 2007" in told
    assert told.count("Source: A source") == 2


def test_a_hover_over_a_mark_says_what_it_is(small: Path, open_page: Open) -> None:
    page = _open(open_page, small).page
    page.mouse.move(*_at(page, "gone"))
    page.wait_for_selector(".tip", state="visible")
    told = page.inner_text(".tip")
    assert "Gone Body" in told
    assert "1 January 1990 to 31 December 1994" in told
    assert "Source: A source" in told


def test_marks_stay_where_the_layout_put_them(small: Path, open_page: Open) -> None:
    page = _open(open_page, small).page
    where = _drawn(page, "drawn.graph.getPositions()")
    page.mouse.move(*_at(page, "north"))
    page.mouse.down()
    page.mouse.move(400, 500, steps=5)
    page.mouse.up()
    assert _drawn(page, "drawn.graph.getPositions()") == where


def test_a_click_selects_and_lights_up_what_is_next_to_it(small: Path, open_page: Open) -> None:
    page = _open(open_page, small).page
    page.mouse.click(*_at(page, "south"))
    page.wait_for_function("() => location.hash.includes('id=south')")
    lit = set(_drawn(page, "drawn.nodes.filter((node) => !node.isDim).map((node) => node.id)"))
    assert lit == {"south", "east", "middle"}


def test_neighbours_are_kept_added_and_folded(small: Path, open_page: Open) -> None:
    page = _open(open_page, small, "&id=north").page
    page.click("text=Only its neighbours")
    assert _nodes(page) == {"north", "east", "west", "gone"}
    page.mouse.click(*_at(page, "east"))
    page.click("text=Add its neighbours")
    assert _nodes(page) == {"north", "east", "west", "gone", "south"}
    # north hangs on others too, south on east alone
    page.click("text=Fold its neighbours")
    assert _nodes(page) == {"north", "east", "west", "gone"}
    page.click("text=Show all")
    assert {"far", "away", "middle"} <= _nodes(page)


def test_what_was_narrowed_and_added_is_in_the_address(small: Path, open_page: Open) -> None:
    page = _open(open_page, small, "&id=north").page
    page.get_by_role("button", name="Only its neighbours").click()
    page.goto(page.url.replace("id=north", "id=west"))
    page.get_by_role("button", name="Add its neighbours").click()
    assert "near=north,add.west" in page.url
    kept = _nodes(page)
    assert "middle" in kept and "south" not in kept
    page.reload()
    page.wait_for_function("() => document.querySelector('.net-box')?.drawn?.().names.length")
    assert _nodes(page) == kept
    page.go_back()
    page.wait_for_function(
        "() => !document.querySelector('.net-box').drawn().nodes.some(({ id }) => id === 'middle')"
    )


def test_a_line_that_is_lit_says_what_it_is_and_is_one_for_all_that_joins_two(
    small: Path, open_page: Open
) -> None:
    page = _open(open_page, small, "&id=north&at=0,0,1").page
    page.evaluate(
        """() => { const { graph, nodes } = document.querySelector('.net-box').drawn();
          const { x, y } = nodes.find(({ id }) => id === 'north');
          graph.moveTo({ position: { x, y }, scale: 1 }); }"""
    )
    wait_for_frames(page)
    words = _drawn(page, "drawn.words.map(({ bundle, text }) => [bundle.a, bundle.b, text])")
    assert ["east", "north", "sponsored by, parent body"] in words
    assert not [one for one in words if "south" in one[:2]]  # nothing is said of what is not lit


def test_a_shared_link_opens_on_what_is_selected_and_on_what_was_in_sight(
    shipped_output: Path, open_page: Open
) -> None:
    page = _open(open_page, shipped_output / "nhs-it.html", "&id=palantir").page
    middle = _drawn(page, "{ ...drawn.graph.getViewPosition(), scale: drawn.graph.getScale() }")
    place = _drawn(page, "drawn.nodes.find(({ id }) => id === 'palantir')")
    assert middle["scale"] >= 0.8
    assert abs(middle["x"] - place["x"]) < 2 and abs(middle["y"] - place["y"]) < 2
    assert "Palantir Technologies" in _drawn(page, "drawn.names.map(({ text }) => text)")
    page.focus(".net-box")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.hash.includes('at=')")
    seen = _drawn(page, "drawn.graph.getViewPosition()")
    page.reload()
    page.wait_for_function("() => document.querySelector('.net-box')?.drawn?.().names.length")
    again = _drawn(page, "drawn.graph.getViewPosition()")
    assert abs(again["x"] - seen["x"]) < 2 and abs(again["y"] - seen["y"]) < 2


def test_the_zoom_stands_clear_of_the_time_on_a_phone(small: Path, open_page: Open) -> None:
    opened = _open(open_page, small, viewport={"width": 390, "height": 844}, has_touch=True)
    zoom = opened.page.locator(".net-stage .gen-zooms").bounding_box()
    time = opened.page.locator("#time").bounding_box()
    assert zoom is not None and time is not None
    assert zoom["y"] + zoom["height"] <= time["y"]


def test_the_shortest_way_and_the_next_are_told_step_by_step_with_sources(
    small: Path, open_page: Open
) -> None:
    page = _open(open_page, small, "&id=north&other=south").page
    buttons = page.locator(".net-choice button")
    assert buttons.all_inner_texts() == ["Shortest: 2 steps", "3 steps"]
    steps = page.locator(".net-steps > li")
    assert steps.count() == 2
    first = steps.nth(0).inner_text()
    assert "North Body" in first
    assert "East Body" in first
    assert first.count("A source") == 2  # two relations join the two
    assert _drawn(page, "drawn.bundles.filter((one) => one.isWay).length") == 2
    buttons.nth(1).click()
    way = _drawn(page, "drawn.bundles.filter((one) => one.isWay).map(({ a, b }) => `${a} ${b}`)")
    assert set(way) == {"north west", "middle west", "middle south"}


def test_an_opinion_of_two_things_does_not_connect_them(small: Path, open_page: Open) -> None:
    page = _open(open_page, small, "&id=south&other=far").page
    assert "Nothing that the graph states connects them" in page.inner_text(".net-ways")


def test_the_other_end_is_found_by_name_or_by_a_click(small: Path, open_page: Open) -> None:
    page = _open(open_page, small, "&id=north").page
    page.click("text=How is it connected to")
    page.keyboard.type("middle")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.includes('other=middle')")
    page.click(".net-ways [aria-label=Close]")
    page.wait_for_function("() => !location.hash.includes('other=')")
    page.click("text=How is it connected to")
    page.mouse.click(*_at(page, "south"))
    page.wait_for_function("() => location.hash.includes('other=south')")


def test_on_a_day_the_gone_are_left_out_and_the_possible_are_hollow(
    small: Path, open_page: Open
) -> None:
    page = _open(open_page, small, "&on=2000").page
    assert "gone" not in _nodes(page)
    assert "north" in _nodes(page)
    hollow = _drawn(page, "drawn.nodes.filter((node) => node.isPossible).map((node) => node.id)")
    # of Away no end is recorded, all others certainly lived through that year
    assert hollow == ["away"]


def test_it_says_why_what_is_selected_or_asked_for_is_not_there(
    small: Path, open_page: Open
) -> None:
    page = _open(open_page, small, "&id=critic").page
    assert "A Critic is not in this picture: nothing" in page.inner_text(".net-hint")
    page = open_page(small, "#view=network&q=nosuchword").page
    page.wait_for_function("() => document.querySelector('.net-hint')?.textContent")
    assert page.inner_text(".net-hint") == "Nothing that is related is left by the filters."


def test_keys_move_and_zoom(small: Path, open_page: Open) -> None:
    page = _open(open_page, small).page
    page.focus(".net-box")
    before = _drawn(page, "[drawn.graph.getViewPosition().x, drawn.graph.getScale()]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    after = _drawn(page, "[drawn.graph.getViewPosition().x, drawn.graph.getScale()]")
    assert after[0] > before[0]
    assert after[1] == pytest.approx(before[1] * 1.4)
    page.keyboard.press("0")
    assert _drawn(page, "drawn.graph.getScale()") == pytest.approx(before[1], rel=0.05)


def test_what_moves_looks_as_it_does_at_rest(small: Path, open_page: Open) -> None:
    page = _open(open_page, small).page
    frame = page.locator(".net-box").bounding_box()
    assert frame is not None
    x, y = frame["x"] + 60, frame["y"] + frame["height"] - 60
    # the ink of each frame, as it is drawn: at rest, and while it moves
    page.evaluate(
        """() => {
          const box = document.querySelector('.net-box'), canvas = box.querySelector('canvas');
          const { graph } = box.drawn();
          window.ink = { true: [], false: [] };
          graph.on('afterDrawing', (ctx) => {
            const { data } = ctx.getImageData(0, 0, canvas.width, canvas.height);
            let sum = 0;
            for (let i = 3; i < data.length; i += 4) sum += data[i];
            window.ink[box.drawn().isMoving].push(sum);
          });
          graph.redraw();
        }"""
    )
    page.wait_for_function("() => ink.false.length > 0")
    rest = page.evaluate("ink.false[0]")
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 40):
        page.mouse.move(x + step, y - step)
        wait_for_frames(page)
        if page.evaluate("ink.true.length"):
            break
    assert page.evaluate("ink.true[0]") == pytest.approx(rest, rel=0.03)
    page.mouse.up()


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 768, 1440, 2560])
def test_no_two_names_of_the_shipped_page_meet_at_any_zoom(
    shipped_output: Path, open_page: Open, width: int
) -> None:
    size = {"width": width, "height": 1000}
    opened = _open(open_page, shipped_output / "nhs-it.html", viewport=size)
    page = opened.page
    page.focus(".net-box")
    for _ in range(7):
        boxes = _drawn(
            page, "drawn.names.map(({ left, top, right, bottom }) => [left, top, right, bottom])"
        )
        for i, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[i + 1 :]:
                assert (
                    right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
                )
        page.keyboard.press("+")
        _wait_for_rest(page)
    assert opened.said == []


@pytest.mark.slow
def test_names_come_by_importance_as_one_zooms(shipped_output: Path, open_page: Open) -> None:
    page = _open(open_page, shipped_output / "nhs-it.html").page
    ranked = _drawn(
        page, "[...drawn.nodes].sort((a, b) => b.degree - a.degree).map((node) => node.id)"
    )
    named = _drawn(page, "drawn.names.map(({ node }) => node.id)")
    assert ranked[0] in named
    ranks = [ranked.index(slug) for slug in named]
    # what is named from afar is, by and large, of the first quarter
    assert sorted(ranks)[len(ranks) // 2] < len(ranked) / 4
    assert len(named) < len(ranked) / 10


OUT_OF_SIGHT = """box.drawn().nodes.filter(({ x, y }) => {
  const at = box.drawn().graph.canvasToDOM({ x, y });
  return at.x < 0 || at.y < 0 || at.x > box.clientWidth || at.y > box.clientHeight;
}).map((node) => node.id)"""


def test_all_stays_in_sight_when_the_window_changes_until_somebody_moves_it(
    open_page: Open, small: Path
) -> None:
    page = _open(open_page, small, viewport={"width": 1440, "height": 900}).page
    seen = f"(() => {{ const box = document.querySelector('.net-box'); return {OUT_OF_SIGHT}; }})()"
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_function(f"() => {seen}.length === 0")
    page.locator(".net-box").focus()
    for _ in range(6):
        page.keyboard.press("+")
    _wait_for_rest(page)
    scale = "document.querySelector('.net-box').drawn().graph.getScale()"
    chosen = page.evaluate(scale)
    page.set_viewport_size({"width": 420, "height": 740})
    # what is in sight stays so: as much larger as the window is
    page.wait_for_function(f"() => Math.abs({scale} / {chosen * 420 / 360} - 1) < 1e-6")
