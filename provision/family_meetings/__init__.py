"""Meetings with families: planned for each term, invited, held, and what was agreed."""
