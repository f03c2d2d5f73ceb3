"""Prefect wrappers around the stages: a retry, an artifact, one log line. No figure is computed here."""
