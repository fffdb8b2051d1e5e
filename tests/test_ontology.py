from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from rdflib import ORG, OWL, RDF, RDFS, SH, SKOS, VOID, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.read.ontology import load_vocabulary
from tests.inference import derive, marks, vocabulary
from tests.mutants import MUTANTS, PREFIXES, Mutant

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "ontology"
EXAMPLE = ROOT / "tests" / "example.ttl"
RULES = sorted((ONTOLOGY / "rules").glob("*.rq"))
NHSIT = Namespace("https://w3id.org/nhs-it/ns#")
RECORD = URIRef("https://w3id.org/nhs-it/dataset")
SHAPES = Namespace("https://w3id.org/nhs-it/shapes#")
PARAMETERS = {
    "class",
    "datatype",
    "disjoint",
    "equals",
    "hasValue",
    "in",
    "lessThanOrEquals",
    "maxCount",
    "maxLength",
    "minCount",
    "minInclusive",
    "nodeKind",
    "or",
    "pattern",
    "uniqueLang",
    "xone",
}
"""The SHACL parameters that the shapes use."""

ANYTHING_ELSE_USED = {
    *("name", "description", "message", "severity", "property", "path", "alternativePath"),
    *("targetClass", "targetSubjectsOf", "targetObjectsOf"),
    *("sparql", "select", "prefixes", "declare", "prefix", "namespace"),
}


@cache
def _load(path: Path) -> Graph:
    return Graph().parse(path)


@cache
def _ontology() -> Graph:
    return _load(ONTOLOGY / "nhs-it.ttl")


@cache
def _shapes() -> Graph:
    return _load(ONTOLOGY / "shapes.ttl")


def _local(term: Node) -> str:
    return re.split(r"[#/]", str(term))[-1]


def _ours(kind: URIRef) -> list[URIRef]:
    found = {s for s in _ontology().subjects(RDF.type, kind) if isinstance(s, URIRef)}
    return sorted(s for s in found if s in NHSIT)


def _classes(node: Node | None) -> set[str]:
    """Return the local names of the classes of a domain or range."""
    union = _ontology().value(node, OWL.unionOf)
    members = list(Collection(_ontology(), union)) if union else [node]
    return {_local(member) for member in members if member is not None}


# the vocabulary


@pytest.mark.parametrize("path", [*sorted(ONTOLOGY.glob("*.ttl")), EXAMPLE], ids=lambda p: p.name)
def test_a_turtle_file_holds_the_same_triples_for_both_engines(path: Path) -> None:
    assert len(list(pyoxigraph.parse(path=str(path)))) == len(_load(path))


@pytest.mark.parametrize("term", [*_ours(OWL.Class), *_ours(RDF.Property)], ids=_local)
def test_a_term_has_one_english_label_and_one_comment_of_one_sentence(term: URIRef) -> None:
    (label,) = _ontology().objects(term, RDFS.label)
    (comment,) = _ontology().objects(term, RDFS.comment)
    assert (label.language, comment.language) == ("en", "en")
    assert str(comment).endswith(".")
    assert ". " not in str(comment)


@pytest.mark.parametrize("term", _ours(RDF.Property), ids=_local)
def test_a_property_has_a_domain_and_a_range(term: URIRef) -> None:
    domain = list(_ontology().objects(term, RDFS.domain))
    range_ = list(_ontology().objects(term, RDFS.range))
    assert (len(domain), len(range_)) == (1, 1)
    declared = {_local(c) for c in _ontology().subjects(RDF.type, OWL.Class)}
    types = set(_ontology().objects(term, RDF.type))
    if OWL.AnnotationProperty in types:
        return
    assert _classes(domain[0]) <= declared
    if OWL.DatatypeProperty in types:
        assert _classes(range_[0]) <= {
            *("EDTF", "boolean", "date", "decimal", "integer", "langString", "string")
        }
    else:
        assert OWL.ObjectProperty in types
        assert _classes(range_[0]) <= declared | {"Resource"}


@pytest.mark.parametrize("term", _ours(RDF.Property), ids=_local)
def test_a_property_is_labelled_by_its_own_name(term: URIRef) -> None:
    label = str(_ontology().value(term, RDFS.label)).replace("in pounds", "GBP")
    assert label.replace(" ", "").lower() == _local(term).lower()


def test_every_class_but_the_roots_stands_under_another() -> None:
    roots = {c for c in _ours(OWL.Class) if not list(_ontology().objects(c, RDFS.subClassOf))}
    assert {_local(c) for c in roots} == {"SourcedNode"}


