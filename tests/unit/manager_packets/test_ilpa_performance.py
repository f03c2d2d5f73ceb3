"""The ILPA Performance Template: dated flows by transaction type, one sign a kind; all figures made up."""

from datetime import date

import pytest

from prudent.errors import DataBad, PrudentError, SchemaChanged
from prudent.ingest.ilpa.performance import read_performance
from prudent.ingest.ilpa.transactions import Flow, flow_of
from prudent.ingest.raw import checked
from prudent.model.delivery import Format
from tests.unit.manager_packets.packet_builders import FUND, declared, source_file, workbook

DECLARED = declared(Format.ILPA_PERFORMANCE)
TITLE = "ILPA Performance Template – Granular Methodology (v1.1)"
GROSS_UP = "ILPA Performance Template - Gross Up Methodology (v. 1.0)"
D1, D2, D3 = date(2024, 3, 31), date(2025, 3, 31), date(2025, 12, 31)
FLOWS = (
    (D1, "Capital Call: Investments", -100.25),
    (D1, "Capital Call: Management Fees", -20),
    (D2, "Capital Call - Partnership Expenses", -5),
    (D2, "Distribution: Return of Capital (Permanent)", 30),
    (D2, "Distribution: Gain / (Loss)", 10),
    (D2, "Distribution: Return of Capital (Recallable)", 12),
    (D3, "Distribution: In-Specie", 8),
    (D3, "Ending NAV", 95),
)


def template(flows=FLOWS, title: str = TITLE, table: str = "Fund to Investor Cash Flows", changes=None, first: int = 8):
    cells: dict[str, object] = {"A1": title, "A2": f"{FUND.legal_name} (USD)", "A4": "Net IRR", "B4": 0.12}
    cells |= {
        f"A{first - 2}": table,
        f"A{first - 1}": "Date",
        f"C{first - 1}": "Transaction Type",
        f"E{first - 1}": "Amount",
    }
    for row, (day, kind, amount) in enumerate(flows, start=first):
        cells |= {f"A{row}": day, f"C{row}": kind, f"E{row}": amount}
    return workbook({"Template": cells | (changes or {})})


def read(content: bytes):
    return read_performance(source_file(content), FUND, DECLARED)


def rows(content: bytes) -> list[tuple[str, ...]]:
    (raw,) = read(content).raws
    assert raw.table.file == "cash_flows.csv"
    return [row.cells[:3] for row in checked(raw).rows]


def refused(content: bytes) -> PrudentError:
    """The one fault, whether of the file or of a row."""
    try:
        (fault,) = read(content).faults
    except PrudentError as error:
        return error
    return fault


WANTED = [
    ("2024-03-31", "contribution", "120.25"),
    ("2025-03-31", "contribution", "5"),
    ("2025-03-31", "distribution", "40"),
    ("2025-03-31", "recallable_distribution", "12"),
    ("2025-12-31", "distribution", "8"),
    ("2025-12-31", "net_asset_value", "95"),
]


def test_flows_of_one_kind_on_one_day_are_added_up_and_those_of_two_kinds_never_are():
    assert rows(template()) == WANTED


def test_the_other_sign_convention_gives_the_same():
    turned = tuple((day, kind, amount if "NAV" in kind else -amount) for day, kind, amount in FLOWS)
    assert rows(template(turned)) == WANTED


def test_a_sum_names_every_cell_that_it_was_made_of():
    (raw,) = read(template()).raws
    assert raw.rows[0].places == ("Template!E8, Template!E9",) * 3


def test_the_gross_up_template_is_read_where_it_speaks_of_investors():
    other = {"H6": "Fund to Investment Cash Flows", "H7": "Date", "I7": "Transaction Type", "J7": "Amount"}
    assert rows(template(title=GROSS_UP)) == WANTED
    assert "none is" in refused(template(title=GROSS_UP, table="Fund to Investment Cash Flows")).sentence
    assert "none is" in refused(template(title=GROSS_UP, table="Cash flows")).sentence
    assert "two columns are headed alike" in refused(template(title=GROSS_UP, changes=other)).sentence


