"""The memo as a Word file: a template that a sponsor's staff can restyle, native endnotes, and bytes that repeat."""
