"""The page: pyvis makes the network, a template of our own makes it one file for a browser."""

from kg.explorer.page import write_page

__all__ = ["write_page"]
