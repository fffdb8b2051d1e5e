"""Claims as RDF 1.2 has them say what those of RDF 1.1 say, and come back."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.annotations import find_notes, reify
from kg.export.rdf import write_turtle
from kg.model.terms import RDF, SHIPPED
from tests.conftest import RunKg

REIFIES = ox.NamedNode(f"{RDF}reifies")
FORMS = {
    "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG, "rdfxml": ox.RdfFormat.RDF_XML,
}  # fmt: skip


def _parse(text: str, form: ox.RdfFormat) -> set[ox.Quad]:
    return {*ox.parse(text.encode(), form)}


def _take_apart(quads: set[ox.Quad]) -> set[ox.Quad]:
    """Return statements with each reifier of a triple as RDF 1.1 writes it."""
    found = set()
    for quad in quads:
        if quad.predicate != REIFIES:
            found.add(quad)
            continue
        for end in ("subject", "predicate", "object"):
            value = getattr(quad.object, end)
            found.add(ox.Quad(quad.subject, ox.NamedNode(RDF + end), value, quad.graph_name))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_every_form_comes_back_as_the_claims_that_went_in(
    run_kg: RunKg, memory_output: Path, form: str
) -> None:
    plain = run_kg("export", form, "--graph", memory_output).stdout
    noted = run_kg("export", form, "--graph", memory_output, "--annotations").stdout
    read = _parse(noted, FORMS[form])
    assert len([quad for quad in read if quad.predicate == REIFIES]) == 2
    assert _take_apart(read) == _parse(plain, FORMS[form])


def test_turtle_says_it_beside_the_triple_and_of_what_is_not_stated_apart(
    run_kg: RunKg, memory_output: Path
) -> None:
    text = run_kg("export", "ttl", "--graph", memory_output, "--annotations").stdout
    stated = text.partition("nhsit:parentBody id:gone\n        ~ claim:")[2]
    assert stated.partition("|}")[0].count("nhsit:rank nhsit:Normal") == 1
    assert "rdf:reifies <<( id:new-body nhsit:parentBody id:old-body )>>" in text
    assert "rdf:subject id:" not in text
    assert run_kg("export", "ttl", "--graph", memory_output, "--annotations").stdout == text


TERMS = [f"<http://x/{name}>" for name in "abc"]
PROPERTIES = [f"<{RDF}{name}>" for name in ("subject", "predicate", "object", "reifies")]
PROPERTIES += ["<http://x/p>", f"<{RDF}type>"]
OBJECTS = [*TERMS, '"text"@en', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
           "<<( <http://x/a> <http://x/p> <http://x/b> )>>",
           "<<( <http://x/b> <http://x/p> \"text\"@en )>>"]  # fmt: skip


@given(st.sets(st.tuples(st.sampled_from([*TERMS, "_:b"]), st.sampled_from(PROPERTIES),
                         st.sampled_from(OBJECTS))))  # fmt: skip
def test_whatever_is_said_turtle_with_annotations_says_the_same(
    said: set[tuple[str, str, str]],
) -> None:
    lines = sorted(f"{s} {p} {o} ." for s, p, o in said)
    wanted = _parse("\n".join(lines), ox.RdfFormat.N_TRIPLES)
    found = _parse(write_turtle(lines, SHIPPED, is_annotated=True), ox.RdfFormat.TURTLE)
    assert ox.Dataset(found) == ox.Dataset(wanted) or _canonical(found) == _canonical(wanted)
    kept, notes = find_notes(lines)
    told = [1 + len(more) for of in notes.values() for more in of.values()]
    assert len(kept) + sum(told) == len(lines)


def _canonical(quads: set[ox.Quad]) -> set[str]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def test_a_statement_that_lacks_an_end_or_has_two_stays_as_it_is() -> None:
    ends = [
        f"<http://x/c> <{RDF}{end}> <http://x/a> ." for end in ("subject", "predicate", "object")
    ]
    assert reify(ends) == [
        f"<http://x/c> <{RDF}reifies> <<( <http://x/a> <http://x/a> <http://x/a> )>> ."
    ]
    assert reify(ends[:2]) == sorted(ends[:2])
    two = [*ends, f"<http://x/c> <{RDF}object> <http://x/b> ."]
    assert reify(two) == sorted(two)


@pytest.mark.parametrize("form", ["jsonld", "csv", "gexf", "parquet", "html"])
def test_other_forms_cannot_annotate(run_kg: RunKg, memory_output: Path, form: str) -> None:
    ran = run_kg("export", form, "--graph", memory_output, "--annotations", "-o", "out")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr == f"kg: --annotations cannot be used with {form}; it is for RDF 1.2\n"
