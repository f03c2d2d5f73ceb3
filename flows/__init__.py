"""Orchestration. One file per deployed flow; each reads like a table of contents."""
