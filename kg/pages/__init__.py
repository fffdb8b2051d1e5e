"""The record as HTML pages: one renderer for the site on disk and for the server."""
