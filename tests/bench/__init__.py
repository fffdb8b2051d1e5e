"""Benchmarks, which run commands as an installed program does: compiled once, not at each start."""

import os

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
