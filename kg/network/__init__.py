"""Graph to networkx: the named projections, lineage and paths."""
