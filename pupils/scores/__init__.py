"""What a test or a teacher's assessment said of a pupil, any pupil: by hand or from a list."""
