"""Get the W3C's tests from packages of PyPI that carry them, once, into a folder that git ignores.

Nothing of them is part of this repository: rdflib's source package holds those of RDF, JSON-LD and
SPARQL, pySHACL's those of SHACL. What is downloaded is held to its checksum.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

CACHE = Path(__file__).parents[2] / ".suites"
CHECKSUMS = {
    "rdflib==7.1.4": "fed46e24f26a788e2ab8e445f7077f00edcf95abb73bcef4b86cefa8b62dd174",
    "pyshacl==0.40.1": "011e3cf1a68b31747cb762ba3d755ae1bdcc464c8fad0dc212a9adc550719552",
}
RDF = "rdflib==7.1.4", "test/data/suites/w3c"
JSON_LD = "rdflib==7.1.4", "test/jsonld/1.1"
SHACL = "pyshacl==0.40.1", "test/resources/sht_tests"


def get(suite: tuple[str, str]) -> Path:
    """Return the folder of some suites; where they cannot be had, CI fails and others skip."""
    package, inside = suite
    folder = CACHE / package.replace("==", "-")
    if not folder.is_dir():
        try:
            _download(package, folder)
        except (subprocess.CalledProcessError, OSError) as error:
            told = f"the source package {package} cannot be had: {error}"
            if os.environ.get("CI"):
                pytest.fail(told)
            pytest.skip(told)
    return folder / inside


def _download(package: str, folder: Path) -> None:
    """Unpack a source package into a folder, whole or not at all."""
    CACHE.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=CACHE) as made:
        wanted = Path(made) / "wanted.txt"
        wanted.write_text(f"{package} --hash=sha256:{CHECKSUMS[package]}\n", "utf8")
        command = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", "--require-hashes",
                   "--disable-pip-version-check", "-r", wanted, "-d", made]  # fmt: skip
        subprocess.run([sys.executable, "-m", "pip", *command], check=True, capture_output=True)
        (packed,) = Path(made).glob("*.tar.gz")
        with tarfile.open(packed) as archive:
            archive.extractall(made, filter="data")
        unpacked = packed.with_name(packed.name.removesuffix(".tar.gz"))
        if not folder.is_dir():
            shutil.move(unpacked, folder)
