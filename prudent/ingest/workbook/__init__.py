"""Excel workbooks: the one way in (`guard.py`, `cells.py`), and our own workbook, written and read.

Any reader of a format that comes as .xlsx takes `open_workbook` of `cells.py` and nothing else.
"""
