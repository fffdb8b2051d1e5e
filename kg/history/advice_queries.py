"""What is asked of a graph about recommendations, as templates that a pattern narrows down."""

from __future__ import annotations

ADVICE_ROWS = """
SELECT * WHERE {
  %s
  ?advice a ?class ; nhsit:recommendedIn ?report .
  OPTIONAL { ?advice nhsit:number ?number }
  OPTIONAL { ?advice dct:description ?text }
  OPTIONAL { ?advice nhsit:addresseeNote ?note }
  OPTIONAL { ?advice nhsit:contested ?contested }
  OPTIONAL { ?advice nhsit:state ?state }
  OPTIONAL { ?advice nhsit:due ?due }
  OPTIONAL { ?advice nhsit:dueEarliest ?dueEarliest }
  OPTIONAL { ?advice nhsit:dueLatest ?dueLatest }
  OPTIONAL { ?report skos:prefLabel ?label }
  OPTIONAL { ?report nhsit:date ?date }
  OPTIONAL { ?report nhsit:dateEarliest ?earliest } OPTIONAL { ?report nhsit:dateLatest ?latest }
}"""
OUTCOME_ROWS = """
SELECT * WHERE {
  %s
  ?advice a ?class ; nhsit:outcome ?outcome ; nhsit:outcomeBy ?by ; nhsit:outcomeView ?view .
  OPTIONAL { ?advice nhsit:outcomeDate ?date }
}"""
TOPIC_ROWS = """
SELECT ?advice ?own ?topic ?label WHERE {
  %s
  ?advice a ?class ; nhsit:topic ?own . ?own skos:broader* ?topic .
  OPTIONAL { ?topic skos:prefLabel ?label } }"""
ADDRESSEE_ROWS = """
SELECT * WHERE { %s
  ?advice a ?class ; nhsit:addressedTo ?addressee .
  OPTIONAL { ?addressee skos:prefLabel ?label }
  OPTIONAL { ?addressee nhsit:endedEarliest ?earliest }
  OPTIONAL { ?addressee nhsit:endedLatest ?latest } }"""
VIEW_ROWS = """
SELECT * WHERE {
  %s
  ?view nhsit:assesses ?advice ; nhsit:counts true ; ?facet ?verdict ; prov:wasAttributedTo ?by .
  OPTIONAL { ?by skos:prefLabel ?label }
  OPTIONAL { ?view nhsit:date ?date }
  OPTIONAL { ?view nhsit:dateEarliest ?earliest } OPTIONAL { ?view nhsit:dateLatest ?latest }
  OPTIONAL { ?view nhsit:note ?note }
  OPTIONAL { ?view nhsit:isLatest ?latestWord }
}"""
REITERATION_ROWS = """
SELECT * WHERE { %s
  ?advice a ?class ; nhsit:reiterates ?earlier }"""
SOURCE_ROWS = """
SELECT ?node ?source ?title ?locator WHERE {
  %s
  ?advice a ?class . ?advice ^nhsit:assesses? ?node .
  ?node nhsit:evidence ?cite . ?cite nhsit:source ?source .
  OPTIONAL { ?source skos:prefLabel ?title } OPTIONAL { ?cite nhsit:locator ?locator }
}"""


def of_advice(rows: str, pattern: str = "") -> str:
    """Return a query about all recommendations, or about those that a pattern of SPARQL leaves."""
    return rows % _one_of("class", ("nhsit:Recommendation", "nhsit:DocumentAdvice"), pattern)


def of_views(rows: str, pattern: str = "") -> str:
    """Return a query about all that is said of recommendations, or of those a pattern leaves."""
    return rows % _one_of("facet", ("nhsit:response", "nhsit:implementation"), pattern)


def _one_of(variable: str, terms: tuple[str, ...], pattern: str) -> str:
    """Return what keeps a variable to some terms, below a pattern that narrows what is read.

    Engines begin with what stands first: the few that a pattern leaves, else all of the terms.
    """
    if pattern:
        return f"{pattern} FILTER(?{variable} IN ({', '.join(terms)}))"
    return f"VALUES ?{variable} {{ {' '.join(terms)} }}"


ADVICE = of_advice(ADVICE_ROWS) + of_advice(OUTCOME_ROWS)
TOPICS, ADDRESSEES, REITERATES = map(of_advice, (TOPIC_ROWS, ADDRESSEE_ROWS, REITERATION_ROWS))
VERDICTS = of_views(VIEW_ROWS)
"""What is asked of a graph, for who wants to ask it again."""
