"""The forms of all deployments, kept in form_schemas.json so that a change of one is seen and meant.

`.venv/bin/python tests/flows/form_schemas.py` writes them anew, from the project's folder. What the project's data and the day
decide is left out: the list of funds, and the quarter that has just ended.
"""

import importlib
import json
from pathlib import Path

import yaml
from prefect.utilities.callables import parameter_schema

from flows.place import DEFAULT_AS_OF, fund_names

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).with_name("form_schemas.json")


def forms() -> dict[str, dict]:
    """Each deployment's form, as Prefect makes it of the flow's parameters and of `prefect.yaml`."""
    declared = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    return {entry["name"]: {"fields": fields(entry), "filled": entry["parameters"]} for entry in declared}


def fields(entry: dict) -> dict[str, dict]:
    file, _, function = entry["entrypoint"].partition(":")
    flow = getattr(importlib.import_module(file.removesuffix(".py").replace("/", ".")), function)
    return {name: lasting(field) for name, field in parameter_schema(flow).properties.items()}


def lasting(field: dict) -> dict:
    """A field without what the project's data and the day decide."""
    funds = fund_names(ROOT)
    if set(field.get("enum", ())) >= set(funds):
        others = [one for one in field["enum"] if one not in funds]
        first = "the first of them" if field["default"] in funds else field["default"]
        return field | {"enum": [*others, "every folder of funds/"], "default": first}
    if field.get("default") == DEFAULT_AS_OF.isoformat():
        return field | {"default": "the last quarter end"}
    return field


def written() -> str:
    """The file, as it is kept."""
    return json.dumps(forms(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    KEPT.write_text(written(), encoding="utf-8")
