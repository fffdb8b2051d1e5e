"""Write a networkx projection as GraphML or GEXF, for Gephi, yEd and Cytoscape.

Attributes are text or whole numbers, so that what is read back is equal to what was written.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(network: nx.Graph[str]) -> str:
    """Return GraphML (graphml.graphdrawing.org); parallel edges keep their key as edge id."""
    import networkx as nx

    stream = io.BytesIO()
    nx.write_graphml_xml(_safe(network), stream, encoding="utf-8")
    return stream.getvalue().decode()


def write_gexf(network: nx.Graph[str]) -> str:
    """Return GEXF 1.2; a network with parallel edges gives each an id of its own.

    The date that networkx notes as the day of writing is left out: same input, same bytes.
    """
    import networkx as nx

    ready = _safe(network)
    for i, (_, _, found) in enumerate(ready.edges(data=True)):
        found["id"] = str(i)
    text = "\n".join(nx.generate_gexf(ready)) + "\n"
    return re.sub(r' lastmodifieddate="[^"]*"', "", text)


def _safe(network: nx.Graph[str]) -> Any:
    """Return a copy without the characters that XML cannot hold."""
    copy = network.copy()
    for _, found in copy.nodes(data=True):
        _clean(found)
    for *_, found in copy.edges(data=True):
        _clean(found)
    return copy


def _clean(found: dict[str, Any]) -> None:
    for name, value in found.items():
        if isinstance(value, str):
            found[name] = _NOT_XML.sub("\ufffd", value)
