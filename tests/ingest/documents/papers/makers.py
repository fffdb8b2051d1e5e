"""Small documents made for tests: a PDF of lines at given places, a DOCX of given parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

Line = tuple[float, float, str, float]
"""From the left, from the top, the words, and the size of their letters."""
HEIGHT = 800

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_pdf(
    pages: Iterable[Sequence[Line]], rules: Sequence[tuple[int, int, int, int]] = ()
) -> bytes:
    """Return a PDF with words at the places that are given, and thin boxes on every page."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    boxes = "".join(f"{x} {HEIGHT - y} {w} {-h} re f\n" for x, y, w, h in rules)
    for lines in pages:
        shown = boxes + "".join(
            f"BT /F1 {size} Tf {x} {HEIGHT - y} Td ({_escape(words)}) Tj ET\n"
            for x, y, words, size in lines
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 {HEIGHT}] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode())
    out.write(
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    )
    return out.getvalue()


def _escape(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def column(
    lines: Iterable[str], left: float = 50, top: float = 100, size: float = 10
) -> list[Line]:
    """Return lines one below the other; an empty one leaves a gap."""
    return [(left, top + 12 * i, words, size) for i, words in enumerate(lines) if words]


def make_docx(body: str, **parts: str) -> bytes:
    """Return a DOCX of the inside of its body, and of other parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", _part("document", f"<w:body>{body}</w:body>"))
        for name, inside in parts.items():
            archive.writestr(f"word/{name}.xml", _part(name, inside))
    return out.getvalue()


def _part(name: str, inside: str) -> str:
    return f'<w:{name} xmlns:w="{_W}">{inside}</w:{name}>'


def p(words: str, properties: str = "") -> str:
    """Return a paragraph of a DOCX."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
