"""Readers of what funds file with the SEC, from bytes as received. Fetching is done in `sources/`."""
