"""The first page: what the room holds, and all funds with their latest memo, to search, narrow and sort.

Belongs here: the first page. Does not: what stands in a memo, which is the fund's page.
"""

from collections.abc import Iterator

from prudent.model.verdict import Verdict
from prudent.site.catalogue import Catalogue
from prudent.site.choosers import Chooser, chooser, plan_chooser
from prudent.site.inputs import of_all
from prudent.site.search import search_index
from prudent.site.sheet import Setting, Sheet

PATH = "index.html"


def sheets(catalogue: Catalogue, setting: Setting) -> Iterator[Sheet]:
    """The page."""

    def make() -> bytes:
        values: dict[str, object] = {"catalogue": catalogue, "choosers": _choosers(catalogue)}
        return setting.page("home.html.j2", PATH, values, {"search": search_index(catalogue)})

    yield Sheet(PATH, of_all(catalogue), make)


def _choosers(catalogue: Catalogue) -> tuple[Chooser, ...]:
    memos = [one.memo for one in catalogue.candidates]
    verdicts = {memo.verdict for memo in memos}
    return (
        chooser("verdict", "Recommendation", tuple(verdict.value for verdict in Verdict if verdict in verdicts)),
        chooser("kind", "Asset class", tuple(sorted({memo.asset_class for memo in memos}))),
        *plan_chooser(catalogue),
    )
