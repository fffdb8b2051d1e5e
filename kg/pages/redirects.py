"""Rules that lead the permanent addresses of a record to its pages, for the usual hosts.

`…/id/X` is a thing and no document: who asks for it is sent (303) to its page or, where the host
can tell what is asked for, to its data. `…/ns` is the vocabulary. All else stands on the site
under the same name.
"""

from __future__ import annotations
