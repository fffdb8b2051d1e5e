"""Modules become one script that runs them in the order in which they need each other."""

from __future__ import annotations

import re

import pytest

from kg.explorer.script import WEB, bundle, read_modules
from tests.explorer.javascript import find_functions

LONGEST = 60
FOUR_SCREENS = 250
FOLDERS = [
    "core", "editing", "review", "model", "cite", "panel", "genealogy", "day", "network", "ledger",
    "compare", "answers", "story", "page",
]  # fmt: skip
"""The folders of the page in the order in which one may import from another."""


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


def test_a_module_is_found_from_where_it_is_imported() -> None:
    modules = {
        "page/main": 'import {\n  a,\n  b,\n} from "../core/words-of.js";\na(b);',
        "core/words-of": 'import { c } from "./b.js";\nexport const a = c;\nexport const b = 1;',
        "core/b": "export const c = 2;",
    }
    script = bundle(modules, "page/main")
    assert "const { a, b } = $words_of;" in script
    assert "const { c } = $b;" in script


def test_comments_cost_a_reader_nothing() -> None:
    text = """// What it is for.
/** @param {string} one */
export function say(one) {
  /*
   * several lines
   */
  const held = /** @type {Element} */ (one); // a reason
  return `${held}//${"http://a/b"}`;
}
"""
    assert bundle({"main": text}, "main") == (
        '"use strict";\nconst $main = (() => {\nfunction say(one) {\nconst held = (one);\n'
        'return `${held}//${"http://a/b"}`;\n}\nreturn { say };\n})();'
    )


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
        pytest.param(
            {"main": 'import { a } from "./x/a.js";\nimport { b } from "./y/a.js";',
             "x/a": "export const a = 1;", "y/a": "export const b = 1;"},
            "two modules have the name a.js", id="one name twice",
        ),
        pytest.param({"main": "export default 1;"}, "cannot read 'export default 1;'", id="default"),
        pytest.param({"main": 'import * as a from "./a.js";'}, "cannot read", id="import of all"),
    ],
)  # fmt: skip
def test_what_it_cannot_join_it_refuses(modules: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        bundle(modules, "main")
    assert told in str(raised.value)


SAMPLE = """
export function outer({ a = {} }, b) {
  if (b) {
    return /[}/"]/.test(`}${[1].map((one) => {
      return `{${one}`;
    })}`);
  }
  // } a comment
  return (a / b) / 2;
}
const short = (x) => x + "){";
const long = async (
  x,
) =>
  x.flatMap(
    (y) => ({ y }),
  );
const held = {
  method() {
    return 1;
  },
  get value() {
    return 2;
  },
  other: function (a) { return a; },
};
class Box {
  constructor(a) {
    while (a) { a -= 1; }
  }
}
"""


def test_functions_are_measured_from_their_head_to_their_end() -> None:
    found = {(one.name, one.first, one.last) for one in find_functions(SAMPLE)}
    assert found == {
        ("outer", 2, 10), ("=>", 4, 6), ("short", 11, 11), ("long", 12, 17), ("=>", 16, 16),
        ("method", 19, 21), ("value", 22, 24), ("function", 25, 25), ("constructor", 28, 30),
    }  # fmt: skip


def test_no_function_of_the_page_is_longer_than_a_screen() -> None:
    found = {path: find_functions(text) for path, text in read_modules().items()}
    assert sum(map(len, found.values())) > 1000
    assert not [
        (path, f.name, f.lines) for path, all_ in found.items() for f in all_ if f.lines > LONGEST
    ]


def test_no_script_of_the_page_is_longer_than_four_screens() -> None:
    found = {path: text.count("\n") for path, text in read_modules().items()}
    assert not {path: lines for path, lines in found.items() if lines > FOUR_SCREENS}


def test_a_module_imports_from_its_own_folder_or_one_before() -> None:
    modules = read_modules()
    assert {path.split("/")[0] for path in modules} == set(FOLDERS)
    for path, text in modules.items():
        rank = FOLDERS.index(path.split("/")[0])
        for folder in re.findall(r'from "\.\./([\w-]+)/', text):
            assert FOLDERS.index(folder) < rank, f"{path} imports from {folder}"


def test_no_two_files_of_the_page_have_one_name() -> None:
    names = [path.name for path in WEB.rglob("*.*")]
    assert len(names) == len(set(names))
