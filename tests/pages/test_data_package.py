from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from kg.model import schema
from kg.pages.data_package import describe_package, write_package
from kg.pages.frame import Frame
from kg.pages.library import Library


@pytest.fixture(scope="module")
def package(railway_frame: Frame) -> dict[str, Any]:
    library = railway_frame.library
    return describe_package(library.dataset, library.vocabulary, library.tables, "tables/", "1.0")


def _rows(library: Library, name: str) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(library.tables[name].decode("utf-8-sig")))]


def _by_name(package: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {resource["path"].split("/")[1][:-4]: resource for resource in package["resources"]}


def test_every_table_is_described_with_its_columns_in_the_order_of_its_file(
    package: dict[str, Any], railway_frame: Frame
) -> None:
    library = railway_frame.library
    found = _by_name(package)
    assert found.keys() == library.tables.keys()
    for name, resource in found.items():
        header = library.tables[name].decode("utf-8-sig").partition("\n")[0].strip().split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert resource["bytes"] == len(library.tables[name])


def _problems(field: dict[str, Any], cell: str) -> list[str]:
    rules = field.get("constraints", {})
    if not cell:
        return ["required"] if rules.get("required") else []
    wrong = []
    if "enum" in rules and cell not in rules["enum"]:
        wrong.append(f"{cell} is not among {rules['enum']}")
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        wrong.append(f"{cell} does not fit {rules['pattern']}")
    if field["type"] == "integer" and int(cell) < rules.get("minimum", int(cell)):
        wrong.append(f"{cell} is too small")
    if field["type"] == "boolean" and cell not in field["trueValues"] + field["falseValues"]:
        wrong.append(f"{cell} is neither")
    return wrong


def test_the_rows_of_a_record_that_was_built_fit_the_schemas(
    package: dict[str, Any], railway_frame: Frame
) -> None:
    for name, resource in _by_name(package).items():
        for row in _rows(railway_frame.library, name):
            for field in resource["schema"]["fields"]:
                assert _problems(field, row[field["name"]]) == [], (name, row)


def test_a_foreign_key_names_rows_that_are_there(
    package: dict[str, Any], railway_frame: Frame
) -> None:
    library, found = railway_frame.library, _by_name(package)
    keys = 0
    for name, resource in found.items():
        for key in resource["schema"].get("foreignKeys", ()):
            target = key["reference"]["resource"] or name
            ids = {row[key["reference"]["fields"]] for row in _rows(library, target)}
            cells = {row[key["fields"]] for row in _rows(library, name)} - {""}
            assert cells <= ids, (name, key)
            keys += 1
    assert keys > 3


def test_a_class_that_a_record_declares_below_body_is_allowed(package: dict[str, Any]) -> None:
    types = next(f for f in _by_name(package)["bodies"]["schema"]["fields"] if f["name"] == "type")
    assert {"Body", "Operator"} <= {*types["constraints"]["enum"]}


def test_what_the_profile_asks_for_is_there(package: dict[str, Any]) -> None:
    text = json.loads(write_package(package))
    assert re.fullmatch(r"[a-z0-9._/-]+", text["name"])
    assert text["profile"] == "tabular-data-package"
    for resource in text["resources"]:
        assert re.fullmatch(r"[a-z0-9._/-]+", resource["name"])
        assert not resource["path"].startswith(("/", "..")) and ":" not in resource["path"]
        assert resource["profile"] == "tabular-data-resource"
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert len({*names}) == len(names)
    for licence in text["licenses"]:
        assert licence["path"].startswith("https://")


def test_every_table_of_the_schema_can_be_described(railway_frame: Frame) -> None:
    library = railway_frame.library
    empty = {table.name: ",".join(table.names).encode() + b"\n" for table in schema.TABLES}
    package = describe_package(library.dataset, library.vocabulary, empty, "", "1.0")
    assert len(package["resources"]) == len(schema.TABLES)
