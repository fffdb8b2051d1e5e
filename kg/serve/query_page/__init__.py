"""The query page: an editor that knows the record, ready questions, and results to look at.

Everything that the page needs comes from this server: its script is put together here from the
modules in `web/`, and what it completes is asked of the graph that is served.
"""
