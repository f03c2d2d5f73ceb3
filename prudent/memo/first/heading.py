"""Whose memo it is, as page one prints it: the fund's name, and what it is in a line. The same in every format."""

from datetime import date
from typing import Protocol

from prudent.memo.document import PlanHead, Subject
from prudent.memo.first.names import NAME, TITLE, clipped
from prudent.memo.format import class_text, date_text


class Headed(Protocol):
    """A page's document: a memo, or a quarter's review of the same fund."""

    @property
    def subject(self) -> Subject:
        """The fund."""
        ...

    @property
    def plan(self) -> PlanHead:
        """The plan whose committee decides."""
        ...

    @property
    def as_of(self) -> date:
        """The day that it speaks of."""
        ...

    @property
    def known_at(self) -> date:
        """The day from which all of it was known."""
        ...


FULL_NAME = "Full name on page 2, under the decision asked. "


def fund_name(memo: Headed) -> str:
    """The legal name; a very long one is cut, and `about` says where all of it stands."""
    return clipped(memo.subject.legal_name, TITLE)


def running_name(memo: Headed) -> str:
    """The fund's name at the head of every page, where two lines are the most."""
    return clipped(memo.subject.legal_name)


def about(memo: Headed, full_name: str = FULL_NAME) -> str:
    """Kind, manager, number, dates, other names. Text from outside, in which `⟨` names no figure."""
    fund = memo.subject
    cut = "" if len(fund.legal_name) <= TITLE else full_name
    kind = f"{class_text(fund.asset_class)} {class_text(fund.wrapper)}"
    parts = [f"{kind[:1].upper()}{kind[1:]}, managed by {clipped(fund.manager)}"]
    parts.append("not registered, so without a CIK" if fund.cik is None else f"CIK {fund.cik}")
    parts.append(f"as of {date_text(memo.as_of)}, known at {date_text(memo.known_at)}")
    parts += [] if fund.current_name is None else [f"now named {clipped(fund.current_name)}"]
    parts += [f"not to be taken for {clipped(other.name)} (CIK {other.cik})" for other in fund.look_alikes]
    return cut + " · ".join(parts)


def plan_name(memo: Headed) -> str:
    """The plan, cut where it is very long; a fictional one is called so wherever it is named."""
    plan, mark = memo.plan, " (fictional plan)"
    is_marked = not plan.fictional or "fictional" in plan.name
    return clipped(plan.name) if is_marked else clipped(plan.name, NAME) + mark
