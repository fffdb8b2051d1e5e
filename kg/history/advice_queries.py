"""What is asked of a graph about advice; `%s` is the pattern of the `?advice` that is meant."""

ADVICE = """
SELECT * WHERE {
  VALUES ?class { nhsit:Recommendation nhsit:DocumentAdvice } %s
  ?advice a ?class ; nhsit:recommendedIn ?report .
  OPTIONAL { ?advice nhsit:number ?number }
  OPTIONAL { ?advice dct:description ?text }
  OPTIONAL { ?advice nhsit:addresseeNote ?note }
  OPTIONAL { ?advice nhsit:contested ?contested }
  OPTIONAL { ?advice nhsit:state ?state }
  OPTIONAL { ?advice nhsit:due ?due ; nhsit:dueEarliest ?dueEarliest ; nhsit:dueLatest ?dueLatest }
  OPTIONAL { ?report skos:prefLabel ?label }
  OPTIONAL { ?report nhsit:date ?date }
  OPTIONAL { ?report nhsit:dateEarliest ?earliest ; nhsit:dateLatest ?latest }
}"""
OUTCOMES = """
SELECT * WHERE {
  VALUES ?class { nhsit:Recommendation nhsit:DocumentAdvice } %s
  ?advice a ?class ; nhsit:outcome ?outcome ; nhsit:outcomeBy ?by ; nhsit:outcomeView ?view .
  OPTIONAL { ?advice nhsit:outcomeDate ?date }
}"""
TOPICS = """
SELECT ?advice ?own ?topic ?label WHERE {
  VALUES ?class { nhsit:Recommendation nhsit:DocumentAdvice } %s
  ?advice a ?class ; nhsit:topic ?own . ?own skos:broader* ?topic .
  OPTIONAL { ?topic skos:prefLabel ?label } }"""
ADDRESSEES = """
SELECT * WHERE { VALUES ?class { nhsit:Recommendation nhsit:DocumentAdvice } %s
  ?advice a ?class ; nhsit:addressedTo ?addressee .
  OPTIONAL { ?addressee skos:prefLabel ?label }
  OPTIONAL { ?addressee nhsit:endedEarliest ?earliest ; nhsit:endedLatest ?latest } }"""
VIEWS = """
SELECT * WHERE {
  VALUES ?facet { nhsit:response nhsit:implementation } %s
  ?view nhsit:assesses ?advice ; nhsit:counts true ; ?facet ?verdict ; prov:wasAttributedTo ?by .
  OPTIONAL { ?by skos:prefLabel ?label }
  OPTIONAL { ?view nhsit:date ?date }
  OPTIONAL { ?view nhsit:dateEarliest ?earliest ; nhsit:dateLatest ?latest }
  OPTIONAL { ?view nhsit:note ?note }
  OPTIONAL { ?view nhsit:isLatest ?latestWord }
}"""
REITERATES = """
SELECT * WHERE { VALUES ?class { nhsit:Recommendation nhsit:DocumentAdvice } %s
  ?advice a ?class ; nhsit:reiterates ?earlier }"""
SOURCES = """
SELECT ?node ?source ?title ?locator WHERE {
  VALUES ?class { nhsit:Recommendation nhsit:DocumentAdvice } %s
  ?advice a ?class . ?advice ^nhsit:assesses? ?node .
  ?node nhsit:evidence ?cite . ?cite nhsit:source ?source .
  OPTIONAL { ?source skos:prefLabel ?title } OPTIONAL { ?cite nhsit:locator ?locator }
}"""
OWN = "SELECT ?own WHERE { ?own a nhsit:Project }"
