"""Rules on what no table holds: the names of funds, and the age of documents."""

from datetime import date

import pytest

from expectations.crosschecks import documents, identity
from expectations.rule import Inputs
from expectations.validate import run
from prudent.model.fact import Document, Grade
from prudent.model.packet import PacketHeader
from prudent.model.validation import Outcome


def changed(inputs, **updates):
    return Inputs(inputs.case.model_copy(update=updates), inputs.core)


def result(rules, rule, inputs):
    return next(item for item in run(rules, inputs) if (item.owner, item.rule) == ("fund", rule))


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (
            {"former_names": ("An Old Fund",)},
            "fund is formerly An Old Fund; its figures are tied by CIK 1, not by a name.",
        ),
        ({"current_name": "A New Fund"}, "fund is now A New Fund; its figures are tied by CIK 1, not by a name."),
        ({"former_names": ("An Old Fund",), "cik": None}, "fund is formerly An Old Fund; no CIK ties its figures."),
    ],
)
def test_a_fund_under_several_names_is_told(names, says, build):
    inputs = build({})
    renamed = tuple(fund.model_copy(update=names) if fund.fund == "fund" else fund for fund in inputs.case.funds)
    found = result(identity.RULES, "fund-name-unchanged", changed(inputs, funds=renamed))
    assert (found.outcome, found.rows_failed) == (Outcome.FAILED, 1)
    assert found.detail.endswith(says)


def test_a_fund_under_one_name_passes(build):
    assert result(identity.RULES, "fund-name-unchanged", build({})).outcome is Outcome.PASSED


def header(*filed, form="10-K"):
    return PacketHeader(
        packet_format=1,
        owner="fund",
        received=date(2026, 11, 1),
        extractor="by hand",
        grade=Grade.C,
        note="",
        documents=tuple(Document(id=f"d{n}", title="T", form=form, filed_on=day) for n, day in enumerate(filed)),
    )


@pytest.mark.parametrize(
    ("headers", "outcome"),
    [
        ((), Outcome.NOT_APPLICABLE),
        ((header(date(2024, 6, 29)),), Outcome.PASSED),
        ((header(date(2024, 6, 28)),), Outcome.FAILED),
        ((header(date(2020, 1, 1)), header(date(2025, 3, 1))), Outcome.PASSED),
        ((header(date(2020, 1, 1), date(2026, 3, 1)),), Outcome.FAILED),
        ((header(date(2026, 3, 1)),), Outcome.NOT_APPLICABLE),
        ((header(date(2020, 1, 1), form="a letter"),), Outcome.NOT_APPLICABLE),
        ((header(None),), Outcome.NOT_APPLICABLE),
    ],
)
def test_the_latest_document_of_a_form_up_to_the_as_of_date_counts(headers, outcome, build):
    found = result(documents.RULES, "documents-fresh", changed(build({}), headers=headers))
    assert found.outcome is outcome
    if outcome is Outcome.FAILED:
        assert found.detail.startswith("The last Form 10-K was filed on 20")
        assert found.detail.endswith("days before 2025-12-31; at most 550 are allowed.")
