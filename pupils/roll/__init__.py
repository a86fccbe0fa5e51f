"""The roll from the school's own records: read, preview every row, write all or nothing."""
