"""Hold what fails of a suite to the list of failures that were argued."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

LIST = Path(__file__).with_name("expected.toml")


def check(suite: str, failed: Mapping[str, str]) -> None:
    """Fail where a test fails that is not listed, or where a listed one passes."""
    entries = tomllib.loads(LIST.read_text("utf8")).get(suite, [])
    listed = [name for entry in entries for name in entry["tests"]]
    new = [f"fails: {name}: {how}" for name, how in failed.items() if name not in listed]
    gone = [f"passes now: {name}" for name in listed if name not in failed]
    twice = [f"listed twice: {name}" for name in set(listed) if listed.count(name) > 1]
    assert not [*new, *gone, *twice], "\n".join([*new, *gone, *twice])
