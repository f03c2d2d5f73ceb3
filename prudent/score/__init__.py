"""Scoring: measures of all funds in one pass, peers, findings and the scorecard. Core tables in, score tables out.

Each factor has a module of definitions. A measure that the evidence does not carry is refused with its reason.
"""
