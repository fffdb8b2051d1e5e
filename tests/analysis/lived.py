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


def post(name: str, title: str, body: str, kind: str = "OtherPost", single: bool = True) -> str:
    """Return a post of a body as Turtle; a `single` one is held by one person at a time."""
    most = " ; nhsit:maxHolders 1" if single else ""
    return (
        f'id:{name} a nhsit:Post ; skos:prefLabel "{title}"@en ; org:postIn id:{body} ; '
        f"nhsit:postKind nhsit:{kind}{most} .\n"
    )


def held(tenure: str, who: str, post: str, start: str = "", end: str = "", more: str = "") -> str:
    """Return who held a post as Turtle."""
    dated = "".join(f" ; {days(k, d)}" for k, d in (("start", start), ("end", end)) if d)
    return (
        f"id:{tenure} a nhsit:Tenure ; org:member id:{who} ; nhsit:post id:{post}{dated}{more} .\n"
        f'id:{who} a nhsit:Person ; skos:prefLabel "{who.title()}"@en .\n'
    )


SEEN = "nhsit:attestedLast"
"""The last day on which the record shows that a thing existed, as its rules derive it."""

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
id:heir a nhsit:Body ; skos:prefLabel "Heir"@en ; nhsit:tier nhsit:National {life("2004-01-01")} ;
  {SEEN} "2010-01-01"^^xsd:date .
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


def event(name: str, kind: str, day: str, rest: str, status: str = "Happened") -> str:
    """Return an event as Turtle; a date may be two days joined by a slash, or empty."""
    first, _, last = day.partition("/")
    dated = f" ; {days('date', first, last)}" if day else ""
    return (
        f'id:{name} a nhsit:{kind} ; nhsit:status nhsit:{status} ; skos:prefLabel "{name}"@en ; '
        f"{rest}{dated} .\n"
    )


ALL_A = "id:a1, id:a2, id:a3"
EVENTS = f"""
id:act a nhsit:Legislation ; skos:prefLabel "The Act"@en ; {days("date", "2003-01-01")} .
id:report a nhsit:Report ; skos:prefLabel "The Report"@en ; {days("date", "2001-01-01")} .
id:heir {SEEN} "2014-01-01"^^xsd:date .
id:goes {SEEN} "2014-01-01"^^xsd:date .
id:spine a nhsit:System .
id:many nhsit:groupSize 50 .
{event("set-up", "Creation", "2000-01-01", f"nhsit:createdBody {ALL_A}")}
{
    event(
        "reform",
        "Reorganisation",
        "2004-01-01",
        "nhsit:legalBasis id:act ; nhsit:triggeredBy id:report",
    )
}
{
    event(
        "swap",
        "Replacement",
        "2004-01-01",
        f"nhsit:endedBody {ALL_A} ; nhsit:createdBody id:heir ; nhsit:partOfEvent id:reform",
    )
}
{
    event(
        "move",
        "FunctionTransfer",
        "2014-01-01",
        "nhsit:losingBody id:heir ; nhsit:gainingBody id:goes",
    )
}
{event("stop", "Abolition", "2010-01-01", "nhsit:endedBody id:short")}
{event("mass", "Creation", "1990-01-01/1990-12-31", "nhsit:createdBody id:many")}
{event("systems", "Replacement", "2015-01-01", "nhsit:endedBody id:spine")}
{event("plan", "Replacement", "2019-01-01", "nhsit:endedBody id:goes", "Planned")}
id:minister a nhsit:Person ; skos:prefLabel "First Minister"@en .
id:next a nhsit:Person ; skos:prefLabel "Next Minister"@en .
claim:say a nhsit:Claim ; rdf:subject id:minister ; rdf:predicate nhsit:announced ;
  rdf:object id:stop .
nhsit:HealthSecretaryOffice skos:prefLabel "health secretary"@en ;
  skos:notation "health-secretary" ; nhsit:answersFor nhsit:England .
id:sos a nhsit:Post ; skos:prefLabel "Secretary of State for Health and more"@en ;
  nhsit:office nhsit:HealthSecretaryOffice .
id:t1 a nhsit:Tenure ; nhsit:post id:sos ; org:member id:minister ;
  {days("start", "1999-01-01")} ; {days("end", "2004-01-01")} .
id:t2 a nhsit:Tenure ; nhsit:post id:sos ; org:member id:next ; {days("start", "2004-01-01")} .
id:t3 a nhsit:Tenure ; nhsit:post id:sos ; org:member id:next ; nhsit:rank nhsit:Deprecated ;
  {days("start", "1990-01-01")} ; {days("end", "1999-01-01")} .
id:t4 a nhsit:Tenure ; nhsit:post id:sos ; org:member id:minister ; {days("end", "1985-01-01")} .
claim:r1 a nhsit:Claim ; rdf:subject id:heir ; rdf:predicate nhsit:ran ; rdf:object id:spine ;
  {days("start", "2005-01-01")} .
claim:r2 a nhsit:Claim ; rdf:subject id:a1 ; rdf:predicate nhsit:ran ; rdf:object id:spine ;
  {days("start", "2001-01-01")} .
claim:r3 a nhsit:Claim ; rdf:subject id:goes ; rdf:predicate nhsit:ran ; rdf:object id:spine ;
  nhsit:rank nhsit:Deprecated .
"""
