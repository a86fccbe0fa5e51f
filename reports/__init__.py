"""What a school tells others of its work: board, head, trust, inspectors, Department."""
