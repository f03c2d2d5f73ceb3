"""What is wrong and what is only odd in the shipped packets as received, from `docs/data-quality.yml`."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from docs.pages.markdown import GENERATED, join, table
from expectations.registry import all_rules

_SOURCE = Path(__file__).parent.parent / "data-quality.yml"

_HEAD = """# Data quality of the shipped packets

The packets under `funds/` hold figures as they were transcribed by others, defects included. Rules find the defects; nobody corrects them by hand. What cannot be right is
withdrawn in the fund's `corrections.yml` with the numbers that speak against it, and is then not in evidence. What is only odd is real, and a rule that called it an error would be
wrong too. Each line below is held by a test on the figures as received, without corrections: the rule fails for that fund and date and tells the figure, or it looked and passed, and
no failure of any rule stands outside of this page. The rules themselves are in [data rules](data-rules.md).
"""


class Looked(BaseModel):
    """One fund's figure of a date, and the rule that looked at it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fund: str
    rule: str
    on: str
    """Date of the figure; empty where it has none."""
    figure: str
    shows: str
    """How the rule writes the figure."""


class Defect(BaseModel):
    """One kind of defect, and every place where it was found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    why: str
    handled: str
    found: tuple[Looked, ...] = Field(min_length=1)


class Gap(BaseModel):
    """What is not in the packets, or old."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: str
    what: str
    funds: tuple[str, ...] = Field(min_length=1)


class Oddity(BaseModel):
    """What looks wrong and is real."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    why: str
    looked: tuple[Looked, ...] = Field(min_length=1)


class DataQuality(BaseModel):
    """All of `docs/data-quality.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    defects: tuple[Defect, ...]
    gaps: tuple[Gap, ...]
    oddities: tuple[Oddity, ...]


def classified() -> DataQuality:
    """The file as it stands."""
    return DataQuality.model_validate(yaml.safe_load(_SOURCE.read_text(encoding="utf-8")))


def page() -> str:
    """`docs/data-quality.md`."""
    known, says = classified(), {rule.id: rule.severity.value for rule in all_rules()}
    lines = [GENERATED, _HEAD, "## Defects, and the rule that finds each", ""]
    for defect in known.defects:
        lines += [f"### {defect.kind}", "", defect.why, f"*Handled:* {defect.handled}", ""]
        heads = ("fund", "date", "figure", "found by", "severity")
        lines += [*table(heads, (_row(item, says) for item in defect.found)), ""]
    lines += ["## Odd, and real: the rule looked and passed", ""]
    for oddity in known.oddities:
        lines += [f"### {oddity.what}", "", oddity.why, ""]
        heads = ("fund", "date", "figure", "passed by")
        lines += [*table(heads, (_row(item, says)[:4] for item in oddity.looked)), ""]
    lines += ["## Not there, or old", ""]
    lines += table(
        ("rule", "what", "funds"),
        ((f"`{gap.rule}`", gap.what, ", ".join(f"`{fund}`" for fund in gap.funds)) for gap in known.gaps),
    )
    return join(lines)


def _row(item: Looked, severities: dict[str, str]) -> tuple[str, ...]:
    return f"`{item.fund}`", item.on or "–", item.figure, f"`{item.rule}`", severities[item.rule]
