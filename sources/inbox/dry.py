"""A store that is read and never written, for a look that keeps nothing. Knows no more of the store than its keys."""

from prudent.store.objects import Objects


class Unwritten:
    """`Objects` over another: what would be written is dropped."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def put(self, key: str, body: bytes) -> None:
        """Write nothing."""

    def create(self, key: str, body: bytes) -> bool:  # noqa: ARG002 -- the protocol's
        """Write nothing. True if the key is free, so that it would have been written."""
        return not self._objects.exists(key)

    def get(self, key: str) -> bytes | None:
        """The bytes under the key; None if there are none."""
        return self._objects.get(key)

    def keys(self, prefix: str) -> tuple[str, ...]:
        """Every key below the prefix, sorted."""
        return self._objects.keys(prefix)

    def tops(self) -> tuple[str, ...]:
        """The names at the top of the store, sorted."""
        return self._objects.tops()

    def exists(self, key: str) -> bool:
        """True if the key holds bytes."""
        return self._objects.exists(key)
