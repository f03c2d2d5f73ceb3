"""The memo behind page one as a sequence of blocks, which every format sets in its own way."""
