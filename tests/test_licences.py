"""Every library that the package asks for, itself or by way of another, is under a permissive licence.

What is looked at is what is installed here: the libraries of each extra that is, whole.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PROJECT = tomllib.loads(Path("pyproject.toml").read_text("utf8"))["project"]
EXTRAS = {"": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
USED = ("", "analysis", "plots", "shapes", "frames", "parquet", "read", "serve", "mcp", "spark")
"""What somebody installs who uses the package; the rest is for those who change it."""

PERMISSIVE = re.compile(
    r"MIT(-0|-CMU)?|(0|[1-4]-Clause )?BSD(-[0-4]-Clause|0)?|0BSD|Apache(-2\.0)?|ISC|ISCL|PSF(-2\.0)?|HPND"
    r"|Python(-2\.0)?|Zlib|Unlicense|CC0-1\.0|BSL-1\.0|W3C-20150513"
)
"""What a licence may be called, by SPDX or by a classifier."""
WEAK = {"MPL-2.0"}
"""Of single files, which bind nobody who only uses them: allowed where it is named here."""
MAY_BE_WEAK: set[str] = set()
CALLED = {
    "the mit license": "MIT",
    "mit license": "MIT",
    "mit": "MIT",
    "bsd": "BSD",
    "bsd license": "BSD",
    "bsd 3-clause license": "BSD-3-Clause",
    "modified bsd license": "BSD-3-Clause",
    "apache software license": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "python software foundation license": "PSF-2.0",
    "isc license (iscl)": "ISC",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "w3c": "W3C",
}
"""What licences are called in words -> their names."""
LOOKED_UP = {
    # named in neither field: read in the text that it ships
    "matplotlib": "PSF-2.0",
    "pypdfium2": "(BSD-3-Clause OR Apache-2.0) AND BSD-3-Clause",
}


def _closure(stated: Iterable[str]) -> dict[str, set[str]]:
    """Return all libraries that are asked for, with who asks for each."""
    found: dict[str, set[str]] = {}
    todo = [(Requirement(line), PROJECT["name"], "") for line in stated]
    while todo:
        wanted, by, extra = todo.pop()
        if wanted.marker and not wanted.marker.evaluate({"extra": extra}):
            continue
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if name == PROJECT["name"]:
            continue
        is_new = name not in found
        found.setdefault(name, set()).add(by)
        if not is_new and not wanted.extras:
            continue
        for line in metadata.requires(name) or ():
            todo += [(Requirement(line), name, extra) for extra in ("", *wanted.extras)]
    return found


def _licences(name: str) -> list[str]:
    """Return the licences of a library that all hold, each with its choices joined by OR."""
    said = metadata.metadata(name)
    stated = said.get("License-Expression") or LOOKED_UP.get(name)
    if not stated:
        classified = [
            line.split(" :: ")[-1]
            for line in said.get_all("Classifier", [])
            if line.startswith("License :: ") and line != "License :: OSI Approved"
        ]
        if classified:
            return [CALLED.get(one.lower(), one) for one in classified]
        stated = (said.get("License") or "unknown").strip().splitlines()[0]
    stated = CALLED.get(stated.lower(), stated)
    return [part.strip(" ()") for part in re.split(r" AND ", stated)]


def _is_permissive(licence: str, name: str) -> bool:
    choices = [choice.strip(" ()") for choice in licence.split(" OR ")]
    return any(
        PERMISSIVE.fullmatch(choice.split(" WITH ")[0]) or (choice in WEAK and name in MAY_BE_WEAK)
        for choice in choices
    )


@pytest.mark.parametrize("extra", USED)
def test_all_libraries_are_under_permissive_licences(extra: str) -> None:
    try:
        closure = _closure(EXTRAS[extra])
    except metadata.PackageNotFoundError as missing:
        pytest.skip(f"{missing.name} is not installed")
    refused = [
        f"{name}: {licence}, which {', '.join(sorted(by))} asks for"
        for name, by in sorted(closure.items())
        for licence in _licences(name)
        if not _is_permissive(licence, name)
    ]
    assert refused == []


@pytest.mark.parametrize("licence", ["GPL-3.0-or-later", "AGPL-3.0", "LGPL-2.1-only", "MPL-2.0", "unknown", "MIT and more", "W3C"])  # fmt: skip
def test_a_licence_that_is_not_on_the_list_is_refused(licence: str) -> None:
    assert not _is_permissive(licence, "anything")


@pytest.mark.parametrize("licence", ["MIT", "BSD-3-Clause", "MIT OR GPL-3.0-only", "Apache-2.0"])
def test_a_licence_on_the_list_is_taken_and_of_a_choice_one_is_enough(licence: str) -> None:
    assert _is_permissive(licence, "anything")


def test_the_core_asks_for_neither_numpy_nor_what_is_under_the_gpl() -> None:
    assert {"igraph", "numpy", "scipy", "matplotlib"}.isdisjoint(_closure(EXTRAS[""]))


@pytest.mark.parametrize("line", [line for lines in EXTRAS.values() for line in lines])
def test_what_may_break_with_a_new_major_version_is_bounded(line: str) -> None:
    wanted = Requirement(line)
    if any(line in EXTRAS[extra] for extra in USED):
        assert any(part.operator == "<" for part in wanted.specifier), line
