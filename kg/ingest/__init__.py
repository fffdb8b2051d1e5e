"""Documents and registers become proposals; what a person accepts of them becomes rows."""
