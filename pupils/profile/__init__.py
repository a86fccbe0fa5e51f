"""A pupil on one page, and what the pupil said: their own views, dated."""
