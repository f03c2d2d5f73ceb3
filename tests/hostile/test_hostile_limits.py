"""The bounds: each explained on a page, each changed by the setting, and nothing else taken for one."""

import pytest

from docs.pages import limits as limits_page
from prudent.errors import UsageError
from prudent.model.limits import Limits
from sources.settings import limits


@pytest.fixture
def setting(monkeypatch):
    def given(text):
        monkeypatch.setenv("PRUDENT_LIMITS", text)
        limits.cache_clear()
        return limits()

    yield given
    limits.cache_clear()


def test_every_bound_has_a_line_with_its_default_and_why():
    lines = [line.split(" | ") for line in limits_page.page().splitlines() if line.startswith("| `")]
    assert [line[0] for line in lines] == [f"| `{name}`" for name in Limits.model_fields]
    assert all(len(line[2]) > 20 for line in lines)
    assert "| `csv_bytes` | 8 MiB | " in limits_page.page()
    assert "| `rows` | 200,000 | " in limits_page.page()


def test_the_setting_changes_what_it_names(setting):
    changed = setting('{"workbook_bytes": 67108864, "rows": 500000}')
    assert (changed.workbook_bytes, changed.rows, changed.csv_bytes) == (67_108_864, 500_000, 8 * 1024 * 1024)


@pytest.mark.parametrize(
    "text", ['{"rows": 0}', '{"rows": -1}', '{"rows": 1.5}', '{"rowz": 1}', "[]", '{"rows": "many"}', "rows"]
)
def test_a_setting_that_is_no_bound_is_refused(setting, text):
    with pytest.raises(UsageError, match="PRUDENT_LIMITS"):
        setting(text)
