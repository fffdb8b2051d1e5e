"""Modules become one script that runs them in the order in which they need each other."""

from __future__ import annotations

import pytest

from kg.explorer.script import bundle


def test_a_module_runs_after_what_it_imports_and_once() -> None:
    modules = {
        "main": 'import { b } from "./b.js";\nimport { a } from "./a.js";\nb(a);',
        "b": 'import { a } from "./a.js";\nexport function b() {}',
        "a": "export const a = 1;",
    }
    script = bundle(modules, "main")
    places = [script.index(f"const ${name} =") for name in ("a", "b", "main")]
    assert places == sorted(places)
    assert script.count("const $a =") == 1
    assert "import" not in script
    assert "export" not in script


@pytest.mark.parametrize(
    ("modules", "told"),
    [
        pytest.param(
            {"main": 'import { a } from "./a.js";', "a": "const a = 1;"},
            "main.js: ./a.js does not export a", id="not exported",
        ),
        pytest.param(
            {"main": 'import { a } from "./gone.js";'}, "main: there is no module gone.js",
            id="no module",
        ),
        pytest.param(
            {"main": 'import { a } from "./a.js";',
             "a": 'import { b } from "./main.js";\nexport const a = 1;'},
            "modules need each other: main -> a -> main", id="a circle",
        ),
        pytest.param({"main": "export default 1;"}, "cannot read 'export default 1;'", id="default"),
        pytest.param({"main": 'import * as a from "./a.js";'}, "cannot read", id="import of all"),
    ],
)  # fmt: skip
def test_what_it_cannot_join_it_refuses(modules: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        bundle(modules, "main")
    assert told in str(raised.value)
