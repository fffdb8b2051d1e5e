"""Rules that lead the permanent addresses of a record to its pages, for the usual hosts.

`…/id/X` is a thing and no document: who asks for it is sent (303) to its page or, where the host
can tell what is asked for, to its data. Whoever takes HTML at all gets the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.model.terms import Space
from kg.pages.page_paths import DATA_FORMATS, THINGS, page_path

SLUGS = "[a-z0-9]+(?:-[a-z0-9]+)*"
"""What an id looks like, in the regular expressions of web servers."""
_NODES = ("claim", "cite", "graph")
"""What has an address and no page of its own: it is found in the data."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Where the site keeps what permanent addresses lead to; paths on the site."""

    vocabulary: str
    vocabulary_file: str
    data: str
    catalogue: str
    moved: Mapping[str, str]
    """Given-up id -> the id in its place."""


def _vocabulary(space: Space) -> tuple[str, bool]:
    """Return the address of the vocabulary below the base, and whether each term has its own."""
    is_slashed = space.ns.endswith("/")
    name = space.ns.rstrip("#/")
    return (name.removeprefix(space.base) if name.startswith(space.base) else ""), is_slashed


def write_htaccess(space: Space, title: str, site: str, to: Targets) -> str:
    """Return the rules for Apache in the folder of a permanent-address service, as w3id.org has.

    `site` is where the site stands, with a slash at its end.
    """
    name, is_slashed = _vocabulary(space)
    lines = [
        f"# Leads the addresses under {space.base} to the site of: {_one_line(title)}",
        "Options +FollowSymLinks",
        "RewriteEngine on",
    ]
    if name:
        lines += [
            *_when_asked("text/turtle"),
            f"RewriteRule ^{re.escape(name)}/?$ {site}{to.vocabulary_file} [R=303,L]",
            f"RewriteRule ^{re.escape(name)}/?$ {site}{to.vocabulary} [R=303,L]",
        ]
        if is_slashed:
            lines.append(
                f"RewriteRule ^{re.escape(name)}/(.+)$ {site}{to.vocabulary}#$1 [R=303,NE,L]"
            )
    lines += [
        *_when_asked("text/turtle"),
        f"RewriteRule ^dataset$ {site}{to.catalogue} [R=303,L]",
        f"RewriteRule ^dataset$ {site}{to.data} [R=303,L]",
        *(
            f"RewriteRule ^id/{old}$ {site}{page_path(new)} [R=303,L]"
            for old, new in to.moved.items()
        ),
    ]
    for ending, media_type in DATA_FORMATS.items():
        lines += [
            *_when_asked(media_type.partition(";")[0]),
            f"RewriteRule ^id/({SLUGS})$ {site}{THINGS}/$1.{ending} [R=303,L]",
        ]
    lines += [
        f"RewriteRule ^id/({SLUGS})$ {site}{THINGS}/$1.html [R=303,L]",
        f"RewriteRule ^(?:{'|'.join(_NODES)})/ {site}{to.data} [R=303,L]",
        f"RewriteRule ^(.*)$ {site}$1 [R=302,L]",
    ]
    return "\n".join(lines) + "\n"


def _when_asked(media_type: str) -> tuple[str, str]:
    return (
        "RewriteCond %{HTTP_ACCEPT} !text/html",
        f"RewriteCond %{{HTTP_ACCEPT}} {re.escape(media_type)}",
    )


def write_nginx(space: Space, title: str, prefix: str, to: Targets) -> str:
    """Return the rules for an nginx that serves the site under `prefix`, such as `/`."""
    name, is_slashed = _vocabulary(space)
    forms = "".join(
        f'    "~{re.escape(media_type.partition(";")[0])}" {ending};\n'
        for ending, media_type in DATA_FORMATS.items()
    )
    moved = "".join(
        f"location = {prefix}id/{old} {{ return 303 {prefix}{page_path(new)}; }}\n"
        for old, new in to.moved.items()
    )
    vocabulary = ""
    if name:
        vocabulary = (
            f"location = {prefix}{name} {{ add_header Vary Accept always;\n"
            f"    return 303 {prefix}$kg_vocabulary; }}\n"
        )
        if is_slashed:
            vocabulary += (
                f"location ~ ^{re.escape(prefix + name)}/(.+)$ "
                f"{{ return 303 {prefix}{to.vocabulary}#$1; }}\n"
            )
    return (
        f"# Leads the addresses of things to their pages, for the site of: {_one_line(title)}\n"
        "# The two maps belong into the http block, the locations into the server block.\n"
        f'map $http_accept $kg_form {{\n    default html;\n    "~text/html" html;\n{forms}}}\n'
        f"map $kg_form $kg_vocabulary {{\n    default {to.vocabulary};\n"
        f"    ttl {to.vocabulary_file};\n}}\n"
        f"{moved}"
        f'location ~ "^{re.escape(prefix)}id/({SLUGS})$" {{ add_header Vary Accept always;\n'
        f"    return 303 {prefix}{THINGS}/$1.$kg_form; }}\n"
        f"{vocabulary}"
        f"location = {prefix}dataset {{ return 303 {prefix}{to.data}; }}\n"
        f"location ~ ^{re.escape(prefix)}({'|'.join(_NODES)})/ "
        f"{{ return 303 {prefix}{to.data}; }}\n"
    )


def write_netlify(space: Space, prefix: str, to: Targets) -> str:
    """Return the rules for Netlify, which cannot tell what is asked for: all lead to pages."""
    name, is_slashed = _vocabulary(space)
    rules = [
        *((f"id/{old}", page_path(new)) for old, new in to.moved.items()),
        ("id/:slug", f"{THINGS}/:slug.html"),
        ("dataset", to.data),
        *((f"{node}/*", to.data) for node in _NODES),
    ]
    if name:
        rules.append((name, to.vocabulary))
        if is_slashed:
            rules.append((f"{name}/*", to.vocabulary))
    return "".join(f"{prefix}{old} {prefix}{new} 303\n" for old, new in rules)


def prefix_of(base_url: str) -> str:
    """Return the path under which a site stands on its host.

    >>> prefix_of("https://example.org/kg/"), prefix_of("")
    ('/kg/', '/')
    """
    return urlsplit(base_url).path or "/"


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
