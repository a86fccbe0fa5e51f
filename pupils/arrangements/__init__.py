"""Exam access and reasonable adjustments of one child, until they run out."""
