"""What is not even tried: what would change, call out, or end the engine; and nothing else."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.guard import DEEPEST, OPERATORS, TOKENS, WORDS, find_refusal
from kg.engine.store import LocalGraph
from kg.errors import QueryError

CALL = "http://127.0.0.1:1/"
"""Nobody may call this port: where the engine tries, it says so and sends nothing."""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "is empty", id="nothing"),
        pytest.param("PREFIX a: <b:c>\n# only a comment", "is empty", id="a prologue alone"),
        pytest.param(
            "insert data { <a:a> <a:b> 1 }", "INSERT would change the graph", id="an update"
        ),
        pytest.param("PREFIX a: <b:c> DELETE WHERE { ?s ?p ?o }", "DELETE would", id="prefixed"),
        pytest.param("BASE <a:b> # x\nLOAD <a:c>", "LOAD would change", id="after a base"),
    ],
)
def test_what_would_change_the_graph_is_refused(text: str, reason: str) -> None:
    assert reason in str(find_refusal(text))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { service <%s> {} }",
        "SELECT * { ?s ?p ?o FILTER(?o != '#') SERVICE <%s> { ?a ?b ?c } }",
        "SELECT * { ?s ?p '''it's \"''' . SERVICE <%s> {} }",
        "SELECT * { ?s ?p '\\'#' . SERVICE <%s> {} }",
        "SELECT * { # it's\r SERVICE <%s> {} }",
        "SELECT * { FILTER(1 <2) SERVICE<%s>{} FILTER(2> 1) }",
        "SELECT*WHERE{FILTER(true)SERVICE SILENT<%s>{}}",
        "SELECT * { SERVICESILENT<%s>{} }",
        "PREFIX a: <%s> SELECT * { SERVICE a: {} }",
        "PREFIX a: <%s> SELECT * { SERVICEa: {} }",
        "PREFIX a: <%s> SELECT * { SERVICESILENTa:x # '\n {} }",
        "PREFIX SERVICEa: <x:> PREFIX a: <%s> SELECT * { SERVICEa:x {} }",
        "SELECT * { BIND(<%s> AS ?x) SERVICE ?x {} }",
        "SELECT * { ?s <x:p> trueSERVICE <%s> {} }",
        "PREFIX a: <x:> SELECT * { ?s a:\\# ?o . SERVICE <%s> {} }",
        "PREFIX a: <x:> SELECT * { ?s a:\\' ?o . SERVICE <%s> {} }",
        "SELECT * { OPTIONAL { { SELECT * { ?s ?p ?o.SERVICE <%s> {} } } } }",
    ],
)
def test_a_call_is_refused_wherever_it_stands(text: str) -> None:
    assert "SERVICE would call" in str(find_refusal(text % CALL))


PIECES = st.sampled_from(
    [
        f"SERVICE <{CALL}> {{}}", f"service<{CALL}>{{}}", "SERVICEa:x{}", "SERVICE", f"<{CALL}>",
        "{}", "{", "}", "'", '"', "'''", '"""', "\\", "#", "\n", "\r", " ", "'#'", "'\\''", '"#"',
        "BIND(1 AS ?y)", "BIND('", "' AS ?x)", "FILTER(1<2)", "FILTER('a'!='", "')", "''' AS ?z)",
        "BIND('''", "OPTIONAL{}", "UNION", "VALUES ?v{1}", "VALUES ?w{a:b}", "a:SERVICE", ".",
        "BIND(a:\\' AS ?u)", "BIND(true", " AS ?t)", "SILENT", "?x", "BIND(<x:#> AS ?i)", "true",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12))
def test_what_the_engine_would_call_is_refused_however_it_is_written(pieces: list[str]) -> None:
    """The engine is asked what it sees: it complains of the port before anything is sent."""
    text = f"PREFIX a: <{CALL}> SELECT * {{ {''.join(pieces)} }}"
    try:
        list(ox.Store().query(text))  # type: ignore[arg-type]
    except SyntaxError:
        return
    except (OSError, RuntimeError):
        assert "SERVICE would call" in str(find_refusal(text))


