"""Small graphs worked out by hand, written as Turtle."""

from __future__ import annotations

import pyoxigraph as ox

from kg.engine.store import LocalGraph
from kg.model import terms
from kg.read.ontology import load_rules
from kg.triples.infer import infer
from tests.inference import ONTOLOGY, derive

WHAT_COUNTS = "00-counts"


def graph_of(turtle: str = "") -> LocalGraph:
    """Return a graph in memory, with what counts in it; the usual prefixes are known."""
    store = _store(turtle)
    infer(store, [rule for rule in load_rules(ONTOLOGY) if rule[0] == WHAT_COUNTS])
    return LocalGraph(store, "by hand")


def derived_from(turtle: str = "") -> LocalGraph:
    """Return a graph in memory with everything that the rules derive from it."""
    store = _store(turtle)
    store.load("\n".join(derive(_head() + turtle)), format=ox.RdfFormat.N_TRIPLES)
    return LocalGraph(store, "by hand")


def _head() -> str:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in terms.SHIPPED.prefixes.items())


def _store(turtle: str) -> ox.Store:
    store = ox.Store()
    store.load(_head() + turtle, format=ox.RdfFormat.TURTLE)
    return store


def days(name: str, day: str, last: str = "") -> str:
    """Return the bounds of a date as properties."""
    return f'nhsit:{name}Earliest "{day}"^^xsd:date ; nhsit:{name}Latest "{last or day}"^^xsd:date'


ADVICE = f"""
id:r1990 a nhsit:Report ; skos:prefLabel "First report"@en ; {days("date", "1990-01-01")} .
id:r2000 a nhsit:Report ; skos:prefLabel "Second report"@en ; {days("date", "2000-01-01")} .
id:topic-governance-merger a skos:Concept ; skos:prefLabel "Governance"@en ;
  nhsit:organisational true .
id:topic-reorganisation a skos:Concept ; skos:prefLabel "Reorganisation"@en ;
  skos:broader id:topic-governance-merger .
id:topic-skills a skos:Concept ; skos:prefLabel "Skills"@en .
id:agency a nhsit:Body ; skos:prefLabel "Agency"@en ; {days("ended", "1995-04-01")} .
id:project a nhsit:Project ; skos:prefLabel "This project"@en .
id:centre a nhsit:Body ; skos:prefLabel "Centre"@en .
id:end a nhsit:Replacement ; nhsit:status nhsit:Happened ; nhsit:endedBody id:agency ;
  nhsit:createdBody id:centre ; {days("date", "1995-04-01")} .
id:planned a nhsit:Replacement ; nhsit:status nhsit:Planned ; nhsit:endedBody id:centre ;
  nhsit:createdBody id:nobody .
id:a1 a nhsit:Recommendation ; nhsit:recommendedIn id:r1990 ; nhsit:number "1" ;
  dct:description "Train every nurse in informatics"@en ; nhsit:topic id:topic-skills ;
  nhsit:addressedTo id:agency .
id:a2 a nhsit:Recommendation ; nhsit:recommendedIn id:r2000 ; nhsit:number "1" ;
  dct:description "Train all nurses in informatics"@en ; nhsit:topic id:topic-skills ;
  nhsit:addressedTo id:centre ; nhsit:reiterates id:a1 .
id:a3 a nhsit:Recommendation ; nhsit:recommendedIn id:r2000 ; nhsit:number "2" ;
  dct:description "Merge the agencies"@en ; nhsit:topic id:topic-reorganisation .
id:a4 a nhsit:DocumentAdvice ; nhsit:recommendedIn id:r2000 ; nhsit:number "all" ;
  dct:description "The report as a whole"@en ; nhsit:topic id:topic-skills .
id:a5 a nhsit:Recommendation ; nhsit:recommendedIn id:r2000 ; nhsit:number "3" ;
  dct:description "Publish the costs"@en .
id:v1 a nhsit:Assessment ; nhsit:assesses id:a1 ; nhsit:implementation nhsit:Enacted ;
  prov:wasAttributedTo id:project ; {days("date", "1992-01-01")} .
id:v2 a nhsit:Assessment ; nhsit:assesses id:a2 ; nhsit:implementation nhsit:NotEnacted ;
  prov:wasAttributedTo id:auditor ; {days("date", "2005-01-01")} .
id:v2u a nhsit:Assessment ; nhsit:assesses id:a2 ; nhsit:implementation nhsit:Unknown ;
  prov:wasAttributedTo id:project ; {days("date", "2009-01-01")} .
id:v2d a nhsit:Assessment ; nhsit:assesses id:a2 ; nhsit:implementation nhsit:Enacted ;
  nhsit:rank nhsit:Deprecated ; prov:wasAttributedTo id:auditor ; {days("date", "2010-01-01")} .
id:v3 a nhsit:Assessment ; nhsit:assesses id:a3 ; nhsit:implementation nhsit:Enacted ;
  prov:wasAttributedTo id:auditor ; {days("date", "2001-01-01")} .
id:v5 a nhsit:Assessment ; nhsit:assesses id:a5 ; nhsit:implementation nhsit:Enacted ;
  prov:wasAttributedTo id:auditor ; {days("date", "2001-01-01")} .
id:v5p a nhsit:Assessment ; nhsit:assesses id:a5 ; nhsit:implementation nhsit:NotEnacted ;
  prov:wasAttributedTo id:project ; {days("date", "2002-01-01")} .
"""

