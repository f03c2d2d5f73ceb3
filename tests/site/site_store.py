"""A store of made-up funds, written as a publication writes one. Nothing in it is a fact about anyone."""

import hashlib
import importlib.util
import json
from pathlib import Path

from prudent.memo.schema import memo_bytes
from prudent.site.build import build_site
from prudent.store.objects import in_folder

SAMPLE = Path(__file__).parents[1] / "rendering" / "sample.py"
NAMES = {
    "volatility": "volatility_3y",
    "volatility_true": "volatility_unsmoothed_3y",
    "sharpe": "sharpe_ratio_3y",
    "sharpe_true": "sharpe_ratio_unsmoothed_3y",
    "drawdown": "max_drawdown_3y",
    "cap": "repurchase_cap",
    "offers": "repurchases_per_year",
    "asked": "last_requested",
    "worst_fill": "worst_fill_known",
    "level3": "level3_share",
    "leverage": "leverage_assets_to_net_assets",
    "pik": "pik_share_of_portfolio",
    "tracking_error": "tracking_error_3y",
}
"""The sample's short names, and those that every memo of the store has."""


def _sample_bytes() -> bytes:
    spec = importlib.util.spec_from_file_location("memo_sample_for_rooms", SAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return memo_bytes(module.sample_memo())


class SiteStore:
    """Issues below one folder."""

    sample: str = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        if not SiteStore.sample:
            text = _sample_bytes().decode()
            for short, name in NAMES.items():
                text = text.replace(f"⟨{short}⟩", f"⟨{name}⟩").replace(f'"name": "{short}"', f'"name": "{name}"')
            SiteStore.sample = text

    def memo(self, fund="sample-credit", plan="example", as_of="2025-12-31", name="", figures=(), **changes):
        """The sample as another fund's, plan's and date's memo.

        `figures` changes figures by name; other changes are of fields of the memo, or `recommendation`.
        """
        memo = json.loads(self.sample.replace("sample-credit", fund))
        memo["as_of"], memo["plan"]["plan"] = as_of, plan
        memo["subject"]["legal_name"] = name or f"Made-up {fund.replace('-', ' ')}"
        wanted = dict(figures)
        for figure in memo["figures"]:
            figure.update(wanted.get(figure["name"], {}))
        memo["page_one"]["recommendation"].update(changes.pop("recommendation", {}))
        for field, value in changes.items():
            memo[field] = value if not isinstance(value, dict) else {**memo[field], **value}
        return memo

    def publish(self, memo, number=1, files=("memo.html", "memo.pdf")):
        """The memo as an issue; gives its folder."""
        fund, plan, as_of = memo["subject"]["fund"], memo["plan"]["plan"], memo["as_of"]
        body = json.dumps(memo, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n"
        return self.write(fund, plan, as_of, number, {"memo.json": body, **dict.fromkeys(files, b"made up")})

    def write(self, fund, plan, as_of, number, files):
        """An issue of any bytes."""
        folder = self.folder / "memos" / plan / fund / as_of / str(number)
        folder.mkdir(parents=True)
        for name, body in files.items():
            (folder / name).write_bytes(body)
        listed = [
            {"name": name, "sha256": hashlib.sha256(body).hexdigest(), "size_bytes": len(body)}
            for name, body in files.items()
        ]
        request = {"fund": fund, "plan": plan, "as_of": as_of}
        (folder / "issue.json").write_text(
            json.dumps({"number": number, "request": request, "run": "ab" * 32, "files": listed})
        )
        return folder

    def build(self, **more):
        """Make the room."""
        return build_site(in_folder(self.folder), self.folder, **more)

    def page(self, path):
        """A page's text."""
        return (self.folder / "site" / path).read_text(encoding="utf-8")

    def pages(self):
        """Every file of the room with its bytes."""
        room = self.folder / "site"
        return {str(path.relative_to(room)): path.read_bytes() for path in sorted(room.rglob("*")) if path.is_file()}
