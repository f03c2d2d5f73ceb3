"""Tables that are made of the memo's typed rows: peers, the regime, what is missing; and those that move elsewhere.

Belongs here: from a typed row to cells. Text from outside goes through `plain`, so that it can name no figure.
"""

from prudent.memo.document import Memo
from prudent.memo.exhibits import MemoTable, text_columns
from prudent.memo.format import date_text
from prudent.memo.prose import plain


def peers_table(memo: Memo) -> tuple[MemoTable, ...]:
    """Every peer and near miss, and why; none where the fund is in no group."""
    rows = tuple((peer.name, "in" if peer.included else "left out", peer.reason) for peer in memo.peers)
    note = "Alike in class, in how holders leave and in size where a row says nothing else."
    return _table("peers", "Funds considered, in and out", ("Fund", "Compared", "Why"), rows, note)


def regime_table(memo: Memo) -> tuple[MemoTable, ...]:
    """The dated steps of the regime, up to the day from which everything was known."""
    rows = tuple((date_text(entry.when), plain(entry.what), plain(entry.source)) for entry in memo.regime)
    return _table("regime", "", ("Date", "What", "Source"), rows)


def missing_table(memo: Memo) -> tuple[MemoTable, ...]:
    """What the policy asks for and the packet does not hold: the items that page one counts."""
    rows = tuple((plain(item.item), plain(item.factor)) for item in memo.missing)
    return _table("missing-items", "", ("Item", "Factor"), rows)


def moved_tables(memo: Memo, name: str) -> tuple[MemoTable, ...]:
    """The table of that id out of the chapters, for the part that it stands in."""
    return tuple(table for chapter in memo.chapters for table in chapter.tables if table.id == name)


def _table(
    name: str, title: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], note: str = ""
) -> tuple[MemoTable, ...]:
    return (MemoTable(id=name, title=title, columns=text_columns(*heads), rows=rows, note=note),) if rows else ()
