"""The type of a column is the narrowest that holds all values of a property."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.typed_columns import SeenValues, ValueType, convert, name_columns, read_value
from kg.model.notation import read_literal
from kg.model.terms import SHIPPED, XSD


def _literal(text: str, datatype: str = "") -> str:
    return f'"{text}"^^<{XSD}{datatype}>' if datatype else f'"{text}"'


@pytest.mark.parametrize(
    ("text", "datatype", "kind", "value"),
    [
        ("12", "integer", ValueType.INTEGER, 12),
        ("+07", "nonNegativeInteger", ValueType.INTEGER, 7),
        ("9223372036854775807", "integer", ValueType.INTEGER, 2**63 - 1),
        ("9223372036854775808", "integer", ValueType.TEXT, "9223372036854775808"),
        ("1.50", "decimal", ValueType.DECIMAL, Decimal("1.50")),
        (".5", "decimal", ValueType.DECIMAL, Decimal("0.5")),
        (".", "decimal", ValueType.TEXT, "."),
        ("1e400", "decimal", ValueType.TEXT, "1e400"),
        ("1.5E3", "double", ValueType.DOUBLE, 1500.0),
        ("INF", "float", ValueType.DOUBLE, float("inf")),
        ("inf", "float", ValueType.TEXT, "inf"),
        ("1", "boolean", ValueType.BOOLEAN, True),
        ("yes", "boolean", ValueType.TEXT, "yes"),
        ("2013-04-01", "date", ValueType.DATE, date(2013, 4, 1)),
        ("2013-02-30", "date", ValueType.TEXT, "2013-02-30"),
        ("20130401", "date", ValueType.TEXT, "20130401"),
        ("-0044-03-15", "date", ValueType.TEXT, "-0044-03-15"),
        ("2013-04-01T10:00:00+01:00", "dateTime", ValueType.MOMENT,
         datetime(2013, 4, 1, 9, tzinfo=UTC)),
        ("0001-01-01T00:00:00+10:00", "dateTime", ValueType.TEXT, "0001-01-01T00:00:00+10:00"),
        ("2013-04-01T10:00:00", "dateTime", ValueType.CLOCK, datetime(2013, 4, 1, 10)),
        ("2013-04-01T24:00:00", "dateTime", ValueType.TEXT, "2013-04-01T24:00:00"),
        ("2013-04", "gYearMonth", ValueType.TEXT, "2013-04"),
        ("12", "", ValueType.TEXT, "12"),
    ],
)  # fmt: skip
def test_a_literal_is_read_by_its_datatype_where_it_is_of_it(
    text: str, datatype: str, kind: ValueType, value: object
) -> None:
    assert read_value(_literal(text, datatype)) == (kind, value)


@pytest.mark.parametrize(
    ("values", "kind", "held"),
    [
        ([("1", "integer"), ("2.50", "decimal")], ValueType.DECIMAL, [Decimal(1), Decimal("2.50")]),
        ([("1", "integer"), ("2.5", "decimal"), ("3e0", "double")], ValueType.DOUBLE, [1.0, 2.5, 3.0]),
        ([("1", "integer"), ("x", "integer")], ValueType.TEXT, ["1", "x"]),
        ([("2013-04-01", "date"), ("2013", "gYear")], ValueType.TEXT, ["2013-04-01", "2013"]),
        ([("true", "boolean"), ("1", "integer")], ValueType.TEXT, ["true", "1"]),
    ],
)  # fmt: skip
def test_a_column_holds_values_of_several_types_in_one_that_takes_them_all(
    values: list[tuple[str, str]], kind: ValueType, held: list[object]
) -> None:
    seen = SeenValues()
    terms = [_literal(*value) for value in values]
    for term in terms:
        seen.add([term], [], are_concepts=True)
    column = seen.column("x", "<x:p>")
    assert (column.type, column.is_many) == (kind, False)
    assert [convert(term, column.type) for term in terms] == held


DATATYPES = ("integer", "decimal", "double", "boolean", "date", "dateTime", "string", "gYear")


@given(st.lists(st.tuples(st.text("0123456789-+.eETZ:trufals", max_size=22),
                          st.sampled_from(DATATYPES)), min_size=1))  # fmt: skip
def test_whatever_the_literals_the_column_holds_each_as_a_value_of_its_type(
    values: list[tuple[str, str]],
) -> None:
    terms = [str(ox.Literal(text, datatype=ox.NamedNode(XSD + kind))) for text, kind in values]
    seen = SeenValues()
    for term in terms:
        seen.add([term], [], are_concepts=True)
    column = seen.column("x", "<x:p>")
    held = [convert(term, column.type) for term in terms]
    of = {ValueType.BOOLEAN: bool, ValueType.INTEGER: int, ValueType.DECIMAL: Decimal,
          ValueType.DOUBLE: float, ValueType.DATE: date, ValueType.MOMENT: datetime,
          ValueType.CLOCK: datetime, ValueType.TEXT: str}[column.type]  # fmt: skip
    assert all(type(value) is of for value in held)
    if column.type is ValueType.DECIMAL:
        assert all(-value.as_tuple().exponent <= column.scale for value in held)
    if column.type is ValueType.TEXT:
        assert held == [read_literal(term).text for term in terms]


@given(
    st.lists(
        st.from_regex(r"http://[a-z]{1,3}\.example/[#/]?[A-Za-z0-9_.:é-]{0,5}", fullmatch=True)
    )
)
def test_no_two_columns_have_names_that_an_engine_takes_for_one(iris: list[str]) -> None:
    predicates = {f"<{iri}>" for iri in iris}
    names = name_columns(predicates, SHIPPED, ["id", "label"])
    lower = [name.lower() for name in names.values()]
    assert names.keys() == predicates
    assert len({*lower, "id", "label"}) == len(lower) + 2
    assert all(name.replace("_", "a").isalnum() for name in names.values())
