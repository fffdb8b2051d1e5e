"""The engine that a user gives to the page: found where npm puts it, and said in one line if not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.explorer.engine import read_engine
from tests.conftest import RunKg

SCRIPT = """export class Store {
}
export function parse() {}
const here = import.meta.url;
export { initSync, __wbg_init as default };
"""


def _install(home: Path, script: str = SCRIPT) -> Path:
    home.mkdir(parents=True)
    (home / "web.js").write_text(script, "utf8")
    (home / "web_bg.wasm").write_bytes(b"\0asm")
    return home


@pytest.mark.parametrize("place", ["", "oxigraph", "node_modules/oxigraph"])
def test_it_is_found_in_the_folder_its_modules_or_itself(tmp_path: Path, place: str) -> None:
    _install(tmp_path / "given" / place)
    engine = read_engine(tmp_path / "given")
    assert engine.program == b"\0asm"
    assert "window.oxigraph = { start: __wbg_init, Store };" in engine.script
    assert "export" not in engine.script
    assert "import.meta" not in engine.script


def test_what_is_no_engine_is_said_in_one_line(
    tmp_path: Path, run_kg: RunKg, memory_output: Path
) -> None:
    result = run_kg("export", "html", "--sparql", tmp_path, "-g", memory_output)
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr == (
        f"kg: --sparql: there is no oxigraph for browsers in {tmp_path}; "
        "'npm install oxigraph' in that folder brings it\n"
    )
    with pytest.raises(UsageError, match="is no oxigraph that this page can run"):
        read_engine(_install(tmp_path / "other", "export default 1;"))
    result = run_kg("export", "ttl", "--sparql", tmp_path, "-g", memory_output)
    assert result.stderr == "kg: --sparql cannot be used with ttl; it is for html\n"
