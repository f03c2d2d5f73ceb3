"""Validation in the core: totals against independent totals. Which rule judges them is `expectations/`'s to say."""
