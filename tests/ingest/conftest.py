"""A project of three made-up funds, small enough to be checked by hand."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from prudent.ingest.gather import Gathered, gather
from prudent.model.run import Request

TODAY = date(2026, 11, 24)
SHIPPED = Path(__file__).parent.parent.parent / "policy"

FUND = """\
fund: {fund}
legal_name: {name}
cik: {cik}
asset_class: private_credit
wrapper: interval_fund
manager: A manager
look_alikes:
  - name: Alpha Credit Income Fund
    cik: 777
source: made up for tests
"""

PACKET = """\
packet_format: 1
owner: {owner}
{cik}received: 2026-05-01
extractor: typed by hand
grade: C
note: made up for tests
documents:
  - id: report
    title: Annual report
    form: N-CSR
    filed_on: 2026-03-01
  - id: prospectus
    title: Prospectus
"""

RETURNS = """\
frequency,kind,period_end,return_pct,source
monthly,total_net,2025-11-30,1.95,report
monthly,total_net,2025-12-31,-0.29,report
quarterly,total_net,2025-12-31,2.485,prospectus
"""

FACTORS = ("performance", "fees", "liquidity", "valuation", "benchmark", "complexity")
CHECK = """\
  - kind: document
    id: about-{factor}
    factor: {factor}
    question: Is there a written programme?
    item: Written programme
    term: written_liquidity_programme
    what_to_ask: The programme.
    why: The rule asks for it.
    source: made up for tests
    since: 2026-11-24
"""

POLICY = {
    "policy/scorecard.yml": """\
version: 1
weights:
  - {factor: performance, weight_frac: 0.25}
  - {factor: fees, weight_frac: 0.25}
  - {factor: liquidity, weight_frac: 0.125}
  - {factor: valuation, weight_frac: 0.125}
  - {factor: benchmark, weight_frac: 0.125}
  - {factor: complexity, weight_frac: 0.125}
criteria:
  - id: fee
    factor: fees
    measure: all_in_fee
    compare: value
    better: lower
    cut_offs: [{at_least: 0.01, points: 2}]
    why: made up for tests
    source: made up for tests
    since: 2026-11-24
resampling:
  seed: 1
  draws: 100
  block_months: 6
  least_observations: 12
  why: made up for tests
  source: made up for tests
  since: 2026-11-24
weight_grid:
  steps: 2
  why: made up for tests
  source: made up for tests
  since: 2026-11-24
""",
    "policy/patterns.yml": "version: 1\npatterns: []\n",
    "policy/sources.yml": """\
version: 1
order: [regulator_filing, audited_statement, administrator, manager, transcription]
""",
    "policy/checks.yml": "version: 1\nchecks:\n" + "".join(CHECK.format(factor=factor) for factor in FACTORS),
    "policy/concerns.yml": """\
version: 1
concerns: []
""",
    "policy/applicability.yml": "version: 1\n",
    "policy/reconciliation.yml": (SHIPPED / "reconciliation.yml").read_text(encoding="utf-8"),
    "policy/freshness.yml": (SHIPPED / "freshness.yml").read_text(encoding="utf-8"),
    "policy/costs.yml": (SHIPPED / "costs.yml").read_text(encoding="utf-8"),
    "policy/stress.yml": (SHIPPED / "stress.yml").read_text(encoding="utf-8"),
    "policy/peer_groups.yml": """\
version: 1
percentile: {from_peers: 5, why: made up, source: made up for tests, since: 2026-11-24}
size: {factor: 10, why: made up, source: made up for tests, since: 2026-11-24}
groups:
  - id: credit
    title: Credit
    basis: made up for tests
    members:
      - {fund: gamma-credit, why: alike}
      - {fund: alpha-credit, why: alike}
      - {fund: beta-credit, why: alike}
      - {fund: not-collected, why: alike}
    horizon: {id: one-year, months: 12, why: made up}
    survivorship: {leans: not_known, note: made up}
    source: made up for tests
    since: 2026-11-24
""",
    "policy/benchmarks.yml": """\
