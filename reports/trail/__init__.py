"""Case trails: all that is dated of a few children, in order, for an inspector to follow."""
