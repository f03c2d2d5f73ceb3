"""How parts of a document that were handed over leave the memory, while the rest of it is still being parsed.

Belongs here: emptying and dropping. Does not: when (`xml_guard.py`).
"""

from prudent.ingest.edgar.xml_element import Element


def let_go(complete: list[Element]) -> int:
    """Empty the last, which may not be complete yet, and the others; how many stay in the tree.

    Where they stand side by side all but the last are dropped in one go, while nothing here refers to them: lxml then
    frees them without a look at what is in them, which is cheaper than emptying each.
    """
    count, last = len(complete), complete[-1]
    around = last.getparent()
    end = 0 if around is None else around.index(last)
    if around is not None and around[end - count + 1 : end + 1] == complete:
        complete.clear()
        last.clear()
        del around[end - count + 1 : end]
        return 1
    for element in complete:
        element.clear()
    return count


def drop_spent(last: Element, tag: str) -> None:
    """Drop what was emptied beside the last complete element; the last of them may not be complete yet."""
    around = last.getparent()
    if around is not None:
        for element in tuple(around.iterfind(tag))[:-1]:
            around.remove(element)