version: 1
risk_free: bills
selection:
  least_investability: 1
  least_data_quality: 1
  least_independence: 1
  window_months: 36
  least_coverage_frac: 0
  ties: [independence]
  why: made up
  source: made up for tests
  since: 2026-11-24
proxies:
  - benchmark: loans
    name: Loans
    returns: total_return
    firms: [Publisher]
    investability: {score: 3}
    data_quality: {score: 3}
    independence: {score: 3}
  - benchmark: houses
    name: Houses
    returns: total_return
    firms: [Publisher]
    investability: {score: 3}
    data_quality: {score: 3}
    independence: {score: 3}
choices:
  - asset_class: private_credit
    least_similarity: 7
    candidates:
      - benchmark: loans
        mandate: 2
        strategy: 2
        objectives: 2
        risk: 2
        why: made up
        source: made up for tests
        since: 2026-11-24
  - asset_class: real_estate
    least_similarity: 7
    candidates:
      - benchmark: houses
        mandate: 2
        strategy: 2
        objectives: 2
        risk: 2
        why: made up
        source: made up for tests
        since: 2026-11-24
""",
    "policy/rule/a-rule.yml": """\
id: a-rule
title: A rule
citation: made up
federal_register: made up
rin: made up
docket: made up
published: 2026-03-31
status: proposed
status_as_of: 2026-10-04
status_sentence: Made up for tests.
questions:
  - {factor: performance, consider: made up, determine: made up}
  - {factor: fees, consider: made up, determine: made up}
  - {factor: liquidity, consider: made up, determine: made up}
  - {factor: valuation, consider: made up, determine: made up}
  - {factor: benchmark, consider: made up, determine: made up}
  - {factor: complexity, consider: made up, determine: made up}
regime: []
""",
    "plans/example/plan.yml": """\
plan: example
name: Example plan
fictional: true
note: made up for tests
source: made up for tests
as_of: 2025-12-31
participants_active: 100
participants_separated_with_balance: 10
participants_retired_receiving: 1
accounts_with_balance: 110
net_assets_usd: 1000000
benefits_paid_year_usd: 1000
participant_loans_usd: 1000
administrative_expenses_year_usd: 1000
target_date_share_frac: 0.5
saver_balance_usd: 50000
sleeve: {host: target-date default, weight_frac: 0.1, stand_alone: false}
""",
}


#: Parts of the policy that no test here is about, as they are shipped.
@dataclass(frozen=True)
class Project:
    """The folder, with the few things that tests do to it."""

    root: Path

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def edit(self, name: str, old: str, new: str) -> Path:
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, f"{name} holds no {old!r}"
        return self.write(name, text.replace(old, new, 1))

    def gather(self, fund: str = "alpha-credit", as_of: date = date(2025, 12, 31), plan: str = "example") -> Gathered:
        return gather(self.root, Request(fund=fund, as_of=as_of, plan=plan), TODAY)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    for name, text in POLICY.items():
        made.write(name, text)
    for fund, name, cik in (
        ("alpha-credit", "Alpha Credit Fund", 101),
        ("beta-credit", "Beta", 102),
        ("gamma-credit", "Gamma", 103),
    ):
        made.write(f"funds/{fund}/fund.yml", FUND.format(fund=fund, name=name, cik=cik))
        made.write(f"funds/{fund}/packet/packet.yml", PACKET.format(owner=fund, cik=f"cik: {cik}\n"))
        made.write(f"funds/{fund}/packet/returns.csv", RETURNS)
    for benchmark, file, text in (
        ("loans", "returns.csv", "period_end,return_frac,source\n2025-12-31,0.006125,report\n"),
        ("bills", "rates.csv", "month_end,annual_rate_pct,source\n2025-12-31,3.59,report\n"),
    ):
        made.write(
            f"benchmarks/{benchmark}/benchmark.yml", f"benchmark: {benchmark}\nname: N\nnote: made up\nsource: s\n"
        )
        made.write(f"benchmarks/{benchmark}/packet/packet.yml", PACKET.format(owner=benchmark, cik=""))
        made.write(f"benchmarks/{benchmark}/packet/{file}", text)
    return made
