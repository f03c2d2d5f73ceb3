"""A fund that is reviewed among others gets the answers that it gets alone: read, validated, measured and judged."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from expectations import group
from expectations.group import validate_group
from expectations.validate import validate
from prudent.errors import UsageError
from prudent.ingest.gather import gather
from prudent.ingest.library import Library
from prudent.model.run import Request
from prudent.model.validation import Outcome
from prudent.review.measuring import measured_together, wanted
from prudent.review.pool import Question, pooled
from prudent.score.score import Score, judged, score
from prudent.tables.core import CoreTables

ROOT = Path(__file__).resolve().parents[3]
AS_OF, TODAY, PLAN = date(2025, 12, 31), date(2099, 12, 31), "example"
#: Two that are peers; two of one group, of which each has a young record of its own that its peers are measured on too.
GOLD, OTHER, YOUNGER, YOUNG = (
    "ishares-gold-trust",
    "spdr-gold-shares",
    "harrison-street-infrastructure-income",
    "stepstone-private-infrastructure",
)
TABLES = (*CoreTables.names(), "fund_facts")


def request(fund):
    return Request(fund=fund, as_of=AS_OF, plan=PLAN)


@pytest.fixture(scope="module")
def library():
    return Library(ROOT, PLAN, TODAY)


@pytest.fixture(scope="module")
def questions(library):
    read = [library.gather(request(fund)) for fund in (GOLD, YOUNG, YOUNGER, OTHER)]
    return [Question(item.case, item.core) for item in read]


def test_what_is_read_is_the_same_and_knows_its_own_inputs(library):
    for fund in (OTHER, GOLD):  # the second one's parts were read for the first
        among, alone = library.gather(request(fund)), gather(ROOT, request(fund), TODAY)
        assert among.case == alone.case
        assert among.inputs == alone.inputs
        for name in TABLES:
            assert among.core.frame(name).equals(alone.core.frame(name)), name


def test_a_question_of_a_day_that_has_not_come_is_refused():
    with pytest.raises(UsageError, match="lies after today"):
        Library(ROOT, PLAN, date(2026, 11, 24)).gather(request(GOLD).model_copy(update={"as_of": date(2026, 12, 31)}))


def test_scores_are_the_same(questions):
    pool = pooled(questions)
    policy = pool.case.policy
    measures = measured_together([wanted(item, policy) for item in questions], pool.core, policy, AS_OF)
    for question, frame in zip(questions, measures, strict=True):
        among, alone = judged(question.case, question.core, (), frame), score(question.case, question.core, ())
        for item in fields(Score):
            one, other = getattr(among, item.name), getattr(alone, item.name)
            same = one.equals(other) if isinstance(one, pl.DataFrame) else one == other
            assert same, (question.fund, item.name)


def without_returns(question, fund):
    """The same question where one fund has no returns."""
    returns = question.core.fund_returns.filter(pl.col("owner") != fund)
    return replace(question, core=replace(question.core, fund_returns=returns))


@pytest.fixture(scope="module")
def lacking(questions):
    """Two peers, of which one has no returns: as the candidate it must have some, as a peer it need not."""
    return [without_returns(item, OTHER) for item in (questions[0], questions[-1])]


def test_results_of_rules_are_the_same_also_where_they_ask_who_is_asked_about(lacking):
    first, second = validate_group(pooled(lacking))
    assert first == validate(lacking[0].case, lacking[0].core)
    count = {
        name: item
        for results in (first, second)
        for item in results
        if item.rule == "returns-row-count"
        for name in [(results is first, item.owner)]
    }
    assert count[True, OTHER].outcome is Outcome.NOT_APPLICABLE
    assert count[False, OTHER].outcome is Outcome.FAILED
    assert [item.owner for item in second if item.rule == "returns-row-count"] == [OTHER, GOLD]


def test_where_a_rule_breaks_each_question_is_validated_alone(lacking, monkeypatch):
    class Broke:
        class judged:  # noqa: N801 -- stands for a value
            broke = "it broke"

    monkeypatch.setattr(group, "_evaluated", lambda *_, **__: {"a-rule": Broke})
    monkeypatch.setattr(group, "run", lambda rules, inputs: (inputs.case.candidate.fund, len(rules)))
    rules = len(group.all_rules())
    assert validate_group(pooled(lacking)) == ((GOLD, rules), (OTHER, rules))
