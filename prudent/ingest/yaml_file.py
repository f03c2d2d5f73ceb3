"""Reads the plain part of YAML: maps, lists and scalars, with the line on which each stands.

Belongs here: the syntax and its limits. Does not: which fields a file must have (`yaml_model.py`). Left out on purpose
are anchors, tags, several documents in a file, and the old readings of `no`, `010` and `12:30`; dates stay text, which
the models parse.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from prudent.errors import DataBad, HostileInput
from prudent.ingest.characters import FIGURE_BRACKETS, shown, unseen_character
from prudent.ingest.files import SourceFile, text_of

YamlValue: TypeAlias = "str | int | float | bool | list[YamlValue] | dict[str, YamlValue] | None"
YamlPath: TypeAlias = "tuple[str | int, ...]"

_NULL = frozenset({"", "~", "null"})
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})", re.ASCII)
_FLOAT = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class YamlTree:
    """What a file holds, and the line of each node by its path."""

    value: YamlValue
    lines: dict[YamlPath, int]


def read_yaml(source: SourceFile, *, names_figures: bool = False) -> YamlTree:
    """Read one document. Only the policy may name figures of the memo, in its ⟨brackets⟩.

    Raises:
        DataBad: the file is not YAML, or a field stands twice.
        HostileInput: anchors, aliases, tags, or more depth or nodes than any honest file has.
    """
    text = text_of(source)
    allowed = "\n" + "".join(FIGURE_BRACKETS if names_figures else ())
    reading = _Reading(source, yaml.parse(text, Loader=yaml.SafeLoader), allowed)
    try:
        return reading.tree()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if isinstance(mark, yaml.Mark) else ""
        problem = getattr(error, "problem", None) or "a character that is not allowed"
        raise DataBad(f"{source.name}{line} is not YAML: {problem}.", file=source.path) from error
    except (ValueError, OverflowError) as error:  # the library's own on an escape such as \UFFFFFFFF
        raise DataBad(
            f"{source.name} is not YAML: it escapes a character that does not exist.", file=source.path
        ) from error


@dataclass
class _Reading:
    source: SourceFile
    events: Iterator[Event]
    allowed: str
    lines: dict[YamlPath, int] = field(default_factory=dict)

    def tree(self) -> YamlTree:
        value: YamlValue = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                value = self._node(next(self.events), ())
            if documents > 1:
                raise self._hostile(event, "holds several documents")
            if isinstance(event, StreamEndEvent):
                break
        return YamlTree(value, self.lines)

    def _node(self, event: Event, path: YamlPath) -> YamlValue:
        self._guard(event, path)
        self.lines[path] = _line(event)
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        return self._map(path) if isinstance(event, MappingStartEvent) else self._list(path)

    def _list(self, path: YamlPath) -> YamlValue:
        items: list[YamlValue] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _map(self, path: YamlPath) -> YamlValue:
        items: dict[str, YamlValue] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            self._guard(event, path)
            if not isinstance(event, ScalarEvent):
                raise self._hostile(event, "has a field whose name is no plain text")
            name = event.value
            if unseen := unseen_character(name):
                raise self._hostile(event, f"has a field whose name holds the character {unseen}")
            if name in items:
                first, second = self.lines[(*path, name)], _line(event)
                raise DataBad(
                    f"{self.source.name} line {second}: the field {shown(name)} stands twice, "
                    f"first on line {first}; keep one.",
                    file=self.source.path,
                )
            items[name] = self._node(next(self.events), (*path, name))
        return items

    def _scalar(self, event: ScalarEvent) -> YamlValue:
        text = event.value
        if unseen := unseen_character(text, self.allowed):
            raise self._hostile(event, f"holds the character {unseen}")
        longest = self.source.limits.cell_characters
        if len(text) > longest:
            raise self._hostile(event, f"holds a text of {len(text):,} characters; at most {longest:,} are read")
        return _resolved(text) if event.implicit[0] else text

    def _guard(self, event: Event, path: YamlPath) -> None:
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor is not None):
            raise self._hostile(event, "uses an anchor or alias (& or *); write the value out or put it in quotes")
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            raise self._hostile(event, "uses a tag (!); put the text in quotes")
        limits = self.source.limits
        if len(path) > limits.yaml_depth or len(self.lines) > limits.yaml_nodes:
            raise self._hostile(
                event, f"is deeper than {limits.yaml_depth} levels or has more than {limits.yaml_nodes:,} values"
            )

    def _hostile(self, event: Event, what: str) -> HostileInput:
        return HostileInput(f"{self.source.name} line {_line(event)} {what}.", file=self.source.path)


def _line(event: Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _resolved(text: str) -> YamlValue:
    if text in _NULL:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
