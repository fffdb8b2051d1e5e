"""Things outside become rows: the tables and the ontology are read and checked here."""
