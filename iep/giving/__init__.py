"""By which promised help a target is worked on, and how much of that was given."""
