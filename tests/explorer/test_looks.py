"""How each view looks at each width, light and dark, beside a picture that was looked at.

A picture is kept as grey blocks: it tells when a view is empty, overlaps or has moved. Where the
fonts are not those of the machine that took it, nothing can be said, and the test is skipped.
`make golden` takes the pictures anew: look at the views before you commit them.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from tests.conftest import GOLDEN
from tests.explorer.conftest import Open

pytestmark = pytest.mark.browser

WIDTHS = {390: 844, 768: 1024, 1440: 900, 2560: 1440}
VIEWS = {
    "genealogy": "",
    "network": "#view=network",
    "recommendations": "#view=recommendations&id=advice-1",
    "table": "#view=table&on=2005",
    "day": "#view=genealogy&on=2005&show=national",
    "answers": "#view=answers&ask=successors&ask.body=oldest-body",
    "compare": "#view=compare&with=old-body,new-body",
}
BLOCK = 10
"""Pixels of the page that become one of the picture."""
NOTICED = 26
"""Levels of grey, of 255, from which two blocks differ."""
MOST = 0.002
"""Share of blocks that may differ: what a blinking line or a rounding makes."""
FONTS = GOLDEN / "explorer" / "fonts.txt"
PROBE = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  const style = getComputedStyle(document.documentElement);
  return ["--sans", "--serif"].map((name) => {
    pen.font = `100px ${style.getPropertyValue(name)}`;
    return Math.round(pen.measureText("What happened to NHS IT, 1974 to 2026?").width);
  }).join(" ");
}"""


def _blocks(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture)).convert("L")
    return image.resize((image.width // BLOCK, image.height // BLOCK), Image.Resampling.BOX)


def _difference(first: Image.Image, second: Image.Image) -> float:
    if first.size != second.size:
        return 1.0
    counts = ImageChops.difference(first, second).histogram()
    return sum(counts[NOTICED:]) / (first.width * first.height)


def _settled(page: Page) -> bytes:
    """A screenshot once two in a row are the same."""
    last = b""
    for _ in range(20):
        page.wait_for_timeout(100)
        taken = page.screenshot()
        if taken == last:
            break
        last = taken
    return taken


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_story_looks_as_it_did_when_it_was_looked_at(
    open_page: Open, told: Path, width: int, scheme: str
) -> None:
    viewport = {"width": width, "height": WIDTHS[width]}
    page = open_page(
        told, viewport=viewport, color_scheme=scheme, reduced_motion="reduce", reading=True
    ).page
    assert _differing(page, {"story": "#story=first&step=1&id=old-body"}, width, scheme) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_each_view_looks_as_it_did_when_it_was_looked_at(
    open_page: Open, memory_output: Path, width: int, scheme: str
) -> None:
    viewport = {"width": width, "height": WIDTHS[width]}
    page = open_page(
        memory_output / "nhs-it.html",
        viewport=viewport,
        color_scheme=scheme,
        reduced_motion="reduce",
    ).page
    assert _differing(page, VIEWS, width, scheme) == {}


def _differing(page: Page, views: dict[str, str], width: int, scheme: str) -> dict[str, str]:
    """Return how much of each view differs from its picture, or take the pictures."""
    is_taking = bool(os.environ.get("KG_WRITE_GOLDEN"))
    fonts = page.evaluate(PROBE)
    if is_taking:
        FONTS.parent.mkdir(parents=True, exist_ok=True)
        FONTS.write_text(fonts + "\n", "utf8")
    elif fonts != FONTS.read_text("utf8").strip():
        pytest.skip("other fonts than those of the pictures")
    differ = {}
    for view, address in views.items():
        page.evaluate("(address) => { location.hash = address; scrollTo(0, 0); }", address)
        taken = _blocks(_settled(page))
        kept = GOLDEN / "explorer" / f"{view}-{width}-{scheme}.png"
        if is_taking:
            taken.save(kept, optimize=True)
        share = _difference(taken, Image.open(kept))
        if share > MOST:
            differ[view] = f"{share:.0%} of the picture"
    return differ
