from __future__ import annotations

import json

import pytest

from kg.explorer.template import DATA_BEGINS, put_beside_pages

PAGE = f'<p>{DATA_BEGINS}"now":"2026-01-01"}}</script>'


def test_a_page_beside_others_is_told_where_they_stand_and_nothing_else_changes() -> None:
    page = put_beside_pages(PAGE, "thing/", ".html", {"org:x": "org-x--0a"})
    data = json.loads(page.removeprefix("<p>").partition(">")[2].removesuffix("</script>"))
    assert data == {
        "pages": {"begin": "thing/", "end": ".html", "others": {"org:x": "org-x--0a"}},
        "now": "2026-01-01",
    }


def test_an_id_cannot_end_the_data() -> None:
    page = put_beside_pages(PAGE, "thing/", ".html", {"</script><script>": "x"})
    assert page.count("</script>") == 1


def test_a_page_without_data_is_refused() -> None:
    with pytest.raises(ValueError, match="no data"):
        put_beside_pages("<p>none</p>", "thing/", ".html")
