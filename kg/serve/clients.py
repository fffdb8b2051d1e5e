"""How much each client asks: at once, and over time."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

from kg.serve.settings import ClientLimits

_KEPT = 10_000
"""Clients that are remembered; of more, those that have rested longest are forgotten."""


def client_of(address: str) -> str:
    """Return who counts as one client: an address, of IPv6 the network that one household has.

    >>> client_of("192.0.2.7"), client_of("2001:db8::1") == client_of("2001:db8::2")
    ('192.0.2.7', True)
    """
    if ":" not in address:
        return address
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return f"{int(found) >> 64:x}"
    return str(found)


@dataclass
class Clients:
    """What clients have asked lately; a bucket of each fills as time goes by."""

    limits: ClientLimits
    working: Counter[str] = field(default_factory=Counter)
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)

    def enter(self, client: str) -> str | None:
        """Take a request of a client, or return why not; `leave` must follow one that is taken."""
        limits = self.limits
        if limits.at_once is not None and self.working[client] >= limits.at_once:
            return f"you have {limits.at_once} requests already; ask when they are answered"
        if limits.a_second is not None:
            now = time.monotonic()
            left, then = self._buckets.pop(client, (float(limits.burst), now))
            left = min(float(limits.burst), left + (now - then) * limits.a_second)
            self._buckets[client] = (max(0.0, left - 1), now)
            if len(self._buckets) > _KEPT:
                del self._buckets[next(iter(self._buckets))]
            if left < 1:
                return f"you ask more than {limits.a_second:g} times a second; ask more slowly"
        self.working[client] += 1
        return None

    def leave(self, client: str) -> None:
        """Note that a request is answered."""
        self.working[client] -= 1
        if self.working[client] <= 0:
            del self.working[client]
