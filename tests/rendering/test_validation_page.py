"""The validation report page: what broke stands apart from what failed, and every rule is there."""

from html import unescape

from prudent.memo.report import render_validation_page


def test_two_runs_give_the_same_bytes(memo):
    assert render_validation_page(memo) == render_validation_page(memo)


def test_what_broke_stands_apart_from_what_failed(memo):
    body = render_validation_page(memo).decode()
    broke = body.split('id="broke"')[1].split('id="failed"')[0]
    failed = body.split('id="failed"')[1].split("Every rule, by table")[0]
    assert broke.count("△ broke") == 1
    assert "◐ failed" not in broke
    assert failed.count("◐ failed") == 3
    assert "△ broke" not in failed
    assert "Rows 14 and 15 hold the same month twice." in failed


def test_critical_failures_come_first(memo):
    failed = render_validation_page(memo).decode().split('id="failed"')[1].split("Every rule, by table")[0]
    assert failed.index("critical") < failed.index("warning")


def test_every_rule_is_there(memo):
    every = render_validation_page(memo).decode().split("Every rule, by table")[1].replace("<wbr>", "")
    assert [result.rule for result in memo.validation if result.rule not in every] == []
    assert every.count("<tr><td") == len(memo.validation)


def test_counts_are_per_table(memo):
    body = render_validation_page(memo).decode().replace("<wbr>", "")
    row = body.split('<th scope="row">core_fund__balance_sheet</th>')[1].split("</tr>")[0]
    assert [int(part.split("<")[0]) for part in row.split('class="number">')[1:]] == [12, 1, 1, 1]


def test_it_needs_nothing_else_and_is_literal(hostile_memo, hostile):
    body = render_validation_page(hostile_memo).decode()
    assert "<script" not in body
    assert "http" not in body.replace('http-equiv="Content-Security-Policy"', "")
    assert unescape(body).count(hostile) >= 4


def test_no_rules_is_said(make_memo):
    assert "No rule ran." in render_validation_page(make_memo(validation=())).decode()
