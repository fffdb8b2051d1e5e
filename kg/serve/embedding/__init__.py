"""Views that other people's pages may frame: a thing, its lineage, a part of the ledger."""
