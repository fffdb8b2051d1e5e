"""Graphs become files: RDF, tables, networks and the page."""
