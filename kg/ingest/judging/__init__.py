"""Proposals as a person judges them, and what was decided as rows of tables."""
