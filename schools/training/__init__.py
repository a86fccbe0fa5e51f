"""What staff have learned about SEN: who, what, when, and until when it counts."""
