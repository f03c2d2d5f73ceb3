"""The fifth word: the ledger of what a committee decided, the watch list that follows, and their proof."""
