"""Which folders a question reads, in which order, and whose fault stops it."""

import os
from datetime import date

import pytest

from prudent.errors import DataBad, HostileInput, UsageError

PACKET = "funds/alpha-credit/packet/"


def test_the_candidate_comes_first_then_its_peers_in_the_policys_order(project):
    case = project.gather().case
    assert [fund.fund for fund in case.funds] == ["alpha-credit", "gamma-credit", "beta-credit"]
    assert [header.owner for header in case.headers] == [
        "alpha-credit",
        "gamma-credit",
        "beta-credit",
        "loans",
        "bills",
    ]
    assert case.peer_group is not None
    assert case.peer_group.id == "credit"
    assert [(entry.fund, entry.reason) for entry in case.left_out] == [
        ("not-collected", "There is no folder funds/not-collected."),
    ]
    assert case.known_at == date(2026, 5, 1)
    assert case.plan.name == "Example plan"


def test_every_file_that_was_read_is_named_with_its_hash_and_no_other(project):
    project.write(PACKET + "documents/2025/report.pdf", b"%PDF")
    project.write(PACKET + ".DS_Store", b"\x00")
    project.write("funds/delta-credit/fund.yml", "not read: it is no peer")
    gathered = project.gather()
    names = [item.path for item in gathered.inputs]
    assert names == sorted(
        [
            *(f"funds/{f}-credit/{n}" for f in ("alpha", "beta", "gamma") for n in ("fund.yml", "packet/packet.yml")),
            *(f"funds/{f}-credit/packet/returns.csv" for f in ("alpha", "beta", "gamma")),
            "funds/alpha-credit/packet/documents/2025/report.pdf",
            *(f"benchmarks/loans/{n}" for n in ("benchmark.yml", "packet/packet.yml", "packet/returns.csv")),
            *(f"benchmarks/bills/{n}" for n in ("benchmark.yml", "packet/packet.yml", "packet/rates.csv")),
            "plans/example/plan.yml",
            "policy/scorecard.yml",
            "policy/checks.yml",
            "policy/applicability.yml",
            "policy/concerns.yml",
            "policy/costs.yml",
            "policy/freshness.yml",
            "policy/patterns.yml",
            "policy/peer_groups.yml",
            "policy/reconciliation.yml",
            "policy/sources.yml",
            "policy/stress.yml",
            "policy/benchmarks.yml",
            "policy/rule/a-rule.yml",
        ]
    )
    pdf = next(item for item in gathered.inputs if item.path.endswith(".pdf"))
    # the hash is that of the four characters, by the system's own sha256sum
    assert (pdf.sha256, pdf.size_bytes) == ("315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027", 4)
    assert gathered.case.inputs == gathered.inputs


def test_the_order_of_the_peers_leaves_no_trace_in_the_tables(project):
    before = project.gather()
    project.edit("policy/peer_groups.yml", "      - {fund: gamma-credit, why: alike}\n", "")
    project.edit("policy/peer_groups.yml", "    horizon:", "      - {fund: gamma-credit, why: alike}\n    horizon:")
    after = project.gather()
    assert [fund.fund for fund in after.case.funds] == ["alpha-credit", "beta-credit", "gamma-credit"]
    assert after.core.fund_returns.equals(before.core.fund_returns)
    changed = [old.path for old, new in zip(before.inputs, after.inputs, strict=True) if old != new]
    assert changed == ["policy/peer_groups.yml"]


def test_a_peer_that_is_refused_is_left_out_with_the_reason(project):
    project.edit("funds/beta-credit/packet/returns.csv", "1.95", "x")
    project.edit("funds/gamma-credit/fund.yml", "cik: 103", "cik: 104")
    case = project.gather().case
    assert [fund.fund for fund in case.funds] == ["alpha-credit"]
    assert [(entry.fund, entry.reason) for entry in case.left_out] == [
        (
            "gamma-credit",
            "funds/gamma-credit/packet/packet.yml: cik 103 is another fund's CIK; Gamma has 104.",
        ),
        (
            "beta-credit",
            (
                "funds/beta-credit/packet/returns.csv row 2, column return_pct: 'x' is not a plain number; "
                "write digits with a point before the decimals, such as 1234.5."
            ),
        ),
        ("not-collected", "There is no folder funds/not-collected."),
    ]


def test_a_candidate_in_no_group_has_no_peers(project):
    project.edit("policy/peer_groups.yml", "{fund: alpha-credit", "{fund: other-credit")
    case = project.gather().case
    assert (case.peer_group, len(case.funds)) == (None, 1)


