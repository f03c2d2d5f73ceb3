"""Tagged fee tables: each rate under its class and part, exact, with its place; nothing that is not the fund's."""

from datetime import date

import pytest
from edgar_fact_writers import CIK, USUAL, context, frames, fund, of_class, page, places, rate, read_page, rows, told
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.errors import DataBad, HostileInput, PrudentError, SchemaChanged

BLOCK = (
    '<ix:nonNumeric id="table" name="cef:AnnualExpensesTableTextBlock" contextRef="P" escape="true">'
    "<table><tr><td>Annual Expenses (as a percentage of average net assets attributable to Shares)</td></tr>"
    "</table></ix:nonNumeric>"
)
SIGN = 'format="ixt:num-dot-decimal" scale="-2" sign="-"'
OPEN_END = fund(wrapper="open_end_fund", series_id="S000012345")


def fees(delivered):
    """`{(class, component): per cent}`."""
    return {(row["share_class"], row["component"]): row["rate_pct"] for row in rows(delivered, "fees")}


def of_page(*body, **more):
    return fees(read_page(page(*body, **more)))


def test_a_fee_table_of_two_classes():
    delivered = read_page(
        page(
            BLOCK,
            rate("cef:ManagementFeesPercent", "1.25", "PI", mark="f1"),
            rate("cef:IncentiveFeesPercent", "1.38", "PI"),
            rate("cef:DistributionServicingFeesPercent", "None", "PI", more='format="ixt:fixed-zero" scale="-2"'),
            rate("cef:InterestExpensesOnBorrowingsPercent", "4.25", "PI"),
            rate("cef:AcquiredFundFeesAndExpensesPercent", "0.02", "PI"),
            rate("cef:OtherAnnualExpensesPercent", "0.17", "PI"),
            rate("cef:TotalAnnualExpensesPercent", "7.07", "PI"),
            rate("cef:DistributionServicingFeesPercent", "0.85", "PS"),
            rate("cef:TotalAnnualExpensesPercent", "7.92", "PS"),
        )
    )
    assert fees(delivered) == {
        ("I", "management"): "1.25",
        ("I", "incentive"): "1.38",
        ("I", "servicing"): "0",
        ("I", "interest"): "4.25",
        ("I", "acquired_fund"): "0.02",
        ("I", "other"): "0.17",
        ("I", "total"): "7.07",
        ("S", "servicing"): "0.85",
        ("S", "total"): "7.92",
    }
    first = rows(delivered, "fees")[0]
    assert first == {
        "as_of": "2026-04-30",
        "share_class": "I",
        "basis": "fee_table",
        "component": "management",
        "rate_pct": "1.25",
        "base": "average_net_assets",
        "source": "the-filing",
    }
    assert delivered.noticed == ()


def test_each_cell_has_its_xpath():
    delivered = read_page(
        page(
            BLOCK,
            rate("cef:ManagementFeesPercent", "1.25", "PI", mark="f1"),
            rate("cef:IncentiveFeesPercent", "1.38", "PI"),
            rate("cef:OtherAnnualExpensesPercent", "0.1", "PI", mark="a b"),
        )
    )
    assert places(delivered, "fees") == {
        "as_of": "//xbrli:context[@id='PI']",
        "share_class": "//xbrli:context[@id='PI']",
        "basis": "//ix:nonFraction[@id='f1']",
        "component": "//ix:nonFraction[@id='f1']",
        "rate_pct": "//ix:nonFraction[@id='f1']",
        "base": "//ix:nonNumeric[@id='table']",
    }
    assert places(delivered, "fees", row=1)["rate_pct"] == "(//ix:nonFraction)[2]"
    assert places(delivered, "fees", row=2)["rate_pct"] == "(//ix:nonFraction)[3]"


def test_the_frame_holds_fractions():
    frame = frames(read_page(page(rate("cef:ManagementFeesPercent", "1.25", "PI"))))["fees"]
    assert frame.get_column("rate_frac").to_list() == [0.0125]
    assert frame.get_column("as_of").to_list() == [date(2026, 4, 30)]


