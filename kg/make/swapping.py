"""Put one folder into the place of another in one step.

Linux and macOS exchange two names at once. Elsewhere there are two renames; whoever is stopped
between them leaves the old folder where `settle` finds it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

from kg.errors import OutputError

FRESH, OLD = "data", "old"
"""What the folder of work holds: the new folder, and the old one between two renames."""
_HERE = -100
_EXCHANGE = 2
_UNABLE = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What a system or a disk answers that cannot exchange names."""


def swap(live: Path, work: Path) -> None:
    """Let the new folder in a folder of work take the place of one that is live.

    Raises OutputError where the system cannot; the live folder is then as it was.
    """
    try:
        if not _exchange(work / FRESH, live):
            live.rename(work / OLD)
            try:
                (work / FRESH).rename(live)
            except OSError:
                (work / OLD).rename(live)
                raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        if error.errno == errno.EXDEV:
            reason += "; keep the inbox on the disk of the tables"
        raise OutputError(f"{live}: cannot be exchanged with {work / FRESH}: {reason}") from None


def settle(live: Path, work: Path) -> None:
    """Make good what a stop left: the old folder comes back, and the folder of work goes."""
    if not live.exists() and (work / OLD).is_dir():
        (work / OLD).rename(live)
    if work.exists():
        shutil.rmtree(work)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names at once; return False where the system has no such call."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        names = os.fsencode(one), os.fsencode(other)
        if sys.platform == "darwin":
            failed = library.renamex_np(*names, _EXCHANGE)
        else:
            failed = library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE)
    except (AttributeError, TypeError, OSError):
        return False
    if failed:
        code = ctypes.get_errno()
        if code in _UNABLE:
            return False
        raise OSError(code, os.strerror(code))
    return True