def test_a_second_table_of_flows_with_investments_is_kept_and_not_used():
    below = {"A30": "Fund to Investment Cash Flows", "A31": "Date", "C31": "Transaction Type", "E31": "Amount"}
    content = template(title=GROSS_UP, changes=below | {"A32": D1, "C32": "Capital Call: Investments", "E32": -1_000})
    assert rows(content) == WANTED
    assert [item.place for item in read(content).noticed if "not with investors" in item.what] == ["Template!A31"]


def test_a_printed_return_is_noticed_and_not_used():
    (only,) = read(template()).noticed
    assert (only.place, only.what) == (
        "Template!A4", "kept, not used: 'Net IRR' is computed from the flows, and a printed one has no table",
    )  # fmt: skip


def test_a_deemed_flow_is_noticed_and_not_used():
    flows = (*FLOWS, (D2, "Deemed Contribution", -7), (D2, "Deemed Distribution", 7))
    assert rows(template(flows)) == WANTED
    assert [item.place for item in read(template(flows)).noticed if "paid in or out" in item.what] == [
        "Template!E16",
        "Template!E17",
    ]


def test_zero_has_no_sign():
    assert rows(template((*FLOWS, (D3, "Capital Call: Investments", 0))))[4] == ("2025-12-31", "contribution", "0")


WRONG = [
    ("a contribution taken back", {"flows": (*FLOWS, (D3, "Capital Call: Investments", 3))}, DataBad, "both signs appear for one kind, contribution: Template!E8 is below zero and Template!E16 above"),
    ("a distribution of another sign", {"flows": (*FLOWS, (D3, "Distribution: Income", -3))}, DataBad, "both signs appear for one kind, distribution"),
    ("an unknown type", {"flows": (*FLOWS, (D3, "Transfer", 3))}, DataBad, "Template!C16: 'Transfer' is no transaction type that is known"),
    ("a type that says both ways", {"flows": (*FLOWS, (D3, "Return of Capital Call", 3))}, DataBad, "'Return of Capital Call' is no transaction type"),
    ("no type", {"changes": {"C9": ""}}, DataBad, "the transaction type is empty"),
    ("no day", {"changes": {"A9": "spring"}}, DataBad, "Template!A9 holds 'spring', which is no date"),
    ("no amount", {"changes": {"E9": "n/a"}}, DataBad, "Template!E9 holds 'n/a', which is no number"),
    ("two values of one day", {"flows": (*FLOWS, (D3, "Ending NAV", 96))}, DataBad, "both give a net asset value of 2025-12-31"),
    ("no flows", {"flows": ()}, DataBad, "has no rows"),
    ("another template", {"title": "Cash flows"}, SchemaChanged, "is no ILPA Performance Template of one methodology"),
    ("both methodologies", {"changes": {"A3": GROSS_UP}}, SchemaChanged, "it says granular methodology and gross up methodology"),
    ("another fund", {"changes": {"A2": "Beta Partners, L.P. (USD)"}}, DataBad, "does not name Alpha Partners, L.P."),
    ("another currency", {"changes": {"A2": FUND.legal_name, "C2": "Fund currency", "D2": "EUR"}}, DataBad, "is in 'EUR'"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "kind", "says"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_cannot_be_told_is_refused(arguments, kind, says):
    error = refused(template(**arguments))
    assert type(error) is kind
    assert says in error.sentence


def test_a_net_asset_value_below_zero_keeps_its_sign_for_the_table_to_refuse():
    flows = (*FLOWS[:-1], (D3, "Net Asset Value", -95))
    assert rows(template(flows))[-1] == ("2025-12-31", "net_asset_value", "-95")


@pytest.mark.parametrize(
    ("said", "flow"),
    [
        ("Capital Call – Partnership Expenses", Flow.CONTRIBUTION),
        ("Distribution: Return of Management Fees (Recallable)", Flow.RECALLABLE),
        ("Distribution - Return of Excess Capital", Flow.RECALLABLE),
        ("Distribution: Return of Capital (Non-Recallable)", Flow.DISTRIBUTION),
        ("Distribution: Return of Excess Capital (Permanent)", Flow.DISTRIBUTION),
        ("Distribution: Excess Capital Return (Non-recallable)", Flow.DISTRIBUTION),
        ("Distribution – Return of Excess Capital (Nonrecallable)", Flow.DISTRIBUTION),
        ("Distribution: Income (Recallable)", Flow.RECALLABLE),
        ("Distribution: Realized Gains / (Losses)", Flow.DISTRIBUTION),
        ("Capital Call: Offering & Syndication Costs", Flow.CONTRIBUTION),
        ("(Contribution)", Flow.CONTRIBUTION),
        ("Carry Clawback", Flow.UNUSED),
        ("Deemed Contribution: Management Fees", Flow.UNUSED),
        ("Ending NAV – Net of Accrued Incentive Allocation", Flow.NET_ASSET_VALUE),
    ],
)
def test_types_by_their_words(said, flow):
    assert flow_of(said) is flow


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Distribution",
        "Distribution: Return of Capital",
        "Distribution: Return of Capital (Recallable: No)",
        "Distribution: Return of Excess Capital (subject to recall: No)",
        "Distribution: Return of Excess Capital (not recallable)",
        "Distribution: Return of Capital (Permanent or Recallable)",
        "Distribution: Gain (50% recallable)",
        "Distribution: Income (Reinvested)",
        "Distribution: Income - net of withholding tax",
        "Distribution: Unrealized Gain",
        "Distribution excluding Income",
        "Less: Distribution - Income",
        "Clawback Distribution",
        "LP Clawback",
        "Non-deemed Contribution",
        "Deemed Capital Call",
        "Capital Call: Rebate",
        "Capital Call: Management Fee Offset",
        "Capital Call: Management Fees (waived)",
        "Capital Call: Investments, net of distributions",
        "Contribution excluding Management Fees",
        "Contributions receivable",
        "Unpaid Capital Call",
        "No Capital Call",
        "Transfer Contribution",
        "Equalisation Contribution",
        "Ending NAV - Gross of Accrued Incentive Allocation",
        "Beginning Net Asset Value",
        "Change in Net Asset Value",
        "Net Asset Value excluding unfunded commitments",
        "Capital Call: Investments 2",
        "\u0421apital Call",  # a letter of another alphabet
    ],
)
def test_a_word_that_is_not_known_turns_no_type_round_unseen(said):
    assert flow_of(said) is None


