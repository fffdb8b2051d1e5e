"""The page: pyvis makes the network, a template of our own makes it one file for a browser."""

from kg.explorer.page import draw_page, write_page
from kg.explorer.part import is_too_large

__all__ = ["draw_page", "is_too_large", "write_page"]
