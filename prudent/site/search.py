"""What the search on the first page looks through beside what the row itself shows.

Belongs here: the index, as data for the script. Does not: the searching, which is the script's
(`templates/site/room.js`). Sentences that many funds share are kept once.
"""

from collections.abc import Iterator

from prudent.site.catalogue import Catalogue
from prudent.site.sheet import Json
from prudent.site.told import Memo


def search_index(catalogue: Catalogue) -> dict[str, Json]:
    """`texts`: pairs of what it is and what it says. `rows`: for each row of the list, which texts are its own."""
    places: dict[tuple[str, str], int] = {}
    rows = [
        [places.setdefault(text, len(places)) for text in dict.fromkeys(_texts(one.memo))]
        for one in catalogue.candidates
    ]
    return {"texts": [list(text) for text in places], "rows": rows}


def _texts(memo: Memo) -> Iterator[tuple[str, str]]:
    yield "Folder", memo.fund
    yield "Headline", memo.headline
    for name in memo.other_names:
        yield "Other name", name
    for finding in memo.findings:
        yield finding.factor.value.capitalize(), f"{finding.determination} {finding.number}"
    for item in memo.missing:
        yield "Missing", item.item
    for subject, sentence in memo.contradictions:
        yield "Contradiction", f"{subject}: {sentence}"
    for reason in (*memo.page_one.reasons_for, *memo.page_one.reasons_against):
        yield "Reason", reason
