"""The reading room: one static site of everything that the store has published, made from it alone.

Belongs here: from issues to files that a browser opens without a server. Does not: what a memo says (`prudent.memo`).
Nothing here is a source of truth: the folder can be deleted and is made again, with the same bytes.
"""
