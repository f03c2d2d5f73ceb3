"""Pages for readers, and what generates the generated ones."""
