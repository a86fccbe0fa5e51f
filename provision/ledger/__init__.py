"""Promised and given: the ledger. Counted anew from promises, sessions and marks, never stored."""
