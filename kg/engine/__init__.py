"""Holding triples and asking them: the store, endpoints, parameters, answers."""