def test_every_inverse_is_declared_and_points_back_or_stays_alone() -> None:
    for one, other in _ontology().subject_objects(OWL.inverseOf):
        assert (other, RDF.type, OWL.ObjectProperty) in _ontology()
        assert set(_ontology().objects(other, OWL.inverseOf)) == {one}


def test_what_is_reserved_says_so_in_words() -> None:
    for term in _ontology().subjects(NHSIT.reserved, Literal(True)):
        assert "reserved" in str(_ontology().value(term, RDFS.comment))


def test_an_event_is_never_under_a_class_of_prov_entities() -> None:
    events = set(_ontology().transitive_subjects(RDFS.subClassOf, NHSIT.Event))
    prov = Namespace("http://www.w3.org/ns/prov#")
    for event in events:
        assert prov.Entity not in set(_ontology().transitive_objects(event, RDFS.subClassOf))


@pytest.mark.parametrize("concept", _ours(SKOS.Concept), ids=_local)
def test_a_value_stands_in_one_list_with_a_label_a_definition_and_a_notation(
    concept: URIRef,
) -> None:
    (scheme,) = _ontology().objects(concept, SKOS.inScheme)
    assert (scheme, RDF.type, SKOS.ConceptScheme) in _ontology()
    for property_ in (SKOS.prefLabel, SKOS.definition):
        (text,) = _ontology().objects(concept, property_)
        assert text.language == "en"
    assert list(_ontology().objects(concept, SKOS.notation))


@pytest.mark.parametrize("scheme", _ours(SKOS.ConceptScheme), ids=_local)
def test_a_notation_stands_for_one_value_of_its_list(scheme: URIRef) -> None:
    notations = [
        str(notation)
        for concept in _ontology().subjects(SKOS.inScheme, scheme)
        for notation in _ontology().objects(concept, SKOS.notation)
    ]
    assert len(notations) == len(set(notations))
    assert _ontology().value(scheme, SKOS.prefLabel)


def test_no_name_serves_two_kinds_of_term() -> None:
    kinds = [OWL.Class, RDF.Property, SKOS.Concept, SKOS.ConceptScheme]
    names = [term for kind in kinds for term in _ours(kind)]
    assert len(names) == len(set(names))


PROPERTIES = ROOT / "data" / "properties.csv"


@pytest.mark.skipif(not PROPERTIES.exists(), reason="the tables are not here")
def test_the_relations_are_those_of_the_table() -> None:
    with PROPERTIES.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    relations = set(_ontology().subjects(RDF.type, NHSIT.Relation))
    assert {NHSIT[row["property"]] for row in rows} == relations
    for row in rows:
        term = NHSIT[row["property"]]
        assert (term, RDF.type, OWL.ObjectProperty) in _ontology(), term
        assert str(_ontology().value(term, RDFS.comment)) == row["definition"]
        assert str(_ontology().value(term, NHSIT.inverseLabel)) == row["inverse_label"]
        domain = _classes(_ontology().value(term, RDFS.domain))
        range_ = _classes(_ontology().value(term, RDFS.range))
        assert set(row["subject_type"].split("|")) <= domain
        assert set(row["object_type"].split("|")) <= range_


# the context


@cache
def _context() -> dict[str, object]:
    return json.loads((ONTOLOGY / "context.jsonld").read_text("utf8"))["@context"]


def _prefixes() -> dict[str, str]:
    return {k: v for k, v in _context().items() if isinstance(v, str) and v[-1] in "#/"}


def _meanings() -> dict[str, dict[str, str]]:
    """Return term -> its entry with IRIs written out."""
    prefixes = _prefixes()

    def full(name: str) -> str:
        prefix, colon, rest = name.partition(":")
        return prefixes[prefix] + rest if colon else name

    found = {}
    for term, meaning in _context().items():
        if term.startswith("@") or term in prefixes:
            continue
        entry = {"@id": meaning} if isinstance(meaning, str) else dict(meaning)  # type: ignore[call-overload]
        found[term] = {k: v if k == "@language" else full(v) for k, v in entry.items()}
    return found


def test_a_context_has_one_term_for_one_iri() -> None:
    iris = [meaning["@id"] for meaning in _meanings().values()]
    assert len(iris) == len(set(iris))


def test_the_context_names_every_class_and_property_by_its_own_name() -> None:
    annotations = set(_ours(OWL.AnnotationProperty))
    declared = {*_ours(OWL.Class), *_ours(RDF.Property)} - annotations
    ours = {t: m["@id"] for t, m in _meanings().items() if m["@id"] in NHSIT}
    assert ours == {_local(term): str(term) for term in declared}


