"""Encoding: each row one sourced node, and the statements that no single cell can say."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.model import terms
from kg.model.vocabulary import Vocabulary
from kg.triples.naming import name_rows
from tests.conftest import SMALL, Tables, write_tables
from tests.encoding import Encoded, encode_tables


def _encode(folder: Path, vocabulary: Vocabulary, tables: Tables) -> Encoded:
    data = write_tables(folder, {**SMALL, **tables})
    return encode_tables(data, vocabulary)


def _triples(encoded: Encoded) -> set[tuple[str, str, str]]:
    """Statements with CURIEs for IRIs; literals as they are."""
    found = set()
    for line in encoded.lines:
        s, p, o = line.removesuffix(" .").split(" ", 2)
        found.add((_short(s), _short(p), _short(o)))
    return found


def _short(term: str) -> str:
    return terms.SHIPPED.compress(term[1:-1]) if term.startswith("<") else term


CLAIM = {
    "subject": "old-body", "property": "parentBody", "object": "new-body", "rank": "normal",
    "confidence": "high", "sources": "src",
}  # fmt: skip
OTHER = {
    "id": "src-2", "title": "Another", "publisher": "B", "kind": "Act", "url": "shelf 7",
}  # fmt: skip


def test_a_body_becomes_a_node_with_its_words_dates_and_values(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    found = _triples(_encode(tmp_path, vocabulary, {}))
    body = "id:old-body"
    assert {
        (body, "rdf:type", "nhsit:Body"),
        (body, "skos:prefLabel", '"Old Body"@en'),
        (body, "skos:altLabel", '"OB"@en'),
        (body, "nhsit:tier", "nhsit:NationalTier"),
        (body, "nhsit:jurisdiction", "nhsit:England"),
        (body, "nhsit:start", f'"2001-04-01"^^<{terms.EDTF}>'),
        (body, "nhsit:startEarliest", f'"2001-04-01"^^<{terms.XSD}date>'),
        (body, "nhsit:endLatest", f'"2013-04-01"^^<{terms.XSD}date>'),
    } <= found


def test_a_source_and_its_locator_become_one_citation(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    found = _triples(_encode(tmp_path, vocabulary, {}))
    cite = terms.SHIPPED.compress(terms.SHIPPED.citation("src", "p. 1"))
    assert {
        ("id:old-body", "nhsit:evidence", cite),
        (cite, "rdf:type", "nhsit:Citation"),
        (cite, "nhsit:source", "id:src"),
        (cite, "nhsit:locator", '"p. 1"'),
    } <= found


def test_a_claim_states_its_triple_and_keeps_its_parts(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    found = _triples(_encode(tmp_path, vocabulary, {"claims": [CLAIM]}))
    s, o = terms.SHIPPED.entity("old-body"), terms.SHIPPED.entity("new-body")
    node = terms.SHIPPED.compress(terms.SHIPPED.claim(s, terms.SHIPPED.ns + "parentBody", o))
    assert {
        ("id:old-body", "nhsit:parentBody", "id:new-body"),
        (node, "rdf:type", "nhsit:Claim"),
        (node, "rdf:subject", "id:old-body"),
        (node, "rdf:predicate", "nhsit:parentBody"),
        (node, "rdf:object", "id:new-body"),
        (node, "nhsit:rank", "nhsit:Normal"),
        (node, "nhsit:confidence", "nhsit:High"),
    } <= found


def test_a_deprecated_claim_states_nothing(tmp_path: Path, vocabulary: Vocabulary) -> None:
    claim = CLAIM | {"rank": "deprecated"}
    found = _triples(_encode(tmp_path, vocabulary, {"claims": [claim]}))
    assert ("id:old-body", "nhsit:parentBody", "id:new-body") not in found
    assert any(p == "nhsit:rank" and o == "nhsit:Deprecated" for _, p, o in found)


def test_claims_over_different_times_stay_two(tmp_path: Path, vocabulary: Vocabulary) -> None:
    claims = [CLAIM | {"start": "2001", "end": "2003"}, CLAIM | {"start": "2005"}]
    found = _triples(_encode(tmp_path, vocabulary, {"claims": claims}))
    assert sum(o == "nhsit:Claim" for _, _, o in found) == 2


def test_authors_of_a_document_are_claims_with_its_sources(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    report = {
        "id": "rep", "type": "Report", "label": "Report", "authors": "old-body|new-body",
        "sources": "src",
    }  # fmt: skip
    encoded = _encode(tmp_path, vocabulary, {"documents": [report]})
    found = _triples(encoded)
    assert {
        ("id:old-body", "nhsit:authored", "id:rep"),
        ("id:new-body", "nhsit:authored", "id:rep"),
    } <= found
    claims = [s for s, p, o in found if o == "nhsit:Claim"]
    assert len(claims) == 2
    assert all(any(s == c and p == "nhsit:evidence" for s, p, _ in found) for c in claims)


def test_a_second_source_joins_the_same_claim(tmp_path: Path, vocabulary: Vocabulary) -> None:
    report = {"id": "rep", "type": "Report", "label": "R", "authors": "old-body", "sources": "src"}
    claim = {
        "subject": "old-body", "property": "authored", "object": "rep", "rank": "normal",
        "confidence": "high", "sources": "src-2",
    }  # fmt: skip
    tables = {"sources": [*SMALL["sources"], OTHER], "documents": [report], "claims": [claim]}
    found = _triples(_encode(tmp_path, vocabulary, tables))
    claims = {s for s, _, o in found if o == "nhsit:Claim"}
    assert len(claims) == 1
    assert sum(s in claims and p == "nhsit:evidence" for s, p, _ in found) == 2


def test_where_a_source_has_no_address_its_place_is_text(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    found = _triples(_encode(tmp_path, vocabulary, {"sources": [*SMALL["sources"], OTHER]}))
    assert ("id:src-2", "nhsit:archiveRef", '"shelf 7"') in found
    assert ("id:src", "nhsit:url", "https://example.org/a") in found


@pytest.mark.parametrize(
    ("kind", "column", "predicate", "is_change"),
    [
        pytest.param("Abolition", "ended", "nhsit:endedBody", True, id="an end of a body"),
        pytest.param("Closure", "ended", "nhsit:closes", False, id="a closure"),
        pytest.param("Launch", "created", "nhsit:opens", False, id="a launch"),
        pytest.param("Announcement", "losing", "nhsit:wouldLose", False, id="an announcement"),
        pytest.param("FunctionTransfer", "losing", "nhsit:losingBody", True, id="a transfer"),
    ],
)
def test_roles_are_written_by_the_kind_of_event(
    tmp_path: Path,
    vocabulary: Vocabulary,
    kind: str,
    column: str,
    predicate: str,
    is_change: bool,
) -> None:
    event = {
        "id": "ev", "kind": kind, "label": "E", "date": "2013", "status": "happened",
        column: "old-body", "sources": "src",
    }  # fmt: skip
    found = _triples(_encode(tmp_path, vocabulary, {"events": [event]}))
    assert ("id:ev", predicate, "id:old-body") in found
    assert (("id:ev", "nhsit:involves", "id:old-body") in found) is not is_change


def test_a_tenure_knows_the_body_of_its_post(tmp_path: Path, vocabulary: Vocabulary) -> None:
    tables = {
        "people": [{"id": "ann", "label": "Ann", "sources": "src"}],
        "posts": [{"id": "chief", "label": "Chief", "body": "old-body", "sources": "src"}],
        "tenures": [
            {"person": "ann", "post": "chief", "start": "2002~", "end": "..",
             "capacity": "interim", "rank": "normal", "sources": "src"},
            {"person": "ann", "post": "chief", "seen": "2001|2001-06", "capacity": "acting",
             "rank": "normal", "sources": "src"},
        ],
    }  # fmt: skip
    found = _triples(_encode(tmp_path, vocabulary, tables))
    first, second = "id:ann-as-chief-from-2002-about-to-on", "id:ann-as-chief-seen-2001-2001-06"
    assert {(first, "org:organization", "id:old-body"), (first, "org:member", "id:ann")} <= found
    assert (first, "nhsit:end", f'".."^^<{terms.EDTF}>') in found
    assert not any(s == first and p.startswith("nhsit:endE") for s, p, _ in found)
    assert {o for s, p, o in found if (s, p) == (second, "nhsit:attested")} == {
        f'"2001"^^<{terms.EDTF}>',
        f'"2001-06"^^<{terms.EDTF}>',
    }


def test_a_recommendation_is_labelled_by_its_report(tmp_path: Path, vocabulary: Vocabulary) -> None:
    tables = {
        "documents": [{"id": "rep", "type": "Report", "label": "Big Report", "sources": "src"}],
        "recommendations": [
            {"id": "rep-r7", "report": "rep", "number": "7", "summary": "Do.", "sources": "src"}
        ],
        "assessments": [
            {"recommendation": "rep-r7", "facet": "implementation", "verdict": "not-enacted",
             "by": "project", "date": "2020", "sources": "src"}
        ],
    }  # fmt: skip
    found = _triples(_encode(tmp_path, vocabulary, tables))
    assert ("id:rep-r7", "skos:prefLabel", '"Big Report, recommendation 7"@en') in found
    verdict = "id:rep-r7-implementation-not-enacted-project-2020"
    assert (verdict, "nhsit:implementation", "nhsit:NotEnacted") in found
    assert (verdict, "prov:wasAttributedTo", "id:project") in found
    assert ("id:project", "rdf:type", "nhsit:Project") in found


def test_an_id_that_was_given_up_leads_to_the_one_in_use(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    tables = {
        "aliases_of_ids": [{"old_id": "older", "id": "old-body"}],
        "claims": [CLAIM | {"subject": "older"}],
    }
    found = _triples(_encode(tmp_path, vocabulary, tables))
    assert ("id:older", "dct:isReplacedBy", "id:old-body") in found
    assert ("id:old-body", "nhsit:parentBody", "id:new-body") in found


def test_every_node_knows_its_row(tmp_path: Path, vocabulary: Vocabulary) -> None:
    encoded = _encode(tmp_path, vocabulary, {"claims": [CLAIM]})
    assert encoded.origins[terms.SHIPPED.entity("new-body")] == ("bodies", 3)
    node = terms.SHIPPED.claim(
        terms.SHIPPED.entity("old-body"),
        terms.SHIPPED.ns + "parentBody",
        terms.SHIPPED.entity("new-body"),
    )
    assert encoded.origins[node] == ("claims", 2)


def test_the_graph_does_not_depend_on_the_order_of_rows(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    tables = {**SMALL, "claims": [CLAIM, CLAIM | {"start": "2001"}, CLAIM | {"start": "2002"}]}
    rows = {name: random.Random(3).sample(list(r), len(r)) for name, r in tables.items()}
    first = _encode(tmp_path / "a", vocabulary, tables)
    second = _encode(tmp_path / "b", vocabulary, rows)
    assert set(first.lines) == set(second.lines)


@pytest.mark.parametrize(
    ("table", "cells", "slug"),
    [
        pytest.param("bodies", ["nhsx"], "nhsx", id="its own id"),
        pytest.param(
            "names", ["nhsx", "NHS X (unit)", "FormerName", "2019", ""], "nhsx-name-nhs-x-unit-2019",
            id="a name",
        ),
        pytest.param(
            "tenures", ["ann", "chief", "", "2003?", ""], "ann-as-chief-to-2003-perhaps", id="a tenure",
        ),
    ],
)  # fmt: skip
def test_a_node_is_named_by_what_its_row_says(table: str, cells: list[str], slug: str) -> None:
    assert name_rows(table, lambda s: s)(cells) == slug


def test_where_a_row_was_read_is_a_citation_with_a_selector(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    text = "ab" * 32
    reading = {
        "table": "claims", "row": "old-body|parentBody|new-body||", "source": "src",
        "locator": "p. 3", "text": text, "start": "9", "end": "20", "by": "reader 1",
    }  # fmt: skip
    found = _triples(_encode(tmp_path, vocabulary, {"claims": [CLAIM], "evidence": [reading]}))
    [cite] = [s for s, p, o in found if (p, o) == ("rdf:type", "oa:SpecificResource")]
    [claim] = [s for s, p, o in found if (p, o) == ("rdf:type", "nhsit:Claim")]
    assert {
        (claim, "nhsit:evidence", cite),
        (cite, "rdf:type", "nhsit:Citation"),
        (cite, "nhsit:source", "id:src"),
        (cite, "oa:hasSource", "id:src"),
        (cite, "prov:wasQuotedFrom", "id:src"),
        (cite, "nhsit:locator", '"p. 3"'),
        (cite, "nhsit:textDigest", f'"{text}"'),
        (cite, "oa:hasSelector", f"{cite}-letters"),
        (f"{cite}-letters", "oa:start", f'"9"^^<{terms.XSD}integer>'),
        (f"{cite}-letters", "oa:end", f'"20"^^<{terms.XSD}integer>'),
    } <= found


def test_where_a_row_was_read_without_its_letters_is_a_citation_like_any(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    reading = {
        "table": "events",
        "row": "succession",
        "source": "src",
        "locator": "p. 1",
        "by": "x",
    }
    found = _triples(_encode(tmp_path, vocabulary, {"evidence": [reading]}))
    body = {o for s, p, o in found if (s, p) == ("id:old-body", "nhsit:evidence")}
    assert body <= {o for s, p, o in found if (s, p) == ("id:succession", "nhsit:evidence")}


def test_judgements_are_no_triples(tmp_path: Path, vocabulary: Vocabulary) -> None:
    judged = {
        "proposal": "0123456789abcdef", "judgement": "unsure", "table": "events", "by": "x",
        "date": "2026-11-29",
    }  # fmt: skip
    assert _triples(_encode(tmp_path, vocabulary, {"judgements": [judged]})) == _triples(
        _encode(tmp_path, vocabulary, {"judgements": []})
    )
