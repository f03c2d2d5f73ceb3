"""Frozen values that validate themselves at the edge. Nothing here reads a file or computes a measure."""
