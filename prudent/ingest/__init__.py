"""From files as received to core tables in our names and units, each cell tied to its document.

Belongs here: reading, refusing and conforming what comes from outside. Does not: judging whether figures agree with
each other (expectations/) and computing anything from them (score/).
"""
