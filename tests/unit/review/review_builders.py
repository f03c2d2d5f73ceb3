"""Sides of a review from small core tables, and reviews from a few values, for the tests of the quarter."""

from dataclasses import fields
from datetime import date
from types import SimpleNamespace

from prudent.memo.document import PlanHead, RuleStatus, Subject
from prudent.model.applicability import Applicability
from prudent.model.case import Case
from prudent.model.costs import Costs
from prudent.model.fact import Evidence, Grade
from prudent.model.finding import Factor, FindingStatus
from prudent.model.ledger import Subject as LedgerSubject
from prudent.model.measured import Reading, Refusal, RefusalCode, Unit
from prudent.model.run import InputFile, Request
from prudent.model.standing import FundState
from prudent.model.verdict import Verdict
from prudent.review.before import Before
from prudent.review.delta import Steps, explained
from prudent.review.document import Advised, Compared, FindingChange, Review, Standing, Walk
from prudent.review.side import Side
from prudent.review.walk import Now, Pair
from prudent.score.measures import measure_all
from prudent.score.score import Score, with_costs

THEN, NOW = date(2025, 9, 30), date(2025, 12, 31)
PLACE = "a-fund/fees.csv:2:rate_pct"
OLD_CODE, NEW_CODE = "a" * 64, "b" * 64


def reading(value=None, text=None, code=None, unit=Unit.FRACTION_PER_YEAR, evidence=(PLACE,)):
    refusal = None if code is None else Refusal(code=code, reason="It is not there.")
    return Reading(unit=unit, value=value, text=text, refusal=refusal, method="as printed", evidence=evidence)


REFUSED = reading(code=RefusalCode.NOT_EVIDENCED, evidence=())


def delta(before, on_method, on_data, now, *, unit=Unit.FRACTION_PER_YEAR, is_walked=True, name="all_in_fee"):
    """A delta of four numbers, readings or Nones."""
    taken = [
        one if one is None or isinstance(one, Reading) else reading(one, unit=unit)
        for one in (before, on_method, on_data, now)
    ]
    steps = Steps(before=taken[0], on_method=taken[1], on_data=taken[2], now=taken[3])
    return explained(name, "All-in fee a year", Factor.FEES, unit, steps, is_walked=is_walked)


def policy(bench, named_frac):
    """A policy that names one alternative with its fee."""
    why = {"why": "test", "source": "test", "since": date(2026, 1, 1)}
    alternative = {"asset_class": "private_credit", "name": "A named fund", "fee_frac": named_frac, **why}
    costs = Costs(version=1, growth_frac=0.05, years=(1,), alternatives=(alternative,), **why)
    rest = {"applicability": Applicability(version=0), "peer_groups": SimpleNamespace(of=lambda fund: None)}
    return bench.policy().model_copy(update={"costs": costs, **rest})


def fee(rate, day, owner="a-fund"):
    return {
        "owner": owner, "as_of": day, "share_class": "unstated", "basis": "expense_ratio", "component": "total",
        "rate_frac": rate, "base": "average_net_assets",
    }  # fmt: skip


def side(bench, as_of, fees, rules, files):
    """A side of a fund and one peer, scored as far as its fees."""
    funds, core = (bench.fund(), bench.fund("a-peer")), bench.core(fund_fees=fees)
    alone = measure_all(funds, core, rules, as_of, (), "a-fund")
    given = dict.fromkeys([item.name for item in fields(Score)])
    given |= {"measures": with_costs(alone, funds, ("a-fund", "a-peer"), rules.costs), "peers_out": ()}
    inputs = tuple(InputFile(path=path, sha256=sha256, size_bytes=1) for path, sha256 in files.items())
    case = Case.model_construct(
        request=Request(fund="a-fund", as_of=as_of, plan="a-plan"), funds=funds, policy=rules, peer_group=None,
        inputs=inputs, left_out=(), headers=(), noticed=(),
    )  # fmt: skip
    return Side(case, core, Score(**given))


def pair(was, now, code=(OLD_CODE, OLD_CODE)):
    """A fund before and now, each made by some code."""
    subject = LedgerSubject(kind="memo", as_of=was.case.request.as_of, folder="memos/a-plan/a-fund/1", record="c" * 64)
    return Pair("a-fund", Before(subject, code[0], was, ""), was, Now(now, (), code[1]))


def review(**given):
    """A review of one fund in which nothing changed, but for what is given."""
    findings = tuple(
        FindingChange(factor=factor, before=FindingStatus.SUPPORTED, now=FindingStatus.SUPPORTED, checks=())
        for factor in Factor
    )
    evidence = Evidence(
        locator=PLACE, owner="a-fund", value_as_received="3", as_of_first=NOW, as_of_last=NOW, documents=(),
        file_sha256="d" * 64, known_at=NOW, extractor="by hand", grade=Grade.C,
    )  # fmt: skip
    usual = {
        "title": "Quarterly review 2025Q4: A Fund",
        "subject": Subject(
            fund="a-fund", legal_name="A Fund", cik=1, asset_class="private_credit", wrapper="interval_fund",
            manager="A Manager", former_names=(), current_name=None, look_alikes=(),
        ),
        "plan": PlanHead(plan="a-plan", name="A Plan (fictional)", fictional=True, note="Fictional."),
        "quarter": "2025Q4",
        "as_of": NOW,
        "known_at": date(2026, 1, 20),
        "review": "e" * 64,
        "rule": RuleStatus(
            citation="a citation", title="A rule", status="proposed", status_as_of=NOW, sentence="It is proposed."
        ),
        "compared": Compared(kind="memo", as_of=THEN, folder="memos/a-plan/a-fund/2025-09-30/1", record="f" * 64),
        "walk": Walk(method_differs=True, data_differs=True, why_not=""),
        "standing": Standing(
            before=FundState.APPROVED, after=FundState.MONITORED, selected_anew=False, conditions=(),
            next_review=date(2026, 4, 20),
        ),
        "advised": Advised(
            before=Verdict.APPROVE, now=Verdict.APPROVE, score_before_frac=0.5, score_now_frac=0.5
        ),
        "findings": findings, "measures": (), "fired": (), "watched": (), "late": (), "evidence": (evidence,),
    }  # fmt: skip
    return Review(**{**usual, **given})
