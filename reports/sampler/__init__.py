"""A nameless sample of plans for the governors: drawn by a number, cleaned, released by the head."""
