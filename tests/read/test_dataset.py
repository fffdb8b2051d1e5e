"""What a record says of itself: read with every fault at once, and neutral where it says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import TableErrors, UsageError
from kg.model.record import Dataset, NameWords
from kg.model.terms import SHIPPED, Space
from kg.model.vocabulary import Vocabulary
from kg.read.dataset import check_words, load_dataset, shipped_dataset
from kg.read.shipped import shipped

WHOLE = """
title = "Rail"
name = "rail-ways"
licence = { name = "OGL", url = "https://example.org/ogl" }
makers = { publisher = "P", creators = ["A", "B"] }
addresses = { base = "https://example.org/rail/" }
page = { title = "Who ran rail", emphasis = "rail" }
words = { national = ["national", "regional"], initials = ["British"], forms = ["Trust"], gained = ["Royal"] }
coverage = { table = "../list.csv", title = "the list" }
"""


def _write(folder: Path, text: str) -> Path:
    data = folder / "data"
    data.mkdir(exist_ok=True)
    (data / "dataset.toml").write_text(text, "utf8")
    return data


def test_what_the_file_says_is_read_and_the_rest_follows_from_it(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "where,surface_form,id\nhere,Rail,rail\nhere,Road,\n", "utf8"
    )
    found = load_dataset(_write(tmp_path, WHOLE))
    assert found.space == Space(
        "https://example.org/rail/", "https://example.org/rail/ns#", "railways"
    )
    assert (found.title, found.citation, found.page_title) == ("Rail", "Rail", "Who ran rail")
    assert (found.licence, found.licence_url) == ("OGL", "https://example.org/ogl")
    assert (found.publisher, found.creators) == ("P", ("A", "B"))
    assert (found.national, found.dropped) == (("national", "regional"), ("British",))
    assert found.shared == NameWords(("trust",), (), ("royal",))
    assert found.coverage is not None
    assert found.coverage.rows == (("here", "Rail", "rail"), ("here", "Road", ""))
    assert Dataset.from_dict(found.to_dict()) == found


def test_a_record_without_the_file_says_nothing_of_the_shipped_one(tmp_path: Path) -> None:
    found = load_dataset(tmp_path)
    assert found == Dataset()
    assert "nhs" not in str(found.to_dict()).lower()
    assert found.space.base.startswith("https://example.org/")


def test_the_shipped_record_keeps_its_addresses() -> None:
    found = load_dataset(shipped("data"))
    assert found.space == SHIPPED
    assert (found.name, found.title) == ("nhs-it", "NHS IT knowledge graph")
    assert found.licence_url == "https://creativecommons.org/licenses/by/4.0/"
    assert found == shipped_dataset()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param('titel = "x"', "titel: is no key of this file; did you mean 'title'?", id="key"),
        pytest.param("title = 3", "title: is 3; expected words in quotes", id="number"),
        pytest.param('title = " "', "title: is ' '; expected words in quotes", id="blank"),
        pytest.param('name = "My Rail"', "name: 'My Rail' is not kebab-case, such as my-record",
                     id="name"),
        pytest.param('licence = "OGL"', "licence: is 'OGL'; expected a table: [licence]",
                     id="no table"),
        pytest.param('[licence]\nurl = "ogl"',
                     "licence.url: 'ogl' is not a web address (http:// or https://, no spaces)",
                     id="web"),
        pytest.param('[addresses]\nbase = "https://example.org/rail"',
                     "addresses.base: 'https://example.org/rail' has to end in /: ids are put "
                     "behind it, as in …/id/x", id="base"),
        pytest.param('[addresses]\nvocabulary = "https://example.org/rail/"',
                     "addresses.vocabulary: 'https://example.org/rail/' has to end in #: names of "
                     "classes are put behind it", id="vocabulary"),
        pytest.param('[addresses]\nprefix = "Rail"', "addresses.prefix: 'Rail' is not a prefix: "
                     "small letters and digits, a letter first, such as rail", id="prefix"),
        pytest.param('[addresses]\nprefix = "skos"', "addresses.prefix: 'skos' is the prefix of "
                     "something else; use another, such as myskos", id="taken"),
        pytest.param('[page]\ntitle = "A"\nemphasis = "b"',
                     "page.emphasis: 'b' is no part of the title 'A'", id="emphasis"),
        pytest.param('[words]\ninitials = "British"',
                     'words.initials: is \'British\'; expected a list: ["one", "two"]', id="list"),
        pytest.param('[coverage]\ntitle = "x"',
                     "coverage.table: is missing; name a CSV table in this folder", id="no list"),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_told_with_what_would_be_right(
    tmp_path: Path, text: str, told: str
) -> None:
    data = _write(tmp_path, text)
    with pytest.raises(TableErrors) as error:
        load_dataset(data)
    assert error.value.problems == [f"{data / 'dataset.toml'}: {told}"]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(TableErrors) as error:
        load_dataset(_write(tmp_path, 'title = 3\nname = "A B"\n[words]\nnational = "x"'))
    assert len(error.value.problems) == 3


def test_a_file_that_is_not_toml_says_where(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"dataset\.toml: is not TOML: .*line 1"):
        load_dataset(_write(tmp_path, "title = \nname"))


def test_a_list_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(TableErrors, match=r"coverage\.table: .*list\.csv: cannot be read"):
        load_dataset(_write(tmp_path, WHOLE))


def test_a_tier_that_the_vocabulary_has_not_is_told(tmp_path: Path, vocabulary: Vocabulary) -> None:
    data = _write(tmp_path, '[words]\nnational = ["nationl", "local"]')
    with pytest.raises(TableErrors) as error:
        check_words(load_dataset(data), vocabulary, data)
    [told] = error.value.problems
    assert told.endswith("words.national: 'nationl' is not a tier; did you mean 'national'?")
