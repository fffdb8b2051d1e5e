"""Days in the words of tables; the functions stand in `kg.model.dates`."""

from kg.model.dates import in_words as in_words
