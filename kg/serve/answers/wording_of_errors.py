"""What an error says where no command line is: arguments are called as they are here."""

from __future__ import annotations

import re

_OPTION = re.compile(r"(?<![\w-])--(?=[a-z])")


def in_words(error: Exception) -> str:
    """Return what an error says, without the dashes and the commands of a command line.

    >>> in_words(ValueError("--type: nothing is a 'Bodyy'"))
    "type: nothing is a 'Bodyy'"
    >>> in_words(ValueError("'x': no entity has this name, and none is like it; try 'kg search'"))
    "'x': no entity has this name, and none is like it; try search"
    """
    said = _OPTION.sub("", str(error))
    return said.replace("'kg search'", "search").replace("'kg ask' lists", "questions lists")
