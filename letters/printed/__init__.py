"""What stands on every letter on paper besides the school's words, in the letter's language."""
