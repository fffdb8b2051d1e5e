"""What a terminal shows: UTF-8, nothing hidden, no line too wide, whatever the window."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.rows import fit
from kg.model.lines import measure

HOSTILE = """
<https://w3id.org/nhs-it/id/a> a <https://w3id.org/nhs-it/ns#Body> ;
  <http://www.w3.org/2004/02/skos/core#prefLabel> "A\\u001b[2J\\u202e\\u009bBody"@en .
"""


def _on_a_terminal(columns: int, *arguments: str, cwd: Path) -> tuple[str, int]:
    """Return what a terminal of a width is sent by a command, and how that ends."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
    ran = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments], cwd=cwd, stdin=subprocess.DEVNULL,
        stdout=follower, stderr=follower, env=environment | {"LC_ALL": "C", "PYTHONUTF8": "0"},
    )  # fmt: skip
    os.close(follower)
    sent = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # the other side has closed it
            break
        if not part:
            break
        sent += part
    os.close(leader)
    return sent.decode("utf8").replace("\r\n", "\n"), ran.wait()


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize(
    "command",
    [
        ("lineage", "NHS", "Digital", "--sources"),
        ("path", "nhsx", "npfit"),
        ("explain", "nhs-digital", "replacedBy", "nhs-england"),
        ("show", "NHS", "Digital"),
        ("ask",),
        ("ask", "revolving-door"),
        ("recommendations", "--report", "wachter-review-2016"),
    ],
    ids=" ".join,
)
def test_no_line_is_wider_than_the_window(
    shipped_output: Path, columns: int, command: tuple[str, ...]
) -> None:
    text, code = _on_a_terminal(columns, *command, cwd=shipped_output.parent)
    assert code == 0
    plain = text.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
    assert "\x1b" not in plain
    room = max(columns, 60) if command[0] == "lineage" else columns  # a deep branch has 40 itself
    wide = [line for line in plain.split("\n") if measure(line) > room]
    assert [line for line in wide if len(line.split()) > 2] == []


@pytest.mark.parametrize(
    "command",
    [
        ("show", "a"),
        ("search", "body"),
        ("show", "a", "-f", "md"),
        ("show", "a", "-f", "json"),
        ("query", "-e", "SELECT ?l { ?s skos:prefLabel ?l }"),
        ("query", "-e", "SELECT ?l { ?s skos:prefLabel ?l }", "-f", "csv"),
        ("query", "-e", "SELECT ?l { ?s skos:prefLabel ?l }", "-f", "json"),
        ("show", "no\x1b[2Jsuch\u202ething"),
    ],
    ids=lambda command: command[0] + command[-1][:4].encode("ascii", "ignore").decode("ascii"),
)
def test_nothing_that_data_hides_reaches_a_terminal(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "a.ttl").write_text(HOSTILE, "utf8")
    text, _ = _on_a_terminal(80, *command, "--graph", "a.ttl", cwd=tmp_path)
    assert not {"\u202e", "\u009b"} & set(text)
    assert "\x1b[2J" not in text


def test_a_program_reads_what_stands_in_the_data(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(HOSTILE, "utf8")
    query = "SELECT ?l { ?s skos:prefLabel ?l }"
    ran = subprocess.run(
        [sys.executable, "-m", "kg", "query", "-e", query, "-f", "csv", "--graph", "a.ttl"],
        cwd=tmp_path, capture_output=True, check=True, env=os.environ | {"LC_ALL": "C"},
    )  # fmt: skip
    assert "A\x1b[2J\u202e\u009bBody" in ran.stdout.decode("utf8")


@pytest.mark.parametrize(
    ("wanted", "room", "widths"),
    [
        pytest.param([4, 90, 30], 60, [4, 26, 26], id="narrow ones have what they want"),
        pytest.param([60, 60, 60], 60, [18, 19, 19], id="the first no more than a third"),
        pytest.param([60, 10, 10], 60, [36, 10, 10], id="but what the others leave"),
        pytest.param([20] * 9, 40, [12, 12, 12], id="what does not fit is left out"),
        pytest.param([5], 3, [3], id="one column always stays"),
        pytest.param([], 80, [], id="none"),
    ],
)
def test_columns_share_a_room(wanted: list[int], room: int, widths: list[int]) -> None:
    assert fit(wanted, room) == widths


@given(st.lists(st.integers(0, 300), max_size=12), st.integers(1, 200))
def test_what_columns_have_is_never_more_than_they_want_nor_than_there_is(
    wanted: list[int], room: int
) -> None:
    found = fit(wanted, room)
    assert len(found) >= min(len(wanted), 1)
    assert all(0 <= width <= most for width, most in zip(found, wanted, strict=False))
    assert sum(found) + 2 * max(len(found) - 1, 0) <= max(room, 1)
