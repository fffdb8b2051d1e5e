"""Put a graph into somebody else's SPARQL server, and see that it is there."""
