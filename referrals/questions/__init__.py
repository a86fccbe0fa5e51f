"""Short questions to everybody who teaches a pupil, the school's own; answers side by side."""
