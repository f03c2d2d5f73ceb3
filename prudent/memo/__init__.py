"""The memo: a typed document (`document`), how it is built from findings (`build`), its charts, and its renderers."""
