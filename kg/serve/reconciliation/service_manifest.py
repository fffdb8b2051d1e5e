"""What the service says of itself to a client, such as OpenRefine."""

from __future__ import annotations

from typing import Any

import kg
from kg.serve.reconciliation.desk import Desk

PREFIX = "/reconcile"
VERSIONS = ("0.1", "0.2")


def make_manifest(desk: Desk, address: str) -> dict[str, Any]:
    """Return the manifest of a service that is found at an address, without a slash at its end."""
    about, space, root = desk.api.about, desk.index.space, address + PREFIX
    suggest = {
        kind: {
            "service_url": root,
            "service_path": f"/suggest/{kind}",
            "flyout_service_url": root,
            "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
        }
        for kind in ("entity", "type", "property")
    }
    return {
        "versions": list(VERSIONS),
        "name": about.title,
        "identifierSpace": space.things,
        "schemaSpace": space.ns,
        "documentation": f"{address}/api",
        "serviceVersion": kg.__version__,
        "defaultTypes": [desk.type_of(kind) for kind in desk.index.living if kind in desk.kinds],
        "view": {"url": f"{address}/id/{{{{id}}}}"},
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", "width": 420, "height": 320},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": "Values of a thing at the most; 0 takes all.",
                }
            ],
        },
    }
