"""The published data rules. The only place for Great Expectations and pandas."""
