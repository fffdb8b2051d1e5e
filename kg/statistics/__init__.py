"""Survival, resampling, proportions and likeness of texts; nothing here knows a graph."""
