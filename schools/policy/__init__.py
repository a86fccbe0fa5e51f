"""The school's policy: its page, how it is changed, what a change does, and every past state."""
