"""What the packet's page says of `files:` and `corrections.yml` is what the models read."""

import pytest
import yaml

from docs.pages.declared_files import CORRECTIONS, NAV_FILE, RETURNS_FILE, section
from docs.pages.packet_format import page
from prudent.model.delivery import Declared, Format, SeriesShape, SourceKind
from prudent.model.packet import Correction, Corrections

TEXT = "\n".join(section())


def test_every_key_and_every_word_is_on_the_page():
    names = {*Declared.model_fields, *SeriesShape.model_fields, *Correction.model_fields, *Format, *SourceKind}
    assert [name for name in sorted(names) if f"| `{name}` |" not in TEXT] == []
    assert "`month_end`, `business_day`, `month_start`, `text`" in TEXT
    assert "| `kind` |  | `total_net`, `total_market` | Of returns only, and needed there. |" in TEXT
    assert "A form filed with the SEC, read by machine." in TEXT
    assert "(sources.md#overrides)" in TEXT
    assert TEXT in page()


@pytest.mark.parametrize(("text", "content"), [(RETURNS_FILE, "returns"), (NAV_FILE, "nav_per_share")])
def test_the_examples_of_files_are_read(text, content):
    [entry] = yaml.safe_load(text)["files"]
    declared = Declared.model_validate(entry)
    assert declared.series is not None
    assert declared.series.content == content
    assert text in TEXT + "\n"


def test_the_example_of_corrections_is_read():
    assert Corrections.model_validate(yaml.safe_load(CORRECTIONS)).corrections[0].expect == "347446000"