def test_a_value_gross_of_what_the_manager_takes_is_refused_and_never_the_investors_value():
    flows = (*FLOWS[:-1], (D3, "Ending NAV - Gross of Accrued Incentive Allocation", 99))
    assert "is no transaction type that is known" in refused(template(flows)).sentence
    assert "net_asset_value" not in {kind for _, kind, _ in rows(template(flows))}


def test_values_and_flows_carry_the_kinds_by_which_the_two_templates_are_told_apart():
    (raw,) = read(template()).raws
    at = [column.name for column in raw.table.columns].index("kind")
    kinds = [(row.cells[0], row.cells[at]) for row in checked(raw).rows]
    assert kinds == [
        ("2024-03-31", "contribution"),
        ("2025-03-31", "contribution"),
        ("2025-03-31", "distribution"),
        ("2025-03-31", "recallable_distribution"),
        ("2025-12-31", "distribution"),
        ("2025-12-31", "net_asset_value"),
    ]


def test_a_currency_of_each_row_must_be_ours_in_every_row():
    column = {"F7": "Currency"} | {f"F{row}": "USD" for row in range(8, 16)}
    assert rows(template(changes=column)) == WANTED
    assert "is in 'USD'" not in refused(template(changes=column | {"F11": "EUR"})).sentence
    assert "'EUR' at Template!F11" in refused(template(changes=column | {"F11": "EUR"})).sentence
