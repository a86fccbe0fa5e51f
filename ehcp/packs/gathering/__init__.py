"""Which papers there are, by subject. Every list is of one pupil, as far as the person reads it."""
