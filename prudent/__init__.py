"""The core of Prudent: pure functions and frozen values. It knows no Prefect, no Great Expectations, no pandas.

The data's way is five words, and each is a folder here: ingest, (validate, which lives in `expectations/`), score,
memo, decide. `model` holds the values that travel, `tables` what a table is.
"""
