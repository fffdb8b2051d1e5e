"""Names and lives beside the store: who is meant, what it is called, what followed it."""
