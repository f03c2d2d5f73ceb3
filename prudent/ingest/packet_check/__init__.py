"""A packet looked at before it is used: where it lies, every fault of it, and what it gives.

Belongs here: reading on after a fault. Does not: what a fault is (the readers say it), and which of the six factors can
be determined, which the policy and the measures say.
"""
