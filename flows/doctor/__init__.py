"""What `prudent doctor` looks at, a file for each: it changes nothing, and nothing that is broken stops it."""
