"""Who made the memo and who checked it, as the plan says; a line to sign is each format's."""

from prudent.memo.first.names import outside
from prudent.model.plan import Plan


def prepared(plan: Plan) -> str:
    """A role or a name."""
    return _said("Prepared by", plan.prepared_by)


def checked(plan: Plan) -> str:
    """A role or a name."""
    return _said("Checked by", plan.checked_by)


def _said(what: str, who: str | None) -> str:
    return f"{what}: {'not stated' if who is None else outside(who)}"
