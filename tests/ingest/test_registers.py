"""Each register fills the cells of the record, at the precision that it states, and only those."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError, UsageError
from kg.ingest.proposals import write_proposals
from kg.ingest.registers.legislation import read_law
from tests.ingest.conftest import Import, cells_of


def _ods(code: str, name: str, start: str, end: str = "") -> str:
    row = [code, name, "Y1", "Q1", "1 STREET", "", "", "TOWN", "", "AB1 2CD", start, end]
    return ",".join(f'"{cell}"' for cell in [*row, *[""] * 15]) + "\r\n"


ETR = (
    _ods("91Q", "NHS HILL AND DALE PCG", "20130401", "20200331")
    + _ods("RNN", "NORTH NHS FOUNDATION TRUST", "19940401")
    + _ods("RYL", "LINE DIRECT NHS TRUST", "20070401", "20140331")
    + _ods("77A", "NHS HILL AND DALE PCG - 77A", "20200401")
    + _ods("Z01", "QQQQ SURGERY", "20000101")
)


def test_a_list_of_ods_gives_codes_other_names_and_ends_whose_last_day_is_stated(
    read: Import,
) -> None:
    found = read("ods", ETR)
    assert cells_of(found, "identities") == [
        {"entity": "pcg-hill", "scheme": "ods", "code": "91Q", "start": "2013-04-01",
         "end": "2020-04-01"},
        {"entity": "north-trust", "scheme": "ods", "code": "RNN", "start": "1994-04-01"},
        {"scheme": "ods", "code": "RYL", "start": "2007-04-01", "end": "2014-04-01"},
        {"scheme": "ods", "code": "77A", "start": "2020-04-01"},
    ]  # fmt: skip
    assert cells_of(found, "bodies") == [{"id": "pcg-hill", "end": "2020-04-01"}]
    assert cells_of(found, "names") == [
        {"entity": "north-trust", "name": "North NHS Foundation Trust", "kind": "Alias"}
    ]
    review = [one for one in found if "entity" in one.candidates]
    assert [one.named["entity"] for one in review] == [
        "LINE DIRECT NHS TRUST", "NHS HILL AND DALE PCG - 77A",
    ]  # fmt: skip
    assert found[0].passages[0].locator == "91Q"
    assert found[0].cells["sources"] == "src#91Q"


def test_one_body_is_not_given_two_codes_by_its_name(read: Import) -> None:
    twice = _ods("RN1", "NORTH HOSPITAL NHS TRUST", "1994", "").replace('"1994"', '"19940401"')
    found = read("ods", twice + _ods("RN2", "NORTH HOSPITAL NHS TRUST", "20000401"))
    assert [one.cells.get("entity") for one in found] == [None, None]
    assert all(one.candidates["entity"][0].id == "north-trust" for one in found)


def test_a_new_name_at_govuk_has_another_code_of_one_body(read: Import) -> None:
    whole = [_govuk("old", "OB"), _govuk("older", "Old Body", "no_longer_exists", "2013-04-01")]
    found = read("govuk", json.dumps(whole))
    assert [one["entity"] for one in cells_of(found, "identities")] == ["old-body", "old-body"]
    assert {"id": "old-body", "end": "2013-04-01"} in cells_of(found, "bodies")


def test_successions_of_ods_are_one_event_however_often_they_are_stated(read: Import) -> None:
    rows = (
        "RWW,REW,M,20190401,1\nRWW,REW,M,20190401,2\n09V,REW,M,20210401,1\nAAA,BBB,M,20210401,1\n"
    )
    found = cells_of(read("ods", rows), "events")
    assert found[0] == {"id": "west-taken", "date": "2019-04-01"}
    assert {k: found[1][k] for k in ("kind", "date", "ended", "gaining")} == {
        "kind": "Absorption", "date": "2021-04-01", "ended": "pcg-vale", "gaining": "merged-trust",
    }  # fmt: skip
    assert len(found) == 2


def _ord(code: str, name: str, start: str, succs: list[dict[str, object]]) -> dict[str, object]:
    return {"Organisation": {
        "Name": name, "OrgId": {"extension": code}, "Status": "Active",
        "Date": [{"Type": "Operational", "Start": start}], "Succs": {"Succ": succs}}}  # fmt: skip


def test_an_organisation_of_ord_says_who_it_follows_and_both_ends_are_one_event(
    read: Import,
) -> None:
    def step(kind: str, code: str) -> dict[str, object]:
        return {"Type": kind, "Date": [{"Type": "Legal", "Start": "2021-04-01"}],
                "Target": {"OrgId": {"extension": code}}}  # fmt: skip

    whole = [
        _ord("09V", "NHS VALE PCG", "2020-04-01", [step("Successor", "REW")]),
        _ord("REW", "EAST AND WEST NHS TRUST", "1991-04-01", [step("Predecessor", "09V")]),
    ]
    found = read("ord", json.dumps(whole))
    [event] = cells_of(found, "events")
    assert (event["ended"], event["gaining"], event["date"]) == (
        "pcg-vale", "merged-trust", "2021-04-01",
    )  # fmt: skip
    codes = cells_of(found, "identities")
    assert [one.get("entity") for one in codes] == ["pcg-vale", None]


def _govuk(
    slug: str, title: str, status: str | None = None, closed: str | None = None, **lists: list[str]
) -> dict[str, object]:
    return {
        "id": f"https://www.example.org/api/organisations/{slug}", "title": title,
        "web_url": f"https://www.example.org/{slug}",
        "details": {"slug": slug, "abbreviation": "", "closed_at": closed,
                    "govuk_status": "closed" if status else "live", "govuk_closed_status": status},
        **{f"{name}_organisations": [{"id": f"https://x/{s}"} for s in slugs]
           for name, slugs in lists.items()},
    }  # fmt: skip


def test_organisations_at_govuk_give_ends_heirs_parents_and_former_names(read: Import) -> None:
    whole = [
        _govuk("regulator", "Parish Regulator", "merged", "2016-04-01T00:00:00.000+01:00",
               superseding=["bureau"], parent=["department"]),
        _govuk("bureau", "Bureau of Parishes", superseded=["regulator"]),
        _govuk("department", "Department of Parishes"),
        _govuk("ministry", "Ministry of Parishes", "changed_name", "1980-01-01",
               superseding=["department"]),
        _govuk("acme", "Line Direct NHS Trust", "devolved", "2011-01-01", superseding=["department"]),
    ]  # fmt: skip
    found = read("govuk", json.dumps(whole))
    ends = [one for one in cells_of(found, "bodies") if "end" in one]
    assert ends == [{"id": "regulator", "end": "2016-04-01"}]
    [event] = cells_of(found, "events")
    assert (event["ended"], event["date"], event.get("gaining")) == (
        "regulator", "2016-04-01", None,
    )  # fmt: skip
    [review] = [one for one in found if one.table == "events"]
    assert {one.id for one in review.candidates["gaining"][:2]} == {"bureau-1", "bureau-2"}
    assert cells_of(found, "names") == [
        {"entity": "department", "name": "Ministry of Parishes", "kind": "FormerName",
         "end": "1980-01-01"}
    ]  # fmt: skip
    assert [one["property"] for one in cells_of(found, "claims")] == ["parentBody"]


def _item(code: str, label: str, **claims: list[object]) -> dict[str, object]:
    return {
        "id": code, "labels": {"en": {"language": "en", "value": label}},
        "claims": {name: [{"rank": "normal", "mainsnak": {"datavalue": {"value": value}}}
                          for value in values] for name, values in claims.items()},
    }  # fmt: skip


def test_a_year_of_wikidata_stays_a_year(read: Import) -> None:
    when = {"time": "+2001-01-01T00:00:00Z", "precision": 9}
    items = [
        _item("Q11", "Old Body", P571=[when], P1366=[{"id": "Q12"}]),
        _item("Q12", "New Body", P571=[{"time": "+2013-04-00T00:00:00Z", "precision": 10}],
              P1365=[{"id": "Q11"}], P749=[{"id": "Q13"}], P576=[when, when | {"time": "+2002-01-01T00:00:00Z"}]),
        _item("Q13", "Department of Parishes"),
    ]  # fmt: skip
    found = read("wikidata", json.dumps({"entities": {str(one["id"]): one for one in items}}))
    assert cells_of(found, "bodies") == [
        {"id": "old-body", "start": "2001"}, {"id": "new-body", "start": "2013-04"},
    ]  # fmt: skip
    assert cells_of(found, "events") == [{"id": "succession", "date": "2013-04"}]
    assert {one["code"]: one["entity"] for one in cells_of(found, "identities")} == {
        "Q11": "old-body", "Q12": "new-body", "Q13": "department",
    }  # fmt: skip
    [claim] = cells_of(found, "claims")
    assert (claim["subject"], claim["object"]) == ("new-body", "department")


PEOPLE = json.dumps({"persons": [
    {"id": "p/1", "other_names": [
        {"note": "Main", "honorific_prefix": "Baroness", "lordname": "Smith", "lordofname": "Hill"}]},
    {"id": "p/2", "other_names": [{"note": "Main", "given_name": "Tom", "family_name": "Jones"}]},
]})  # fmt: skip


def _office(person: str, role: str, end: str) -> dict[str, str]:
    return {"id": "uk.org.publicwhip/moffice/7", "person_id": person, "role": role,
            "organization_id": "parishes", "start_date": "2003-06-12", "end_date": end}  # fmt: skip


def test_ministers_end_on_the_day_after_the_last_and_private_secretaries_are_none(
    read: Import,
) -> None:
    whole = {
        "organizations": [{"id": "parishes", "name": "Department of Parishes"}],
        "memberships": [
            _office("p/1", "Secretary of State", "2005-05-05"),
            _office("p/2", "Secretary of State", "9999-12-31"),
            _office("p/2", "PPS (Ms Smith, Secretary of State)", "2005-05-05"),
            _office("p/1", "Shadow Minister", "2005-05-05"),
            _office("p/1", "Minister of State", "2005-05-05"),
        ],
    }
    found = read("parlparse", json.dumps(whole), people=PEOPLE)
    tenures = cells_of(found, "tenures")
    assert tenures[0] | {"rank": ""} == {
        "person": "ann-smith", "post": "secretary", "start": "2003-06-12", "end": "2005-05-06",
        "capacity": "substantive", "rank": "",
    }  # fmt: skip
    assert "end" not in tenures[1] and "person" not in tenures[1]
    assert len(tenures) == 3
    assert found[2].named["post"] == "Minister of State, Department of Parishes"


def test_ministers_without_a_file_of_people_say_which_is_missing(read: Import) -> None:
    with pytest.raises(UsageError, match=r"people\.json"):
        read("parlparse", json.dumps({"memberships": [_office("p/1", "Minister", "")]}))


def test_the_tables_of_ministers_are_read_together(read: Import) -> None:
    found = read(
        "ifg", "a,b\n1,2\n",
        appointment="id,person_id,post_id,start_date,end_date\na1,p1,o1,2003-06-12,2005-05-06\n",
        person="id,name,start_date,end_date\np1,Ms Nobody,2004-01-01,\np1,Ann Smith,,2004-01-01\n",
        post="id,organisation_id,name\no1,d1,Secretary of State for Parishes\n",
        organisation="id,name\nd1,Department of Parishes\n",
        appointment_characteristics="appointment_id,is_acting\na1,True\n",
    )  # fmt: skip
    assert cells_of(found, "tenures") == [
        {"person": "ann-smith", "post": "secretary", "start": "2003-06-12", "end": "2005-05-06",
         "rank": "normal", "capacity": "acting"}
    ]  # fmt: skip
    with pytest.raises(UsageError, match=r"lacks appointment\.csv, person\.csv"):
        read("ifg", "a\n1\n")


def _release(day: str, amount: float, status: str = "active", **award: object) -> dict[str, object]:
    return {
        "ocid": "ocds-abc123-x1", "date": f"{day}T10:00:00Z", "id": day, "tag": ["award"],
        "buyer": {"id": "b", "name": "Department of Parishes"},
        "tender": {"title": "Parish records", "value": {"amount": 9, "currency": "GBP"}},
        "parties": [{"id": "s", "name": "ACME SYSTEMS LTD",
                     "identifier": {"scheme": "GB-COH", "id": "42"}}],
        "awards": [{"id": "1", "status": status, "suppliers": [{"id": "s", "name": "ACME SYSTEMS LTD"}],
                    "value": {"amount": amount, "currency": "GBP"},
                    "contractPeriod": {"startDate": "2020-01-01T00:00:00Z",
                                       "endDate": "2021-12-31T23:59:59Z"}, **award}],
    }  # fmt: skip


def test_a_later_release_corrects_an_earlier_one(read: Import) -> None:
    whole = {"releases": [_release("2020-03-01", 150.4), _release("2020-02-01", 100)]}
    found = read("ocds", json.dumps(whole))
    [contract] = cells_of(found, "contracts")
    assert {k: v for k, v in contract.items() if k not in ("id", "label", "ending")} == {
        "buyer": "department", "supplier": "acme", "announced": "2020-02-01", "start": "2020-01-01",
        "agreed_end": "2022-01-01", "value_gbp": "150", "value_kind": "award",
    }  # fmt: skip
    [code] = cells_of(found, "identities")
    assert code == {"entity": contract["id"], "scheme": "ocid", "code": "ocds-abc123-x1"}
    void = read("ocds", json.dumps({"releases": [_release("2020-02-01", 100, "cancelled")]}))
    assert void == []


def test_a_value_in_other_money_is_told_in_words(read: Import) -> None:
    dear = _release("2020-02-01", 1, value={"amount": 5000, "currency": "EUR"})
    [contract] = cells_of(read("ocds", json.dumps([dear])), "contracts")
    assert "value_gbp" not in contract
    assert contract["value_note"] == "5,000 EUR"


def test_companies_have_blanks_in_headers_and_names_that_ended(read: Import) -> None:
    header = ("CompanyName, CompanyNumber,DissolutionDate,IncorporationDate,PreviousName_1.CONDATE,"
              " PreviousName_1.CompanyName,PreviousName_2.CONDATE, PreviousName_2.CompanyName")  # fmt: skip
    found = read(
        "companies-house",
        f"{header}\nACME SYSTEMS LIMITED,42,,01/02/1990,03/04/2001,ACME PARISH LTD,5/6/1995,OLD ACME LTD\n"
        "NOBODY LTD,99,,01/02/1990,,,,\n",
    )
    assert cells_of(found, "names") == [
        {"entity": "acme", "name": "Acme Parish Ltd", "kind": "FormerName", "start": "1995-06-05",
         "end": "2001-04-03"},
        {"entity": "acme", "name": "Old Acme Ltd", "kind": "FormerName", "start": "1990-02-01",
         "end": "1995-06-05"},
    ]  # fmt: skip
    assert cells_of(found, "identities") == [
        {"entity": "acme", "scheme": "companies-house", "code": "00000042", "start": "1990-02-01"}
    ]
    assert cells_of(found, "bodies") == [{"id": "acme", "start": "1990-02-01"}]


LAW = """<?xml version="1.0"?>
<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation"
  IdURI="http://www.legislation.gov.uk/id/ukpga/2001/{number}" RestrictExtent="E+W">
 <ukm:Metadata xmlns:ukm="http://www.legislation.gov.uk/namespaces/metadata"
   xmlns:dc="http://purl.org/dc/elements/1.1/">
  <dc:title>{title}</dc:title>
  <ukm:PrimaryMetadata><ukm:Year Value="2001"/><ukm:EnactmentDate Date="2001-05-11"/>
  </ukm:PrimaryMetadata>
 </ukm:Metadata>