CONTRACTS = f"""
id:old a nhsit:Body ; skos:prefLabel "Old"@en ; {days("ended", "2005-01-01")} .
id:new a nhsit:Body ; skos:prefLabel "New"@en .
id:over a nhsit:Replacement ; nhsit:status nhsit:Happened ; nhsit:endedBody id:old ;
  nhsit:createdBody id:new ; {days("date", "2005-01-01")} .
id:acme a nhsit:Company ; skos:prefLabel "Acme"@en .
id:bolt a nhsit:Company ; skos:prefLabel "Bolt"@en .
id:spine a nhsit:System ; skos:prefLabel "Spine"@en ; nhsit:suppliedBy id:acme .
id:c1 a nhsit:Contract ; skos:prefLabel "C1"@en ; nhsit:buyer id:old ; nhsit:supplier id:acme ;
  nhsit:valueGBP 300 ; nhsit:valueKind nhsit:AwardValue ; nhsit:contractFor id:spine ;
  nhsit:ending nhsit:EndedEarly ; nhsit:contractOutcome "Not worth keeping"@en ;
  {days("start", "2003-01-01", "2003-12-31")} ; {days("end", "2004-01-01", "2004-12-31")} .
id:c2 a nhsit:Contract ; skos:prefLabel "C2"@en ; nhsit:buyer id:new ; nhsit:supplier id:acme ;
  nhsit:valueGBP 100 ; nhsit:valueKind nhsit:AwardValue ; {days("start", "2006-05-01")} .
id:c3 a nhsit:Contract ; skos:prefLabel "C3"@en ; nhsit:buyer id:new ; nhsit:supplier id:bolt ;
  nhsit:valueGBP 400 ; nhsit:valueKind nhsit:AwardValue .
id:c4 a nhsit:Contract ; skos:prefLabel "C4"@en ; nhsit:buyer id:new ; nhsit:supplier id:bolt ;
  nhsit:valueGBP 9000 ; nhsit:valueKind nhsit:CeilingValue .
id:c5 a nhsit:Contract ; skos:prefLabel "C5"@en ; nhsit:buyer id:old ; nhsit:supplier id:acme ;
  nhsit:valueGBP 350 ; nhsit:valueKind nhsit:EstimateValue ; nhsit:contractFor id:spine .
claim:x a nhsit:Claim ; rdf:subject id:bolt ; rdf:predicate nhsit:acquired ; rdf:object id:acme ;
  {days("start", "2010-01-01", "2010-12-31")} .
claim:y a nhsit:Claim ; rdf:subject id:acme ; rdf:predicate nhsit:acquired ; rdf:object id:bolt ;
  nhsit:rank nhsit:Deprecated .
"""
