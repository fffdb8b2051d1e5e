"""Reading tables: every fault with its row and column, all in one run, in words that help."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import TableErrors, UsageError
from kg.model import schema
from kg.model.vocabulary import Vocabulary
from kg.read.damage import text_problem
from kg.read.letters import letter_problem
from kg.read.tables import load_facts
from tests.conftest import ROOT, SMALL, write_tables

Break = Callable[[dict[str, list[dict[str, str]]]], None]


def _copy() -> dict[str, list[dict[str, str]]]:
    return {name: [dict(row) for row in rows] for name, rows in SMALL.items()}


def _problems(data: Path, vocabulary: Vocabulary) -> list[str]:
    with pytest.raises(TableErrors) as raised:
        load_facts(data, vocabulary)
    return [line.replace(str(data), "data") for line in str(raised.value).splitlines()]


def _set(table: str, row: int, **cells: str) -> Break:
    def apply(tables: dict[str, list[dict[str, str]]]) -> None:
        tables[table][row].update(cells)

    return apply


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            _set("bodies", 0, id="Old_Body"),
            "data/bodies.csv:2:id: 'Old_Body' is not kebab-case, such as nhs-digital",
            id="an id that is not kebab-case",
        ),
        pytest.param(
            _set("bodies", 1, id="src"),
            "data/bodies.csv:3:id: id 'src' is used twice; see data/sources.csv:2",
            id="an id used twice",
        ),
        pytest.param(
            _set("bodies", 0, label=""),
            "data/bodies.csv:2:label: is empty; every row needs one",
            id="an empty label",
        ),
        pytest.param(
            _set("bodies", 0, sources=""),
            "data/bodies.csv:2:sources: has no source; every row needs at least one",
            id="no source",
        ),
        pytest.param(
            _set("bodies", 0, sources="srcs#p. 1"),
            "data/bodies.csv:2:sources: unknown id 'srcs'; did you mean 'src'?",
            id="an unknown source",
        ),
        pytest.param(
            _set("bodies", 0, sources="new-body"),
            "data/bodies.csv:2:sources: 'new-body' is a Body; expected Source, Report, Strategy, "
            "Article or Legislation",
            id="a source that is none",
        ),
        pytest.param(
            _set("bodies", 0, start="2001-13"),
            "data/bodies.csv:2:start: '2001-13' is not a day of the calendar",
            id="a month 13",
        ),
        pytest.param(
            _set("bodies", 0, start="spring 2001"),
            "data/bodies.csv:2:start: 'spring 2001' is not a date; write 2019, 2019-07, "
            "2019-07-01, 2019~, 2019?, 199X or ..",
            id="a date in words",
        ),
        pytest.param(
            _set("bodies", 0, start=".."),
            "data/bodies.csv:2:start: '..' says that a thing goes on; only an end can",
            id="an open start",
        ),
        pytest.param(
            _set("bodies", 0, start="2014"),
            "data/bodies.csv:2:end: end 2013-04-01 is before start 2014",
            id="an end before its start",
        ),
        pytest.param(
            _set("bodies", 0, tier="natoinal"),
            "data/bodies.csv:2:tier: 'natoinal' is not a tier; did you mean 'national'?",
            id="a word that is no choice",
        ),
        pytest.param(
            _set("bodies", 0, type="Quango"),
            "data/bodies.csv:2:type: 'Quango' is not a type; expected Body, BodyGroup, Unit, "
            "Company",
            id="a wrong type",
        ),
        pytest.param(
            _set("bodies", 0, group_size="about 40"),
            "data/bodies.csv:2:group_size: 'about 40' is not a whole number, such as 12000000",
            id="a number in words",
        ),
        pytest.param(
            _set("bodies", 0, url="javascript:alert(1)"),
            "data/bodies.csv:2:url: 'javascript:alert(1)' is not a web address (http:// or "
            "https://, no spaces)",
            id="a link that would run",
        ),
        pytest.param(
            _set("bodies", 0, aliases="a||b"),
            "data/bodies.csv:2:aliases: 'a||b' is a list with an empty item or a space around '|'",
            id="an empty item in a list",
        ),
        pytest.param(
            _set("bodies", 0, label=" Old Body"),
            "data/bodies.csv:2:label: ' Old Body' begins or ends with white space",
            id="white space around a cell",
        ),
        pytest.param(
            _set("bodies", 0, label='=HYPERLINK("x")'),
            "data/bodies.csv:2:label: '=HYPERLINK(\"x\")' would run as a formula in a "
            "spreadsheet; begin with a word",
            id="a formula",
        ),
        pytest.param(
            _set("bodies", 0, label="Old\x07Body"),
            "data/bodies.csv:2:label: 'Old\\x07Body' holds a control character",
            id="a control character",
        ),
        pytest.param(
            _set("events", 0, ended="old-bodie"),
            "data/events.csv:2:ended: unknown id 'old-bodie'; did you mean 'old-body'?",
            id="an unknown id with the nearest",
        ),
        pytest.param(
            _set("events", 0, ended="src"),
            "data/events.csv:2:ended: 'src' is a Source; expected Body, BodyGroup, Unit, Company, "
            "Programme or System",
            id="an id of the wrong kind",
        ),
        pytest.param(
            _set("events", 0, kind="Incident", created=""),
            "data/events.csv:2:ended: an event of kind Incident has no 'ended'; only Creation, "
            "Abolition, Replacement, Absorption, Merger, Split, FunctionTransfer, Closure have",
            id="a role that the kind of event does not have",
        ),
    ],
)
def test_a_fault_names_its_cell_and_what_would_be_right(
    tmp_path: Path, vocabulary: Vocabulary, change: Break, expected: str
) -> None:
    tables = _copy()
    change(tables)
    assert expected in _problems(write_tables(tmp_path, tables), vocabulary)


CLAIM = {
    "subject": "old-body", "property": "parentBody", "object": "new-body", "rank": "normal",
    "confidence": "high", "sources": "src",
}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            {"property": "parentbody"},
            "data/claims.csv:2:property: unknown property 'parentbody'; did you mean "
            "'parentBody'? (see ontology/nhs-it.ttl)",
            id="a mistyped property",
        ),
        pytest.param(
            {"property": "endedBody"},
            "data/claims.csv:2:property: unknown property 'endedBody' (see ontology/nhs-it.ttl)",
            id="a property that is no relation",
        ),
        pytest.param(
            {"object": "src"},
            "data/claims.csv:2:object: 'src' is a Source; 'parentBody' wants a Body or Company "
            "here",
            id="an object of the wrong kind",
        ),
        pytest.param(
            {"sources": ""},
            "data/claims.csv:2:sources: has no source; every row needs at least one",
            id="no source",
        ),
    ],
)
def test_a_fault_in_a_claim(
    tmp_path: Path, vocabulary: Vocabulary, cells: dict[str, str], expected: str
) -> None:
    tables = _copy() | {"claims": [CLAIM | cells]}
    assert expected in _problems(write_tables(tmp_path, tables), vocabulary)


def test_the_same_claim_twice_is_told(tmp_path: Path, vocabulary: Vocabulary) -> None:
    data = write_tables(tmp_path, _copy() | {"claims": [CLAIM, CLAIM]})
    assert _problems(data, vocabulary) == [
        "data/claims.csv:3: says the same as row 2 (subject, property, object, start, end)"
    ]


def test_verdicts_come_from_the_list_of_their_facet(tmp_path: Path, vocabulary: Vocabulary) -> None:
    report = {"id": "rep", "type": "Report", "label": "Report", "sources": "src"}
    advice = {"id": "rep-r1", "report": "rep", "number": "1", "summary": "Do.", "sources": "src"}
    verdict = {
        "recommendation": "rep-r1", "facet": "response", "verdict": "enacted", "by": "project",
        "date": "2020", "sources": "src",
    }  # fmt: skip
    tables = _copy() | {
        "documents": [report],
        "recommendations": [advice],
        "assessments": [verdict, verdict | {"facet": "reply", "date": "2021"}],
    }
    problems = _problems(write_tables(tmp_path, tables), vocabulary)
    assert problems[0].startswith("data/assessments.csv:2:verdict: 'enacted' is no response")
    assert problems[1] == (
        "data/assessments.csv:3:facet: unknown facet 'reply'; expected implementation or response"
    )


def test_all_faults_of_all_tables_come_in_one_run(tmp_path: Path, vocabulary: Vocabulary) -> None:
    tables = _copy()
    for change in (
        _set("sources", 0, kind="Blog"),
        _set("bodies", 0, start="x"),
        _set("bodies", 1, label=""),
        _set("events", 0, status="maybe"),
    ):
        change(tables)
    places = [
        line.partition(": ")[0] for line in _problems(write_tables(tmp_path, tables), vocabulary)
    ]
    assert places == [
        "data/sources.csv:2:kind",
        "data/bodies.csv:2:start",
        "data/bodies.csv:3:label",
        "data/events.csv:2:status",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            b"id,label\xe9\n",
            "data/topics.csv:1: byte 0xe9 is not UTF-8; save the file as 'CSV UTF-8'",
            id="another encoding",
        ),
        pytest.param(
            b"id,label,broader,definition,organisational\na,b\n",
            "data/topics.csv:2: has 2 cells; expected 5",
            id="a row too short",
        ),
        pytest.param(
            b"id,label,broader,definition,organisational\na,b,,,,f\n",
            "data/topics.csv:2: has 6 cells; expected 5",
            id="a row too long",
        ),
        pytest.param(
            b"id,lable,broader,definition\n",
            "data/topics.csv:1:lable: unknown column 'lable'; did you mean 'label'?",
            id="an unknown column",
        ),
        pytest.param(
            b"id,broader,definition\n", "data/topics.csv:1:label: column 'label' is missing",
            id="a missing column",
        ),
        pytest.param(
            b"id,label,label,broader,definition\n",
            "data/topics.csv:1:label: column 'label' stands twice",
            id="a column twice",
        ),
        pytest.param(
            b'id,label,broader,definition,organisational\na,"b,,\n', "is not CSV", id="an open quotation",
        ),
        pytest.param(b"id\0,label\n", "holds a NUL byte", id="binary rubbish"),
        pytest.param(b"", "column 'id' is missing", id="an empty file"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table(
    small_tables: Path, vocabulary: Vocabulary, content: bytes, expected: str
) -> None:
    (small_tables / "topics.csv").write_bytes(content)
    assert any(expected in line for line in _problems(small_tables, vocabulary))


def test_an_unreadable_table_hides_the_faults_that_only_follow_from_it(
    small_tables: Path, vocabulary: Vocabulary
) -> None:
    (small_tables / "sources.csv").write_text("identity\n", "utf8")
    assert all(
        line.startswith("data/sources.csv:1:") for line in _problems(small_tables, vocabulary)
    )


def test_a_table_of_another_name_is_told(small_tables: Path, vocabulary: Vocabulary) -> None:
    (small_tables / "bodys.csv").write_text("id\n", "utf8")
    assert _problems(small_tables, vocabulary) == [
        "data/bodys.csv: is not a table of this graph; did you mean 'bodies'?"
    ]


def test_what_a_spreadsheet_writes_is_read(small_tables: Path, vocabulary: Vocabulary) -> None:
    """A byte-order mark, CRLF, columns moved about, empty rows at the end."""
    path = small_tables / "sources.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf8"))))
    moved = [list(reversed(row)) for row in rows] + [[""] * len(rows[0])] * 3
    text = "\r\n".join(",".join(row) for row in moved) + "\r\n\r\n"
    before = load_facts(small_tables, vocabulary).rows["sources"]
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_facts(small_tables, vocabulary).rows["sources"] == before


def test_ids_that_were_given_up_still_lead_somewhere(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    tables = _copy() | {"aliases_of_ids": [{"old_id": "older-body", "id": "old-body"}]}
    tables["events"][0]["ended"] = "older-body"
    facts = load_facts(write_tables(tmp_path, tables), vocabulary)
    assert facts.resolve("older-body") == "old-body"
    assert facts.resolve("new-body") == "new-body"


def test_an_id_in_use_cannot_be_given_up(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = [{"old_id": "new-body", "id": "old-body"}, {"old_id": "Bad", "id": "old-body"}]
    problems = _problems(write_tables(tmp_path, _copy() | {"aliases_of_ids": rows}), vocabulary)
    assert problems == [
        "data/aliases_of_ids.csv:2:old_id: 'new-body' is still an id in use",
        "data/aliases_of_ids.csv:3:old_id: 'Bad' is not kebab-case, such as nhs-digital",
    ]


def test_a_folder_without_tables_is_refused(tmp_path: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(UsageError, match="holds no table; expected files such as"):
        load_facts(tmp_path, vocabulary)
    with pytest.raises(UsageError, match="no such folder"):
        load_facts(tmp_path / "nowhere", vocabulary)


def _is_sound(text: str) -> bool:
    is_plain = text == text.strip() and text[0] not in "=+@-'"
    is_whole = not letter_problem(text) and not text_problem(text)
    return is_plain and is_whole and any(letter.isalpha() for letter in text)


CELLS = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="|"), min_size=1
).filter(_is_sound)


@given(title=CELLS, publisher=CELLS, note=CELLS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_any_text_survives_the_trip_through_a_file(
    tmp_path: Path, vocabulary: Vocabulary, title: str, publisher: str, note: str
) -> None:
    tables = _copy()
    tables["sources"][0] |= {"title": title, "publisher": publisher, "note": note}
    facts = load_facts(write_tables(tmp_path, tables), vocabulary)
    names = schema.BY_NAME["sources"].names
    found = dict(zip(names, facts.rows["sources"][0].cells, strict=True))
    assert (found["title"], found["publisher"], found["note"]) == (title, publisher, note)


def test_an_id_mistyped_in_its_own_row_does_not_drown_the_rest(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    tables = _copy()
    tables["sources"][0]["id"] = "srce"
    tables["bodies"] = [SMALL["bodies"][1] | {"id": f"body-{i}"} for i in range(9)]
    tables["events"] = []
    problems = _problems(write_tables(tmp_path, tables), vocabulary)
    assert [line.partition(": ")[0] for line in problems] == [
        f"data/bodies.csv:{row}:sources" for row in (2, 3, 4)
    ]
    assert problems[-1].endswith("unknown id 'src'; did you mean 'srce'? (and in 6 more cells)")


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_a_file_with_other_separators_is_told_as_such(
    small_tables: Path, vocabulary: Vocabulary, mark: str, name: str
) -> None:
    path = small_tables / "sources.csv"
    path.write_text(path.read_text("utf8").replace(",", mark), "utf8")
    assert _problems(small_tables, vocabulary) == [
        f"data/sources.csv:1: is separated by {name}; save it with commas"
    ]


def test_thousands_of_faults_are_counted_not_drowned_in(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    row = SMALL["bodies"][1]
    bodies = [row | {"id": f"body-{i}", "sources": f"nowhere-{i}"} for i in range(1500)]
    problems = _problems(write_tables(tmp_path, {"bodies": bodies}), vocabulary)
    assert len(problems) == TableErrors.SHOWN + 1
    assert problems[-1] == "… and 500 more"


def test_the_shipped_tables_hold(vocabulary: Vocabulary) -> None:
    facts = load_facts(ROOT / "data", vocabulary)
    assert all(facts.rows[t.name] for t in schema.TABLES if t.name not in schema.ABOUT_ROWS)


def test_a_code_has_the_form_of_its_register(tmp_path: Path, vocabulary: Vocabulary) -> None:
    code = {"entity": "old-body", "scheme": "ods", "code": "x1", "sources": "src"}
    rows = [code, code | {"scheme": "wikidata", "code": "Q12"}, code | {"scheme": "odd"}]
    data = write_tables(tmp_path, SMALL | {"identities": rows})
    with pytest.raises(TableErrors) as told:
        load_facts(data, vocabulary)
    form, scheme = (line.partition("identities.csv:")[2] for line in str(told.value).splitlines())
    assert form.startswith(
        "2:code: 'x1' is not a code of ods; Code of the Organisation Data Service"
    )
    assert scheme.startswith("4:scheme: 'odd' is not a scheme")


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"value": "1,000"}, "value: '1,000' is not a number in digits, such as 12000000 or 2.5"),
        ({"value": "1", "period_start": "2005", "period_end": "2004"},
         "period_end: end 2004 is before start 2005"),
        ({"value": "1", "period_start": ".."}, "period_start: '..' says that a thing goes on"),
        ({"value": "1", "measure": "cost"}, "measure: 'cost' is not a measure"),
        ({"value": "1", "stated_by": "succession"}, "stated_by: 'succession' is a Replacement"),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_is_told(
    tmp_path: Path, vocabulary: Vocabulary, cells: dict[str, str], problem: str
) -> None:
    figure = {"id": "fig", "subject": "old-body", "measure": "staff", "unit": "people"}
    data = write_tables(tmp_path, SMALL | {"figures": [figure | {"sources": "src"} | cells]})
    with pytest.raises(TableErrors) as told:
        load_facts(data, vocabulary)
    assert str(told.value).partition("figures.csv:2:")[2].startswith(problem)


@pytest.mark.parametrize(
    ("day", "problem"),
    [("2026-11", "'2026-11' is not a day"), ("2026-02-30", "'2026-02-30' is not a day")],
)
def test_the_day_on_which_a_source_was_read_is_a_day(
    tmp_path: Path, vocabulary: Vocabulary, day: str, problem: str
) -> None:
    source = SMALL["sources"][0] | {"read_at": day, "official": "yes"}
    with pytest.raises(TableErrors, match=f"read_at: {problem}"):
        load_facts(write_tables(tmp_path, SMALL | {"sources": [source]}), vocabulary)


def _cell(table: str, **cells: str) -> Break:
    return _set(table, 0, **cells)


CONTRACT = {"id": "c", "label": "A contract", "buyer": "old-body", "sources": "src"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(_cell("bodies", url="https://javascript:alert(1)"),
                     "bodies.csv:2:url: 'https://javascript:alert(1)' is not a web address: what "
                     "follows ':' is no port", id="a script for a port"),
        pytest.param(_cell("sources", url="http://[x"),
                     "sources.csv:2:url: 'http://[x' is not a web address: it has no host", id="a bracket"),
        pytest.param(_cell("bodies", url="http://x/%zz"),
                     "bodies.csv:2:url: 'http://x/%zz' is not a web address: '%' is not followed by two "
                     "hexadecimal digits; write %25", id="a percent sign"),
        pytest.param(_cell("bodies", start="3000"),
                     "bodies.csv:2:start: '3000' is after the day of the record", id="a start to come"),
        pytest.param(_cell("sources", date="2099-01-01"),
                     "sources.csv:2:date: '2099-01-01' is after the day", id="a source of the future"),
        pytest.param(_cell("sources", read_at="2099-01-01"),
                     "sources.csv:2:read_at: '2099-01-01' is after the day", id="read in the future"),
        pytest.param(_cell("events", date="2099"),
                     "events.csv:2:date: '2099' is after the day", id="what happened in the future"),
        pytest.param(_cell("events", date="9999-12-31", status="planned"),
                     "events.csv:2:date: '9999-12-31' is farther ahead than any plan", id="for ever"),
        pytest.param(_cell("bodies", start="0213"),
                     "bodies.csv:2:start: '0213' is before the year 1000", id="a mistyped year"),
        pytest.param(_cell("bodies", label='"'),
                     "bodies.csv:2:label: '\"' is no name; it needs a letter", id="a label without a letter"),
        pytest.param(_cell("bodies", label="1"),
                     "bodies.csv:2:label: '1' is no name; it needs a letter", id="a label of one digit"),
        pytest.param(_cell("bodies", aliases="OB|OB"),
                     "bodies.csv:2:aliases: 'OB' stands twice in the list", id="a doubled item"),
        pytest.param(_cell("bodies", sources="src|src"),
                     "bodies.csv:2:sources: 'src' stands twice in the list", id="a doubled source"),
        pytest.param(_cell("bodies", sources="src#"),
                     "bodies.csv:2:sources: 'src#' says nothing behind '#'; say where, or leave '#' off",
                     id="an empty locator"),
        pytest.param(_cell("bodies", sources="src# "),
                     "bodies.csv:2:sources: 'src# ' begins or ends", id="a locator of spaces"),
        pytest.param(_cell("bodies", group_size="0"),
                     "bodies.csv:2:group_size: '0' is less than 1; leave an unknown number empty",
                     id="a group of none"),
        pytest.param(_cell("bodies", group_size="1234567890123456"),
                     "bodies.csv:2:group_size: '1234567890123456' has more than 15 digits",
                     id="more digits than are kept"),
        pytest.param(_cell("bodies", parent_note="TRUE"),
                     "bodies.csv:2:parent_note: 'TRUE' is what a spreadsheet makes of true and false",
                     id="TRUE as a text"),
        pytest.param(_cell("bodies", parent_note="FALSE"),
                     "bodies.csv:2:parent_note: 'FALSE' is what a spreadsheet makes of", id="FALSE"),
        pytest.param(_cell("bodies", description="#N/A"),
                     "bodies.csv:2:description: '#N/A' is an error of a spreadsheet", id="an error"),
        pytest.param(_cell("bodies", label="\u200b"),
                     "bodies.csv:2:label: '<U+200B>' holds U+200B ZERO WIDTH SPACE", id="nothing to be seen"),
        pytest.param(_cell("bodies", label="Old\u202eBody"),
                     "bodies.csv:2:label: 'Old<U+202E>Body' holds U+202E RIGHT-TO-LEFT OVERRIDE, which no "
                     "reader sees; a program changed its letters: it was 'OldBody'; ", id="an override"),
    ],
)  # fmt: skip
def test_what_no_reader_would_take_is_told(
    tmp_path: Path, vocabulary: Vocabulary, change: Break, expected: str
) -> None:
    tables = _copy()
    change(tables)
    problems = _problems(write_tables(tmp_path, tables), vocabulary)
    assert any(line.startswith(f"data/{expected}") for line in problems), problems


def test_a_contract_of_nothing_is_told(tmp_path: Path, vocabulary: Vocabulary) -> None:
    tables = _copy() | {"contracts": [CONTRACT | {"value_gbp": "0"}]}
    assert _problems(write_tables(tmp_path, tables), vocabulary) == [
        "data/contracts.csv:2:value_gbp: '0' is less than 1; leave an unknown number empty"
    ]


@pytest.mark.parametrize(
    "change",
    [
        _cell("events", date="2090", status="planned"),
        _cell("bodies", end=".."),
        _cell("bodies", label="111"),
        _cell("bodies", start="1123"),
        _cell("bodies", parent_note="5E1"),
        _cell("bodies", aliases="TRUEST|9-Nov|True"),
    ],
)
def test_what_may_be_is_taken(tmp_path: Path, vocabulary: Vocabulary, change: Break) -> None:
    tables = _copy()
    change(tables)
    tables["events"][0].pop("ended") if tables["bodies"][0]["end"] == ".." else None
    load_facts(write_tables(tmp_path, tables), vocabulary)


def test_dates_that_a_spreadsheet_rewrote_are_one_line_a_table(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    tables = _copy()
    tables["bodies"] = [
        SMALL["bodies"][1]
        | {"id": f"body-{i}", "start": f"{1 + i % 28:02}/04/2013", "end": "May-14"}
        for i in range(900)
    ]
    tables["events"] = []
    (line,) = _problems(write_tables(tmp_path, tables), vocabulary)
    assert line == (
        "data/bodies.csv:2:start: '01/04/2013' is not a date; a spreadsheet rewrote the date, the day "
        "first: it was '2013-04-01' (and in 1,799 more cells); open the file with all columns as text, "
        "or kg check --repair"
    )


def test_the_wrong_clock_of_a_machine_tells_nothing_of_a_record(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    """Pages read tomorrow by one row are mistyped; read so by many, it is the clock that is wrong."""
    source = SMALL["sources"][0] | {"read_at": "2999-01-01"}
    tables = _copy() | {"sources": [source | {"id": f"s-{i}"} for i in range(5)] + SMALL["sources"]}
    load_facts(write_tables(tmp_path, tables), vocabulary)


def test_a_damaged_id_is_known_as_it_was(tmp_path: Path, vocabulary: Vocabulary) -> None:
    tables = _copy()
    tables["bodies"][0]["id"] = "old–body\u200b"
    (line,) = _problems(write_tables(tmp_path, tables), vocabulary)
    assert line.startswith("data/bodies.csv:2:id: 'old–body<U+200B>' holds U+200B")


def test_a_code_that_lost_its_zeros_is_told_with_them(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    code = {"entity": "old-body", "scheme": "companies-house", "code": "2579852", "sources": "src"}
    (line,) = _problems(write_tables(tmp_path, _copy() | {"identities": [code]}), vocabulary)
    assert line.startswith("data/identities.csv:2:code: '2579852' is not a code of companies-house")
    assert "a spreadsheet took zeros off: it was '02579852'" in line


def test_a_column_whose_name_has_lines_is_told_on_one(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    data = write_tables(tmp_path, SMALL)
    (data / "bodies.csv").write_text('id,"first\nsecond",label\n', "utf8")
    with pytest.raises(TableErrors) as raised:
        load_facts(data, vocabulary)
    assert any("unknown column 'first second'" in line for line in raised.value.problems)
    assert all(len(line.splitlines()) == 1 for line in raised.value.problems)


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("rep-r1-20", "by its id: it was '1.20'"),
        ("rep-other", "1.2 or 1.20; write what it was"),
    ],
)
def test_a_number_that_lost_its_last_zero_is_told_by_its_twin(
    tmp_path: Path, vocabulary: Vocabulary, second: str, told: str
) -> None:
    report = {"id": "rep", "type": "Report", "label": "Report", "sources": "src"}
    advice = {
        "id": "rep-r1-2",
        "report": "rep",
        "number": "1.2",
        "summary": "Do.",
        "sources": "src",
    }
    tables = {"documents": [report], "recommendations": [advice, advice | {"id": second}]}
    (line,) = _problems(write_tables(tmp_path, _copy() | tables), vocabulary)
    assert line.startswith(
        "data/recommendations.csv:3:number: '1.2' stands twice in the same report"
    )
    assert told in line


def test_a_name_of_several_words_is_shown_as_it_is(tmp_path: Path, vocabulary: Vocabulary) -> None:
    tables = _copy()
    tables["bodies"][0]["label"] = "Körner and a\xa0Body"
    (line,) = _problems(write_tables(tmp_path, tables), vocabulary)
    assert "'Körner and a<U+00A0>Body' holds U+00A0 NO-BREAK SPACE" in line
