"""Run the fast tests on every Python that is promised and to be had here: `python -m tests.versions`.

Which are promised is said in pyproject.toml. Each gets an environment of its own.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FAST = ("model", "read", "engine", "index", "history", "statistics")
"""The folders of tests that are quick, and where versions have differed."""
NEEDED = (
    f"{ROOT}[analysis,frames]",
    "oxigraph>=0.5",
    "pytest>=8.3",
    "pytest-xdist>=3.6",
    "hypothesis>=6.112",
)


def list_promised() -> list[str]:
    """Return the versions of Python that the package says it runs on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    found = (re.fullmatch(r".* :: Python :: (3\.\d+)", line) for line in project["classifiers"])
    return [match[1] for match in found if match]


def find_python(version: str) -> str | None:
    """Return an interpreter of a version: on the path, of pyenv, or known to uv; else None."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if version == here:
        return sys.executable
    return next((python for python in _places(version) if _answers(python, version)), None)


def _places(version: str) -> Iterator[str]:
    yield f"python{version}"
    pyenv = Path.home() / ".pyenv" / "versions"
    yield from map(str, sorted(pyenv.glob(f"{version}.*/bin/python"), reverse=True))
    if shutil.which("uv"):
        told = subprocess.run(
            ["uv", "python", "find", "--no-project", version], capture_output=True, text=True
        )
        yield told.stdout.strip()


def _answers(python: str, version: str) -> bool:
    """Return whether what stands there is an interpreter of the version that can make environments."""
    if not python or not shutil.which(python):
        return False
    asked = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
    told = subprocess.run([python, "-c", asked], capture_output=True, text=True)
    return told.stdout.strip() == version


def run(version: str, python: str) -> bool:
    """Make an environment of a version and run the fast tests there; return whether all passed."""
    folder = ROOT / f".venv-{version}"
    inside = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not inside.exists():
        subprocess.run([python, "-m", "venv", folder], check=True)
    pip = [inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-e", *NEEDED], check=True)
    tests = [str(ROOT / "tests" / name) for name in FAST]
    marks = "not slow and not browser"
    options = ["-q", "-n", "auto", "--dist", "loadfile", "-m", marks, "-p", "no:cacheprovider"]
    return subprocess.run([inside, "-m", "pytest", *options, *tests], cwd=ROOT).returncode == 0


def main() -> int:
    """Run every version but the one that runs this, which `make test` runs whole; say which ran."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    failed = []
    for version in list_promised():
        python = find_python(version)
        if version == here:
            print(f"Python {version}: runs this, and the whole suite by make test", flush=True)
        elif python is None:
            print(f"Python {version}: none found here, not run", flush=True)
        else:
            print(f"Python {version}: {python}", flush=True)
            if not run(version, python):
                failed.append(version)
    if failed:
        print(f"failed on Python {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
