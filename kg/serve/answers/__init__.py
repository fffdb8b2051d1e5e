"""What may be asked from outside, declared once, with answers in plain values."""
