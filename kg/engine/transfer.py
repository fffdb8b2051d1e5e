"""Send something to a web address and receive the whole reply: moves, logins, replies cut short.

A move is followed as RFC 9110 (15.4) says: 307 and 308 keep method and body, and so do 301 and
302 here, since without its body a query asks nothing; 303 is read. Only http and https are
followed. A login is sent to its own host alone and stands in no message.
"""

from __future__ import annotations

import http.client
import os
import re
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from http.client import IncompleteRead
from netrc import NetrcParseError, netrc
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urljoin, urlsplit

from kg.errors import GraphError

WAIT, WHOLE = 60.0, 600.0
"""Seconds that a server may be silent, and in which its whole reply must have come."""
LARGEST = 1 << 31
"""Bytes of a reply: it is held in memory, and one that never ends is none."""
LOGIN = "KG_LOGIN"
"""The variable of the environment that holds `user:password` for servers that ask for it."""
TAKES_PARTS: ContextVar[bool] = ContextVar("takes_parts", default=False)
"""Whether a reply that says that it is not whole is taken as it is."""


@contextmanager
def taking_parts() -> Iterator[None]:
    """Take what says that it is not whole, meanwhile."""
    token = TAKES_PARTS.set(True)
    try:
        yield
    finally:
        TAKES_PARTS.reset(token)


_MOVES = (301, 302, 303, 307, 308)
_MOST_MOVES = 10
_PIECE = 1 << 16
_LOGIN_IN = re.compile(r"(?<=//)[^/?#]*@")


@dataclass(frozen=True)
class Reply:
    """A reply: what it is, what it says, and why it is not all, where that is known."""

    kind: str
    body: bytes
    lack: str | None = None
    most_rows: int | None = None
    """Rows after which the server stops."""


class _Basic(urllib.request.HTTPBasicAuthHandler):
    def http_error_401(self, request: Any, reply: Any, *told: Any) -> Any:
        """Answer the demand for a login, unless it cannot be read; nothing more is read then."""
        with suppress(ValueError, LookupError):
            answer = super().http_error_401(request, reply, *told)
            if answer is not None:
                reply.close()
            return answer


class _Digest(urllib.request.HTTPDigestAuthHandler):
    def http_error_401(self, request: Any, reply: Any, *told: Any) -> Any:
        """Answer the demand for a login, unless it cannot be read; nothing more is read then."""
        with suppress(ValueError, LookupError):
            answer = super().http_error_401(request, reply, *told)
            if answer is not None:
                reply.close()
            return answer


@dataclass(frozen=True)
class Address:
    """A web address without its login, which is kept apart: `user:password`."""

    text: str
    login: str | None = None

    def __repr__(self) -> str:
        return f"Address({self.text!r})"

    @property
    def has_login(self) -> bool:
        """Whether a login is known for this address."""
        return (self.login or find_login(urlsplit(self.text).hostname or "")) is not None

    @cached_property
    def opener(self) -> urllib.request.OpenerDirector:
        """What opens addresses, and logs in at the host of this one alone."""
        known = urllib.request.HTTPPasswordMgrWithPriorAuth()
        parts = urlsplit(self.text)
        found = self.login or find_login(parts.hostname or "")
        if found is not None:
            user, _, password = found.partition(":")
            root = f"{parts.scheme}://{parts.netloc}/"
            # what stands in the address is sent at once, any other where it is asked for
            is_sent = self.login is not None
            known.add_password(None, root, user, password, is_authenticated=is_sent)
        opener = urllib.request.OpenerDirector()  # knows neither files nor moves
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPErrorProcessor(),
            urllib.request.HTTPDefaultErrorHandler(),
            _Basic(known),
            _Digest(known),
        ):
            opener.add_handler(handler)
        return opener


def read_address(text: str) -> Address:
    """Return an address and the login that stands in it; GraphError where that cannot be told."""
    authority, apart, rest = text.partition("//")[2].partition("/")
    if "@" in authority:
        login, _, _ = authority.rpartition("@")
        return Address(_LOGIN_IN.sub("", text, count=1), unquote(login))
    port = authority.rpartition(":")[2]
    if apart and "@" in rest and ":" in authority and not re.fullmatch(r"\d*|[\w:]*\]", port):
        host = rest.rpartition("@")[2]
        raise GraphError(f"http://…@{host}: write / in a login as %2F, and @ as %40")
    return Address(text)


