"""Reports written for tests: twelve recommendations in each of the ways in which reports write them.

Each report is a list of blocks, which is rendered as text, Markdown, HTML, DOCX and PDF, with page
furniture, wrapped lines, and breaks of pages wherever they fall.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from html import escape

from tests.ingest.documents.papers.makers import Line, make_docx, make_pdf, p

Block = tuple[str, str | tuple[str, ...]]
"""Of which kind: a heading (h), paragraph (p), item (i) or row of a table (r); and its words."""

ADVICE = (
    "The Department should publish, by the end of each year, what it has spent on the programme and what it expects to spend.",
    "The Board should appoint one senior owner who stays with the programme from its business case to its close.",
    "Old Body should stop buying systems for others until those that were bought are in use.",
    "Trusts should test each release with the clinicians who will use it, and should not go live before they agree.",
    "The Department should set out what would make it end a contract early, and who would decide this.",
    "New Body should write down which data it holds, why it holds them, and whom it lets see them.",
    "Suppliers should open their interfaces to others without a charge, and the Department should make this a condition of every contract.",
    "The Treasury should release money in parts, each after an independent review of what the last part achieved.",
    "Every hospital should have a clinician with time set aside to lead its change to electronic records.",
    "The Department should ask patients what they want before it decides what may be shared.",
    "Old Body and New Body should agree which of them answers for standards, and should publish what they agree.",
    "The Board should report each March on which of these recommendations were carried out.",
)
ANSWERS = (
    ("The Government accepts this recommendation in full. Spending will be published each July.", "accepted"),
    ("The Government accepts this recommendation in principle, though owners do move on.", "accepted-in-principle"),
    ("We do not accept this recommendation. Buying for others saves money.", "rejected"),
    ("The Government partially accepts this recommendation. Testing will be offered.", "partly-accepted"),
    ("The Department agrees. It will set this out in its guidance.", "accepted"),
    ("The Government notes this recommendation and will return to it.", ""),
    ("The Government agrees with the aim of this recommendation.", "accepted-in-principle"),
    ("The Government rejects this recommendation, as reviews cost time.", "rejected"),
    ("The Department fully accepts this.", "accepted"),
    ("The Government is unable to accept this recommendation.", "rejected"),
    ("Old Body accepts the first part of this recommendation and not the second.", "partly-accepted"),
    ("The Government supports this recommendation.", "accepted-in-principle"),
)  # fmt: skip
FILLER = (
    "The committee heard from many who use these systems every day. A recommendation of an earlier report "
    "was not followed, and those who gave evidence said that recommendations are easily made. Some of them "
    "wanted more money, others wanted less change, and nobody wanted another strategy.",
    "Progress was slower than planned in each of the years that we looked at. What was spent is known only in "
    "part, since budgets were moved between programmes and were not always accounted for by those who held them.",
    "It is said that Recommendation 4 of the first review was the one that mattered, but it is not clear to us "
    "what it asked for.",
)


def _filler(i: int) -> Iterator[Block]:
    for j in range(1 + i % 3):
        yield "p", FILLER[(i + j) % len(FILLER)]


def labelled() -> Iterator[Block]:
    yield "h", "A review of records"
    for i, words in enumerate(ADVICE, 1):
        yield from _filler(i)
        yield "p", f"Recommendation {i}: {words}"


def headed() -> Iterator[Block]:
    yield "h", "A review of records"
    for i, words in enumerate(ADVICE, 1):
        yield from _filler(i)
        yield "h", f"Recommendation {i}"
        yield "p", words
        yield from _filler(i + 1)


def numbered() -> Iterator[Block]:
    yield "h", "Conclusions and recommendations"
    number = 0
    for i, words in enumerate(ADVICE, 1):
        number += 1
        yield "i", f"{number}. {FILLER[i % 2]}"
        number += 1
        yield "i", f"{number}. We recommend that {words[0].lower()}{words[1:]}"


def concluded() -> Iterator[Block]:
    yield "h", "Conclusions and recommendations"
    for i, words in enumerate(ADVICE, 1):
        yield "i", f"{i}. {FILLER[1]}"
        yield "p", f"Recommendation: {words}"


def said() -> Iterator[Block]:
    yield "h", "What should be done"
    for i, words in enumerate(ADVICE, 1):
        yield from _filler(i)
        yield "p", f"{FILLER[1]} We therefore recommend that {words[0].lower()}{words[1:]}"


def listed() -> Iterator[Block]:
    yield "h", "Why this matters"
    yield from _filler(2)
    yield "h", "Our recommendations"
    for i, words in enumerate(ADVICE, 1):
        yield "i", f"{i}. {words}"
    yield "h", "How we worked"
    yield "i", "1. We read what there was to read in the library of the house."
    yield from _filler(1)


def tabled() -> Iterator[Block]:
    yield "h", "Annex: the recommendations and what was answered"
    yield "r", ("No.", "Recommendation", "Response", "Status")
    for i, (words, (answer, _)) in enumerate(zip(ADVICE, ANSWERS, strict=True), 1):
        yield "r", (str(i), words, answer, "In progress")


def answered() -> Iterator[Block]:
    yield "h", "The Government's answer"
    for i, (words, (answer, _)) in enumerate(zip(ADVICE, ANSWERS, strict=True), 1):
        yield "p", f"Recommendation {i}: {words}"
        yield "p", answer
        yield from _filler(i)


def answered_below_labels() -> Iterator[Block]:
    yield "h", "The Government's answer"
    for i, (words, (answer, _)) in enumerate(zip(ADVICE, ANSWERS, strict=True), 1):
        yield "h", f"Recommendation {i}"
        yield "p", words
        yield "p", "Responsibility: Old Body"
        yield "p", f"Government response: {answer}"


LAYOUTS: dict[str, Callable[[], Iterator[Block]]] = {
    f.__name__: f for f in (labelled, headed, numbered, concluded, said, listed, tabled)
}
ANSWERED: dict[str, Callable[[], Iterator[Block]]] = {
    f.__name__: f for f in (tabled, answered, answered_below_labels)
}


def as_text(blocks: Sequence[Block], lines_a_page: int = 40) -> bytes:
    """Return a report as text with pages, each with a header and its number."""
    lines: list[str] = []
    for kind, words in blocks:
        if isinstance(words, tuple):
            lines.append("| " + " | ".join(words) + " |")
        else:
            lines += [
                "",
                *textwrap.wrap(words, 78, subsequent_indent="   " if kind == "i" else ""),
                "",
            ]
    pages = [lines[i : i + lines_a_page] for i in range(0, len(lines), lines_a_page)]
    shown = [
        "\n".join(["Review of records", "", *page, "", str(n)]) for n, page in enumerate(pages, 1)
    ]
    return "\f".join(shown).encode()


def as_markdown(blocks: Sequence[Block]) -> bytes:
    lines = []
    for kind, words in blocks:
        if isinstance(words, tuple):
            lines.append("| " + " | ".join(words) + " |")
        else:
            lines.append({"h": f"\n## {words}\n", "i": words}.get(kind, f"\n{words}\n"))
    return "\n".join(lines).encode()


def as_html(blocks: Sequence[Block]) -> bytes:
    lines = ["<html><body><nav>Menu</nav><main>"]
    for kind, words in blocks:
        if isinstance(words, tuple):
            lines.append(
                "<table><tr>" + "".join(f"<td>{escape(w)}</td>" for w in words) + "</tr></table>"
            )
        else:
            lines.append(
                f"<{'h2' if kind == 'h' else 'p'}>{escape(words)}</{'h2' if kind == 'h' else 'p'}>"
            )
    return "\n".join(lines).encode()


def as_docx(blocks: Sequence[Block]) -> bytes:
    parts = []
    for kind, words in blocks:
        if isinstance(words, tuple):
            cells = "".join(f"<w:tc>{p(escape(w))}</w:tc>" for w in words)
            parts.append(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
        else:
            parts.append(p(escape(words), '<w:pStyle w:val="H"/>' if kind == "h" else ""))
    styles = '<w:style w:styleId="H"><w:name w:val="Heading 2"/></w:style>'
    return make_docx("".join(parts), styles=styles)


_TOP, _BOTTOM, _STEP = 80, 720, 13
_COLUMNS = ((50, 6), (90, 42), (300, 30), (460, 16))
"""From the left, and letters on a line, of the columns of a table."""


def as_pdf(blocks: Sequence[Block]) -> bytes:
    """Return a report as a PDF whose pages break in the middle of paragraphs and rows."""
    pages: list[list[Line]] = [[]]
    y = float(_TOP)

    def turn() -> None:
        nonlocal y
        pages.append([])
        y = _TOP

    for kind, words in blocks:
        if isinstance(words, tuple):
            cells = [textwrap.wrap(w, n) for w, (_, n) in zip(words, _COLUMNS, strict=True)]
            for i in range(max(map(len, cells))):
                if y > _BOTTOM:
                    turn()
                for cell, (x, _) in zip(cells, _COLUMNS, strict=True):
                    if i < len(cell):
                        pages[-1].append((x, y, cell[i], 9))
                y += _STEP
            y += 0.7 * _STEP
            continue
        for line in textwrap.wrap(words, 60 if kind == "h" else 96):
            if y > _BOTTOM:
                turn()
            pages[-1].append((50, y, line, 14 if kind == "h" else 10))
            y += _STEP * (1.3 if kind == "h" else 1)
        y += 0.7 * _STEP
    furnished = [
        [(50, 30, "Review of records", 8), *page, (290, 780, f"Page {n}", 8)]
        for n, page in enumerate(pages, 1)
    ]
    return make_pdf(furnished)


FORMATS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "txt": as_text, "md": as_markdown, "html": as_html, "docx": as_docx, "pdf": as_pdf,
}  # fmt: skip
