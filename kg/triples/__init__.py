"""Rows become a checked graph: encode, infer, check."""
