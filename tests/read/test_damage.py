"""What spreadsheets do to cells: understood over a whole column, told with what stood there before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.fields import Cell, Field
from kg.read.damage import Damage, Mender, lost_zeros, text_problem
from kg.read.sheets import Row

START = Field("start", Cell.DATE, "start")
READ = Field("read_at", Cell.DAY)
END = Field("end", Cell.DATE, "end", ahead=True)
VALUE = Field("value", Cell.NUMBER)
WHOLE = Field("size", Cell.INTEGER)
FLAG = Field("official", Cell.FLAG)
RANK = Field("rank", Cell.CHOICE)
REFS = Field("authors", Cell.REF, many=True)
EVIDENCE = Field("sources", Cell.EVIDENCE, many=True)
TEXT = Field("note")
LINK = Field("url", Cell.LINK)
ID = Field("id", Cell.SLUG)
COLUMNS = (ID, START, END)


@dataclass
class _Known:
    day: date = date(2026, 11, 28)

    def words(self, column: Field) -> Mapping[str, str]:
        return {
            "normal": "normal",
            "parentbody": "parentBody",
            "src": "src",
            "old-body": "old-body",
        }


def _mender(*rows: Sequence[str], separator: str = ",") -> Mender:
    return Mender(
        COLUMNS, [Row(i, list(row)) for i, row in enumerate(rows, 2)], _Known(), separator
    )


def _meant(column: Field, cell: str, *rows: Sequence[str], separator: str = ",") -> str | None:
    found = _mender(*rows, separator=separator).find(column, cell)
    return found.meant if found else None


@pytest.mark.parametrize(
    ("column", "cell", "meant"),
    [
        (START, "Apr-13", "2013-04"),
        (START, "Apr-48", "1948-04"),
        (START, "Apr 2013", "2013-04"),
        (START, "April 2013", "2013-04"),
        (START, "1-Apr-13", "2013-04-01"),
        (START, "01-Apr-2013", "2013-04-01"),
        (START, "1 April 2013", "2013-04-01"),
        (START, "1st April 2013", "2013-04-01"),
        (START, "April 1, 2013", "2013-04-01"),
        (START, "2013/04/05", "2013-04-05"),
        (START, "2013-4-5", "2013-04-05"),
        (START, "2013-04-05 00:00:00", "2013-04-05"),
        (START, "2013-04-05T00:00:00Z", "2013-04-05"),
        (START, "2013–04–01", "2013-04-01"),
        (START, "‘2013-04’", "2013-04"),
        (START, "'2013", "2013"),
        (START, "2013.0", "2013"),
        (START, "41370", "2013-04-06"),
        (START, "41370.0", "2013-04-06"),
        (READ, "41365", "2013-04-01"),
        (READ, "2013-04-01 00:00", "2013-04-01"),
        (START, "25/12/2013", "2013-12-25"),
        (START, "12/25/2013", "2013-12-25"),
        (START, "25/12/13 00:00", "2013-12-25"),
        (START, "03/03/2013", "2013-03-03"),
        (START, "\xa02013-04\u200b", "2013-04"),
        (VALUE, "1,234,567", "1234567"),
        (VALUE, "1,234.5", "1234.5"),
        (VALUE, "£12", "12"),
        (VALUE, "£ 1,000", "1000"),
        (WHOLE, "39.00", "39"),
        (WHOLE, "1,039.0", "1039"),
        (FLAG, "TRUE", "yes"),
        (FLAG, "False", "no"),
        (FLAG, "Y", "yes"),
        (RANK, "Normal", "normal"),
        (RANK, "NORMAL", "normal"),
        (REFS, "Old-Body|SRC", "old-body|src"),
        (REFS, "old–body | src", "old-body|src"),
        (EVIDENCE, "Src#P. 1", "src#P. 1"),
        (ID, "Old-Body", "old-body"),
        (LINK, '=HYPERLINK("https://example.org/";"x")', "https://example.org/"),
        (LINK, "https://example.org/\u200b", "https://example.org/"),
        (TEXT, '="02579852"', "02579852"),
        (TEXT, "'02579852", "02579852"),
        (TEXT, "It’s – ‘fine’\xa0now", "It’s – ‘fine’ now"),
    ],
)  # fmt: skip
def test_what_stood_there_before_is_found(column: Field, cell: str, meant: str) -> None:
    assert _meant(column, cell) == meant


@pytest.mark.parametrize(
    ("column", "cell", "note"),
    [
        (START, "03/04/2013", "2013-04-03 or 2013-03-04: nothing in the table shows which"),
        (START, "3.4.2013", "2013-04-03 or 2013-03-04: nothing in the table shows which"),
        (START, "41365", "2013-04-01 or 2013-04"),
        (START, "41275", "2013-01-01 or 2013-01 or 2013"),
        (START, "2013-04-01 00:00:00", "2013-04-01 or 2013-04"),
        (END, "Mar-27", "1927-03 or 2027-03"),
        (VALUE, "1.23E+09", "about 1230000000: digits may be lost"),
        (WHOLE, "1.2E+3", "about 1200: digits may be lost"),
        (TEXT, "#REF!", "what it was is lost"),
        (START, "########", "what it was is lost"),
        (TEXT, "TRUE", "what it was is lost"),
        (TEXT, "02-Jan", "what it was is lost"),
        (TEXT, "5.00E+10", "what it was is lost"),
        (TEXT, "x" * 32_767, "what it was is lost"),
    ],
)
def test_what_cannot_be_known_is_said_and_left(column: Field, cell: str, note: str) -> None:
    found = _mender().find(column, cell)
    assert found is not None
    assert (found.meant, found.note) == (None, note)


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        pytest.param(["13/04/2013"], "2013-04-03", id="the day first"),
        pytest.param(["04/13/2013"], "2013-03-04", id="the month first"),
        pytest.param(["13/04/2013", "04/13/2013"], None, id="both"),
        pytest.param(["03/04/2013", "12/12/2013"], None, id="neither"),
        pytest.param(["13.04.2013"], "2013-04-03", id="the day first, with dots"),
        pytest.param(["2013-04-13", "199X", "..", "Apr-13"], None, id="dates that show nothing"),
    ],
)
def test_which_stands_first_is_learnt_from_the_column(shown: list[str], meant: str | None) -> None:
    rows = [["a", cell, ""] for cell in shown]
    assert _meant(START, "03/04/2013", *rows) == meant
    assert _meant(END, "03/04/2013", *rows) == meant  # one spreadsheet wrote the whole table


def test_a_column_that_shows_it_is_not_overruled_by_another() -> None:
    rows = [["a", "13/04/2013", "04/13/2013"]]
    assert _meant(START, "03/04/2013", *rows) == "2013-04-03"
    assert _meant(END, "03/04/2013", *rows) == "2013-03-04"


@pytest.mark.parametrize(
    ("cell", "meant"), [("1.234,5", "1234.5"), ("1,5", "1.5"), ("1 234", "1234"), ("2,75", "2.75")]
)
def test_a_file_with_semicolons_has_decimal_commas(cell: str, meant: str) -> None:
    assert _meant(VALUE, cell, separator=";") == meant
    assert _meant(VALUE, cell) is None


@pytest.mark.parametrize(
    "cell",
    ["A text", "True North", "E", "1E3 is a code", "X26", "5E10", "RA9", "1-2", "'Fit' for purpose",
     "9 January", "# 5", "#1 of all", "10%", "(none)", "2 - 2"],
)  # fmt: skip
def test_a_sound_text_is_no_damage(cell: str) -> None:
    assert text_problem(cell) == ""
    assert _mender().find(TEXT, cell) is None


@pytest.mark.parametrize(
    ("code", "form", "meant"),
    [
        ("2579852", "([A-Z]{2}[0-9]{6}|[0-9]{8})", ["02579852"]),
        ("121032683", "[0-9]{15}[0-9X]", ["0000000121032683"]),
        ("52857254", "0[a-z0-9]{8}", ["052857254"]),
        ("12", "[A-Z0-9]{3,5}", ["012", "0012", "00012"]),
        ("SC1234", "([A-Z]{2}[0-9]{6}|[0-9]{8})", []),
    ],
)
def test_a_code_gets_back_the_zeros_that_its_form_asks_for(
    code: str, form: str, meant: list[str]
) -> None:
    assert list(lost_zeros(code, form)) == meant


def test_a_power_that_no_number_has_is_not_written_out() -> None:
    found = _mender().find(WHOLE, "1E+1012000000")
    assert found is not None and found.meant is None


DAYS = st.dates(date(1930, 1, 1), date(2026, 11, 28))


@given(
    st.lists(DAYS, min_size=1, max_size=12), st.sampled_from(["%d/%m/%Y", "%m/%d/%y", "%d.%m.%Y"])
)
def test_a_rewritten_column_comes_back_or_is_left(days: list[date], form: str) -> None:
    rows = [["a", day.strftime(form), ""] for day in days]
    mender = _mender(*rows)
    for day, (_, cell, _) in zip(days, rows, strict=True):
        found = mender.find(START, cell)
        assert found is not None
        assert found.meant in (day.isoformat(), None)
    if any(day.day > 12 for day in days):
        assert all(isinstance(mender.find(START, row[1]), Damage) for row in rows)
        assert [mender.find(START, row[1]).meant for row in rows] == [d.isoformat() for d in days]  # type: ignore[union-attr]


@given(st.sampled_from([START, END, READ, VALUE, WHOLE, FLAG, RANK, REFS, EVIDENCE, TEXT, LINK, ID]),
       st.text(max_size=30) | st.from_regex(r"[0-9/.:E+\- ]{1,20}", fullmatch=True))  # fmt: skip
def test_no_cell_is_more_than_not_understood(column: Field, cell: str) -> None:
    found = _mender(["a", cell, cell]).find(column, cell)
    assert found is None or found.meant is None or isinstance(found.meant, str)
