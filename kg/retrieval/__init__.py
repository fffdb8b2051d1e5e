"""What was advised before in the same sense: the record's advice by its words, and its ranking."""
