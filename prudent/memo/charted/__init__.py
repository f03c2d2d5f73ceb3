"""What the charts of a memo show: from tables and measures to the values of `chart_kinds.py`, with titles as prose."""
