"""SEN history from the records a school kept before: a kind of list (pupils.roll.kinds)."""
