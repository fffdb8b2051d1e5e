"""HTTP over a built graph: SPARQL in processes that can be ended, the pages, what tools ask."""
