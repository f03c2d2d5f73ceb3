"""One page of the room: its path, what it was made from, and how its bytes are made.

Belongs here: the shell of every page, the policy that lets a browser run our one script and nothing else, and data for
the script. Does not: what a page says.

A page opened from a folder has no origin, so `'self'` allows nothing there and a file cannot be fetched: script and
style stand inside of the page, and the policy names their hashes. Data for the script stands in a block of JSON.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from jinja2 import Environment
from markupsafe import Markup

from prudent.memo.links import code, shown, visible
from prudent.memo.templating import TEMPLATES, environment
from prudent.site.choosers import token
from prudent.site.measures import unit_words

FOLDER: Final = "site"
Json: TypeAlias = "str | int | float | Sequence[Json] | Mapping[str, Json] | None"
"""Data for the script."""
_FILES = {
    "memo.html": "HTML",
    "memo.pdf": "PDF",
    "memo.docx": "Word",
    "memo.xlsx": "Excel",
    "memo.json": "JSON",
    "validation.html": "Data rules",
}
"""Files of an issue that a reader can open, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of the room. The same inputs give the same bytes, so it is made again only when they differ."""

    path: str
    inputs: tuple[str, ...]
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Setting:
    """What every page is set with."""

    templates: Environment
    style: Markup
    script: Markup
    known_at: date | None
    many_plans: bool
    policy: dict[bool, str] = field(default_factory=dict[bool, str])

    def page(self, template: str, path: str, values: dict[str, object], data: Json = None) -> bytes:
        """One page as bytes.

        Args:
            template: its file in `templates/site`.
            path: where it lies in the room, with forward slashes.
            values: what the template prints.
            data: for the script; a page without any carries no script.
        """
        with_script = data is not None
        return (
            self.templates.get_template(template)
            .render(
                values,
                path=path,
                root="../" * path.count("/"),
                style=self.style,
                script=self.script if with_script else None,
                data=json_block(data) if with_script else None,
                policy=self.policy[with_script],
                known_at=self.known_at,
                many_plans=self.many_plans,
            )
            .encode()
        )


def setting(known_at: date | None, *, many_plans: bool) -> Setting:
    """The templates, with the look that pages share with the memo's."""
    folder = TEMPLATES / FOLDER
    style = (TEMPLATES / "memo" / "html" / "style.css").read_text(encoding="utf-8")
    style += (folder / "room.css").read_text(encoding="utf-8")
    script = (folder / "room.js").read_text(encoding="utf-8")
    more: dict[str, Callable[..., object]] = {"code": code, "unit": unit_words, "files": _files, "token": token}
    return Setting(
        templates=environment(FOLDER, shown, more),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        known_at=known_at,
        many_plans=many_plans,
        policy={
            with_script: "; ".join(
                [
                    "default-src 'none'",
                    f"style-src {_hash(style)}",
                    *([f"script-src {_hash(script)}"] if with_script else []),
                    "base-uri 'none'",
                    "form-action 'none'",
                ]
            )
            for with_script in (False, True)
        },
    )


def json_block(data: Json) -> Markup:
    """Data inside a script element: no character in it can end the element or start another.

    Text in it is made visible as it is on a page, since the script sets it as text.
    """
    written = json.dumps(_seen(data), ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))
    for mark in "<>&":
        written = written.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(written)  # noqa: S704 - nothing in it is markup any more


def _seen(data: Json) -> Json:
    if isinstance(data, str):
        return visible(data)
    if isinstance(data, Mapping):
        return {key: _seen(value) for key, value in data.items()}
    if isinstance(data, Sequence):
        return [_seen(value) for value in data]
    return data


def _files(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Which files of an issue a reader can open, each with its word."""
    return tuple((name, word) for name, word in _FILES.items() if name in names)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
