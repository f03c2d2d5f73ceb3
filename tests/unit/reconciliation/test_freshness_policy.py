"""How old figures may be: the first entry that applies to a kind of fund, and policies that cannot be meant."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from prudent.ingest.files import Files
from prudent.ingest.yaml_model import read_model
from prudent.model.freshness import FreshEntry, FreshItem, Freshness
from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.tables.core import CoreTables

ROOT = Path(__file__).parents[3]
SHIPPED = read_model(Files(ROOT), "policy/freshness.yml", Freshness)
WHY = {"why": "made up", "source": "made up", "since": "2026-11-24"}


def fund(asset_class=AssetClass.PRIVATE_CREDIT, wrapper=Wrapper.INTERVAL_FUND):
    return Fund(
        fund="fund-a",
        legal_name="Fund A",
        cik=1,
        asset_class=asset_class,
        wrapper=wrapper,
        manager="M",
        source="by hand",
    )


@pytest.mark.parametrize(
    ("item", "asset_class", "wrapper", "days"),
    [
        (FreshItem.RETURNS, AssetClass.DIGITAL_ASSETS, Wrapper.ETP_GRANTOR_TRUST, 35),
        (FreshItem.RETURNS, AssetClass.PRIVATE_EQUITY, Wrapper.TENDER_OFFER_FUND, 100),
        (FreshItem.BALANCE_SHEET, AssetClass.PRECIOUS_METALS, Wrapper.ETP_GRANTOR_TRUST, 35),
        (FreshItem.BALANCE_SHEET, AssetClass.PRIVATE_CREDIT, Wrapper.BDC_NONTRADED, 190),
        (FreshItem.MARKS, AssetClass.PRIVATE_EQUITY, Wrapper.TENDER_OFFER_FUND, 190),
        (FreshItem.MARKS, AssetClass.REAL_ESTATE, Wrapper.NONTRADED_REIT, 100),
        (FreshItem.TENDERS, AssetClass.PRIVATE_CREDIT, Wrapper.INTERVAL_FUND, 100),
        (FreshItem.TENDERS, AssetClass.PRIVATE_CREDIT, Wrapper.BDC_NONTRADED, 190),
    ],
)
def test_a_private_fund_may_be_older_than_a_trust(item, asset_class, wrapper, days):
    entry = SHIPPED.of(item, fund(asset_class, wrapper))
    assert entry is not None
    assert entry.most_days == days


def test_every_item_has_an_entry_and_its_terms_are_known():
    assert {entry.item for entry in SHIPPED.entries} == set(FreshItem)
    known = next(column.one_of for column in CoreTables.spec("fund_terms").columns if column.name == "term")
    named = [term for entry in SHIPPED.entries for term in entry.terms]
    assert set(named) <= set(known)
    assert len(named) == len(set(named))
    assert {item.field for item in FreshItem} <= set(CoreTables.names())


def test_of_a_kind_that_no_entry_speaks_of_nothing_is_too_old():
    only = SHIPPED.entries[0].model_copy(update={"wrappers": (Wrapper.PRIVATE_FUND,)})
    policy = Freshness(version=1, entries=(only,))
    assert policy.of(FreshItem.RETURNS, fund()) is None
    assert Freshness(version=0).of(FreshItem.RETURNS, fund()) is None


def test_a_group_names_its_terms_and_a_table_names_none():
    with pytest.raises(ValidationError, match="fee_terms must name its terms"):
        FreshEntry.model_validate({"item": "fee_terms", "most_days": 1, **WHY}, strict=False)
    with pytest.raises(ValidationError, match="returns is a whole table and can name no terms"):
        FreshEntry.model_validate({"item": "returns", "most_days": 1, "terms": ["auditor"], **WHY}, strict=False)


def test_a_form_is_named_once():
    entry = {"forms": ["10-K"], "most_days": 1, **WHY}
    with pytest.raises(ValidationError, match="each form once: 10-K stands twice"):
        Freshness.model_validate({"version": 1, "documents": [entry, entry]}, strict=False)
