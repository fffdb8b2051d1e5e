"""Change real inputs at random, token by token, the same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random

LARGEST = 200_000
"""Bytes of an input, give or take."""
_TOKEN = re.compile(rb'<[^<>\s]*>|"[^"\n]*"|[\w.:-]+|[^\S\n]+|.', re.DOTALL)
_AROUND = ((b"(", b")"), (b"{", b"}"), (b"[", b"]"), (b"<<( ", b" )>>"), (b'"', b'"'))
_BYTES = (b"\0", b"\xff", b"\r", b"\n", b'"', b"'", b"\\", b",", b"<", b"\xe2\x80\xae", b"\xed\xa0")


class Changes:
    """What makes an input of real ones; `words` are pieces that mean something to the reader."""

    def __init__(self, seeds: Mapping[str, bytes], words: Sequence[bytes]) -> None:
        self._seeds = {name: _TOKEN.findall(seed) for name, seed in seeds.items()}
        self._words = words

    def make(self, random: Random) -> tuple[str, bytes]:
        """Return the name of a real input, and what became of it."""
        name = random.choice(list(self._seeds))
        tokens = list(self._seeds[name])
        for _ in range(1 + min(int(random.expovariate(0.4)), 12)):
            if tokens:
                self._change(tokens, random)
        return name, b"".join(tokens)

    def _change(self, tokens: list[bytes], random: Random) -> None:
        at = random.randrange(len(tokens))
        end = at + min(int(random.expovariate(0.2)) + 1, len(tokens) - at)
        run = tokens[at:end]
        match random.randrange(9):
            case 0:
                del tokens[at:end]
            case 1:
                to = random.randrange(len(tokens))
                tokens[to:to] = run
            case 2:
                times = random.choice((2, 2, 3, 10, 300, 20_000))
                tokens[at:end] = run * max(1, min(times, LARGEST // (len(b"".join(run)) or 1)))
            case 3:
                tokens[at] = random.choice(self._seeds[random.choice(list(self._seeds))])
            case 4:
                tokens.insert(at, random.choice(self._words))
            case 5:
                tokens[at] = random.choice(self._words)
            case 6:
                begin, close = random.choice(_AROUND)
                depth = random.choice((1, 1, 2, 50, 5000))
                tokens[at:end] = [begin * depth, *run, close * depth]
            case 7 if not tokens[at].startswith(b"<"):  # an address stays on this machine
                place = random.randrange(len(tokens[at]) + 1)
                taken = random.randrange(2)
                letter = random.choice((*_BYTES, bytes([random.randrange(256)])))
                tokens[at] = tokens[at][:place] + letter + tokens[at][place + taken :]
            case _:
                other = random.randrange(len(tokens))
                tokens[at], tokens[other] = tokens[other], tokens[at]
