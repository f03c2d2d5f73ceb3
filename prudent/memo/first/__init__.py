"""Page one: each of its parts in a module of its own, in its order on the page."""
