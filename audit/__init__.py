"""Who changed or read what. Use `audit.log.record`."""