@pytest.mark.parametrize(
    ("text", "more", "per_cent"),
    [
        ("1.25", 'format="ixt:num-dot-decimal" scale="-2"', "1.25"),
        ("1.25", 'format="ixt3:numdotdecimal" scale="-2"', "1.25"),
        ("0.0125", "", "1.25"),
        ("0.0125", 'scale="0"', "1.25"),
        ("125", 'scale="-4"', "1.25"),
        ("1.25", 'scale="0"', "125"),
        ("—", 'format="ixt3:zerodash" scale="-2"', "0"),
        ("None", 'format="ixt-sec:numwordsen" scale="-2"', "0"),
        ("–", 'format="ixt:fixed-zero" scale="-2"', "0"),
    ],
)
def test_scale_and_rule_make_the_rate(text, more, per_cent):
    assert of_page(rate("cef:ManagementFeesPercent", text, more=more)) == {("unstated", "management"): per_cent}


def test_the_total_is_what_is_paid_after_a_waiver():
    found = of_page(
        rate("cef:TotalAnnualExpensesPercent", "4.35"),
        rate("cef:WaiversAndReimbursementsOfFeesPercent", "1.55", more=SIGN),
        rate("cef:NetExpenseOverAssetsPercent", "2.80"),
    )
    assert found == {("unstated", "waiver"): "1.55", ("unstated", "total"): "2.8"}


def test_a_waiver_that_is_tagged_above_zero_is_the_same_waiver():
    found = of_page(
        rate("cef:TotalAnnualExpensesPercent", "4.35"),
        rate("cef:WaiversAndReimbursementsOfFeesPercent", "1.55"),
        rate("cef:NetExpenseOverAssetsPercent", "2.80"),
    )
    assert found[("unstated", "waiver")] == "1.55"


def test_a_total_before_a_waiver_is_no_total():
    delivered = read_page(
        page(
            rate("cef:ManagementFeesPercent", "1.25"),
            rate("cef:TotalAnnualExpensesPercent", "4.35"),
            rate("cef:WaiversAndReimbursementsOfFeesPercent", "1.55", more=SIGN),
        )
    )
    assert fees(delivered) == {("unstated", "management"): "1.25", ("unstated", "waiver"): "1.55"}
    assert told(delivered) == ["Not taken, 1 times: the total is before a waiver, and none after it is tagged."]


def test_a_waiver_of_nothing_leaves_the_total():
    zero = rate("cef:WaiversAndReimbursementsOfFeesPercent", "—", more='format="ixt3:zerodash" scale="-2"')
    found = of_page(rate("cef:TotalAnnualExpensesPercent", "4.35"), zero)
    assert found == {("unstated", "waiver"): "0", ("unstated", "total"): "4.35"}


def test_a_fee_taken_back_is_no_waiver():
    delivered = read_page(
        page(
            rate("cef:TotalAnnualExpensesPercent", "4.35"),
            rate("cef:WaiversAndReimbursementsOfFeesPercent", "0.15"),
            rate("cef:NetExpenseOverAssetsPercent", "4.50"),
        )
    )
    assert fees(delivered) == {("unstated", "total"): "4.5"}
    assert "the waiver raises the total" in told(delivered)[0]


def test_what_is_below_zero_and_no_waiver_is_left_out():
    delivered = read_page(
        page(rate("cef:ManagementFeesPercent", "1.25"), rate("cef:OtherAnnualExpensesPercent", "0.17", more=SIGN))
    )
    assert fees(delivered) == {("unstated", "management"): "1.25"}
    assert told(delivered) == ["Not taken, 1 times: other of unstated, -0.17, is less than 0."]


def test_a_rate_that_is_tagged_twice_alike_is_one_rate():
    twice = rate("cef:ManagementFeesPercent", "1.25"), rate("cef:ManagementFeesPercent", "0.01250", more="")
    assert of_page(*twice) == {("unstated", "management"): "1.25"}


def test_a_rate_that_is_tagged_with_two_values_is_none():
    delivered = read_page(
        page(
            rate("cef:ManagementFeesPercent", "1.25"),
            rate("cef:ManagementFeesPercent", "1.50"),
            rate("cef:TotalAnnualExpensesPercent", "4.35"),
        )
    )
    assert fees(delivered) == {("unstated", "total"): "4.35"}
    assert told(delivered) == [
        "Not taken, 1 times: ManagementFeesPercent of class unstated, 2026-04-30, is tagged more than once, as 1.25 and 1.50 per cent."
    ]


def test_a_prefix_that_stands_for_two_taxonomies_stands_for_none():
    """Also where one of the two is far away: a reader must not have to ask which is in scope."""
    other = '<p xmlns:cef="http://xbrl.sec.gov/cef/2024"/>'
    same = '<p xmlns:cef="http://xbrl.sec.gov/cef/2025"/>'
    body = rate("cef:ManagementFeesPercent", "1.25"), rate("oef:OtherExpensesOverAssets", "0.7")
    assert of_page(*body, same) == {("unstated", "management"): "1.25", ("unstated", "other"): "0.7"}
    assert of_page(*body, other) == {("unstated", "other"): "0.7"}


