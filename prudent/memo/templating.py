"""The environment that every template of a memo runs in: a sandbox, in which nothing undefined prints as nothing.

Belongs here: what templates may do and which filters all of them have. Does not: what makes a value safe in one
language (`links`), and the filters of one format (`html`, `pdf`).
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from prudent.memo.first import heading
from prudent.memo.format import class_text, date_text, shape_text, status_text

TEMPLATES: Final = Path(__file__).parents[2] / "templates"


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox. Of our own frozen values it asks only whether the name is a public one.

    That is what it would find after all its questions, which cost half of a page's time: twenty thousand attributes.
    Methods, functions and everything that is not ours go the long way.
    """

    def getattr(self, obj: object, attribute: str) -> object:
        """What a template reads after a dot."""
        if type(obj).__module__.startswith("prudent.") and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def environment(
    folder: str, finalize: Callable[[object], object], more: Mapping[str, Callable[..., object]]
) -> Sandbox:
    """Templates of one folder. To be made once per process: a template is compiled when it is first asked for.

    Args:
        folder: below `templates`.
        finalize: what every printed value goes through; what is `Markup` then is printed as it is, all else is escaped.
        more: filters of one format.
    """
    made = Sandbox(
        loader=FileSystemLoader(TEMPLATES / folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    common = {"date": date_text, "status": status_text, "shape": shape_text, "kind": class_text, "block": block_kind}
    names = {"fund_name": heading.fund_name, "running_name": heading.running_name, "plan_name": heading.plan_name}
    made.filters.update({**common, **names, "about": heading.about, "ranges": number_ranges, **more})
    return made


def block_kind(block: object) -> str:
    """The kind of a block of the outline, by which a template chooses how to set it."""
    return type(block).__name__


def number_ranges(numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Ascending numbers as runs: 1, 2, 3, 7 become `1–3` and `7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return tuple(str(first) if first == last else f"{first}–{last}" for first, last in runs)
