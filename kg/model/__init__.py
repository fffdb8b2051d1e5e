"""What things are: dates, names, the vocabulary and the tables. Knows no file and no engine."""
