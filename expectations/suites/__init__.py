"""One file a core table, each a tuple `RULES`. Which tables there are is `expectations.registry`'s to say."""
