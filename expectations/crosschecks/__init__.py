"""Identities that hold between figures, rows and tables. Each file computes frames in polars and declares their rules.

A frame has one row a comparison, with `told`: where the figures stand and what they are.
"""
