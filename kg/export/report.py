"""All analyses in one document: HTML that needs nothing else, or Markdown.

The HTML carries its figures as inline SVG and its style inline; it runs no script and asks the
network for nothing, which its content security policy holds it to. Every sentence and number is
an analysis's own, so the document says what `kg analyse` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from kg.analysis import ANALYSES, addressed, analyse, quality
from kg.analysis.measure import Analysis, Column, Figure, Measure, Sentence, Table, show
from kg.engine.graph import SparqlGraph
from kg.export.drawing import draw
from kg.model.record import REPORT_TITLE

SHOWN = 30
"""Rows of a table that the document prints; `kg analyse` gives the rest."""
LEADING: Mapping[str, tuple[str, ...]] = {
    "churn": ("reorganisations", "waiting"),
    "recurrence": ("verdict", "topic", "repeated", "abolished"),
    "suppliers": ("hhi", "outlived"),
    "people": ("tenure", "revolving-door"),
    "lifetimes": ("survival",),
    "lineage": ("family", "heirless"),
    "structure": ("break",),
    "quality": ("sources", "readings"),
}
"""The measures whose first sentence is a finding, in the order in which a reader meets them."""


def run_all(
    graph: SparqlGraph, names: Iterable[str] = tuple(ANALYSES), coverage: Path | None = None
) -> list[Analysis]:
    """Return the analyses of some names, in their order.

    `coverage` is the table against which the analysis of quality counts what is held.
    Raises UsageError where there is no analysis of a name, MissingExtra where scipy is missing.
    """
    return [
        addressed(quality.analyse(graph, coverage), graph)
        if name == "quality" and coverage is not None
        else analyse(graph, name)
        for name in names
    ]


def to_markdown(analyses: Sequence[Analysis], title: str = REPORT_TITLE) -> str:
    """Return the document as Markdown: every table in full, no figures."""
    head = [f"# {title}", "", _about(analyses), ""]
    found = [sentence.text for _, sentence in find_findings(analyses)]
    head += ["## Findings", "", *(f"- {text}" for text in found), ""] if found else []
    head += ["## Contents", ""]
    head += [f"- {analysis.title}: {analysis.question}" for analysis in analyses]
    return "\n".join([*head, "", *(analysis.to_markdown(2) for analysis in analyses)])


def to_html(analyses: Sequence[Analysis], title: str = REPORT_TITLE) -> str:
    """Return the document as one HTML file with its figures.

    Raises MissingExtra where there is a figure to draw and matplotlib is not installed.
    """
    template = Template(files("kg.export").joinpath("report.html").read_text("utf8"))
    return template.substitute(
        title=escape(title),
        about=escape(_about(analyses)),
        findings="\n".join(_finding(*one) for one in find_findings(analyses))
        or "<li>The graph holds nothing that the analyses count.</li>",
        contents="\n".join(
            f'<li><a href="#{a.name}" title="{escape(a.question)}">{escape(a.title)}</a></li>'
            for a in analyses
        ),
        sections="\n".join(_section(analysis) for analysis in analyses),
        sources="\n".join(f"<li>{escape(source)}</li>" for source in _sources(analyses)),
    )


def find_findings(analyses: Iterable[Analysis]) -> list[tuple[Analysis, Sentence]]:
    """Return what the analyses found, each with the analysis that says it."""
    named = {analysis.name: analysis for analysis in analyses}
    found: list[tuple[Analysis, Sentence]] = []
    for name, measures in LEADING.items():
        sentences = named[name].sentences if name in named else ()
        for measure in measures:
            first = next((s for s in sentences if s.measure == measure), None)
            if first is not None:
                found.append((named[name], first))
    return found


def _finding(analysis: Analysis, sentence: Sentence) -> str:
    link = f'<a href="#{analysis.name}">{escape(analysis.title)}</a>'
    return f"<li>{escape(sentence.text)} {link}</li>"


def _about(analyses: Sequence[Analysis]) -> str:
    days = sorted({a.as_of for a in analyses if a.as_of})
    day = f"The data reach to {days[-1]}." if days else "Nothing in the data is dated."
    counted = sum(bool(a.tables) and not a.is_empty for a in analyses)
    return (
        f"{day} {counted} of {len(analyses)} analyses found something to count. Every sentence "
        "and number is computed from the graph and changes with it; each measure is defined "
        "where it is used."
    )


def _sources(analyses: Sequence[Analysis]) -> list[str]:
    return sorted(
        {m.source for a in analyses for m in a.measures if not m.source.startswith("own")}
    )


def _section(analysis: Analysis) -> str:
    note = f"Source: this graph, data to {analysis.as_of}." if analysis.as_of else ""
    parts = [
        f'<section id="{analysis.name}">',
        f"<h2>{escape(analysis.title)}</h2>",
        f'<p class="question">{escape(analysis.question)}</p>',
        _said(analysis),
        *(_figure(analysis, figure, note) for figure in analysis.figures),
        *(_table(analysis, table) for table in analysis.tables),
    ]
    if analysis.measures:
        said = "".join(_definition(analysis, measure) for measure in analysis.measures)
        parts.append(_folded("Definitions", f"<dl>{said}</dl>"))
    if analysis.limits:
        parts.append(_folded("Limits", _list(analysis.limits)))
    return "\n".join([*parts, "</section>"])


def _folded(title: str, content: str, about: str = "", slug: str = "") -> str:
    """Return what is opened by its title; on paper it stands open."""
    number = f" <small>{escape(about)}</small>" if about else ""
    own = f' id="{slug}"' if slug else ""
    return (
        f'<details class="folded"{own}><summary><h3>{escape(title)}</h3>{number}</summary>'
        f"{content}</details>"
    )


def _said(analysis: Analysis) -> str:
    if not analysis.sentences:
        return "<p>The graph holds nothing that this analysis counts.</p>"
    return f"<ul>{''.join(_sentence(analysis, s) for s in analysis.sentences)}</ul>"


def _sentence(analysis: Analysis, sentence: Sentence) -> str:
    known = {measure.name for measure in analysis.measures}
    link = (
        f' <a class="how" href="#{analysis.name}-m-{sentence.measure}">how counted</a>'
        if sentence.measure in known
        else ""
    )
    return f"<li>{escape(sentence.text)}{link}</li>"


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"


def _definition(analysis: Analysis, measure: Measure) -> str:
    formula = f"<br>Formula: <code>{escape(measure.formula)}</code>" if measure.formula else ""
    dates = f"<br>Dates: {escape(measure.dates)}" if measure.dates else ""
    return (
        f'<dt id="{analysis.name}-m-{measure.name}">{escape(measure.title)}</dt>'
        f"<dd>{escape(measure.definition)}{formula}<br>Source: {escape(measure.source)}."
        f"{dates}</dd>"
    )


def _figure(analysis: Analysis, figure: Figure, note: str) -> str:
    svg = draw(figure, "svg", note).decode()
    svg = svg[svg.index("<svg") :]
    prefix = f"{analysis.name}-{figure.name}-"
    svg = re.sub(r'(\bid="|url\(#|href="#)', lambda m: m.group() + prefix, svg)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(figure.title)}" ', 1)
    return f"<figure>{svg}</figure>"


def _heading(column: Column) -> str:
    unit = (
        f"<br><small>{escape(column.unit)}</small>" if column.unit not in ("", column.name) else ""
    )
    return escape(column.name) + unit


def _table(analysis: Analysis, table: Table) -> str:
    slug = f"{analysis.name}-{table.name}"
    if not table.rows:
        return f'<p class="none" id="{slug}">{escape(table.title)}: nothing to count.</p>'
    numeric = [
        all(isinstance(row[i], int | float | None) for row in table.rows)
        for i in range(len(table.columns))
    ]
    classes = [' class="n"' if n else "" for n in numeric]
    heads = zip(table.columns, classes, strict=True)
    cells = "".join(f'<th scope="col"{c}>{_heading(column)}</th>' for column, c in heads)
    body = "\n".join(
        "<tr>"
        + "".join(
            f"<td{c}>{escape(show(value, column))}</td>"
            for value, column, c in zip(row, table.columns, classes, strict=True)
        )
        + "</tr>"
        for row in table.rows[:SHOWN]
    )
    more = (
        f"<p>The first {SHOWN} of {len(table.rows):,} rows; <code>kg analyse {analysis.name} "
        f"--table {table.name}</code> prints all.</p>"
        if len(table.rows) > SHOWN
        else ""
    )
    note = f"<p>{escape(table.note)}</p>" if table.note else ""
    content = (
        f'<div class="wide"><table><thead><tr>{cells}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{note}{more}"
        '<details class="query"><summary>The query behind it</summary>'
        f"<pre>{escape(table.query.strip())}</pre></details>"
    )
    rows = f"{len(table.rows):,} {'row' if len(table.rows) == 1 else 'rows'}"
    return _folded(table.title, content, rows, slug)
