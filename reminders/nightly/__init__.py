"""Each night the table of deadlines is compared with the records, and what differs is told."""
