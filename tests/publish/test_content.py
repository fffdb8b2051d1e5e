"""What is sent, and where it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.store import LocalGraph, open_graph
from kg.errors import GraphError, UsageError
from kg.publish.content import DEFAULT, Content, read_content

X = "<http://x/{}>".format


def _open(folder: Path, text: str, name: str = "some.trig") -> LocalGraph:
    (folder / name).write_text(f"@prefix x: <http://x/> . {text}", "utf8")
    return open_graph(folder / name)


def _lines(content: Content) -> dict[str, list[str]]:
    return {part.target: sorted([*part.lines(), *part.blank]) for part in content.parts}


def test_a_built_record_keeps_its_graphs_where_the_server_has_a_default_graph(
    graph: LocalGraph,
) -> None:
    content = read_content(graph, None, has_default=True)
    sizes = {part.target: part.total for part in content.parts}
    layers = {f"<{graph.space.layer(name)}>" for name in ("inferred", "vocab", "meta")}
    assert set(sizes) == {DEFAULT, *layers}
    assert content.total == len(graph.store)


def test_each_statement_goes_into_one_graph_where_the_server_has_none(graph: LocalGraph) -> None:
    with_default = read_content(graph, None, has_default=True)
    content = read_content(graph, None, has_default=False)
    targets = [part.target for part in content.parts]
    assert targets[0] == f"<{graph.space.layer('data')}>"
    assert DEFAULT not in targets
    everything = [line for part in content.parts for line in part.lines()]
    assert len(everything) == len(set(everything))
    assert sorted(everything) == sorted(with_default.parts[0].lines())


@pytest.mark.parametrize("has_default", [True, False])
def test_everything_goes_into_the_one_graph_that_is_named(
    graph: LocalGraph, has_default: bool
) -> None:
    [part] = read_content(graph, "http://x/all", has_default).parts
    assert part.target == X("all")
    every = read_content(graph, None, has_default=True).parts[0]
    assert sorted(part.lines()) == sorted(every.lines())


def test_a_file_is_sent_as_it_is_written_each_statement_once(tmp_path: Path) -> None:
    said = 'x:a x:p 01, 1, "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> . '
    graph = _open(tmp_path, f"{said} {said} x:g {{ x:a x:p true }}")
    found = _lines(read_content(graph, None, has_default=True))
    head = f"{X('a')} {X('p')}"
    typed = "^^<http://www.w3.org/2001/XMLSchema#{}> .".format
    assert found == {
        DEFAULT: [f'{head} "01"{typed("integer")}', f'{head} "1"{typed("integer")}',
                  f'{head} "1.50"{typed("decimal")}'],
        X("g"): [f'{head} "true"{typed("boolean")}'],
    }  # fmt: skip


def test_statements_with_blank_nodes_are_kept_apart(tmp_path: Path) -> None:
    graph = _open(tmp_path, "x:a x:p _:b , x:c . _:b x:p x:d . x:g { x:a x:p _:b }")
    content = read_content(graph, None, has_default=True)
    assert [(part.target, part.size, len(part.blank)) for part in content.parts] == [
        (DEFAULT, 1, 2),
        (X("g"), 0, 1),
    ]


def test_the_digest_tells_contents_apart_and_not_their_order(tmp_path: Path) -> None:
    def digest(text: str) -> str:
        return read_content(_open(tmp_path, text), None, has_default=True).digest

    one = digest("x:a x:p 1 . x:a x:q 2 .")
    assert digest("x:a x:q 2 . x:a x:p 1 .") == one
    others = {digest(text) for text in ("x:a x:p 1 .", "x:g { x:a x:p 1 } x:a x:q 2 .")}
    assert one not in others
    assert len(others) == 2


def test_what_has_no_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name the graph that takes what stands in none"):
        read_content(_open(tmp_path, "x:a x:p 1 ."), None, has_default=False)
    with pytest.raises(UsageError, match="--into 'no address': is no absolute address"):
        read_content(_open(tmp_path, "x:a x:p 1 ."), "no address", has_default=True)
    with pytest.raises(GraphError, match="1 of its graphs have no address but a blank node"):
        read_content(_open(tmp_path, "_:g { x:a x:p 1 }"), None, has_default=True)
    with pytest.raises(GraphError, match="holds nothing to publish"):
        read_content(_open(tmp_path, ""), None, has_default=True)