def test_the_context_types_values_as_the_vocabulary_does() -> None:
    for meaning in _meanings().values():
        term = URIRef(meaning["@id"])
        if term not in NHSIT or (term, RDF.type, RDF.Property) not in _ontology():
            continue
        range_ = _ontology().value(term, RDFS.range)
        if (term, RDF.type, OWL.ObjectProperty) in _ontology():
            expected = {"@type": "@id"}
        elif range_ == RDF.langString:
            expected = {"@language": "en"}
        elif range_ == XSD.string:
            expected = {}
        else:
            expected = {"@type": str(range_)}
        assert {k: v for k, v in meaning.items() if k != "@id"} == expected, term


def test_the_context_covers_every_predicate_and_class_of_the_example() -> None:
    known = {m["@id"] for m in _meanings().values()} | {str(RDF.type)}
    inferred = _infer_in_rdflib()
    assert {str(p) for p in inferred.predicates()} <= known
    classes = {str(o) for o in inferred.objects(None, RDF.type)}
    assert classes - known <= {str(c) for c in _ontology().objects(None, RDFS.subClassOf)}


def test_json_ld_in_the_context_means_the_same_turtle() -> None:
    inferred = _infer_in_rdflib()
    text = inferred.serialize(format="json-ld", context=_context(), auto_compact=False)
    assert set(Graph().parse(data=text, format="json-ld")) == set(inferred)


# the rules


def _infer_in_rdflib() -> Graph:
    return _inferred_in_rdflib(False)


@cache
def _inferred_in_rdflib(only_new: bool) -> Graph:
    graph = Graph().parse(EXAMPLE)
    stated = set(graph)
    known = Graph().parse(
        data=pyoxigraph.serialize(
            [quad.triple for quad in vocabulary()], format=pyoxigraph.RdfFormat.N_TRIPLES
        ),
        format="nt",
    )
    graph += known
    place = (RECORD, VOID.uriSpace, Literal("https://w3id.org/nhs-it/id/"))
    graph.add(place)  # as a record says of itself
    for rule in RULES:
        graph += graph.query(rule.read_text("utf8")).graph
    graph -= known
    graph.remove(place)
    if only_new:
        for triple in stated:
            graph.remove(triple)
    return graph


@cache
def _inferred_in_pyoxigraph() -> Graph:
    derived = Graph().parse(data="\n".join(derive(EXAMPLE.read_bytes())), format="nt")
    return derived - _load(EXAMPLE)


