"""One folder takes the place of another, at once where the system can, and whole in any case."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.make import swapping
from kg.make.swapping import settle, swap


def _make(folder: Path) -> tuple[Path, Path]:
    live, work = folder / "live", folder / "work"
    for place, word in ((live, "old"), (work / "data", "new")):
        place.mkdir(parents=True)
        (place / "word").write_text(word, "utf8")
    return live, work


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_new_folder_is_live_and_the_old_one_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    live, work = _make(tmp_path)
    if not can_exchange:
        monkeypatch.setattr(swapping, "_exchange", lambda *_: False)
    swap(live, work)
    settle(live, work)
    assert (live / "word").read_text("utf8") == "new"
    assert list(tmp_path.iterdir()) == [live]


def test_who_is_stopped_between_two_renames_finds_the_old_folder_again(tmp_path: Path) -> None:
    live, work = _make(tmp_path)
    live.rename(work / "old")
    settle(live, work)
    assert (live / "word").read_text("utf8") == "old"
    assert list(tmp_path.iterdir()) == [live]


def test_what_cannot_be_exchanged_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live, work = _make(tmp_path)
    monkeypatch.setattr(swapping, "_exchange", lambda *_: False)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "data":
            raise OSError(18, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(
        OutputError, match=r"cannot be exchanged with .*: invalid cross-device link"
    ):
        swap(live, work)
    assert (live / "word").read_text("utf8") == "old"
