"""What a table is. One folder a table; its `table.yml` gives columns, units, keys and bounds.

Types, the check at both ends of a stage, the packet's format and the data dictionary are all made from it.
"""
