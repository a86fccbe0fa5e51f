"""What was promised and what was delivered: interventions, sessions, the ledger, cost."""
