"""Mended tables: the originals byte for byte, or the cell named that could not be mended."""

from __future__ import annotations

import csv
import random
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.make import repairing
from kg.make.checked_graph import make_graph
from kg.make.repairing import LIST, Repair, repair
from kg.model import schema
from tests.conftest import ROOT
from tests.damager import CELLS, FILES, HARMLESS, damage_cells, read_rows, write_rows

RECORD = ROOT / "tests" / "railway" / "record"
"""A small record with an ontology of its own beside the tables."""
LOST = {
    "powers of ten", "lost letters", "unassigned", "private", "bells", "errors", "formulas", "cut",
    "doubled items", "empty locators", "far years", "addresses that nothing holds",
    "HTML", "a workbook",
}  # fmt: skip
"""Damage that takes something away: it is told, and nothing is made up."""
UNSURE = {"UK dates", "US dates", "dates with dots", "short years", "midnight", "serial numbers"}
"""Damage that is understood where the column shows what was meant, and left where it does not."""
Damaged = Callable[[dict[str, bytes]], Path]


@pytest.fixture(scope="module", autouse=True)
def vocabulary_once() -> Iterator[None]:
    """Read each ontology once for all tests here: it does not change."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repairing, "load_vocabulary", cache(repairing.load_vocabulary))
        yield


@pytest.fixture
def tables() -> dict[str, bytes]:
    """The tables of the small record, without the quotation marks that they need not have."""
    return {
        path.stem: write_rows(read_rows(path.read_bytes())).encode()
        for path in sorted((RECORD / "data").glob("*.csv"))
    }


@pytest.fixture
def damaged(tmp_path: Path, tables: dict[str, bytes]) -> Damaged:
    """Return what puts damaged tables among those of the small record, and gives their folder."""
    shutil.copytree(RECORD, tmp_path, dirs_exist_ok=True)

    def put(files: dict[str, bytes]) -> Path:
        for name, content in (tables | files).items():
            (tmp_path / "data" / f"{name}.csv").write_bytes(content)
        return tmp_path / "data"

    return put


def _left(folder: Path) -> dict[str, set[tuple[str, str]]]:
    left = defaultdict(set)
    with (folder / LIST).open(encoding="utf8", newline="") as stream:
        for line in csv.DictReader(stream, delimiter="\t"):
            if line["done"] == "left":
                left[line["file"].removesuffix(".csv")].add((line["row"], line["column"]))
    return left


def _damage(
    tables: dict[str, bytes], kind: str, chance: random.Random, most: int
) -> tuple[dict[str, bytes], int]:
    """Return the tables that a kind of damage touches, and how many cells it has touched."""
    files, touched = {}, 0
    for name, content in tables.items():
        rows, cells = damage_cells(schema.BY_NAME[name], read_rows(content), kind, chance, most)
        if cells:
            files[name] = write_rows(rows).encode()
            touched += len(cells)
    return files, touched


def _check_cells(done: Repair, files: dict[str, bytes], tables: dict[str, bytes]) -> int:
    """Return how many tables came back as they were; in the others each cell that did not is named."""
    left = _left(done.folder)
    whole = 0
    for name in files:
        written = (done.folder / f"{name}.csv").read_bytes()
        whole += written == tables[name]
        rows, mended = read_rows(tables[name]), read_rows(written)
        differs = {
            (str(i), column)
            for i, (old, new) in enumerate(zip(rows, mended, strict=True), start=1)
            for column, was, now in zip(rows[0], old, new, strict=True)
            if was != now
        }
        assert differs <= left[name]
        assert bool(differs) is (written != tables[name])
    return whole


@pytest.mark.parametrize("kind", CELLS)
def test_a_cell_comes_back_as_it_was_or_is_named(
    damaged: Damaged, tables: dict[str, bytes], kind: str
) -> None:
    files, touched = _damage(tables, kind, random.Random(kind), 6)
    if not touched:
        pytest.skip("the small record has no such cell")
    done = repair(damaged(files))
    whole = _check_cells(done, files, tables)
    assert whole == len(files) or kind in LOST | UNSURE
    assert done.mended + done.left >= touched


@pytest.mark.slow
@pytest.mark.parametrize("kind", CELLS)
def test_a_cell_of_the_shipped_tables_comes_back_as_it_was_or_is_named(
    tmp_path: Path, kind: str
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    names = [t.name for t in schema.TABLES if t.name not in schema.ABOUT_ROWS]
    tables = {name: (ROOT / "data" / f"{name}.csv").read_bytes() for name in names}
    files, touched = _damage(tables, kind, random.Random(kind), 40)
    for name, content in files.items():
        (tmp_path / "data" / f"{name}.csv").write_bytes(content)
    done = repair(tmp_path / "data")
    assert _check_cells(done, files, tables) or kind in LOST | UNSURE
    assert done.mended + done.left >= touched > 0


@pytest.mark.parametrize("kind", [kind for kind in FILES if kind != "cut within a row"])
def test_a_file_comes_back_as_it_was_or_is_named(
    damaged: Damaged, tables: dict[str, bytes], kind: str
) -> None:
    files = {name: FILES[kind](read_rows(content)) for name, content in tables.items()}
    files = {name: made for name, made in files.items() if made != tables[name]}
    if not files:
        pytest.skip("the small record is in plain letters")
    done = repair(damaged(files))
    left = _left(done.folder)
    for name in files:
        assert (done.folder / f"{name}.csv").read_bytes() == tables[name] or left[name]
    assert done.left == 0 or kind in LOST
    assert kind not in HARMLESS or done.mended == len(files)


def test_a_mended_folder_makes_the_same_graph(damaged: Damaged, tables: dict[str, bytes]) -> None:
    kinds = {"people": "no-break spaces", "tenures": "slashes", "sources": "capitals"}
    files = {}
    for name, kind in kinds.items():
        files |= _damage({name: tables[name]}, kind, random.Random(3), 10**6)[0]
    files["bodies"] = FILES["sep=;"](read_rows(tables["bodies"]))
    assert len(files) == 4
    done = repair(damaged(files))
    assert done.told == []
    mended, sound = (
        make_graph(folder, RECORD / "ontology") for folder in (done.folder, RECORD / "data")
    )
    assert set(mended.store) == set(sound.store)


def test_sound_tables_are_not_written(damaged: Damaged) -> None:
    done = repair(damaged({}))
    assert (done.is_written, done.mended, done.left) == (False, 0, 0)
    assert not done.folder.exists()


def test_nothing_but_an_earlier_repair_is_written_over(
    tmp_path: Path, damaged: Damaged, tables: dict[str, bytes]
) -> None:
    data = damaged({"aims": b"sep=,\n" + tables["aims"]})
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "bodies.csv").write_text("mine", "utf8")
    for force in (False, True):
        with pytest.raises(UsageError, match="holds other things; name a new folder"):
            repair(data, tmp_path / "mine", force=force)
    for folder in (data, data / "mended", tmp_path):
        with pytest.raises(UsageError, match="is not beside"):
            repair(data, folder, force=True)
    assert repair(data).mended == 1
    with pytest.raises(UsageError, match="holds an earlier repair; --force replaces it"):
        repair(data)
    assert repair(data, force=True).mended == 1
    assert (data / "aims.csv").read_bytes().startswith(b"sep=,")


def test_the_list_says_of_each_cell_what_was_found_what_was_written_and_why(
    damaged: Damaged, tables: dict[str, bytes]
) -> None:
    rows = read_rows(tables["aims"])
    rows[1][1] = "\xa0".join(rows[1][1].split(" "))
    rows.append(["aim-lost", "#REF!", "A definition"])
    done = repair(damaged({"aims": write_rows(rows).encode()}))
    lines = (done.folder / LIST).read_text("utf8").splitlines()
    assert lines[0] == "done\tfile\trow\tcolumn\tfound\twritten\twhy"
    assert lines[1].startswith("left\taims.csv\t3\tlabel\t#REF!\t#REF!\t")
    assert lines[2].startswith(f"mended\taims.csv\t2\tlabel\t{rows[1][1]}\t")


def test_what_is_understood_of_a_table_that_cannot_be_read_is_left(
    damaged: Damaged, tables: dict[str, bytes]
) -> None:
    name = min(tables)
    data = damaged({name: b"\xffzzqq," + tables[name].partition(b",")[2]})
    found = repair(data)
    assert found.mended == 0
    assert any("byte 0xff is not UTF-8" in line for line in found.told)
