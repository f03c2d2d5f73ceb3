"""What an export carries so that it can be checked without us: a program that needs nothing but Python's library."""
