"""Where files come from: everything that reaches over a network or into somebody else's folder.

Belongs here: fetching, with its settings, its politeness and its failures. Does not: what a file says
(`prudent/ingest`) and where it is kept (`prudent/store`). The core knows nothing of this package.
"""