EXPECTED = """
# 00
id:data-agency-name-agency nhsit:counts true .
id:region-split nhsit:counts true . id:trust-merger nhsit:counts true .
id:watchdog-end nhsit:counts true . id:board-creation nhsit:counts true .
id:agency-creation nhsit:counts true . id:net-replacement nhsit:counts true .
id:duties-transfer nhsit:counts true . id:agency-absorption nhsit:counts true .
id:reform-2012 nhsit:counts true . id:programme-launch nhsit:counts true .
id:spindle-closure nhsit:counts true . id:data-loss nhsit:counts true .
id:ann-chief nhsit:counts true . id:ben-chief nhsit:counts true .
id:cat-chief nhsit:counts true . id:cat-lead nhsit:counts true .
id:rec-7-response nhsit:counts true . id:rec-7-early nhsit:counts true .
id:rec-7-department nhsit:counts true . id:rec-7-audit nhsit:counts true .
id:rec-8-early nhsit:counts true . id:rec-8-department nhsit:counts true .
id:rec-8-audit nhsit:counts true . id:rec-8-project nhsit:counts true .
id:opinion nhsit:counts true . id:spindle-contract nhsit:counts true .
id:data-agency-ods-x26 nhsit:counts true . id:national-board-wikidata-q1000001 nhsit:counts true .
id:acme-number nhsit:counts true . id:spindle-ocid nhsit:counts true .
id:fig-spindle-cost nhsit:counts true . id:fig-spindle-share nhsit:counts true .
id:fig-spindle-drives nhsit:counts true . id:election-2010 nhsit:counts true .
claim:sponsor nhsit:counts true . claim:unit nhsit:counts true . claim:group nhsit:counts true .
# 01
id:region nhsit:replacedBy id:region-east , id:region-west .
id:north-trust nhsit:replacedBy id:joint-trust .
id:south-trust nhsit:replacedBy id:joint-trust .
id:records-centre nhsit:replacedBy id:data-agency .
id:old-net nhsit:replacedBy id:new-net .
id:data-agency nhsit:replacedBy id:national-board .
id:region-east nhsit:replaces id:region .
id:region-west nhsit:replaces id:region .
id:joint-trust nhsit:replaces id:north-trust , id:south-trust .
id:data-agency nhsit:replaces id:records-centre .
id:new-net nhsit:replaces id:old-net .
id:national-board nhsit:replaces id:data-agency .
# 02
id:department nhsit:functionsTo id:national-board .
id:national-board nhsit:functionsFrom id:department .
# 03
id:region nhsit:precedes id:region-east , id:region-west .
id:north-trust nhsit:precedes id:joint-trust .
id:south-trust nhsit:precedes id:joint-trust .
id:records-centre nhsit:precedes id:data-agency , id:national-board .
id:old-net nhsit:precedes id:new-net .
id:data-agency nhsit:precedes id:national-board .
id:region-east nhsit:follows id:region .
id:region-west nhsit:follows id:region .
id:joint-trust nhsit:follows id:north-trust , id:south-trust .
id:data-agency nhsit:follows id:records-centre .
id:new-net nhsit:follows id:old-net .
id:national-board nhsit:follows id:data-agency , id:records-centre .
# 05
id:department nhsit:hasPart id:digital-unit .
id:strategy-2002 nhsit:recommends id:rec-1 .
id:review-2021 nhsit:recommends id:rec-7 , id:rec-8 , id:rec-all .
id:rec-7 nhsit:assessment id:rec-7-response , id:rec-7-early , id:rec-7-department ,
    id:rec-7-audit .
id:rec-8 nhsit:assessment id:rec-8-early , id:rec-8-department , id:rec-8-audit ,
    id:rec-8-project .
id:ann org:holds id:agency-chief .
id:ben org:holds id:agency-chief .
id:cat org:holds id:agency-chief , id:programme-lead .
# 06
id:rec-7-response nhsit:isLatest true . id:rec-7-department nhsit:isLatest true .
id:rec-7-audit nhsit:isLatest true . id:rec-8-department nhsit:isLatest true .
id:rec-8-audit nhsit:isLatest true . id:rec-8-project nhsit:isLatest true .
# 07
id:region-split a org:ChangeEvent ; org:originalOrganization id:region ;
    org:resultingOrganization id:region-east , id:region-west .
id:trust-merger a org:ChangeEvent ; org:originalOrganization id:north-trust , id:south-trust ;
    org:resultingOrganization id:joint-trust .
id:watchdog-end a org:ChangeEvent ; org:originalOrganization id:watchdog .
id:board-creation a org:ChangeEvent ; org:resultingOrganization id:national-board .
id:agency-creation a org:ChangeEvent ; org:originalOrganization id:records-centre ;
    org:resultingOrganization id:data-agency .
id:duties-transfer a org:ChangeEvent ; org:originalOrganization id:department ;
    org:resultingOrganization id:national-board .
id:agency-absorption a org:ChangeEvent ; org:originalOrganization id:data-agency ;
    org:resultingOrganization id:national-board ; m8g:hasFormalFramework id:order-2023 .
# 13
id:new-net nhsit:aliveWhenRead true .
# 08
id:rec-7-response prov:wasDerivedFrom id:annual-report .
id:rec-7-early prov:wasDerivedFrom id:annual-report .
id:rec-7-department prov:wasDerivedFrom id:annual-report .
id:rec-7-audit prov:wasDerivedFrom id:audit-report .
id:rec-8-early prov:wasDerivedFrom id:annual-report .
id:rec-8-department prov:wasDerivedFrom id:annual-report .
id:rec-8-audit prov:wasDerivedFrom id:audit-report .
id:rec-8-project prov:wasDerivedFrom id:audit-report .
id:opinion prov:wasDerivedFrom id:review-2021 .
id:fig-spindle-cost prov:wasDerivedFrom id:audit-report .
id:fig-spindle-share prov:wasDerivedFrom id:audit-report .
id:fig-spindle-drives prov:wasDerivedFrom id:audit-report .
claim:sponsor prov:wasDerivedFrom id:annual-report .
claim:unit prov:wasDerivedFrom id:annual-report .
claim:group prov:wasDerivedFrom id:annual-report .
claim:supplier prov:wasDerivedFrom id:audit-report .
# 09
id:rec-7-department nhsit:assessorStanding nhsit:OtherStanding .
id:rec-7-audit nhsit:assessorStanding nhsit:OverseerStanding .
id:rec-8-department nhsit:assessorStanding nhsit:OtherStanding .
id:rec-8-audit nhsit:assessorStanding nhsit:OverseerStanding .
id:rec-8-project nhsit:assessorStanding nhsit:OwnStanding .
# 16
id:data-agency nhsit:odsCode "X26" . id:national-board nhsit:wikidata "Q1000001" .
id:acme nhsit:companyNumber "01234567" . id:spindle-contract nhsit:ocid "ocds-h6vhtk-000001" .
# 10
id:rec-7 nhsit:contested true .
# 11
id:rec-7 nhsit:outcome nhsit:NotEnacted ; nhsit:outcomeBy id:audit-office ;
    nhsit:outcomeDate "2024"^^edtf:EDTF ; nhsit:outcomeView id:rec-7-audit .
id:rec-8 nhsit:outcome nhsit:Enacted ; nhsit:outcomeBy id:audit-office ;
    nhsit:outcomeDate "2024"^^edtf:EDTF ; nhsit:outcomeView id:rec-8-audit .
id:rec-1 nhsit:state nhsit:Open . id:rec-7 nhsit:state nhsit:Open .
id:rec-8 nhsit:state nhsit:ClosedDone . id:rec-all nhsit:state nhsit:Open .
"""
"""What the rules derive from the example, save the lifetimes."""

