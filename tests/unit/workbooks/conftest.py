"""The fund that the workbooks are about, and what is declared of them."""

import pytest

from prudent.model.delivery import Declared
from prudent.model.fund import Fund


@pytest.fixture
def fund() -> Fund:
    return Fund.model_validate(
        {
            "fund": "alpha-credit",
            "legal_name": "Alpha Credit Fund",
            "cik": 101,
            "asset_class": "private_credit",
            "wrapper": "interval_fund",
            "manager": "A manager",
            "look_alikes": [{"name": "Alpha Credit Income Fund", "cik": 777}],
            "source": "made up for tests",
        }
    )


@pytest.fixture
def declared() -> Declared:
    return Declared.model_validate(
        {
            "file": "book.xlsx",
            "format": "workbook",
            "source_kind": "manager",
            "document": {"id": "workbook", "title": "Manager's workbook"},
        }
    )
