"""Web addresses, by the grammar that the engine holds them to (RFC 3987)."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv6Address

WEB = "is not a web address (http:// or https://, no spaces)"
_MARKS = r"a-zA-Z0-9\-._~!$&'()*+,;="
_FURTHER = (
    "\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(p << 16)}-{chr((p << 16) + 0xFFFD)}" for p in range(1, 14))
    + "\U000e1000-\U000efffd"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_PLAIN = f"{_MARKS}{_FURTHER}"
_ADDRESS = re.compile(
    rf"""https?://
    (?:[{_PLAIN}:%]*@)?
    (?:\[(?P<ip>[^\]]*)\]|[{_PLAIN}%]+)
    (?::[0-9]*)?
    (?:/[{_PLAIN}:@/%]*)?
    (?:\?[{_PLAIN}{_PRIVATE}:@/?%]*)?
    (?:\#[{_PLAIN}:@/?%]*)?""",
    re.VERBOSE,
)
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PORT = re.compile(r"https?://[^/?#@\[\]]*:(?![0-9]*(?:[/?#]|$))")
_FUTURE_IP = re.compile(rf"[vV][0-9A-Fa-f]+\.[{_MARKS}:]+")


def web_problem(text: str) -> str:
    """Return why a text is no web address that every tool can hold; nothing where it is one.

    >>> web_problem("https://example.org/%C3%A4?a=1#b"), web_problem("example.org")
    ('', 'is not a web address (http:// or https://, no spaces)')
    >>> web_problem("http://a:b"), web_problem("http://x/[y]")
    ("is not a web address: what follows ':' is no port", "is not a web address: write '[' as %5B")
    """
    found = _ADDRESS.match(text)
    if found is None:
        is_cut = re.match(r"https?://(?=[/?#:\[]|$)", text)
        return "is not a web address: it has no host" if is_cut else WEB
    if found.end() < len(text):
        if _PORT.match(text):
            return "is not a web address: what follows ':' is no port"
        odd = text[found.end()]
        told = odd.isspace() or odd in '<>"{}|\\^`'
        return WEB if told else f"is not a web address: write '{odd}' as {_escape(odd)}"
    if _PERCENT.search(text):
        return "is not a web address: '%' is not followed by two hexadecimal digits; write %25"
    return "is not a web address: what stands in [] is no IPv6 address" * _is_bad_ip(found["ip"])


def _is_bad_ip(ip: str | None) -> bool:
    if ip is None or _FUTURE_IP.fullmatch(ip):
        return False
    try:
        return "%" in str(IPv6Address(ip))
    except AddressValueError:
        return True


def _escape(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode())
