"""Archives that are the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive can name; no file has a day of its own."""
_PLAIN = 0o644 << 16


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files by name, in the order of their names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _PLAIN
            archive.writestr(entry, files[name])
    return stream.getvalue()
