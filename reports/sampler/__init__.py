"""A nameless sample of plans for governors: drawn by a number, cleaned, released by the head."""
