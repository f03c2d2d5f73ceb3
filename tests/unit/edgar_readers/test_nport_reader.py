"""Form N-PORT, read from documents of our own: every figure is added up by hand beside it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from prudent.errors import DataBad, HostileInput, SchemaChanged
from prudent.ingest.delivered import reader_of
from prudent.ingest.edgar.nport import read_nport
from prudent.model.fund import LookAlike
from prudent.model.limits import Limits
from tests.unit.edgar_readers.form_builders import (
    CLASS,
    SERIES,
    SIX,
    Investment,
    declared,
    fund,
    nport,
    places,
    read,
    received,
    rows,
    stored,
)

LIST = "/edgarSubmission/formData/invstOrSecs/invstOrSec"
FUND = "/edgarSubmission/formData/fundInfo"


def told(delivered):
    return [item.what for item in delivered.noticed]


def test_the_registry_names_the_reader():
    assert reader_of("nport") is read_nport


def test_the_balance_is_that_of_part_b():
    delivered = read(read_nport, nport())
    assert rows(delivered, "core_fund__balance_sheet") == [
        {
            "as_of": "2025-12-31",
            "total_assets_usd": "1100",
            "total_liabilities_usd": "150.5",
            "net_assets_usd": "949.5",
            "borrowings_usd": "80",  # 40 to banks within a year and 40 after
            "source": "a-filing",
        }
    ]
    assert places(delivered, "core_fund__balance_sheet") == {
        "as_of": "/edgarSubmission/formData/genInfo/repPdDate",
        "total_assets_usd": f"{FUND}/totAssets",
        "total_liabilities_usd": f"{FUND}/totLiabs",
        "net_assets_usd": f"{FUND}/netAssets",
        "borrowings_usd": f"sum({FUND}/*[starts-with(local-name(), 'amtPay')])",
    }


def test_returns_end_with_the_month_of_the_report():
    delivered = read(read_nport, nport())
    base = {"frequency": "monthly", "kind": "total_net", "source": "a-filing"}
    assert rows(delivered, "core_fund__returns") == [
        base | {"period_end": "2025-10-31", "return_pct": "0.51"},
        base | {"period_end": "2025-11-30", "return_pct": "-1.2"},
        base | {"period_end": "2025-12-31", "return_pct": "0.95"},
    ]
    where = f"{FUND}/returnInfo/monthlyTotReturns/monthlyTotReturn/@rtn2"
    assert places(delivered, "core_fund__returns", 1)["return_pct"] == where


def test_the_composition_is_that_of_part_c():
    assert rows(read(read_nport, nport()), "core_fund__exposure") == [
        {
            "as_of": "2025-12-31",
            "total_fair_value_usd": "1000",
            "positions": "6",
            "debt_share_frac": "0.7",
            "equity_share_frac": "0.1",
            "fund_share_frac": "0.12",
            "structured_share_frac": "0.05",
            "other_share_frac": "0.03",
            "level3_share_of_covered_frac": "0.5681818182",  # 500 of the 880 that carry a level
            "level3_coverage_frac": "0.88",
            "top10_share_frac": "1",
            "floating_rate_share_frac": "0.7333333333",  # 500 floating and 50 variable of 750
            "pik_share_of_debt_frac": "0.6666666667",  # 500 of 750
            "source": "a-filing",
        }
    ]


def test_levels_are_added_up_and_no_level_is_not_taken_for_net_asset_value():
    delivered = read(read_nport, nport())
    assert rows(delivered, "core_fund__fair_value") == [
        {"as_of": "2025-12-31", "level1_usd": "130", "level2_usd": "250", "level3_usd": "500", "source": "a-filing"}
    ]
    assert any("120 USD carry no fair-value level" in what for what in told(delivered))
    levelled = read(read_nport, nport([item for item in SIX if item.level != "N/A"]))
    assert rows(levelled, "core_fund__fair_value")[0]["nav_expedient_usd"] == "0"
    assert not any("no fair-value level" in what for what in told(levelled))
    assert not rows(read(read_nport, nport([SIX[3]])), "core_fund__fair_value")


def test_the_largest_holdings_come_first_with_their_share_and_place():
    delivered = read(read_nport, nport())
    holdings = rows(delivered, "core_fund__holdings")
    assert [item["issuer"] for item in holdings] == [
        "First Borrower LLC", "Second Borrower Inc", "Fourth Fund LP", "Third Company Inc", "Fifth Securitisation",
        "Sixth Money Market Fund",
    ]  # fmt: skip
    assert [item["fair_value_usd"] for item in holdings] == ["500", "200", "120", "100", "50", "30"]
    assert [item["share_of_portfolio_frac"] for item in holdings] == ["0.5", "0.2", "0.12", "0.1", "0.05", "0.03"]
    assert places(delivered, "core_fund__holdings", 2)["fair_value_usd"] == f"{LIST}[4]/valUSD"


def test_ten_holdings_at_most_and_of_equal_ones_the_first():
    many = [Investment(value, f"Borrower {number}") for number, value in enumerate(["7", "5"] * 8)]
    delivered = read(read_nport, nport(many))
    held = rows(delivered, "core_fund__holdings")
    assert [item["issuer"] for item in held] == [f"Borrower {n}" for n in (0, 2, 4, 6, 8, 10, 12, 14, 1, 3)]
    assert rows(delivered, "core_fund__exposure")[0]["top10_share_frac"] == "0.6875"  # 66 of 96


def test_a_holding_without_an_issuer_is_named_by_its_title():
    delivered = read(read_nport, nport([Investment("5", "N/A", "Swap on rates")]))
    assert rows(delivered, "core_fund__holdings")[0]["issuer"] == "Swap on rates"
    assert places(delivered, "core_fund__holdings")["issuer"] == f"{LIST}[1]/title"


def test_what_is_worth_less_than_nothing_is_in_no_share_and_is_told():
    short = Investment("-400", "Broker", "Forward", "DFE", "OTHER", "2", None)
    unknown = Investment("N/A", "Broker", "Forward", "DFE", "OTHER", "2", None)
    delivered = read(read_nport, nport([*SIX, short, unknown]))
    exposure = rows(delivered, "core_fund__exposure")[0]
    assert (exposure["positions"], exposure["total_fair_value_usd"]) == ("6", "1000")
    assert exposure["debt_share_frac"] == "0.7"
    assert places(delivered, "core_fund__exposure")["positions"] == f"count({LIST}[valUSD >= 0])"
    assert rows(delivered, "core_fund__fair_value")[0]["level2_usd"] == "250"
    assert (
        "1 of 8 investments stand below zero, together -400 USD (short positions, derivatives at a loss, commitments). "
        "They are liabilities and in no figure of the portfolio: its total is 1000 USD in 6 holdings, and would be 600 "
        "USD less these."
    ) in told(delivered)
    assert "1 investments have no value; they are part of no sum and no count." in told(delivered)


def test_a_report_of_nothing_but_liabilities_has_no_portfolio():
    short = Investment("-400", "Broker", "Forward", "DFE", "OTHER", "2", None)
    delivered = read(read_nport, nport([short]))
    assert {raw.table.table for raw in delivered.raws} == {"core_fund__balance_sheet", "core_fund__returns"}
    assert any("its total is 0 USD in 0 holdings, and would be -400 USD" in what for what in told(delivered))


BALANCE = ("total_assets_usd", "total_liabilities_usd", "net_assets_usd", "borrowings_usd")


@pytest.mark.parametrize(
    ("given", "empty", "where", "words"),
    [
        ({"net": "-5"}, "net_assets_usd", f"{FUND}/netAssets", "-5 USD is less than 0; net_assets_usd is left empty."),
        ({"assets": "-0.5"}, "total_assets_usd", f"{FUND}/totAssets", "-0.5 USD is less than 0; total_assets_usd is"),
        ({"liabilities": "-1"}, "total_liabilities_usd", f"{FUND}/totLiabs", "-1 USD is less than 0; total_liab"),
        ({"borrowed": "-40"}, "borrowings_usd", f"{FUND}/amtPayOneYrBanksBorr", "-40 USD is less than 0; borrowings_"),
    ],
)
def test_a_balance_item_below_zero_is_left_empty_and_told_and_the_rest_is_kept(given, empty, where, words):
    delivered = read(read_nport, nport(**given))
    balance = rows(delivered, "core_fund__balance_sheet")[0]
    assert set(balance) == {"as_of", "source", *BALANCE} - {empty}
    assert [item.place for item in delivered.noticed if item.what.startswith(words)][:1] == [where]
    assert stored(delivered)["core_fund__balance_sheet"].item(0, empty) is None


def test_borrowings_with_a_part_below_zero_are_no_sum():
    content = nport().replace(b"<amtPayOneYrOther>0<", b"<amtPayOneYrOther>-30<")
    delivered = read(read_nport, content)
    assert "borrowings_usd" not in rows(delivered, "core_fund__balance_sheet")[0]  # not 80 less 30
    assert "-30 USD is less than 0; borrowings_usd is left empty." in told(delivered)


def monthly(first, second, third):
    returns = f'<monthlyTotReturn rtn1="{first}" rtn2="{second}" rtn3="{third}"/>'
    return read(read_nport, nport(returns=returns))


FRACTIONS = "did the filer write fractions for per cent?"


def test_three_months_that_hardly_move_are_questioned_and_kept():
    delivered = monthly("0.0051", "0.012", "-0.0095")
    assert [item["return_pct"] for item in rows(delivered, "core_fund__returns")] == ["0.0051", "0.012", "-0.0095"]
    assert f"The three months' returns are 0.0051, 0.012, -0.0095, all under 0.05 %: {FRACTIONS}" in told(delivered)


@pytest.mark.parametrize(
    "returns",
    [("0.0051", "0.012", "-0.05"), ("0.01", "N/A", "0.02"), ("0.00", "0", "0"), ("0.3", "0.4", "-0.1")],
)
def test_months_of_which_one_moves_or_is_missing_are_not_questioned(returns):
    assert not any(FRACTIONS in what for what in told(monthly(*returns)))


def test_a_return_that_no_column_holds_is_left_out_and_told():
    delivered = monthly("1", "-100.5", "0.1234567890123456789")
    assert [item["return_pct"] for item in rows(delivered, "core_fund__returns")] == ["1"]
    assert "The return of 2025-11-30, -100.5 %, is less than -100; it is left out." in told(delivered)
    assert any(
        what.startswith("The return of 2025-12-31, 0.1234567890123456789 %, has more") for what in told(delivered)
    )
    stored(delivered)


@pytest.mark.parametrize(
    ("asset", "issuer", "kind"),
    [
        ("LON", "PF", "debt"), ("DBT", "UST", "debt"), ("EC", "CORP", "equity"), ("EP", "OTHER", "equity"),
        ("EC", "RF", "fund"), ("EP", "PF", "fund"), ("OTHER", "PF", "fund"), ("OTHER", "CORP", "other"),
        ("SN", "CORP", "structured"), ("ABS-MBS", "USGSE", "structured"), ("ABS-O", "PF", "structured"),
        ("STIV", "RF", "other"), ("RA", "CORP", "other"), ("DO", "OTHER", "other"), ("COMM", "CORP", "other"),
        ("RE", "CORP", "other"),
    ],
)  # fmt: skip
def test_asset_and_issuer_types_are_one_kind_of_exposure_each(asset, issuer, kind):
    delivered = read(read_nport, nport([Investment("10", asset=asset, issuer=issuer, coupon=None)]))
    exposure = rows(delivered, "core_fund__exposure")[0]
    shares = {name: exposure[f"{name}_share_frac"] for name in ("debt", "equity", "fund", "structured", "other")}
    assert shares == {name: "1" if name == kind else "0" for name in shares}


def test_the_tables_take_every_row():
    tables = stored(read(read_nport, nport()))
    assert set(tables) == {f"core_fund__{name}" for name in ("balance_sheet", "returns", "exposure", "fair_value", "holdings")}  # fmt: skip
    october = tables["core_fund__returns"].row(0, named=True)
    assert (october["period_end"], october["return_frac"]) == (date(2025, 10, 31), 0.0051)
    assert tables["core_fund__balance_sheet"].item(0, "net_assets_usd") == Decimal("949.5")


def test_a_value_of_twelve_decimals_is_kept_to_four():
    delivered = read(read_nport, nport([Investment("10.123456789012"), Investment("+.00005"), Investment("2.")]))
    assert [item["fair_value_usd"] for item in rows(delivered, "core_fund__holdings")] == ["10.1235", "2", "0"]
    # the sum is rounded once: 12.123506789012
    assert rows(delivered, "core_fund__exposure")[0]["total_fair_value_usd"] == "12.1235"


def test_sums_are_exact_however_large_the_figures():
    large = [Investment("12345678901234567.0001"), Investment("0.0001"), Investment("0.00000000000000000001")]
    total = rows(read(read_nport, nport(large)), "core_fund__exposure")[0]["total_fair_value_usd"]
    assert total == "12345678901234567.0002"


TWO_CLASSES = (
    f'<monthlyTotReturn rtn1="1" rtn2="2" rtn3="3" classId="{CLASS}"/>'
    '<monthlyTotReturn rtn1="4" rtn2="N/A" rtn3="6" classId="C000000022"/>'
)


def of_class(name):
    return fund(series=SERIES, of_class=name)


def test_returns_are_those_of_the_class_that_is_declared():
    content = nport(series=SERIES, returns=TWO_CLASSES)
    second = read(read_nport, content, of_class("C000000022"))
    assert [item["return_pct"] for item in rows(second, "core_fund__returns")] == ["4", "6"]  # a month has none
    where = f"{FUND}/returnInfo/monthlyTotReturns/monthlyTotReturn[2]/@rtn1"
    assert places(second, "core_fund__returns")["return_pct"] == where


@pytest.mark.parametrize(
    ("returns", "name", "words"),
    [
        (TWO_CLASSES, None, "returns of 2 classes of shares, and fund.yml names none"),
        (TWO_CLASSES, "C000000023", "no rows of returns of the class C000000023"),
        ('<monthlyTotReturn rtn1="1" rtn2="2" rtn3="3"/>' * 2, None, "returns of 2 classes"),
        ('<monthlyTotReturn rtn1="1" rtn2="2" rtn3="3"/>', CLASS, f"no rows of returns of the class {CLASS}"),
        (TWO_CLASSES + TWO_CLASSES, CLASS, f"2 rows of returns of the class {CLASS}"),
    ],
)
def test_returns_of_a_class_that_is_not_known_are_left_out_and_the_rest_is_kept(returns, name, words):
    delivered = read(read_nport, nport(series=SERIES, returns=returns), of_class(name))
    assert not rows(delivered, "core_fund__returns")
    assert rows(delivered, "core_fund__balance_sheet")
    assert any(words in what for what in told(delivered))


@pytest.mark.parametrize(("day", "months"), [("2026-02-27", 3), ("2025-8-29", 3), ("2025-12-26", 0), ("2025-07-20", 0)])
def test_a_report_of_a_last_business_day_has_returns_of_calendar_months(day, months):
    delivered = read(read_nport, nport(day=day))
    assert len(rows(delivered, "core_fund__returns")) == months
    assert any("no calendar month" in what for what in told(delivered)) == (months == 0)


def test_the_last_business_day_of_february_ends_its_month():
    held = rows(read(read_nport, nport(day="2026-2-27")), "core_fund__returns")
    assert [item["period_end"] for item in held] == ["2025-12-31", "2026-01-31", "2026-02-28"]


REFUSED = {
    "another filer": (nport(cik="0000000815"), fund(), "regCik is CIK 815, another filer's; Made Up Fund has 4711"),
    "a look-alike": (
        nport(cik="815"),
        fund(look_alikes=(LookAlike(name="Made Up Income Fund", cik=815),)),
        "CIK 815, that of Made Up Income Fund, a fund with a similar name",
    ),
    "a fund without a CIK": (nport(), fund(cik=None, wrapper="private_fund"), "has none in fund.yml"),
    "a series that fund.yml does not name": (nport(series=SERIES), fund(), f"put series_id: {SERIES} there"),
    "another series": (nport(series="s000000012"), fund(series=SERIES), "is S000000012; made-up-fund is series"),
    "no series": (nport(), fund(series=SERIES), "seriesId names no series"),
    "two series": (
        nport(series=SERIES).replace(b"<seriesClassInfo><seriesId>S000000011", b"<seriesClassInfo><seriesId>S000000012"),
        fund(series=SERIES),
        "seriesClassInfo/seriesId is 'S000000012', and seriesId of Item A.2.b is another",
    ),
    "a test": (nport(live="<liveTestFlag>TEST</liveTestFlag>"), fund(), "the submission is a test"),
    "a month that is not public": (nport(kind="NPORT-NP"), fund(), "'NPORT-NP', and NPORT-P or NPORT-P/A is read"),
    "a confidential report": (nport(confidential="true"), fund(), "marked confidential"),
    "a value that is no number": (nport([Investment("1e9")]), fund(), "line 51: valUSD is '1e9', and a number"),
    "a total that is no number": (nport(assets="1,100"), fund(), "totAssets is '1,100', and a number was expected"),
    "a day that is none": (nport(day="2025-13-01"), fund(), "repPdDate is '2025-13-01', and a date"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_the_funds_public_report_is_refused(name):
    content, of, words = REFUSED[name]
    with pytest.raises(DataBad, match=words):
        read(read_nport, content, of)


def test_an_amendment_is_read_like_any_report():
    original, amended = (read(read_nport, nport(kind=kind)) for kind in ("NPORT-P", "NPORT-P/A"))
    assert [raw.rows for raw in amended.raws] == [raw.rows for raw in original.raws]


def without(element):
    """A report whose first investment has not that element."""
    text = nport().decode()
    start = text.index(f"<{element}>")
    return (text[:start] + text[text.index(f"</{element}>", start) + len(element) + 3 :]).encode()


CHANGED = {
    "another root": (b"<edgarSubmission/>", "the root is 'edgarSubmission'"),
    "another form": (nport().replace(b"/edgar/nport", b"/edgar/other"), "the root is"),
    "no value": (without("valUSD"), "investment 1 has not one valUSD and one fairValLevel"),
    "no level": (without("fairValLevel"), "investment 1 has not one valUSD"),
    "no payoff profile": (without("payoffProfile"), "investment 1 has not its asset and issuer type"),
    "no asset type": (without("assetCat"), "investment 1 has not its asset and issuer type"),
    "a value twice": (nport([replace(SIX[0], extra="<valUSD>5</valUSD>")]), "has not one valUSD"),
    "an unknown asset": (nport([replace(SIX[0], asset="COIN")]), "'assetCat COIN' is no code that is known"),
    "an unknown level": (nport([*SIX, replace(SIX[0], level="4")]), "'fairValLevel 4' is no code"),
    "an unknown coupon": (nport([replace(SIX[0], coupon="Step")]), "'couponKind Step' is no code"),
    "an element in a value": (nport([Investment("1<a/>000")]), "valUSD holds other elements"),
    "total assets twice": (nport(assets="1</totAssets><totAssets>2"), "totAssets stands there 2 times"),
    "no total assets": (without("totAssets"), "/edgarSubmission/formData/fundInfo/totAssets is missing"),
    "no returns": (nport(returns=""), "monthlyTotReturn is missing"),
    "a month's return missing": (nport(returns='<monthlyTotReturn rtn1="1" rtn2="1"/>'), "@rtn3 is missing"),
    "a debt without its coupon": (without("couponKind"), "debtSec has no couponKind and isPaidKind"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_shape_that_is_not_the_schemas_is_refused(name):
    content, words = CHANGED[name]
    with pytest.raises(SchemaChanged, match=words):
        read(read_nport, content)


def test_investments_of_many_shapes_are_read_each_at_its_own_places():
    """A liquidity class moves the level by one place, a described unit moves all: the reader must not look elsewhere."""
    plain = Investment("1", coupon=None, level="1")
    classed = replace(plain, level="2", extra='\n        <fundCats><fundCat category="ILI" pct="100"/></fundCats>')
    described = replace(plain, level="3", units="<units>OU</units><descOthUnits>made up</descOthUnits>")
    bond = Investment("1", asset="DBT", level="2", coupon="Fixed")
    mixed = [plain, classed, described, bond, classed, described, plain, bond] * 50
    delivered = read(read_nport, nport(mixed))
    levels = rows(delivered, "core_fund__fair_value")[0]
    assert (levels["level1_usd"], levels["level2_usd"], levels["level3_usd"]) == ("100", "200", "100")
    assert rows(delivered, "core_fund__exposure")[0]["debt_share_frac"] == "1"


def test_a_last_report_and_the_filers_notes_are_told():
    notes = '<explntrNotes><explntrNote noteItem="B.5.a" note="Without sales loads"/></explntrNotes>'
    what = told(read(read_nport, nport(final="Y", notes=notes)))
    assert "The filer says that this is its last report." in what
    assert "The filer explains Item 'B.5.a': 'Without sales loads'." in what


def test_a_note_is_given_in_full_up_to_a_cells_limit():
    long = "Returns are those of the oldest class, &#10; which " + "word " * 100 + "end"
    words = "Returns are those of the oldest class, which " + "word " * 100 + "end"
    notes = f'<explntrNotes><explntrNote noteItem="B.5.a" note="{long}"/></explntrNotes>'
    content = nport(notes=notes)
    assert f"The filer explains Item 'B.5.a': '{words}'." in told(read(read_nport, content))
    short = read_nport(received(content, limits=Limits(cell_characters=50)), fund(), declared())
    assert f"The filer explains Item 'B.5.a': '{words[:50]}…'." in told(short)
    turned = nport(notes=notes.replace("oldest", "\u202eoldest"))
    assert any("of the ·oldest class" in what for what in told(read(read_nport, turned)))


def test_notes_beyond_the_twentieth_are_counted():
    many = "".join(f'<explntrNote noteItem="B.1" note="Note {number}"/>' for number in range(23))
    what = told(read(read_nport, nport(notes=f"<explntrNotes>{many}</explntrNotes>")))
    assert "The filer explains Item 'B.1': 'Note 19'." in what
    assert "The filer explains Item 'B.1': 'Note 20'." not in what
    assert "3 more notes of the filer are in the report." in what


def test_a_report_without_investments_gives_its_balance():
    delivered = read(read_nport, nport([]))
    assert {raw.table.table for raw in delivered.raws} == {"core_fund__balance_sheet", "core_fund__returns"}
    assert "The report lists no investments." in told(delivered)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "\u202eevil", "@SUM(A1)"])
def test_a_name_that_would_act_is_refused(name):
    with pytest.raises(HostileInput):
        stored(read(read_nport, nport([Investment("5", name)])))


def test_white_space_around_values_is_dropped():
    spaced = nport().replace(b"<valUSD>500</valUSD>", b"<valUSD>\n 500 </valUSD>").replace(b">LON<", b"> LON\n<")
    assert rows(read(read_nport, spaced), "core_fund__exposure") == rows(
        read(read_nport, nport()), "core_fund__exposure"
    )


def test_the_reader_reads_for_the_declared_document():
    delivered = read_nport(received(nport()), fund(), declared())
    frames = stored(delivered)
    assert pl.concat([frame.select("source") for frame in frames.values()]).to_series().unique().to_list() == [
        "a-filing"
    ]
