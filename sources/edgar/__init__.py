"""EDGAR, the SEC's archive of filings: asking it politely, keeping what it answers, choosing what a fund needs.

Belongs here: addresses, the client with its pace and its failures, the index of filings, which forms are fetched for
which kind of fund, and the adapter to edgartools. Does not: what a filing's figures are (`prudent/ingest/edgar`).
"""
