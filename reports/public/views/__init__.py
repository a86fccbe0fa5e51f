"""The pages of public documents: for staff, and for everybody."""
