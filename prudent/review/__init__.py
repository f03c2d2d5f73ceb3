"""The quarterly review: what is different from the quarter before, and whether fund, data or method made it so."""
