"""A line written as text, Mermaid and DOT: a branch once, what is loose marked, signs made safe."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.history.trees import Lineage, to_dot, to_mermaid, to_tree
from kg.index.entries import Link


def _link(
    before: str, after: str, how: str = "succession", date: str = "2001", *,
    laws: tuple[str, ...] = (), triggers: tuple[str, ...] = (), sources: tuple[str, ...] = ("S",),
) -> Link:  # fmt: skip
    return Link(before, after, how, "via", "An event", date, laws, triggers, sources)


def _line(up: tuple[Link, ...], down: tuple[Link, ...], **labels: str) -> Lineage:
    slugs = {s for link in (*up, *down) for s in (link.before, link.after)} | {"root"}
    known = {slug: labels.get(slug, slug.title()) for slug in sorted(slugs)}
    return Lineage("root", up, down, known, {"root": ("2001", "2013-04-01")})


def test_a_thing_alone_is_one_line_with_its_life() -> None:
    assert to_tree(_line((), ())) == "Root (2001 to 31 March 2013)\n"


def test_forerunners_stand_above_heirs_and_branches_are_drawn() -> None:
    line = _line(
        (_link("old", "root"),),
        (_link("root", "a"), _link("root", "b", date=""), _link("a", "c", "functions", "2005")),
    )
    assert to_tree(line) == (
        "Root (2001 to 31 March 2013)\n"
        "came before:\n"
        "└─ Old\n"
        "       2001\n"
        "came after:\n"
        "├─ A\n"
        "│      2001\n"
        "│  └─ C\n"
        "│         2005; functions only\n"
        "└─ B\n"
    )


def test_a_branch_that_was_drawn_is_not_drawn_again() -> None:
    down = (
        _link("root", "a"),
        _link("root", "b"),
        _link("a", "c"),
        _link("b", "c"),
        _link("c", "d"),
    )
    lines = to_tree(_line((), down)).splitlines()
    assert [line for line in lines if "C" in line] == [
        "│  └─ C", "   └─ C (see above)",
    ]  # fmt: skip
    assert sum("D" in line for line in lines) == 1


def test_a_leaf_is_drawn_each_time_without_a_word() -> None:
    down = (_link("root", "a"), _link("root", "b"), _link("a", "c"), _link("b", "c"))
    assert "see above" not in to_tree(_line((), down))


def test_law_cause_and_sources_are_told() -> None:
    link = _link("root", "a", laws=("L1", "L2"), triggers=("T",), sources=("S1", "S2"))
    tree = to_tree(_line((), (link,)), sources=True)
    assert "└─ A\n       2001; under L1, L2; because of T\n     source: S1; S2\n" in tree
    assert "source" not in to_tree(_line((), (link,)))


def test_several_dates_of_a_step_are_all_told() -> None:
    assert "2001; April 2003\n" in to_tree(_line((), (_link("root", "a", date="2001|2003-04"),)))


def test_mermaid_numbers_each_thing_and_dots_what_is_loose() -> None:
    line = _line((_link("old", "root"),), (_link("root", "a", "acquired", ""),), old='Old "1" <b>')
    assert to_mermaid(line) == (
        "flowchart LR\n"
        '  n0["A"]\n'
        '  n1["Old #34;1#34; #60;b#62;"]\n'
        '  n2["Root (2001 to 31 March 2013)"]\n'
        '  n1 -->|"2001"| n2\n'
        '  n2 -.->|"bought"| n0\n'
    )


def test_mermaid_and_dot_escape_every_sign_that_means_something() -> None:
    line = _line((), (_link("root", "a", date=""),), a='#&"<>|\\\nend')
    assert '["#35;#38;#34;#60;#62;#124;#92; end"]' in to_mermaid(line)
    assert '[label="#&amp;\\"<>|\\\\ end"];' in to_dot(line)


@pytest.mark.parametrize("draw", [to_mermaid, to_dot])
def test_a_name_takes_no_more_than_two_hundred_columns_of_a_picture(
    draw: Callable[[Lineage], str],
) -> None:
    whole, cut = "w" * 200, "c" * 201
    picture = draw(_line((), (_link("root", "a"), _link("root", "b")), a=whole, b=cut))
    assert f'"{whole}"' in picture
    assert f'"{"c" * 199}…"' in picture


def test_dot_draws_what_is_loose_dashed() -> None:
    line = _line((_link("old", "root"),), (_link("root", "a", "followed", ""),))
    assert to_dot(line) == (
        "digraph lineage {\n  rankdir=LR;\n  node [shape=box];\n"
        '  "a" [label="A"];\n  "old" [label="Old"];\n'
        '  "root" [label="Root (2001 to 31 March 2013)"];\n'
        '  "old" -> "root" [label="2001", style=solid];\n'
        '  "root" -> "a" [label="followed loosely", style=dashed];\n}\n'
    )


def test_a_step_that_leads_up_and_down_is_written_once() -> None:
    link = _link("old", "root")
    assert to_dot(_line((link,), (link,))).count("->") == 1


def test_a_long_line_is_no_deep_recursion() -> None:
    down = tuple(_link("root" if i == 0 else f"x{i}", f"x{i + 1}") for i in range(3000))
    assert to_tree(_line((), down)).count("\n") == 2 + 3000 * 2


def test_forerunners_and_heirs_are_each_told_once_in_order() -> None:
    line = _line((_link("b", "root"), _link("a", "root")), (_link("root", "z"), _link("root", "z")))
    assert (line.forerunners, line.heirs) == (["a", "b"], ["z"])
    assert line.to_dict()["down"][0]["after"] == "z"
    assert line._repr_html_().startswith("<pre>Root")


def test_what_several_have_in_common_is_told_beneath_the_first() -> None:
    law = {"laws": ("An Act",), "date": "2001"}
    down = (_link("root", "a", **law), _link("root", "b", **law), _link("root", "c", date="2002"))
    tree = to_tree(_line((), down))
    assert tree.count("under An Act") == 1
    assert tree.index("An Act") < tree.index("B") < tree.index("2002")


def test_however_deep_a_branch_its_names_have_forty_columns() -> None:
    down = tuple(_link("root" if i == 0 else f"x{i}", f"x{i + 1}", date="") for i in range(20))
    name = "n" * 30
    tree = to_tree(_line((), down, x20=f"{name} {'o' * 9} {name}"), width=50)
    start = 3 * 19
    assert tree.splitlines()[-2:] == [
        f"{' ' * start}└─ {name} ooooooooo", f"{' ' * start}     {name}",
    ]  # fmt: skip


def test_no_line_is_wider_than_it_may_be() -> None:
    link = _link("root", "a", laws=("A Very Long Act of Many Words",) * 4, sources=("S",) * 40)
    lines = to_tree(_line((link,), (link,)), sources=True, width=50).splitlines()
    assert max(map(len, lines)) <= 50
