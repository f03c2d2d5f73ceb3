"""One check for each kind of thing that the store keeps: is it, byte for byte, what was written?"""