BORN = {
    "department": ("1988-01-01", "1988-12-31"),  # its own start
    "data-agency": ("2013-04-01", "2013-04-01"),  # the event, closer than its own start
    "digital-unit": ("2015-01-01", "2015-12-31"),
    "joint-trust": ("2005-01-01", "2005-12-31"),
    "national-board": ("2012-10-01", "2012-10-01"),
    "new-net": ("2006-01-01", "2006-12-31"),
    "records-programme": ("2003-06-01", "2003-06-30"),  # the launch
    "region-east": ("2002-04-01", "2002-04-01"),
}
ENDED = {
    "data-agency": ("2023-02-01", "2023-02-01"),
    "digital-unit": ("2018-07-01", "2020-06-30"),  # its own end
    "north-trust": ("2005-01-01", "2005-12-31"),
    "old-net": ("2006-01-01", "2006-12-31"),
    "records-centre": ("2013-04-01", "2013-04-01"),
    "region": ("2002-04-01", "2002-04-01"),
    "south-trust": ("2005-01-01", "2005-12-31"),
    "spindle": ("2014-08-01", "2014-08-31"),  # the closure
    "watchdog": ("2012-10-01", "2012-10-31"),
}  # not the board: its abolition is only planned
ATTESTED = {
    # the last day that the first of them can mean, the first that the last can
    "acme": ("2003-12-31", "2004-01-01"),  # its contract
    "data-agency": ("2013-04-01", "2023-01-31"),
    "department": ("1988-12-31", "2022-12-31"),  # sponsored the agency to the end
    "digital-unit": ("2015-12-31", "2018-06-30"),
    "joint-trust": ("2005-12-31", "2009-03-01"),  # seen in its group
    "national-board": ("2012-10-01", "2023-02-01"),  # took the agency in
    "new-net": ("2006-12-31", "2006-01-01"),
    "north-trust": ("2005-12-31", "2004-12-31"),
    "old-net": ("2006-12-31", "2005-12-31"),
    "records-centre": ("2013-03-31", "2013-03-31"),
    "records-programme": ("2003-06-30", "2008-01-01"),  # somebody was seen to lead it
    "region": ("2002-03-31", "2002-03-31"),
    "region-east": ("2002-04-01", "2002-04-01"),
    "region-west": ("2002-04-01", "2002-04-01"),  # gained by the split
    "south-trust": ("2005-12-31", "2004-12-31"),
    "spindle": ("2014-08-31", "2014-07-31"),
    "trusts": ("2006-12-31", "2009-03-01"),
    "watchdog": ("2012-10-31", "2012-09-30"),
}


