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


PARTS = (
    "It should also:",
    "· say what has been done; and",
    "· keep what it says where everybody can read it in the years to come, whatever becomes of the body that wrote it.",
    "It must do so within a year.",
)
TITLES = ("Openness about money", "One owner", "No more buying for others", "Tests before use")


def _in_parts(words: str) -> str:
    return " ".join([words, *PARTS])


def in_parts() -> Iterator[Block]:
    """A heading that names it, paragraphs and a list; the text about it has numbers."""
    yield "h", "A review of records"
    for i, words in enumerate(ADVICE, 1):
        yield "p", f"{i}.1. {FILLER[1]}"
        yield "h", f"Recommendation {i}: {TITLES[i % 4]}"
        yield "p", words
        for part in PARTS:
            yield ("i" if part.startswith("·") else "p"), part
        yield (
            "p",
            f"{i}.2. Trusts should know this, said those who gave evidence to us in the spring.",
        )


def told_twice() -> Iterator[Block]:
    """Numbered paragraphs, and at the end a list of them under other numbers."""
    for i, words in enumerate(ADVICE, 1):
        yield "p", f"{i}.1. {FILLER[1]}"
        yield "p", f"{i}.2. We recommend that {words[0].lower()}{words[1:]}"
    yield "h", "Conclusions and recommendations"
    for i, words in enumerate(ADVICE, 1):
        yield "p", f"20.{i}. We recommend that {words[0].lower()}{words[1:-1]} (paragraph {i}.2)."


def of_another() -> Iterator[Block]:
    """A list at the front; what is labelled later is of another report, or the same again."""
    yield "h", "Recommendations"
    for i, words in enumerate(ADVICE, 1):
        yield "i", f"{i}. {words}"
    yield "h", "What was said before"
    yield "p", f"4.1. {FILLER[1]} In its report of 2009 the first review said:"
    yield (
        "p",
        "Recommendation 3: The Board should tell the Department each year how many trusts use its systems.",
    )
    yield "p", "4.2. I recommend that:"
    yield "i", f"5. {ADVICE[4]}"
    yield "p", f"4.3. {FILLER[1]}"


def closed_by_numbers() -> Iterator[Block]:
    """Paragraphs below a heading, each with its number behind its words."""
    yield "h", "Recommendations for action"
    yield "p", "We are making the following 12 recommendations:"
    for i, words in enumerate(ADVICE, 1):
        yield "p", f"{words} (Recommendation {i})"
    yield "h", "What the Department said"
    yield "p", "The Department told us that it must think about money (Recommendation 2)."


def lettered() -> Iterator[Block]:
    """Titles with numbers, twice: above what is told about them, and above what is recommended."""
    yield "h", "Recommendations"
    for i, words in enumerate(ADVICE, 1):
        yield "h", f"{i}. {TITLES[i % 4]}"
        yield from _filler(1)
        yield "p", "Accordingly, I recommend:"
        yield "i", f"{i}. {TITLES[i % 4]}"
        yield "i", f"(a) {words}"
        yield "p", "What was done can then be told from what was not."
        yield "i", "(b) The same should be done in each of the other countries."


def dated() -> Iterator[Block]:
    """Items of a paragraph that says when they were recommended; an annex has those of others."""
    yield "h", "6 Recommendations Tutohu"
    yield "p", "6.1. Recommendations are made to whoever can mend what was found."
    yield "h", "New recommendations"
    yield "p", "6.2. On 1 May 2022 the Commission recommended that New Body:"
    for i, words in enumerate(ADVICE, 1):
        yield "i", f"6.2.{i} {words[:-1]}. (0{i + 10}/22)"
    yield "p", "6.3. In a letter of June 2022 New Body answered as follows:"
    yield "h", "Appendix 1"
    yield "h", "Recommendations"
    for i in range(1, 5):
        yield "i", f"9.{i} The Board should do what it was asked to do in {2000 + i}. (00{i}/09)"


def answered_together() -> Iterator[Block]:
    """What an answer quotes, with its numbers, and below two of them who accepts both."""
    yield "h", "The answer"
    for i in range(0, len(ADVICE), 2):
        yield "h", f"{i // 2 + 1}) {TITLES[i % 4]}"
        yield "p", f"{i // 2 + 1}a. {ADVICE[i]}"
        yield "p", f"{i // 2 + 1}b. {ADVICE[i + 1]}"
        yield "p", "These recommendations are accepted in principle by the Department and New Body."
        yield from _filler(i)


WHOLE: dict[str, tuple[Callable[[], Iterator[Block]], tuple[str, ...], tuple[str, ...]]] = {
    "in_parts": (in_parts, tuple(map(str, range(1, 13))), tuple(map(_in_parts, ADVICE))),
    "told_twice": (told_twice, tuple(f"20.{i}" for i in range(1, 13)), ADVICE),
    "of_another": (of_another, tuple(map(str, range(1, 13))), ADVICE),
    "closed_by_numbers": (closed_by_numbers, tuple(map(str, range(1, 13))), ADVICE),
    "lettered": (
        lettered,
        tuple(map(str, range(1, 13))),
        tuple(
            f"{TITLES[i % 4]} (a) {words} What was done can then be told from what was not. "
            "(b) The same should be done in each of the other countries."
            for i, words in enumerate(ADVICE, 1)
        ),
    ),
    "dated": (dated, tuple(f"0{i + 10}/22" for i in range(1, 13)), ADVICE),
    "answered_together": (
        answered_together,
        tuple(f"{i}{letter}" for i in range(1, 7) for letter in "ab"),
        ADVICE,
    ),
}
"""Layouts in which it is told otherwise what belongs to a recommendation: numbers and texts."""
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
