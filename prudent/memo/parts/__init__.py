"""What stands behind page one and is no number of a table: the parts of the memo in words."""