def test_hidden_facts_count_and_nil_ones_and_other_targets_do_not():
    nil = '<ix:nonFraction name="cef:IncentiveFeesPercent" contextRef="P" unitRef="pure" xsi:nil="true"/>'
    other = rate("cef:OtherAnnualExpensesPercent", "0.17", more='format="ixt:num-dot-decimal" scale="-2" target="x"')
    delivered = read_page(page(nil, other, hidden=rate("cef:ManagementFeesPercent", "1.25")))
    assert fees(delivered) == {("unstated", "management"): "1.25"}
    assert delivered.noticed == ()


def test_a_fact_in_a_fact_has_its_text():
    inner = rate("us-gaap:SomethingElse", "1.25")
    assert of_page(rate("cef:ManagementFeesPercent", f" {inner} ")) == {("unstated", "management"): "1.25"}


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("<b>1</b>.25", 'scale="-2"'),
        (rate("us-gaap:SomethingElse", "1.25") + "9", 'scale="-2"'),
        ("9" + rate("us-gaap:SomethingElse", "1.25"), 'scale="-2"'),
        ("1<ix:exclude>2</ix:exclude>", 'scale="-2"'),
        ("N/A", 'format="ixt:num-dot-decimal" scale="-2"'),
        ("1.25", 'scale="-2" sign="+"'),
        ("1.25", 'scale="minus two"'),
        ("1.25", 'format="nowhere:num-dot-decimal" scale="-2"'),
        ("", 'scale="-2"'),
    ],
)
def test_what_states_no_number_is_left_out_and_told(text, more):
    delivered = read_page(
        page(rate("cef:ManagementFeesPercent", text, more=more), rate("cef:TotalAnnualExpensesPercent", "4.35"))
    )
    assert fees(delivered) == {("unstated", "total"): "4.35"}
    assert told(delivered) == ["Not taken, 1 times: ManagementFeesPercent has no number that its rule reads."]


def test_an_amount_is_no_rate():
    delivered = read_page(
        page(rate("cef:ManagementFeesPercent", "1.25", unit="usd"), rate("cef:TotalAnnualExpensesPercent", "4.35"))
    )
    assert fees(delivered) == {("unstated", "total"): "4.35"}
    assert "is in another unit than pure" in told(delivered)[0]


def test_a_rate_of_the_taxonomy_that_is_not_read_is_named():
    delivered = read_page(
        page(
            rate("cef:ManagementFeesPercent", "1.25"),
            rate("cef:OtherAnnualExpense1Percent", "0.10"),
            rate("cef:OtherAnnualExpense1Percent", "0.10", "PI"),
            rate("us-gaap:ManagementFeesPercent", "9.99"),
            rate("fund:ManagementFeesPercent", "9.99"),
        )
    )
    assert fees(delivered) == {("unstated", "management"): "1.25"}
    assert told(delivered) == ["Not taken, 2 times: 'OtherAnnualExpense1Percent' is no line that is read."]


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("fund:ClassIMember", "I"),
        ("us-gaap:CommonClassAMember", "A"),
        ("fund:ClassISharesMember", "I"),
        ("fund:InstitutionalSharesMember", "Institutional"),
        ("fund:ClassIAdvisoryMember", "I Advisory"),
        ("fund:ClassU2Member", "U2"),
        ("fund:CommonSharesMember", "Common Shares"),
        ("us-gaap:CommonStockMember", "Common Stock"),
        ("fund:ÉMember", "unstated"),
    ],
)
def test_a_class_has_the_name_of_its_member(member, name):
    found = of_page(rate("cef:ManagementFeesPercent", "1.25", "C"), contexts=of_class("C", member))
    assert found == {(name, "management"): "1.25"}


def test_two_classes_that_would_have_one_name_are_not_mixed():
    contexts = of_class("A", "fund:ClassIMember") + of_class("B", "us-gaap:CommonClassIMember")
    delivered = read_page(
        page(
            rate("cef:ManagementFeesPercent", "1.25", "A"),
            rate("cef:ManagementFeesPercent", "1.25", "B"),
            rate("cef:TotalAnnualExpensesPercent", "4.35", "B"),
            contexts=contexts,
        )
    )
    assert fees(delivered) == {("I", "total"): "4.35"}
    assert "is tagged more than once" in told(delivered)[0]