def _expected() -> Graph:
    more = "@prefix m8g: <http://data.europa.eu/m8g/> .\n"
    lifetimes = [
        f'id:{slug} nhsit:{word}Earliest "{first}"^^xsd:date ; '
        f'nhsit:{word}Latest "{last}"^^xsd:date .'
        for word, lives in (("born", BORN), ("ended", ENDED))
        for slug, (first, last) in lives.items()
    ]
    lifetimes += [
        f'id:{slug} nhsit:attestedFirst "{first}"^^xsd:date ; nhsit:attestedLast "{last}"^^xsd:date .'
        for slug, (first, last) in ATTESTED.items()
    ]
    read = '<https://w3id.org/nhs-it/dataset> nhsit:readUpTo "2024-01-01"^^xsd:date .'
    over = [f"id:{slug} nhsit:endedWhenRead true ." for slug in ENDED]
    facts = "\n".join([EXPECTED, *lifetimes, read, *over])
    return Graph().parse(data=PREFIXES + more + facts, format="turtle")


def test_the_rules_derive_from_the_example_what_was_worked_out_by_hand() -> None:
    found = {t for t in _inferred_in_rdflib(True) if t[1] != RDF.type or t[2] == ORG.ChangeEvent}
    assert found == set(_expected())


def _standard_classes(slug: str) -> set[str]:
    thing = URIRef(f"https://w3id.org/nhs-it/id/{slug}")
    classes = {o for o in _infer_in_rdflib().objects(thing, RDF.type) if o not in NHSIT}
    return {str(c).rpartition("#")[2].rpartition("/")[2] for c in classes}


@pytest.mark.parametrize(
    ("slug", "classes"),
    [
        pytest.param("data-agency", {"FormalOrganization", "Organization"}, id="a body"),
        pytest.param("digital-unit", {"OrganizationalUnit", "Organization"}, id="a unit"),
        pytest.param("trusts", {"Organization", "Group"}, id="a group"),
        pytest.param("ann", {"Person"}, id="a person"),
        pytest.param("ann-chief", {"Membership"}, id="a tenure"),
        pytest.param("review-2021", {"Document", "BibliographicResource"}, id="a report"),
        pytest.param("rec-7-audit", {"Entity"}, id="an assessment"),
        pytest.param("agency-creation", {"ChangeEvent", "Activity"}, id="a change, no entity"),
        pytest.param("programme-launch", {"Activity"}, id="an event"),
        pytest.param("board-abolition", set(), id="a plan is no activity yet"),
        pytest.param("agency-announcement", set(), id="nor what was only announced"),
    ],
)
def test_a_tool_that_knows_only_standard_classes_finds_things(slug: str, classes: set[str]) -> None:
    assert _standard_classes(slug) == classes


def test_the_rules_derive_the_same_in_both_engines() -> None:
    assert set(_inferred_in_pyoxigraph()) == set(_inferred_in_rdflib(True))


def test_only_rules_write_what_is_marked_as_derived() -> None:
    derived = {p for p in _ontology().subjects(NHSIT.derived, Literal(True)) if p in NHSIT}
    reserved = set(_ontology().subjects(NHSIT.reserved, Literal(True)))
    assert not derived & set(_load(EXAMPLE).predicates())
    written = {p for p in _inferred_in_rdflib(True).predicates() if p in NHSIT}
    faults = {NHSIT.namesakeOf}  # of which the example has none
    assert written == derived - reserved - faults


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_a_rule_says_what_it_derives_and_why(rule: Path) -> None:
    assert rule.read_text("utf8").startswith("# Derives ")


# the shapes


def _findings(graph: Graph, *shapes: str) -> list[tuple[str, str, str]]:
    """Return (message, constraint, severity) of each result, of some shapes or all."""
    _, report, _ = pyshacl.validate(
        graph + marks(),
        shacl_graph=_shapes(),
        ont_graph=_ontology(),
        advanced=True,
        use_shapes=[SHAPES[name] for name in shapes] or None,
    )
    assert isinstance(report, Graph)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        component = _local(report.value(result, SH.sourceConstraintComponent) or result)
        name = component.removesuffix("ConstraintComponent").removesuffix("Constraint")
        name = "sparql" if name == "SPARQL" else name[0].lower() + name[1:]
        message, severity = (
            str(report.value(result, p)) for p in (SH.resultMessage, SH.resultSeverity)
        )
        found.append((message, name, _local(URIRef(severity))))
    return found


def _node_shapes() -> list[URIRef]:
    return sorted(_shapes().subjects(RDF.type, SH.NodeShape))  # type: ignore[type-var,arg-type]


def _constraints() -> set[tuple[str, str, str]]:
    """Return (shape, message, parameter) of every constraint that the shapes declare."""
    found = set()
    for shape in _node_shapes():
        for holder in [shape, *_shapes().objects(shape, SH.property)]:
            message = str(_shapes().value(holder, SH.message))
            names = {_local(p) for p in _shapes().predicates(holder)} & PARAMETERS
            found |= {(_local(shape), message, name) for name in names}
        for query in _shapes().objects(shape, SH.sparql):
            found.add((_local(shape), str(_shapes().value(query, SH.message)), "sparql"))
    return found


