"""Any id gives a file that every system takes, and no two ids the same."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.pages.page_paths import continued_path, file_stem, page_path, read_base_url, relative

SLUGS = st.one_of(st.text(min_size=1), st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True))


@given(SLUGS)
@example("con")
@example("index")
@example("a" * 300)
@example("../../etc/passwd")
@example("https://example.org/\ud800")
def test_a_stem_is_short_plain_and_no_device(slug: str) -> None:
    stem = file_stem(slug)
    assert re.fullmatch(r"[a-z0-9-]{1,100}", stem)
    assert stem not in ("con", "nul", "aux", "prn", "com1", "lpt1", "index")


@given(st.lists(SLUGS, min_size=2, max_size=2, unique=True))
@example(["NHSX", "nhsx"])
@example(["a" * 300, "a" * 301])
@example(["https://example.org/a", "http://example.org/a"])
def test_no_two_things_share_a_file(slugs: list[str]) -> None:
    assert file_stem(slugs[0]) != file_stem(slugs[1])


def test_a_further_page_is_no_page_of_another_thing() -> None:
    assert continued_path("a", "Other facts") == "thing/a--other-facts.html"
    assert page_path("a--other-facts") != "thing/a--other-facts.html"


PATHS = st.lists(st.sampled_from(["a", "b", "c d", "é"]), min_size=1, max_size=3).map("/".join)


@given(PATHS, PATHS)
def test_a_link_leads_from_one_page_to_the_other(here: str, there: str) -> None:
    joined = posixpath.normpath(
        posixpath.join(posixpath.dirname(here), unquote(relative(here, there)))
    )
    assert joined == posixpath.normpath(there)


@pytest.mark.parametrize(
    "text",
    ["example.org", "ftp://example.org/", "https://", "https://e.org/?a", "https://e.org/#a",
     "javascript:alert(1)", "https://e.org/\"><script>", "//e.org", "https://[", "https://e .org"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_base_url(text)
    assert str(caught.value).startswith("--base-url '") and "\n" not in str(caught.value)
