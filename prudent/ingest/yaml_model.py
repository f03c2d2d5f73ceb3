"""Turns a YAML file into one of the models, or into one sentence that says which field is wrong and on which line.

Belongs here: the words. Does not: the models, which are in `prudent/model`.
"""

import difflib
import json
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from prudent.errors import DataBad, PrudentError, SchemaChanged
from prudent.ingest.characters import shown
from prudent.ingest.files import Files, SourceFile
from prudent.ingest.yaml_file import YamlPath, YamlTree, read_yaml

M = TypeVar("M", bound=BaseModel)

# pydantic's words, in ours where they would not be understood.
_WORDS = {
    "string_type": "must be text: put it in quotes",
    "missing": "is missing",
    "date_from_datetime_parsing": "must be a date such as 2025-12-31",
    "date_from_datetime_inexact": "must be a date such as 2025-12-31",
    "date_parsing": "must be a date such as 2025-12-31",
    "date_type": "must be a date such as 2025-12-31",
    "model_type": "must be fields with values, one a line",
    "dict_type": "must be fields with values, one a line",
    "tuple_type": "must be a list, each entry with a dash",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_too_short": "is too short",
}


def read_model(files: Files, name: str, model: type[M]) -> M:
    """Read a file of the policy into its model.

    Raises:
        DataBad: a field is missing or wrong.
        SchemaChanged: a field is unknown.
        HostileInput: see `read_yaml`.
    """
    return parse_model(files.read(name, files.limits.yaml_bytes), model, names_figures=True)


def parse_model(source: SourceFile, model: type[M], *, names_figures: bool = False) -> M:
    """A file that was read, as its model; only the policy's may name figures of the memo."""
    tree = read_yaml(source, names_figures=names_figures)
    try:
        # as JSON, and strictly: else `true` would be the number 1, and 0 the first of January 1970
        return model.model_validate_json(json.dumps(tree.value), strict=True)
    except ValidationError as error:
        raise _sentence(source, tree, error) from error


def model_faults(source: SourceFile, model: type[BaseModel]) -> tuple[PrudentError, ...]:
    """Everything that is wrong with a file, where `parse_model` says the first; nothing for one that is right."""
    try:
        tree = read_yaml(source)
    except PrudentError as error:
        return (error,)
    try:
        model.model_validate_json(json.dumps(tree.value), strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return tuple(_fault(source, tree, detail, details) for detail in details)
    return ()


def _sentence(source: SourceFile, tree: YamlTree, error: ValidationError) -> PrudentError:
    details = error.errors(include_url=False)
    first = next((detail for detail in details if detail["type"] == "extra_forbidden"), details[0])
    more = f" ({len(details) - 1} more in this file.)" if len(details) > 1 else ""
    return _fault(source, tree, first, details, more)


def _fault(
    source: SourceFile, tree: YamlTree, detail: ErrorDetails, details: list[ErrorDetails], more: str = ""
) -> PrudentError:
    path, name = _place(tree, detail["loc"])
    where = f"{source.name} line {tree.lines.get(path, 1)}"
    if detail["type"] == "extra_forbidden":
        missing = [str(other["loc"][-1]) for other in details if other["type"] == "missing"]
        near = difflib.get_close_matches(name.rpartition(", ")[2], missing, n=1)
        meant = f"; is {near[0]} meant?" if near else "."
        return SchemaChanged(f"{where}: the field {name} is unknown{meant}{more}", file=source.path)
    return DataBad(f"{where}: {_what(detail, name)}.{more}", file=source.path)


def _what(detail: ErrorDetails, name: str) -> str:
    kind = detail["type"]
    if kind == "value_error":
        return detail["msg"].removeprefix("Value error, ")
    words = _WORDS.get(kind) or detail["msg"].replace("Input should", "must").replace("String should", "must")
    given = detail["input"]
    there = "" if kind == "missing" or isinstance(given, dict | list) else f", not {shown(str(given))}"
    # quoted, or written as registers print it, with zeros in front: a text to YAML
    digits = kind in {"int_type", "int_parsing"} and isinstance(given, str) and given.isdecimal()
    hint = ": write it without quotes and leading zeros" if digits else ""
    return f"{name or 'the file'} {words}{there if given is not None else ', and it is empty'}{hint}"


def _place(tree: YamlTree, loc: tuple[int | str, ...]) -> tuple[YamlPath, str]:
    """The deepest node of the file on the way to the error, and the field's name as a reader would say it."""
    path: YamlPath = ()
    words: list[str] = []
    for depth, part in enumerate(loc):
        last = depth == len(loc) - 1
        if (*path, part) in tree.lines:
            path = (*path, part)
        elif not last:  # the name of a model, which pydantic puts in between
            continue
        words.append(f"entry {part + 1}" if isinstance(part, int) else part)
    return path, ", ".join(words)
