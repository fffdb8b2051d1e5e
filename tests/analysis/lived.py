"""A small history of bodies, worked out by hand: what began, was reorganised, and ended when."""

from __future__ import annotations

from tests.analysis.advised import days


def life(born: str = "", ended: str = "") -> str:
    """Return the bounds of a life as properties; a date may be two days joined by a slash."""
    first, last = born.partition("/"), ended.partition("/")
    return "".join((
        f" ; {days('born', first[0], first[2])}" if born else "",
        f" ; {days('ended', last[0], last[2])}" if ended else "",
    ))  # fmt: skip


LIVES = f"""
id:paper a nhsit:Source ; {days("date", "2020-01-01")} .
nhsit:Regional skos:prefLabel "regional"@en .
nhsit:National skos:prefLabel "national"@en .
nhsit:England skos:prefLabel "England"@en .
id:a1 a nhsit:Body ; skos:prefLabel "A1"@en ; nhsit:tier nhsit:Regional ;
  nhsit:jurisdiction nhsit:England {life("2000-01-01", "2004-01-01")} .
id:a2 a nhsit:Body ; skos:prefLabel "A2"@en ; nhsit:tier nhsit:Regional ;
  nhsit:jurisdiction nhsit:England {life("2000-01-01", "2004-01-01")} .
id:a3 a nhsit:Body ; skos:prefLabel "A3"@en ; nhsit:tier nhsit:Regional ;
  nhsit:jurisdiction nhsit:England {life("2000-01-01", "2004-01-01")} .
id:heir a nhsit:Body ; skos:prefLabel "Heir"@en ; nhsit:tier nhsit:National {life("2004-01-01")} .
id:head a nhsit:Tenure ; org:organization id:heir ; {days("start", "2010-01-01")} .
id:short a nhsit:Unit ; skos:prefLabel "Short"@en ; nhsit:tier nhsit:National
  {life("2008-01-01/2008-12-31", "2010-01-01")} .
id:goes a nhsit:Body ; skos:prefLabel "Goes on"@en ; nhsit:tier nhsit:National ;
  nhsit:end ".." {life("2012-01-01")} .
id:older a nhsit:Body ; skos:prefLabel "Older"@en ; nhsit:tier nhsit:National
  {life("1990-01-01", "2000-01-01")} .
id:future a nhsit:Body ; skos:prefLabel "Future"@en ; nhsit:tier nhsit:National
  {life("2016-01-01", "2030-01-01")} .
id:unborn a nhsit:Body ; skos:prefLabel "Unborn"@en {life(ended="2010-01-01")} .
id:wrong a nhsit:Body ; skos:prefLabel "Wrong"@en {life("2010-01-01", "2005-01-01")} .
id:many a nhsit:BodyGroup ; skos:prefLabel "Many"@en {life("1990-01-01", "2000-01-01")} .
id:acme a nhsit:Company ; skos:prefLabel "Acme"@en {life("1990-01-01", "1991-01-01")} .
id:works a nhsit:Programme ; skos:prefLabel "Works"@en {life("2001-01-01", "2003-01-01")} .
id:s1 a nhsit:Strategy ; skos:prefLabel "First plan"@en ; {days("date", "2000-01-01")} .
id:s2 a nhsit:Strategy ; skos:prefLabel "Second plan"@en ; {days("date", "2005-01-01")} .
id:s3 a nhsit:Strategy ; skos:prefLabel "Undated plan"@en .
claim:x a nhsit:Claim ; rdf:subject id:s2 ; rdf:predicate nhsit:supersedes ; rdf:object id:s1 ;
  nhsit:confidence nhsit:Medium .
claim:y a nhsit:Claim ; rdf:subject id:s3 ; rdf:predicate nhsit:supersedes ; rdf:object id:s2 ;
  nhsit:rank nhsit:Deprecated ; {days("start", "2006-01-01")} .
"""