@cache
def _findings_of_mutant(mutant: Mutant) -> list[tuple[str, str, str]]:
    graph = Graph()
    graph += _load(EXAMPLE)
    taken = Graph().parse(data=mutant.remove_turtle, format="turtle")
    assert set(taken) <= set(graph), "the mutant takes off what the example does not say"
    graph -= taken
    graph += Graph().parse(data=mutant.add_turtle, format="turtle")
    stated = graph.serialize(format="nt").encode()
    derived = "\n".join(derive(stated, pyoxigraph.RdfFormat.N_TRIPLES))
    return _findings(graph.parse(data=derived, format="nt"), mutant.shape)


def test_the_example_conforms_with_all_that_follows_from_it() -> None:
    assert _findings(_infer_in_rdflib()) == []


def test_the_example_holds_a_target_of_every_shape() -> None:
    example = _load(EXAMPLE)
    predicates, classes = set(example.predicates()), set(example.objects(None, RDF.type))
    for shape in _node_shapes():
        used = set(_shapes().objects(shape, SH.targetSubjectsOf))
        used |= set(_shapes().objects(shape, SH.targetObjectsOf))
        assert set(_shapes().objects(shape, SH.targetClass)) <= classes, shape
        used -= {NHSIT.namesakeOf}  # a fault in itself
        assert not used or used & predicates, shape


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_is_reported_by_its_own_shape_for_what_is_broken(mutant: Mutant) -> None:
    names = {name for _, name, _ in _findings_of_mutant(mutant)}
    assert mutant.constraint in names
    assert names <= {mutant.constraint, *mutant.also}


def test_every_constraint_of_every_shape_has_a_mutant_that_breaks_it() -> None:
    broken = {
        (mutant.shape, message, name)
        for mutant in MUTANTS
        for message, name, _ in _findings_of_mutant(mutant)
    }
    assert _constraints() - broken == set()


def test_only_what_may_be_right_is_a_warning() -> None:
    warned = {
        (mutant.shape, message)
        for mutant in MUTANTS
        for message, _, severity in _findings_of_mutant(mutant)
        if severity == "Warning"
    }
    assert warned == {
        ("C19", "the addressee had ended before the document came out"),
        ("C25", "the contract has no buyer; the sources read do not name it"),
        ("C25", "the contract has no supplier; the sources read do not name it"),
        (
            "C31",
            "the post has no kind; write head, chair, minister, director or the like, or other",
        ),
        ("C32", "another thing has one of its names and the same dates; is it entered twice?"),
    }


def test_every_message_belongs_to_one_constraint_holder() -> None:
    messages = [str(m) for m in _shapes().objects(None, SH.message)]
    assert len(messages) == len(set(messages))


@pytest.mark.parametrize("shape", _node_shapes(), ids=_local)
def test_a_shape_explains_itself(shape: URIRef) -> None:
    assert re.fullmatch(r"C\d\d[a-e]?", _local(shape))
    assert shape in SHAPES
    for property_ in (SH.name, SH.description):
        (text,) = _shapes().objects(shape, property_)
        assert text.language == "en"
    holders = [*_shapes().objects(shape, SH.property), *_shapes().objects(shape, SH.sparql)]
    assert all(_shapes().value(holder, SH.message) for holder in holders)


def test_the_shapes_keep_to_the_part_of_shacl_that_can_be_compiled() -> None:
    used = {_local(p) for p in _shapes().predicates() if p in SH}
    assert used <= PARAMETERS | ANYTHING_ELSE_USED