</Legislation>"""


def test_a_law_is_known_by_its_number_and_another_gets_a_row(read: Import) -> None:
    found = read("legislation", LAW.format(number=3, title="Parish (Things) Act 2001"))
    assert cells_of(found, "legislation") == [
        {"id": "parish-act", "label": "Parish (Things) Act 2001", "citation": "2001 c. 3",
         "date": "2001-05-11",
         "legislation_uri": "http://www.legislation.gov.uk/id/ukpga/2001/3"}
    ]  # fmt: skip
    other = read("legislation", LAW.format(number=4, title="Another Act 2001"))
    assert cells_of(other, "legislation")[0]["id"] == "another-act-2001"
    assert cells_of(other, "identities")[0]["entity"] == "another-act-2001"


def test_no_entity_of_a_law_is_ever_filled_in(tmp_path: Path) -> None:
    bomb = LAW.replace("<Legislation", '<!DOCTYPE x [<!ENTITY a "boom">]>\n<Legislation', 1)
    path = tmp_path / "law.xml"
    path.write_text(bomb.format(number=3, title="&a;"), "utf8")
    with pytest.raises(UsageError, match="declares entities or a document type"):
        read_law(path)


WRONG = {
    "ods": "organisation,name\nRXX,Somewhere\n",
    "ord": '{"Organisations": [{"Name": "X"}]}',
    "govuk": '[{"title": "X"}]',
    "wikidata": '{"entities": {"Q1": {"id": "Q1"}}}',
    "parlparse": '{"results": []}',
    "ocds": '{"releases": []}',
    "companies-house": "CompanyName,Number\nX,1\n",
    "legislation": "<html><body/></html>",
}


@pytest.mark.parametrize("name", sorted(WRONG))
@pytest.mark.parametrize("text", ["wrong", "half", "empty", "text"])
def test_a_file_of_another_layout_is_told_in_lines_that_name_it(
    read: Import, name: str, text: str
) -> None:
    words = {
        "wrong": WRONG[name], "half": '{"releases": [{"oc', "empty": "", "text": "Dear reader"
    }[text]  # fmt: skip
    with pytest.raises(KgError) as told:
        read(name, words)
    assert all("register.csv" in line for line in str(told.value).splitlines())


def test_a_row_of_another_layout_further_down_is_told_with_its_line(read: Import) -> None:
    with pytest.raises(KgError, match=r"register\.csv:3: is no row of ODS: Total, 2"):
        read(
            "ods", _ods("RNN", "NORTH", "19940401") + _ods("RNM", "NORTH", "19940401") + "Total,2\n"
        )


_STEP = {"Type": "Successor", "Date": [{"Type": "Legal", "Start": "2021-04-01"}],
         "Target": {"OrgId": {"extension": "REW"}}}  # fmt: skip
_PART = {"id": "RE2", "Date": [{"Type": "Operational", "Start": "2020"}], "Target": _STEP["Target"]}
WHOLE: dict[str, Any] = {
    "ord": [_ord("09V", "NHS VALE PCG", "2020-04-01", [_STEP]) | {"Rels": {"Rel": [_PART]}}],
    "govuk": [_govuk("regulator", "Parish Regulator", "merged", "2016-04-01", superseding=["b"],
                     parent=["b"]), _govuk("b", "Bureau of Parishes", superseded=["regulator"])],
    "wikidata": {"entities": {"Q11": _item("Q11", "Old Body", P571=[{"time": "+2001-01-01T00",
                 "precision": 9}], P1366=[{"id": "Q12"}], P749=[{"id": "Q12"}], P856=["x"])}},
    "parlparse": json.loads(PEOPLE) | {"memberships": [_office("p/1", "Minister", "2005-05-05")],
                                       "organizations": [{"id": "parishes", "name": "Department of Parishes"}]},
    "ocds": {"releases": [_release("2020-03-01", 150)]},
}  # fmt: skip


def _places(whole: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield place
    for key in (
        whole if isinstance(whole, dict) else range(len(whole)) if isinstance(whole, list) else ()
    ):
        yield from _places(whole[key], (*place, key))


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_reader_takes_json_of_any_shape_or_says_what_is_wrong(read: Import, name: str) -> None:
    assert read(name, json.dumps(WHOLE[name]))
    for place in filter(None, _places(WHOLE[name])):
        for other in (None, 1, "x", [], [["x"]], {"id": None}):
            whole = copy.deepcopy(WHOLE[name])
            inside = whole
            for key in place[:-1]:
                inside = inside[key]
            inside[place[-1]] = other
            with suppress(KgError):
                read(name, json.dumps(whole))


def test_a_second_import_proposes_nothing_new(read: Import, tmp_path: Path) -> None:
    first = read("ods", ETR)
    assert write_proposals(tmp_path / "inbox", first) == (len(first), len(first))
    assert write_proposals(tmp_path / "inbox", read("ods", ETR)) == (0, len(first))
    more = read("ods", _ods("A01", "NHS VALE PCG - 1", "20200401") + ETR)
    assert write_proposals(tmp_path / "inbox", more) == (1, len(first) + 1)
