"""`/mcp`: the assistant's door over HTTP, by the protocol's streamable transport."""

from __future__ import annotations

from importlib.util import find_spec
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import MissingExtra
from kg.serve.problem import problem_of
from kg.serve.service import Service

PATH = "/mcp"
_LOCAL = ("localhost", "127.0.0.1", "[::1]")


def routes(service: Service) -> list[Route]:
    """Return the door; where its library is not installed, one that says how to have it."""
    if find_spec("mcp") is None:
        return [Route(PATH, _missing, methods=["GET", "POST", "DELETE"])]
    from mcp.server.streamable_http_manager import (
        StreamableHTTPASGIApp,
        StreamableHTTPSessionManager,
    )
    from mcp.server.transport_security import TransportSecuritySettings

    from kg.serve.assistant.mcp_server import make_server
    from kg.serve.assistant.query_tool import make_ask

    hosts = [one for name in _LOCAL for one in (name, f"{name}:*")]
    origins = [f"http://{one}" for one in hosts]
    manager = StreamableHTTPSessionManager(
        app=make_server(lambda: service.served.api, make_ask(service)),
        json_response=True,
        stateless=True,  # nothing is kept of who asks
        security_settings=TransportSecuritySettings(
            enable_dns_rebinding_protection=_is_local(service.settings.host),
            allowed_hosts=hosts,
            allowed_origins=origins,
        ),
        max_request_body_size=service.settings.request.body,
    )
    service.beside.append(manager.run)
    return [Route(PATH, StreamableHTTPASGIApp(manager))]


def _is_local(host: str) -> bool:
    """Return whether a server listens to this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _missing(request: Request) -> Response:
    return problem_of(MissingExtra("/mcp", "mcp"))
