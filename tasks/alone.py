"""What a process that computes beside others does before it computes.

Belongs here: settings that are read when a library is loaded, so that nothing of ours is imported. A batch of reviews
works on small tables: threads of its own would only wait for each other, and for those of the other batch.
"""

import os


def one_thread() -> None:
    """Compute on one thread."""
    for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