def send(
    address: Address,
    data: bytes,
    headers: dict[str, str],
    wait: float = WAIT,
    whole: float = WHOLE,
    method: str = "POST",
    into: IO[bytes] | None = None,
) -> Reply:
    """Send data to an address, by default as a POST, and return the whole reply.

    With `into` what it says is written there as it comes, and the reply has no body. Raises
    HTTPError for a reply that says no, GraphError for a server that cannot be reached, is too slow,
    moves without end, or breaks off in the middle.
    """
    last = time.monotonic() + whole
    place = address.text
    try:
        request = urllib.request.Request(place, data=data, headers=headers, method=method)
        for _ in range(_MOST_MOVES + 1):
            try:
                with _open(address, request, wait) as reply:
                    return _receive(reply, place, last, whole, into)
            except urllib.error.HTTPError as error:
                moved = error.headers.get("Location") if error.code in _MOVES else None
                if moved is None:
                    raise
                with error:
                    request = _follow(request, moved, error.code, place)
    except urllib.error.HTTPError:
        raise
    except TimeoutError:
        raise GraphError(f"{place}: no answer within {wait:g} s") from None
    except http.client.InvalidURL as error:
        raise GraphError(f"{place}: cannot be reached: {plain(str(error))}") from None
    except http.client.HTTPException:
        raise GraphError(f"{place}: broke off in the middle of its answer") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise GraphError(f"{place}: no answer within {wait:g} s") from None
        raise GraphError(f"{place}: cannot be reached: {plain(str(reason))}") from None
    raise GraphError(f"{place}: has moved more than {_MOST_MOVES} times")


def _open(
    address: Address, request: urllib.request.Request, wait: float
) -> http.client.HTTPResponse:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # urllib's, about how a server asks for a login
        found: http.client.HTTPResponse = address.opener.open(request, timeout=wait)
        return found


def find_login(host: str) -> str | None:
    """Return the login for a host from the environment or the file `.netrc`."""
    if os.environ.get(LOGIN):
        return os.environ[LOGIN]
    try:
        found = netrc(os.environ.get("NETRC") or Path.home() / ".netrc").hosts.get(host)
    except (OSError, NetrcParseError, RuntimeError, UnicodeDecodeError):
        return None
    return f"{found[0]}:{found[2]}" if found else None


def _follow(
    request: urllib.request.Request, moved: str, code: int, place: str
) -> urllib.request.Request:
    url = read_address(urljoin(request.full_url, moved)).text
    if urlsplit(url).scheme not in ("http", "https"):
        raise GraphError(f"{place}: has moved to {plain(url)}, which is not on the web")
    kept = {name: value for name, value in request.headers.items() if name != "Content-type"}
    if code == 303:
        return urllib.request.Request(url, headers=kept, method="GET")
    return urllib.request.Request(
        url, data=request.data, headers=dict(request.headers), method=request.get_method()
    )


def _receive(
    reply: http.client.HTTPResponse, place: str, last: float, whole: float, into: IO[bytes] | None
) -> Reply:
    """Return a reply, unless it drips for longer than a whole one may."""
    pieces, size = [], 0
    lack = _lack(reply)
    try:
        while piece := reply.read1(_PIECE):
            if into is not None:
                into.write(piece)
            else:
                pieces.append(piece)
                size += len(piece)
            if size > LARGEST:
                raise GraphError(f"{place}: its answer is larger than {LARGEST >> 30} GB")
            if time.monotonic() > last:
                raise GraphError(f"{place}: its answer was not whole after {whole:g} s")
        if reply.length:
            raise IncompleteRead(b"")
    except (http.client.HTTPException, ConnectionError):
        if not TAKES_PARTS.get():
            raise
        lack = "broke off in the middle"
    rows = reply.headers.get("X-SPARQL-MaxRows", "").strip()
    most = int(rows) if rows.isascii() and rows.isdigit() else None
    return Reply(reply.headers.get_content_type(), b"".join(pieces), lack, most)


def _lack(reply: http.client.HTTPResponse) -> str | None:
    """Return why a reply is not all of it, as far as its head says so."""
    if reply.status == 206:
        return "says that it is a part (206)"
    state = reply.headers.get("X-SQL-State")
    if state:
        said = reply.headers.get("X-SQL-Message") or "the server stopped early"
        return f"is not whole ({plain(state)}: {plain(said.strip().partition(chr(10))[0])})"
    return None


def plain(text: str) -> str:
    """Return what a server says on one line, without what cannot be printed."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
