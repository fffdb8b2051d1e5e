"""A page that works by itself: no script, nothing loaded from anywhere, light and dark."""

from __future__ import annotations

from html import escape

from kg.model.lines import make_visible

CLOSED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""What such a page may load: nothing but its own style."""
STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --paper: #fff; --line: #c9d1da; --link: #05488f }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaee; --paper: #14181d; --line: #47515c; --link: #9cc7ff } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; color: var(--ink);
  background: var(--paper); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
a { color: var(--link) }
h1 { font-size: 1.4rem; line-height: 1.25; margin: .2rem 0 }
h2 { font-size: 1.1rem; margin: 1.4rem 0 .3rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem .25rem 0;
  border-bottom: 1px solid var(--line) }
th, td > code:only-child { white-space: nowrap }
ul { padding-left: 1.2rem } li { margin: .3rem 0 }
small, .faint { color: color-mix(in srgb, var(--ink) 75%, var(--paper)) }
code { font-size: .95em } figure { margin: 0; overflow-x: auto }
input, button { font: inherit; max-width: 100% }
"""


def as_text(words: str) -> str:
    r"""Return words from the data as HTML that shows them, hidden letters made visible.

    >>> as_text("a <b> \u202ec")
    'a &lt;b&gt; &lt;U+202E&gt;c'
    """
    return escape(make_visible(words))


def make_page(title: str, body: str) -> str:
    """Return a page of a title, which is text, and a body, which is HTML."""
    return (
        '<!doctype html>\n<html lang="en-GB">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{as_text(title)}</title>\n<style>{STYLE}</style>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