def open_end(series, share_class, name="C"):
    """A context of a prospectus on Form N-1A."""
    return context(name, [("dei:LegalEntityAxis", f"fund:{series}"), ("oef:ClassAxis", f"fund:{share_class}Member")])


def test_an_open_end_fund_of_several_series():
    body = [
        rate(f"oef:{name}", per_cent, of, more=more)
        for of in ("C", "D", "E")
        for name, per_cent, more in (
            ("ManagementFeesOverAssets", "0.70", 'scale="-2"'),
            ("DistributionAndService12b1FeesOverAssets", "0.25", 'scale="-2"'),
            ("OtherExpensesOverAssets", "0.30", 'scale="-2"'),
            ("AcquiredFundFeesAndExpensesOverAssets", "0.05", 'scale="-2"'),
            ("ExpensesOverAssets", "1.30", 'scale="-2"'),
            ("FeeWaiverOrReimbursementOverAssets", "0.10", 'scale="-2" sign="-"'),
            ("NetExpensesOverAssets", "1.20", 'scale="-2"'),
        )
    ]
    contexts = (
        open_end("S000012345Member", "C000099999", "C")
        + open_end("S000054321Member", "C000088888", "D")
        + open_end("MasterFundMember", "C000077777", "E")
    )
    delivered = read_page(page(*body, contexts=contexts), OPEN_END)
    assert fees(delivered) == {
        ("C000099999", "management"): "0.7",
        ("C000099999", "servicing"): "0.25",
        ("C000099999", "other"): "0.3",
        ("C000099999", "acquired_fund"): "0.05",
        ("C000099999", "waiver"): "0.1",
        ("C000099999", "total"): "1.2",
    }
    assert "Not taken, 1 times: ManagementFeesOverAssets is of series S000054321." in told(delivered)
    assert "Not taken, 1 times: ManagementFeesOverAssets is of another entity than the fund." in told(delivered)


def test_the_class_of_the_fund_is_taken_where_it_has_one():
    contexts = open_end("S000012345Member", "C000099999", "C") + open_end("S000012345Member", "C000088888", "D")
    body = [rate("oef:ManagementFeesOverAssets", "0.70", of) for of in ("C", "D")]
    delivered = read_page(page(*body, contexts=contexts), OPEN_END.model_copy(update={"class_id": "C000088888"}))
    assert list(fees(delivered)) == [("C000088888", "management")]


def test_a_series_is_taken_of_no_fund_that_names_none():
    contexts = open_end("S000012345Member", "C000099999")
    with pytest.raises(DataBad, match="is of series S000012345, and"):
        read_page(page(rate("oef:ManagementFeesOverAssets", "0.70", "C"), contexts=contexts))


@pytest.mark.parametrize(
    ("contexts", "why"),
    [
        (context("C", cik=7654321), "is another filer's"),
        (context("C", [("cef:RiskAxis", "fund:SomeRiskMember")]), "is of a part that is no class"),
        (context("C", [("fund:StatementClassOfStockAxis", "fund:ClassIMember")]), "is of a part that is no class"),
        (
            context("C", [("us-gaap:StatementClassOfStockAxis", "fund:AMember"), ("oef:ClassAxis", "fund:BMember")]),
            "is of a part that is no class",
        ),
        (context("C", inside='<xbrldi:typedMember dimension="fund:X"><fund:Y/></xbrldi:typedMember>'), "explicit"),
        (context("C", inside='<xbrldi:explicitMember dimension="no:X">fund:Y</xbrldi:explicitMember>'), "explicit"),
        (of_class("C", f"fund:Class{'I' * 200}Member"), "whose name is too long"),
        (context("C", period="<xbrli:forever/>"), "explicit members"),
        (context("C", period="<xbrli:instant>2026-02-30</xbrli:instant>"), "explicit members"),
        (context("C").replace("</xbrli:context>", "<xbrli:scenario/></xbrli:context>"), "explicit members"),
        (context("C").replace("http://www.sec.gov/CIK", "http://www.example.com"), "is another filer's"),
    ],
)
def test_a_rate_of_something_else_is_left_out_and_told(contexts, why):
    delivered = read_page(
        page(
            rate("cef:ManagementFeesPercent", "9.99", "C"),
            rate("cef:TotalAnnualExpensesPercent", "4.35"),
            contexts=USUAL + contexts,
        )
    )
    assert fees(delivered) == {("unstated", "total"): "4.35"}
    assert why in told(delivered)[0]


