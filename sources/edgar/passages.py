"""The words of a kept filing, line by line, so that a person can find a passage and cite it.

Belongs here: which filings have words. Does not: turning a page into text (`edgartools_adapter.py`).
"""

from prudent.errors import UsageError
from prudent.ingest.characters import dotted, shown
from prudent.model.delivery import Format
from prudent.store.deliveries import StoredDeliveries
from prudent.store.layout import received_bytes
from prudent.store.objects import Objects
from sources.edgar.edgartools_adapter import plain_text

_WITH_WORDS = frozenset({Format.DOCUMENT, Format.INLINE_XBRL})


def lines_of(objects: Objects, fund: str, accession: str) -> tuple[tuple[int, str], ...]:
    """The lines of a filing that are not empty, with their numbers in the plain text, from 1.

    Args:
        objects: the store.
        fund: the fund whose filing it is.
        accession: the filing's accession number.

    Raises:
        UsageError: the store has no such filing of the fund, or it is data and no page of words.
        DataBad: the page has no plain text.
    """
    records = StoredDeliveries(objects).records(fund)
    found = next((record for record in records if record.declared.document.accession == accession), None)
    if found is None:
        raise UsageError(f"The store has no filing {shown(accession)} of {fund}. See prudent fetch --help.")
    if found.declared.format not in _WITH_WORDS:
        raise UsageError(f"{accession} is data ({found.declared.format.value}) and no page of words.")
    content = objects.get(received_bytes(found.sha256)) or b""
    text = plain_text(content, f"{accession}, {found.file},")
    return tuple((number, dotted(line)) for number, line in enumerate(text.splitlines(), 1) if line.strip())
