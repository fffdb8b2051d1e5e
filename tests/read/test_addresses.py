"""Web addresses: exactly what the engine holds, and in words what is wrong with any other."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.addresses import web_problem


def _is_held(address: str) -> bool:
    try:
        ox.NamedNode(address)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        pytest.param("https://javascript:alert(1)", "no port", id="a script for a port"),
        pytest.param("http://[x", "it has no host", id="an open bracket"),
        pytest.param("http://a:b", "what follows ':' is no port", id="letters for a port"),
        pytest.param(
            "http://x/%zz", "two hexadecimal digits; write %25", id="a percent sign alone"
        ),
        pytest.param("http://x/[y]", "write '\\[' as %5B", id="brackets in a path"),
        pytest.param("http://x/?a[]=1", "write '\\[' as %5B", id="brackets in a query"),
        pytest.param("http://x/#a#b", "write '#' as %23", id="two fragments"),
        pytest.param("https://", "it has no host", id="a scheme alone"),
        pytest.param("https:///path", "it has no host", id="no host"),
        pytest.param("http://[1.2.3.4]/", "no IPv6 address", id="IPv4 in brackets"),
        pytest.param("http://x/100%", "two hexadecimal digits", id="a percent sign at the end"),
        pytest.param("http://x/a b", "no spaces", id="a space"),
        pytest.param("ftp://x/", "http:// or https://", id="another scheme"),
        pytest.param("http://x/\ufffd", "write '\ufffd' as %EF%BF%BD", id="a lost letter"),
    ],
)
def test_an_address_that_nothing_can_hold_is_told(address: str, problem: str) -> None:
    assert not _is_held(address) or address.startswith(("ftp:", "https://", "https:///"))
    assert re.search(problem, web_problem(address))


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "https://example.org:8080/a/b;c?d=e&f=/?#g/h?",
        "https://münchen.example/ä",
        "http://[::1]/",
        "http://[v1.a]:80",
        "https://user@example.org/~x/(y)/'z'!*",
        "https://example.org/%C3%A4",
        "https://example.org/?q=\ue000",
    ],
)
def test_an_address_of_the_grammar_is_taken(address: str) -> None:
    assert web_problem(address) == ""


PARTS = st.lists(
    st.sampled_from(
        ["a", "é", ":", "/", "?", "#", "[", "]", "::1", "@", "%", "%4", "%41", "5", "."]
    )
    | st.characters(blacklist_categories=("Cs",)),
    max_size=8,
)


@given(scheme=st.sampled_from(["http://", "https://x", "http://x/", "http://x:"]), parts=PARTS)
def test_what_is_taken_is_what_the_engine_holds(scheme: str, parts: list[str]) -> None:
    address = scheme + "".join(parts)
    problem = web_problem(address)
    if not problem:
        assert _is_held(address)
    elif "@" not in address and not address.removeprefix("http://").startswith(tuple("/?#:")):
        assert not _is_held(address) or address == "http://"
