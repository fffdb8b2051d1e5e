"""Real inputs, changed at random and given to the doors by which data comes in."""