def test_the_price_of_what_a_trust_holds_is_read_for_the_funds_that_hold_it(project):
    project.write("benchmarks/metal/benchmark.yml", "benchmark: metal\nname: Metal\nnote: made up\nsource: s\n")
    packet = (project.root / "benchmarks/loans/packet/packet.yml").read_text(encoding="utf-8")
    project.write("benchmarks/metal/packet/packet.yml", packet.replace("owner: loans", "owner: metal"))
    project.write("benchmarks/metal/packet/returns.csv", "period_end,return_frac,source\n2025-12-31,0.02,report\n")
    reference = """\
version: 1
references:
  - asset_class: {}
    wrappers: [interval_fund]
    benchmark: metal
    why: made up
    source: made up for tests
    since: 2026-11-24
"""
    for asset_class, owners in (("private_credit", ["loans", "metal"]), ("precious_metals", ["loans"])):
        project.write("policy/applicability.yml", reference.format(asset_class))
        assert project.gather().core.benchmark_returns["owner"].to_list() == owners


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            {"fund": "alfa-credit"},
            "There is no fund 'alfa-credit'. Is alpha-credit or gamma-credit or beta-credit meant?",
        ),
        ({"fund": "xyz"}, "There is no fund 'xyz'. There are: alpha-credit, beta-credit, gamma-credit."),
        ({"plan": "exampel"}, "There is no plan 'exampel'. Is example meant?"),
        ({"as_of": date(2026, 12, 31)}, "The as-of date 2026-12-31 lies after today, 2026-11-24."),
    ],
)
def test_a_question_that_cannot_be_asked(project, asked, sentence):
    with pytest.raises(UsageError) as caught:
        project.gather(**asked)
    assert (str(caught.value), caught.value.exit_code) == (sentence, 2)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "benchmark: loans",
            "benchmark: bonds",
            (
                "policy/benchmarks.yml names bonds, but benchmarks/bonds/benchmark.yml does not exist: "
                "add it or take it out."
            ),
        ),
        (
            "risk_free: bills",
            "risk_free: loans",
            (
                "benchmarks/loans/packet has no figures for core_market__risk_free, "
                "which policy/benchmarks.yml needs from it."
            ),
        ),
        (
            "benchmark: loans",
            "benchmark: alpha-credit",
            "alpha-credit names a fund and a benchmark; a figure's place would not say which. Rename one.",
        ),
    ],
)
def test_a_policy_that_names_what_is_not_there(project, old, new, sentence):
    name = "policy/benchmarks.yml"
    project.write(name, (project.root / name).read_text(encoding="utf-8").replace(old, new))
    with pytest.raises(DataBad) as caught:
        project.gather()
    assert str(caught.value) == sentence


def test_there_is_exactly_one_rule(project):
    project.write("policy/rule/b-rule.yml", "id: b")
    with pytest.raises(
        DataBad, match=r"^policy/rule/ must hold exactly one rule, and it holds a-rule.yml, b-rule.yml\.$"
    ):
        project.gather()


def test_a_link_out_of_the_project_is_not_read(project, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "returns.csv"
    outside.write_text("secret", encoding="utf-8")
    (project.root / PACKET / "returns.csv").unlink()
    (project.root / PACKET / "returns.csv").symlink_to(outside)
    with pytest.raises(HostileInput) as caught:
        project.gather()
    assert str(caught.value) == (
        f"{PACKET}returns.csv is a link that leads outside the project's folder, so it is not read."
    )
    assert caught.value.file is None


def test_what_is_no_regular_file_is_not_opened(project):
    (project.root / PACKET / "returns.csv").unlink()
    os.mkfifo(project.root / PACKET / "returns.csv")
    with pytest.raises(HostileInput, match=r"returns\.csv is not a regular file, so it is not read\.$"):
        project.gather()


@pytest.mark.parametrize("name", ["returns.csv", "documents/loop"])
def test_links_in_a_circle_end(project, name):
    path = project.root / PACKET / name
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(path)
    with pytest.raises(HostileInput):
        project.gather()


def test_nothing_is_printed_and_nothing_is_written(project, capfd):
    before = sorted(path for path in project.root.rglob("*"))
    project.gather()
    assert capfd.readouterr() == ("", "")
    assert sorted(path for path in project.root.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("policy/peer_groups.yml", "months: 12", "months: 100000", "horizon, months"),
        ("policy/scorecard.yml", "cut_offs: [{at_least: 0.01, points: 2}]", "cut_offs: []", "cut_offs"),
    ],
)
def test_a_policy_that_no_committee_means_is_refused_in_one_sentence(project, name, old, new, sentence):
    project.edit(name, old, new)
    with pytest.raises(DataBad) as caught:
        project.gather()
    assert sentence in caught.value.sentence
    assert name in caught.value.sentence


def test_a_fund_may_not_name_a_figure_of_the_memo(project):
    project.edit("funds/alpha-credit/fund.yml", "legal_name: ", "legal_name: ⟨all_in_fee⟩ ")
    with pytest.raises(HostileInput, match=r"U\+27E8"):
        project.gather()


def test_a_document_whose_name_cannot_be_printed_is_refused(project):
    project.write("funds/alpha-credit/packet/documents/a\x1b[31m.pdf", b"%PDF-1.7")
    with pytest.raises(HostileInput, match=r"a·\[31m\.pdf"):
        project.gather()


def test_documents_in_too_deep_a_folder_are_refused(project):
    project.write("funds/alpha-credit/packet/documents/" + "d/" * 6 + "a.pdf", b"%PDF-1.7")
    with pytest.raises(HostileInput, match="more than 4 folders deep"):
        project.gather()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("participants_active: 100", "participants_active: true", "participants_active must be a whole number"),
        ("participants_active: 100", "participants_active: 1_00", "participants_active must be a whole number"),
        ("as_of: 2025-12-31", "as_of: 0", "as_of must be a date such as 2025-12-31"),
        ("fictional: true", "fictional: 1", "fictional must be true or false"),
    ],
)
def test_a_plan_means_what_it_says_and_nothing_near_it(project, old, new, words):
    project.edit("plans/example/plan.yml", old, new)
    with pytest.raises(DataBad) as caught:
        project.gather()
    assert words in caught.value.sentence