@pytest.mark.parametrize(
    ("period", "filed_on", "as_of"),
    [
        ("<xbrli:instant>2026-03-31</xbrli:instant>", None, "2026-03-31"),
        ("<xbrli:instant>2026-03-31</xbrli:instant>", "2026-04-02", "2026-03-31"),
        ("<xbrli:instant>2026-04-30</xbrli:instant>", "2026-04-27", "2026-04-27"),
        (
            "<xbrli:startDate>2025-01-01</xbrli:startDate><xbrli:endDate>2025-12-31</xbrli:endDate>",
            "2026-03-10",
            "2025-12-31",
        ),
    ],
)
def test_the_day_is_the_contexts_or_that_of_filing_where_it_is_earlier(period, filed_on, as_of):
    text = page(rate("cef:ManagementFeesPercent", "1.25"), contexts=context(period=period))
    delivered = read_page(text, document={"filed_on": filed_on})
    assert rows(delivered, "fees")[0]["as_of"] == as_of
    if filed_on == as_of:
        assert told(delivered) == ["Not taken, 1 times: the day 2026-04-30, after that of filing, 2026-04-27."]
        assert places(delivered, "fees")["as_of"] == "day of filing, as declared"


def block(text, mark="table", more=""):
    return f'<ix:nonNumeric id="{mark}" name="cef:AnnualExpensesTableTextBlock" contextRef="P" {more}>{text}</ix:nonNumeric>'


@pytest.mark.parametrize(
    ("blocks", "base"),
    [
        (block("(as a percentage of average net assets)"), "average_net_assets"),
        (block("(as a percentage of the Fund’s average\n daily net assets)"), "average_net_assets"),
        (block("(as a percentage of net assets attributable to common shares)"), "net_assets"),
        (block("(as a <b>percentage</b> of <i>net</i> assets)"), "net_assets"),
        (block("(as a percentage of Managed Assets)"), "managed_assets"),
        (block("(as a percentage of total gross assets)"), "gross_assets"),
        (block("(as a percentage of the value of your investment)"), "unstated"),
        (block("1.25% of average net assets"), "unstated"),
        (block("a percentage of net assets, and a percentage of managed assets"), "unstated"),
        (block("a percentage of net assets") + block("a percentage of managed assets", "two"), "unstated"),
        (block("a percentage of <ix:exclude>page 4</ix:exclude> net assets"), "net_assets"),
        (
            block("a percentage", more='continuedAt="b"')
            + '<ix:continuation id="b" continuedAt="c">of average</ix:continuation>'
            + '<ix:continuation id="c" continuedAt="b"> net assets</ix:continuation>',
            "average_net_assets",
        ),
        (block("a percentage", more='continuedAt="nowhere"') + "<p>of net assets</p>", "unstated"),
        ("<p>(as a percentage of net assets)</p>", "unstated"),
    ],
)
def test_the_base_is_what_the_tagged_table_says(blocks, base):
    delivered = read_page(page(blocks, rate("cef:ManagementFeesPercent", "1.25")))
    assert rows(delivered, "fees")[0]["base"] == base
    assert bool(told(delivered)) is (base == "unstated" and "nonNumeric" in blocks)


