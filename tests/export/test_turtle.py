"""Turtle for people: sections, names first, nothing that depends on order or hash seed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.store import LocalGraph
from kg.export import turtle
from kg.export.rdf import dump, write_turtle
from kg.export.turtle import SECTIONS
from kg.export.turtle import write_turtle as write_file
from kg.model import terms


def _write(lines: list[str]) -> str:
    return write_turtle(lines)


def test_each_subject_stands_once_with_its_type_and_names_first(lines: list[str]) -> None:
    blocks = [b for b in _write(lines).split("\n\n") if b.startswith("id:data-agency a ")]
    assert len(blocks) == 1
    first, second, *_ = blocks[0].split("\n")
    assert first == "id:data-agency a nhsit:Body ;"
    assert second.strip() == 'skos:prefLabel "Data Agency"@en ;'


def test_sections_come_in_their_order(lines: list[str]) -> None:
    text = _write(lines)
    places = [text.find(f" {heading} -") for heading, _ in SECTIONS]
    found = [place for place in places if place >= 0]
    assert found == sorted(found)
    assert len(found) > 10


def test_only_prefixes_in_use_are_declared(lines: list[str]) -> None:
    text = _write(lines)
    declared = {line.split()[1] for line in text.split("\n") if line.startswith("@prefix")}
    assert "nhsit:" in declared
    assert "rico:" not in declared
    for prefix in declared:
        assert text.count(prefix) > 1


def test_numbers_and_truth_values_are_bare(lines: list[str]) -> None:
    text = _write(lines)
    assert "nhsit:valueGBP 620000000" in text
    assert "nhsit:counts true" in text


def test_the_type_property_as_a_subject_is_not_a_verb() -> None:
    line = f'<{terms.RDF}type> <{terms.RDFS}label> "type" .'
    assert "\nrdf:type rdfs:label" in _write([line])


def test_bytes_do_not_depend_on_the_order_or_on_repeats(lines: list[str]) -> None:
    shuffled = random.Random(5).sample(lines, len(lines)) + lines[:50]
    assert _write(shuffled) == _write(lines)


def test_bytes_do_not_depend_on_the_hash_seed(lines: list[str]) -> None:
    script = (
        "import sys; from kg.export.rdf import write_turtle; "
        "sys.stdout.write(write_turtle(sys.stdin.read().split(chr(10))))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            input="\n".join(lines).encode(),
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1


IRIS = st.one_of(
    st.from_regex(r"https://w3id\.org/nhs-it/(id|claim)/[A-Za-z0-9._~%:()-]{0,12}", fullmatch=True),
    st.sampled_from(
        [terms.RDF + "type", terms.SHIPPED.ns + "note", "http://example.org/", "urn:a:b"]
    ),
)
WORDS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r"), max_size=20)


@given(st.lists(st.tuples(IRIS, IRIS, WORDS), max_size=8))
def test_rdflib_reads_back_whatever_is_written(triples: list[tuple[str, str, str]]) -> None:
    from kg.triples.ntriples import literal

    lines = [f"<{s}> <{p}> {literal(o, language='en')} ." for s, p, o in triples]
    found = set(rdflib.Graph().parse(data=_write(lines), format="turtle"))
    wanted = {
        (rdflib.URIRef(s), rdflib.URIRef(p), rdflib.Literal(o, lang="en")) for s, p, o in triples
    }
    assert found == wanted


def test_many_lines_are_sorted_in_runs_and_give_the_same_bytes(
    small: LocalGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump(small.store, tmp_path / "dump.nt")
    write_file(tmp_path / "dump.nt", tmp_path / "whole.ttl", terms.SHIPPED)
    monkeypatch.setattr(turtle, "_AT_ONCE", 50)  # letters of a section that stay in memory
    for run in (2_000, 30_000):
        write_file(tmp_path / "dump.nt", tmp_path / "runs.ttl", terms.SHIPPED, run)
        assert (tmp_path / "runs.ttl").read_bytes() == (tmp_path / "whole.ttl").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"dump.nt", "whole.ttl", "runs.ttl"}