def test_a_server_that_is_allowed_by_its_whole_address_is_called_and_no_other() -> None:
    allowed = frozenset({"https://a.example/sparql"})
    good = "SELECT * { SERVICE SILENT <https://a.example/sparql> { ?s ?p ?o } }"
    assert find_refusal(good, allowed) is None
    told = find_refusal(good.replace("a.ex", "b.ex"), allowed)
    assert told is not None
    assert "allow it with --service https://b.example/sparql" in told
    for text in (
        "SELECT * { SERVICE ?x {} }",
        "PREFIX a: <https://a.example/> SELECT * { SERVICE a:sparql {} }",
        "BASE <https://a.example/> SELECT * { SERVICE <sparql> {} }",
        f"{good[:-1]} SERVICE <https://b.example/> {{}} }}",
    ):
        assert find_refusal(text, allowed) is not None
    told = find_refusal("SELECT * { SERVICE ?x {} }", allowed)
    assert told == "query: SERVICE must name its server by its whole address, <https://…>"


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE" , \'SERVICE\' , """SERVICE""" }',
        "SELECT * { ?s <http://x/SERVICE> ?o } # SERVICE",
        "PREFIX x: <a:> SELECT * { ?s x:Insert ?o ; x:Service ?service ; x:service _:service }",
        "PREFIX service: <a:> SELECT * { ?s service:of ?o . ?s a service:y }",
        "SELECT * " + "{" * DEEPEST + "}" * DEEPEST,
        "SELECT * { FILTER(" + "true||" * (OPERATORS - 1) + "true) }",
        "SELECT * { VALUES ?x { " + "<x:a> 'a' 1 " * 20_000 + "} }",
        "SELECT * { VALUES (?x ?y) { " + "(<x:a> UNDEF) " * 20_000 + "} ?s ?p ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o IN (" + "'a', " * 20_000 + "'b')) }",
        "SELECT * { ?s ?p '" + "(" * 10_000 + "' }",
    ],
    ids=range(10),
)
def test_what_only_looks_so_or_is_merely_long_is_tried(text: str) -> None:
    assert find_refusal(text) is None
    ox.Store().query(text)


CHAINS = {
    "groups": ("{", "", "}", DEEPEST),
    "OPTIONAL": ("OPTIONAL {", "", "}", DEEPEST),
    "sub-selects": ("{ SELECT * {", "", "}}", DEEPEST),
    "EXISTS": ("FILTER EXISTS {", "", "}", DEEPEST),
    "GRAPH": ("GRAPH ?g {", "", "}", DEEPEST),
    "UNION": ("{} UNION {", "", "}", DEEPEST),
    "arguments": ("FILTER IF(1, 1, ", "1", ")", DEEPEST),
    "expressions": ("FILTER (", "1", ")", DEEPEST),
    "functions": ("FILTER STR(", "1", ")", DEEPEST),
    "MINUS in a row": ("MINUS { ?a ?b ?c } ", "", "", WORDS),
    "BIND in a row": ("BIND(1 AS ?x) ", "", "", WORDS),
    "FILTER in a row": ("FILTER(true) ", "", "", WORDS),
    "VALUES in a row": ("VALUES ?x { 1 } ", "", "", WORDS),
    "patterns": ("?a ?b ?c . ", "", "", TOKENS),
}


@pytest.mark.parametrize("chain", CHAINS)
def test_what_is_too_deep_or_too_much_is_told(chain: str) -> None:
    begin, middle, end, most = CHAINS[chain]
    told = find_refusal(f"SELECT * {{ {begin * (most + 1)}{middle}{end * (most + 1)} }}")
    assert told is not None
    assert f"{most:,} " in told


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s " + "<x:p>/" * 20_000 + "<x:p> ?o }",
        "SELECT * { ?s " + "<x:p>|" * 20_000 + "<x:p> ?o }",
        "SELECT (" + "!" * 50_000 + "true AS ?x) {}",
        "SELECT (" + "1+" * 50_000 + "1 AS ?x) {}",
        "ASK { FILTER(" + "true||" * 50_000 + "true) }",
        "SELECT * { ?s ?p '# ' . " + "{" * 3000 + "?s ?p ?o" + "}" * 3000 + " }",
        "SELECT " + "(1 AS ?x)" * 20_000 + " {}",
        "SELECT * { FILTER(1<" + "!" * 50_000 + "1>0) }",
        "DESCRIBE " + "<x:a> " * 20_000,
        "SELECT * { ?s ?p ( " + "1 " * 20_000 + ") }",
        "SELECT * { " + "?a ?b ?c ." * 90_000 + " }",
        "SELECT * { ?s ?p '" + "a" * 5_000_000 + "' }",
    ],
    ids=range(12),
)
def test_what_ends_the_engine_is_told_in_one_line(text: str) -> None:
    with pytest.raises(QueryError, match=r"^query: (has|is) .*\d") as raised:
        LocalGraph(ox.Store(), "here").query(text)
    assert len(str(raised.value).splitlines()) == 1
    assert len(str(raised.value)) < 120


def test_the_engine_bears_what_is_just_not_too_much() -> None:
    for begin, end in (
        ("{", "}"),
        ("OPTIONAL {", "}"),
        ("FILTER EXISTS {", "}"),
        ("GRAPH ?g {", "}"),
        ("{} UNION {", "}"),
    ):
        text = f"SELECT * {{ {begin * (DEEPEST - 1)}{end * (DEEPEST - 1)} }}"
        assert find_refusal(text) is None
        ox.Store().query(text)
    list(ox.Store().query(f"SELECT ({'!' * OPERATORS}true AS ?x) {{}}"))  # type: ignore[arg-type]
