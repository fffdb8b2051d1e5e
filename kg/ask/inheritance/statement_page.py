"""Write an inheritance statement as an HTML page that stands alone and makes no request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from kg.ask.inheritance.statement import HEADINGS, Inheritance, Inherited, Remark
from kg.ask.inheritance.text import footing, line_of, notes, opening, precedent, title
from kg.history.nodes import Source
from kg.model.lines import make_visible

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; color: #111; background: #fff;
  max-width: 52rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin-top: 2.5rem; border-top: 2px solid #111; padding-top: .5rem; }
h3 { font-size: 1rem; margin: 0; display: inline; }
a { color: #004b7c; }
nav ul { columns: 2 14rem; padding-left: 1.2rem; }
ol, ul.plain { padding-left: 1.6rem; }
li { margin: .8rem 0; }
nav li { margin: .1rem 0; }
p { margin: .15rem 0 .4rem; }
code { font-size: .85em; background: #f3f3f3; padding: 0 .2rem; }
.note { color: #5a3d00; }
.sources, details { font-size: .82rem; color: #444; }
.sources a { color: inherit; }
@media print {
  body { max-width: none; font-size: 10pt; padding: 0; }
  h2 { break-after: avoid; }
  li { break-inside: avoid; }
  nav { display: none; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def to_page(found: Inheritance) -> str:
    """Return a whole statement as an HTML page; every text from the data is escaped."""
    head = (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_html(title(found))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    return f"{head}{to_fragment(found)}</body>\n</html>\n"


def to_fragment(found: Inheritance) -> str:
    """Return a whole statement as a part of a page, without a style of its own."""
    return "".join(_parts(found))


def _parts(found: Inheritance) -> Iterator[str]:
    yield f"<h1>{_html(title(found))}</h1>\n<p>{_html(opening(found))}</p>\n"
    yield f"<p><em>{_html(footing(found))}</em></p>\n"
    if line_of(found):
        yield (
            f"<details><summary>for whom else it speaks ({len(found.line) - len(found.ended):,})"
            f"</summary>{_html(line_of(found))}</details>\n"
        )
    yield _contents(found)
    for heading, things in found.sections.items():
        name = f"{HEADINGS[heading][1].capitalize()} ({len(things):,})"
        yield f'<h2 id="{_anchor(heading)}">{_html(name)}</h2>\n<ol>\n'
        yield from (_thing(thing, found) for thing in things)
        yield "</ol>\n"
    if found.told or found.precedents:
        yield '<h2 id="before">What became of such things before</h2>\n<ul class="plain">\n'
        yield from _remarks(found.told)
        for past in found.precedents:
            said = _sources(past.sources, found)
            yield f"<li>{_html(precedent(past))}{said}</li>\n"
        yield "</ul>\n"
    if found.unknown:
        yield '<h2 id="unknown">What the record does not know</h2>\n<ul class="plain">\n'
        yield from _remarks(found.unknown)
        yield "</ul>\n"


def _contents(found: Inheritance) -> str:
    items = [
        (_anchor(heading), f"{HEADINGS[heading][1].capitalize()} ({len(things):,})")
        for heading, things in found.sections.items()
    ]
    items += [("before", "What became of such things before")] if found.told else []
    items += [("unknown", "What the record does not know")] if found.unknown else []
    links = "".join(f'<li><a href="#{one}">{_html(words)}</a></li>' for one, words in items)
    return f'<nav aria-label="Contents"><ul>{links}</ul></nav>\n' if items else ""


def _thing(thing: Inherited, found: Inheritance) -> str:
    when = f" ({_html(thing.when)})" if thing.when else ""
    said = "".join(
        f'<p class="note">{_html(note[:1].upper() + note[1:])}</p>' for note in notes(thing, found)
    )
    text = f"<p>{_html(thing.text)}</p>" if thing.text else ""
    return (
        f"<li><h3>{_html(thing.label)}</h3>{when} <code>{_html(thing.id)}</code>{text}{said}"
        f"{_sources(thing.sources, found)}</li>\n"
    )


def _remarks(remarks: Iterable[Remark]) -> Iterator[str]:
    for remark in remarks:
        ids = ", ".join(f"<code>{_html(one)}</code>" for one in remark.ids)
        more = f"<details><summary>the {len(remark.ids):,} counted</summary>{ids}</details>"
        yield f"<li>{_html(remark.text)}{more if remark.ids else ''}</li>\n"


def _sources(cited: tuple[Source, ...], found: Inheritance) -> str:
    if not cited:
        return ""
    words = []
    for source in cited:
        address = found.addresses.get(source.slug)
        name = _html(str(source))
        words.append(f'<a href="{escape(address)}">{name}</a>' if address else name)
    return f'<p class="sources">Source{"s" if len(words) > 1 else ""}: {"; ".join(words)}</p>'


def _anchor(heading: str) -> str:
    return heading.replace(" ", "-")


def _html(text: str) -> str:
    return escape(make_visible(text))
