"""Holding triples and asking them, behind one small interface whatever holds them."""
