"""The script of the page is small modules, and what is sent of it holds no text of the record."""

from __future__ import annotations

from kg.serve.query_page.query_html import (
    WEB,
    make_script,
    read_style,
    read_web_modules,
    write_query_page,
)
from tests.explorer.javascript import find_functions

LONGEST_FUNCTION, LONGEST_FILE = 60, 250
OWN = "serve/query_page/web/"


def test_no_script_and_no_function_is_longer_than_can_be_read() -> None:
    modules = {path: text for path, text in read_web_modules().items() if path.startswith(OWN)}
    assert len(modules) > 20
    assert not [path for path, text in modules.items() if text.count("\n") > LONGEST_FILE]
    functions = [(path, f) for path, text in modules.items() for f in find_functions(text)]
    assert not [(path, f.name) for path, f in functions if f.lines > LONGEST_FUNCTION]


def test_the_script_asks_nobody_but_its_server() -> None:
    script = make_script()
    assert script == make_script()
    assert len(script) < 150_000
    addresses = {"http://www.w3.org/2000/svg", "http://www.w3.org/2001/XMLSchema#"}
    rest = script
    for address in addresses:
        rest = rest.replace(address, "")
    assert "http://" not in rest
    assert "https://" not in rest
    assert "eval(" not in script
    assert "innerHTML" not in script
    assert "url(" not in read_style()


def test_no_two_files_of_the_page_have_one_name() -> None:
    names = [path.name for path in WEB.rglob("*.*")]
    assert len(names) == len(set(names))


def test_title_and_query_are_text() -> None:
    html = write_query_page("<b>%%QUERY%%", "</textarea>%%ANSWER%%", "<p>1</p>")
    assert "<title>Query – &lt;b&gt;%%QUERY%%</title>" in html
    assert "\n&lt;/textarea&gt;%%ANSWER%%</textarea>" in html
    assert '<div id="answer"><p>1</p></div>' in html
