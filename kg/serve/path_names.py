"""Names in paths: whatever follows, slashes and line breaks too, which a path of a file has not."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor


class _Name(Convertor[str]):
    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("name", _Name())
NAME = ":name"
"""What stands behind a parameter of a path that takes all the rest of it."""
