"""How fast the measures are, beside other libraries in the same run. `make bench` prints the table and keeps it."""
