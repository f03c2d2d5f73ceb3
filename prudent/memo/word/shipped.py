"""Makes the shipped template from its parts, which are plain files: `python -m prudent.memo.word.shipped`.

Belongs here: that one step. A test holds that the template and its parts are the same.
"""

from pathlib import Path

from prudent.memo.word.package import packed
from prudent.memo.word.template import SHIPPED

PARTS = SHIPPED.parent / "parts"


def made(parts: Path = PARTS) -> bytes:
    """The archive of all files below a folder."""
    return packed(
        {path.relative_to(parts).as_posix(): path.read_bytes() for path in parts.rglob("*") if path.is_file()}
    )


if __name__ == "__main__":
    SHIPPED.write_bytes(made())
