"""The catalog: what the store holds as tables for people, in one DuckDB file. Made anew each time, read by no code."""
