"""A document becomes proposals: its text, its names, its advice, what it says happened."""