def test_the_queries_of_the_shapes_find_nothing_in_the_example_in_pyoxigraph() -> None:
    prefixes = "".join(
        f"PREFIX {_shapes().value(d, SH.prefix)}: <{_shapes().value(d, SH.namespace)}>\n"
        for d in _shapes().objects(None, SH.declare)
    )
    store = pyoxigraph.Store()
    store.load(path=str(EXAMPLE))
    store.load("\n".join(derive(EXAMPLE.read_bytes())).encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    for shape, constraint in _shapes().subject_objects(SH.sparql):
        query = str(_shapes().value(constraint, SH.select))
        for target in _shapes().objects(shape, SH.targetClass):
            aimed = query.replace("WHERE {", f"WHERE {{ $this a <{target}> .", 1)
            assert list(store.query(prefixes + aimed)) == [], (shape, target)


def test_the_terms_that_the_shapes_name_are_declared() -> None:
    nodes = {n for n in _shapes().all_nodes() if isinstance(n, URIRef)}
    ours = {n for n in nodes if n in NHSIT}
    in_queries = {
        NHSIT[name]
        for query in _shapes().objects(None, SH.select)
        for name in re.findall(r"nhsit:(\w+)", str(query))
    }
    in_rules = {
        NHSIT[name] for rule in RULES for name in re.findall(r"nhsit:(\w+)", rule.read_text("utf8"))
    }
    assert ours | in_queries | in_rules <= set(_ontology().subjects(RDF.type))


# what the program says of classes

CLASS_SETS = {
    # the tables: which classes stand in which, and of which a column takes
    *("model.schema.BODIES", "model.schema.DOCUMENTS", "model.schema.ADVICE"),
    *(
        "model.schema.CHANGES",
        "model.schema.OCCURRENCES",
        "model.schema.TABLES",
        "model.schema._OF_THINGS",
    ),
    # the tables of the page, another shape of the same
    "explorer.data._RECORDS",
    # the order of a file for people, which holds classes of other vocabularies too
    "export.turtle.SECTIONS",
    # what is no thing of its own
    "index.things._SAYING",
    # what the entries of a register may be, which only the register says
    *("ingest.registers.companies_house._KINDS", "ingest.registers.govuk._KINDS"),
    *("ingest.registers.ocds.(_BUYERS, _SUPPLIERS)", "ingest.registers.ods.KINDS"),
    "ingest.registers.wikidata._TABLES",
    # which change it is that a sentence tells of
    "ingest.documents.rows_of_happenings._EVENTS",
    # the headings of an inheritance statement, which no other surface has
    "ask.inheritance.holdings._HEADINGS",
    # what a fact of its own row is told of, by relations of three vocabularies
    "history.homes.HOMES",
    # the nearest classes of schema.org, which has its own shape
    "pages.linked_data._TYPES",
    # what has a feed of its changes, beside what begins and ends
    "pages.library._FOLLOWED",
    # how a card tells a life: its questions by kind, and how a life began and ended in words
    *("ask.card_order.QUESTIONS", "ask.card_order._BUILT", "explorer.card_lives._TOLD"),
    *("ask.life.AROUND", "ask.life._ENDED", "ask.life._MADE"),
    # the questions that a database comes with, of tables that are called as the classes
    "export.sqlite_views.VIEWS",
    # the rows that a new record begins with
    "make.beginning.EXAMPLES",
}
"""The named sets of classes in the program; the list may only get shorter."""


def _class_sets() -> Iterator[str]:
    """Yield the constants whose values name two classes or more."""
    classes = {_local(c) for c in _ours(OWL.Class)}
    package = ROOT / "kg"
    for path in package.rglob("*.py"):
        module = ".".join(path.relative_to(package).with_suffix("").parts)
        for node in ast.parse(path.read_text("utf8")).body:
            if not isinstance(node, ast.Assign | ast.AnnAssign) or module == "__init__":
                continue
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            named = {
                part.value.removeprefix("nhsit:")
                for part in ast.walk(node)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            }
            if len(named & classes) > 1:
                yield f"{module}.{ast.unparse(target)}"


def test_the_program_names_no_new_set_of_classes() -> None:
    """What is so of a class is a mark of the ontology: `Vocabulary.kinds_with`."""
    assert set(_class_sets()) <= CLASS_SETS


def test_a_mark_of_a_class_holds_for_those_below() -> None:
    vocabulary = load_vocabulary(ONTOLOGY)
    assert set(vocabulary.kinds_with("begins")) == {
        *("Body", "BodyGroup", "Company", "Dataset", "Programme", "Standard", "System", "Unit")
    }
    assert vocabulary.kinds_with("isPublic") == ("Body", "Unit")
    assert vocabulary.kinds_with("isHeavy") == ()


def test_what_mirrors_another_property_is_derived_or_written_beside_it() -> None:
    properties = load_vocabulary(ONTOLOGY).properties
    mirrors = {_local(URIRef(p.iri)): p for p in properties.values() if p.mirrors}
    assert {name for name, p in mirrors.items() if not p.is_derived} == {
        *("datedCode", "datedName", "involves", "hasSource", "wasQuotedFrom")
    }
    assert all(of in properties for p in mirrors.values() for of in p.mirrors)
