"""The plain lists: memos, findings, watch list and decisions, data quality, plans.

Belongs here: what each list is narrowed by, and what is counted over all funds. Does not: the first page, a fund's
page, the comparison.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from prudent.model.fact import Grade
from prudent.model.finding import Factor, FindingStatus
from prudent.site.catalogue import Catalogue
from prudent.site.choosers import Choice, Chooser, chooser, plan_chooser
from prudent.site.inputs import of_all
from prudent.site.sheet import Setting, Sheet


@dataclass(frozen=True, slots=True)
class Lacked:
    """An item that is missing, and how many of the latest memos lack it."""

    item: str
    factor: str
    memos: int


def sheets(catalogue: Catalogue, setting: Setting) -> Iterator[Sheet]:
    """One page for each list."""
    pages: tuple[tuple[str, Callable[[Catalogue], dict[str, object]]], ...] = (
        ("memos", _memos),
        ("findings", _findings),
        ("watch", _watch),
        ("quality", _quality),
        ("plans", _plans),
    )
    for name, values in pages:
        yield Sheet(f"{name}.html", of_all(catalogue), partial(_page, setting, catalogue, name, values))


def _page(setting: Setting, catalogue: Catalogue, name: str, values: Callable[[Catalogue], dict[str, object]]) -> bytes:
    return setting.page(f"{name}.html.j2", f"{name}.html", {"catalogue": catalogue, **values(catalogue)}, {})


def _memos(catalogue: Catalogue) -> dict[str, object]:
    dates = tuple(sorted({one.memo.as_of.isoformat() for one in catalogue.issues}, reverse=True))
    newest = sorted(catalogue.issues, key=lambda one: one.memo.as_of, reverse=True)
    return {"issues": newest, "choosers": (chooser("asof", "As of", dates), *plan_chooser(catalogue))}


def _findings(catalogue: Catalogue) -> dict[str, object]:
    missing = Chooser("missing", "Evidence", (Choice("some", "something missing"), Choice("none", "nothing missing")))
    return {
        "choosers": (
            chooser("factor", "Factor", tuple(factor.value for factor in Factor)),
            chooser("status", "Status", tuple(status.value for status in FindingStatus)),
            chooser("grade", "Grade", (*(grade.value for grade in Grade), "no grade")),
            missing,
            *plan_chooser(catalogue),
        )
    }


def _watch(catalogue: Catalogue) -> dict[str, object]:
    states = tuple(sorted({one.standing.state for one in catalogue.candidates}))
    return {
        "choosers": (chooser("state", "State", states), *plan_chooser(catalogue)),
        "watched": tuple(one for one in catalogue.candidates if one.standing.watched),
        "decided": tuple((one, decision) for one in catalogue.candidates for decision in one.standing.decisions),
    }


def _quality(catalogue: Catalogue) -> dict[str, object]:
    concern = (
        Choice("failed", "rules failed"),
        Choice("broke", "rules broke"),
        Choice("contradictions", "contradictions"),
        Choice("stale", "stale figures"),
        Choice("overridden", "figures overridden"),
        Choice("missing", "items missing"),
    )
    return {
        "choosers": (Chooser("concern", "With", concern), *plan_chooser(catalogue)),
        "lacked": _lacked(catalogue),
        "concerns": tuple((one, concern) for one in catalogue.candidates for concern in one.memo.concerns),
        "contradictions": tuple((one, said) for one in catalogue.candidates for said in one.memo.contradictions),
    }


def _lacked(catalogue: Catalogue) -> tuple[Lacked, ...]:
    """What is missing most often, first; each memo counts an item once."""
    counted = Counter(
        key for one in catalogue.candidates for key in {(item.item, item.factor) for item in one.memo.missing}
    )
    order = [factor.value for factor in Factor]
    found = [Lacked(item, factor, memos) for (item, factor), memos in counted.items()]
    return tuple(
        sorted(
            found,
            key=lambda one: (-one.memos, order.index(one.factor) if one.factor in order else len(order), one.item),
        )
    )


def _plans(catalogue: Catalogue) -> dict[str, object]:
    return {"plans": catalogue.plans}
