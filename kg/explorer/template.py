"""Fill the template of a page: one style, its own scripts, and a policy that allows no others."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from gzip import compress, decompress
from hashlib import sha256
from typing import Any

from kg.explorer.script import WEB

DATA_BEGINS = '<script type="application/json" id="data">{'
"""Where the data of the page begin; no text of theirs can look like it."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def fill_template(
    name: str,
    style: str,
    scripts: Mapping[str, str],
    parts: Mapping[str, str],
    later: Mapping[str, str] | None = None,
    allowed: str = "",
) -> str:
    """Return a template of `web/` with its style, its scripts and other parts, each by its name.

    Scripts that run `later` stand in the page packed. The policy of the page allows what is given
    here, by its digest, and no request; `allowed` is what it allows scripts beside.
    """
    later = later or {}
    if any("</script" in s.lower() for s in scripts.values()) or "</style" in style.lower():
        raise ValueError("a script or style of the page would end its own element")
    filled = {
        **parts,
        **scripts,
        **{part: pack(script) for part, script in later.items()},
        "SCRIPTS": " ".join(
            [f"'{_digest(text)}'" for text in (*scripts.values(), *later.values())]
            + ([allowed] if allowed else [])
        ),
        "STYLES": f"'{_digest(style)}'",
        "STYLE": style,
    }
    made: list[str] = []
    for piece in (WEB / name).read_text("utf8").split("%%"):  # every other one names a part
        made.append(piece if len(made) % 2 == 0 else filled[piece])
    return "".join(made)


def policy_of(page: str) -> str:
    """Return the policy that a written page carries; nothing where it carries none.

    >>> policy_of('<meta http-equiv="Content-Security-Policy" content="img-src data:">')
    'img-src data:'
    """
    found = _POLICY.search(page)
    return found[1] if found is not None else ""


def put_beside_pages(
    page: str, begin: str, end: str, others: Mapping[str, str] | None = None
) -> str:
    """Return a written page that links each thing to a page of its own, which stands beside it.

    The link is `begin`, the id and `end`; `others` are the ids in whose place something else
    stands there. Data are no script, so the policy of the page stays as it is.
    """
    head, mark, rest = page.partition(DATA_BEGINS)
    if not mark:
        raise ValueError("the page has no data")
    pages = write_json({"begin": begin, "end": end, "others": dict(others or {})})
    return f'{head}{mark}"pages":{pages},{rest}'


def write_json(value: Any) -> str:
    """Return JSON that may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def pack(text: str) -> str:
    """Return a text as a page holds it until somebody wants it: gzip in letters, the same always.

    >>> len(pack("body " * 1000)) < 100
    True
    """
    return b64encode(compress(text.encode(), 9, mtime=0)).decode()


def unpack(text: str) -> str:
    """Return what was packed.

    >>> unpack(pack("body"))
    'body'
    """
    return decompress(b64decode(text)).decode()


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