def test_names_of_html_characters_and_a_bare_document_type_are_read():
    prolog = '<?xml version="1.0"?>\n<!-- made by a tool -->\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"\n "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
    text = page(
        block("(as a percentage of&nbsp;average net assets) &mdash; &amp;nbsp; &lt;"),
        rate("cef:ManagementFeesPercent", "&nbsp;1.25&nbsp;"),
        rate("cef:TotalAnnualExpensesPercent", "&mdash;", more='format="ixt3:zerodash" scale="-2"'),
        prolog=prolog,
    )
    delivered = read_page(text)
    assert fees(delivered) == {("unstated", "management"): "1.25", ("unstated", "total"): "0"}
    assert rows(delivered, "fees")[0]["base"] == "average_net_assets"


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (
            page(rate("cef:ManagementFeesPercent", "1")).replace(f"{CIK:010d}", "0007654321"),
            DataBad,
            "tagged by CIK 7654321",
        ),
        (page(), DataBad, "holds no fee of made-up-credit: none is tagged"),
        (page(rate("us-gaap:Assets", "1")), DataBad, "none is tagged"),
        (page(rate("cef:SalesLoadPercent", "1")), DataBad, "'SalesLoadPercent' is no line that is read"),
        (
            page(rate("cef:ManagementFeesPercent", "1", "X")),
            DataBad,
            "(//ix:nonFraction)[1]: the context 'X' is not in",
        ),
        (page(rate("cef:ManagementFeesPercent", "1", unit="X")), DataBad, "the unit 'X' is not in the page"),
        (page("<ix:fraction/>"), SchemaChanged, "holds ix:fraction"),
        (page("<ix:tuple/>"), SchemaChanged, "holds ix:tuple"),
        ("<html/>", SchemaChanged, "is no inline XBRL 1.1 page"),
        (
            page(rate("cef:ManagementFeesPercent", "1")).replace("2013/inlineXBRL", "2008/inlineXBRL"),
            SchemaChanged,
            "is no inline XBRL 1.1 page",
        ),
        ("<html><p></html>", DataBad, "well-formed"),
        ("", DataBad, "is empty"),
        (page("&bogus;"), DataBad, "an entity that nothing defines"),
        (page(prolog='<!DOCTYPE html [<!ENTITY a "b">]>'), HostileInput, "declares a document type"),
        (page(prolog="<!DOCTYPE foo SYSTEM 'x.dtd'>"), HostileInput, "declares a document type"),
        (page("<!DOCTYPE html>"), HostileInput, "declares a document type"),
        (page("<b>" * 70 + "</b>" * 70), HostileInput, "nested more than 64 deep"),
        (page("x" * (1 << 20)), HostileInput, "more than 1,048,576 characters"),
    ],
)
def test_what_is_no_page_of_the_fund_is_refused(text, error, words):
    with pytest.raises(error) as raised:
        read_page(text)
    assert words in raised.value.sentence


def test_a_fund_without_a_cik_files_no_prospectus():
    trust = fund(cik=None, wrapper="collective_trust")
    with pytest.raises(DataBad, match="has no CIK"):
        read_page(page(rate("cef:ManagementFeesPercent", "1")), trust)


def test_a_name_out_of_a_page_is_shown_on_one_line():
    delivered = read_page(page(rate("cef:ManagementFeesPercent", "1.25"), rate("cef:A\u202e&#10;BPercent", "1")))
    assert told(delivered) == ["Not taken, 1 times: 'A··BPercent' is no line that is read."]


def test_what_is_told_is_bounded_and_counted():
    body = [rate(f"cef:Invented{number}Percent", "1") for number in range(100)] * 2
    delivered = read_page(page(rate("cef:ManagementFeesPercent", "1.25"), *body))
    assert len(delivered.noticed) == 30
    assert told(delivered)[0] == "Not taken, 2 times: 'Invented0Percent' is no line that is read."


def test_a_continuation_belongs_to_one_block():
    """However many blocks name it: a page of a thousand blocks and one long chain is read in the time of one."""
    chain = "".join(
        f'<ix:continuation id="c{n}" continuedAt="c{n + 1}">of net assets </ix:continuation>' for n in range(2000)
    )
    blocks = "".join(block("a percentage", f"b{n}", 'continuedAt="c0"') for n in range(2000))
    delivered = read_page(page(blocks, chain, rate("cef:ManagementFeesPercent", "1.25")))
    assert rows(delivered, "fees")[0]["base"] == "net_assets"
    assert places(delivered, "fees")["base"] == "//ix:nonNumeric[@id='b0']"
    first = block("no words", "b0", 'continuedAt="c0"') + block("a percentage", "b1", 'continuedAt="c0"')
    delivered = read_page(page(first, chain, rate("cef:ManagementFeesPercent", "1.25")))
    assert rows(delivered, "fees")[0]["base"] == "unstated"


PAGE = page(
    BLOCK, rate("cef:ManagementFeesPercent", "1.25", "PI"), rate("cef:TotalAnnualExpensesPercent", "4.35", "PI")
)


@settings(derandomize=True, database=None, deadline=None, max_examples=400)
@given(st.integers(0, len(PAGE)), st.integers(0, 12), st.text("<>&;:\"'= 0123456789.-xX/!", max_size=12))
def test_any_change_of_a_page_is_read_or_refused_in_a_sentence(at, dropped, put_in):
    sentence = "prospectus.htm"
    try:
        delivered = read_page(PAGE[:at] + put_in + PAGE[at + dropped :])
        frames(delivered)
    except PrudentError as error:
        sentence = error.sentence
    assert sentence.startswith("prospectus.htm")
