"""The whole corpus. Belongs here: its parts, in order. Does not: cases."""

import hostile_archives
import hostile_pdf
import hostile_text
import hostile_trees
import hostile_xml
from hostile_case import Case


def all_cases(secret: str = "/secret", pipe: str = "/pipe", port: int = 1) -> tuple[Case, ...]:
    """Every case. Some point to a file, a pipe and a port of this machine, which nobody may open.

    Args:
        secret: a file outside of the project.
        pipe: a named pipe that nobody writes to; whoever opens it waits for ever.
        port: of a server on loopback.
    """
    return (
        *hostile_xml.entities(secret, pipe, port),
        *hostile_xml.SHAPES,
        *hostile_xml.ENCODINGS,
        *hostile_xml.PAGES,
        *hostile_xml.FORMS,
        *hostile_text.ALL,
        *hostile_trees.ALL,
        *hostile_archives.ALL,
        *hostile_pdf.PDF,
    )
