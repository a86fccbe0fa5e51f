"""By which promised help a line of section F is given, and how much of that was given."""
