"""One module a generated page; each has a function `page` that gives its text."""
