"""Sessions: made from the timetable, ticked by who runs them, covered, moved, noted on."""
