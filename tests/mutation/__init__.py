"""Mutation testing: small faults put into modules, each to be seen by the module's own tests."""
