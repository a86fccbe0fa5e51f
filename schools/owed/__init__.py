"""What the school itself owes, by law or by its own policies: not about one child."""
