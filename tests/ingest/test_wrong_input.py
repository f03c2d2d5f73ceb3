"""Each wrong input: its one sentence, its class and exit code, and the file that is to be put aside."""

import pytest

from prudent.errors import DataBad, HostileInput, PrudentError, SchemaChanged

RETURNS = "funds/alpha-credit/packet/returns.csv"
PACKET = "funds/alpha-credit/packet/packet.yml"
FUND = "funds/alpha-credit/fund.yml"
FIRST = "monthly,total_net,2025-11-30,1.95,report"
HEADER = "frequency,kind,period_end,return_pct,source"


def refused(project, fund="alpha-credit") -> PrudentError:
    with pytest.raises(PrudentError) as caught:
        project.gather(fund)
    return caught.value


# title, what stands instead of the first row, class, the rest of the sentence after the file's name
ROWS = [
    (
        "text where a number belongs",
        "monthly,total_net,2025-11-30,about two,report",
        DataBad,
        (
            " row 2, column return_pct: 'about two' is not a plain number; "
            "write digits with a point before the decimals, such as 1234.5."
        ),
    ),
    (
        "thousands separator",
        'monthly,total_net,2025-11-30,"1,234",report',
        DataBad,
        (
            " row 2, column return_pct: '1,234' is not a plain number; "
            "write it without commas, with a point before the decimals."
        ),
    ),
    (
        "per-cent sign",
        "monthly,total_net,2025-11-30,5%,report",
        DataBad,
        (
            " row 2, column return_pct: '5%' is not a plain number; "
            "write it without the per-cent sign, in the unit that the column's name gives."
        ),
    ),
    (
        "a word for not known",
        "monthly,total_net,2025-11-30,N/A,report",
        DataBad,
        " row 2, column return_pct: 'N/A' is not a plain number; remove the row if it is not known.",
    ),
    (
        "not a number",
        "monthly,total_net,2025-11-30,nan,report",
        DataBad,
        " row 2, column return_pct: 'nan' is not a plain number; remove the row if it is not known.",
    ),
    (
        "infinity",
        "monthly,total_net,2025-11-30,inf,report",
        DataBad,
        (
            " row 2, column return_pct: 'inf' is not a plain number; "
            "write digits with a point before the decimals, such as 1234.5."
        ),
    ),
    (
        "an exponent beyond any number",
        "monthly,total_net,2025-11-30,1e400,report",
        DataBad,
        " row 2, column return_pct: '1e400' is not a plain number; write it out without an exponent.",
    ),
    (
        "brackets for a loss",
        "monthly,total_net,2025-11-30,(1.5),report",
        DataBad,
        (
            " row 2, column return_pct: '(1.5)' is not a plain number; "
            "write a figure below zero with a minus, not in brackets."
        ),
    ),
    (
        "digits of another script",
        "monthly,total_net,2025-11-30,١.٥,report",
        DataBad,
        (
            " row 2, column return_pct: '١.٥' is not a plain number; "
            "write digits with a point before the decimals, such as 1234.5."
        ),
    ),
    (
        "spaces around a figure",
        "monthly,total_net,2025-11-30, 1.95,report",
        DataBad,
        " row 2, column return_pct: ' 1.95' has spaces around it; remove them.",
    ),
    (
        "an empty cell that every row needs",
        "monthly,total_net,2025-11-30,,report",
        DataBad,
        " row 2, column return_pct: '' is an empty cell, and every row needs it: remove the row if it is not known.",
    ),
    (
        "a loss of more than everything",
        "monthly,total_net,2025-11-30,-100.5,report",
        DataBad,
        " row 2, column return_pct: '-100.5' is less than -100, the least that the column allows.",
    ),
    (
        "more digits than a float keeps",
        "monthly,total_net,2025-11-30,1.2345678901234567,report",
        DataBad,
        " row 2, column return_pct: '1.2345678901234567' has more than 15 digits, more than can be kept exactly.",
    ),
    (
        "a word that the column does not know",
        "monthly,gross,2025-11-30,1.95,report",
        DataBad,
        " row 2, column kind: 'gross' is not one of total_net, total_market.",
    ),
    (
        "a date that is no date",
        "monthly,total_net,2025-11-31,1.95,report",
        DataBad,
        " row 2, column period_end: '2025-11-31' is not a date; write it as 2025-12-31.",
    ),
    (
        "a date as spreadsheets write it",
        "monthly,total_net,11/30/2025,1.95,report",
        DataBad,
        " row 2, column period_end: '11/30/2025' is not a date; write it as 2025-12-31.",
    ),
    (
        "a date without hyphens",
        "monthly,total_net,20251130,1.95,report",
        DataBad,
        " row 2, column period_end: '20251130' is not a date; write it as 2025-12-31.",
    ),
    (
        "a date in the middle of its month",
        "monthly,total_net,2025-11-28,1.95,report",
        DataBad,
        " row 2, column period_end: '2025-11-28' is not the last day of its month, 2025-11-30.",
    ),
    (
        "a date after the packet was received",
        "monthly,total_net,2026-05-31,1.95,report",
        DataBad,
        (
            " row 2, column period_end: '2026-05-31' lies after 2026-05-01, the day the packet was received; "
            "a figure cannot speak of a day after it was received."
        ),
    ),
    (
        "a month twice",
        "monthly,total_net,2025-12-31,1.95,report",
        DataBad,
        " rows 2 and 3 both speak of frequency monthly, kind total_net, period_end 2025-12-31; keep one.",
    ),
    (
        "a document that the packet does not declare",
        "monthly,total_net,2025-11-30,1.95,letter",
        DataBad,
        (
            " row 2, column source: 'letter' is no document of packet.yml; "
            "declare the document there or correct its id here."
        ),
    ),
    (
        "a cell too few",
        "monthly,total_net,2025-11-30,1.95",
        DataBad,
        " row 2 has 4 cells where the header has 5: an unknown cell is left empty.",
    ),
    (
        "a cell too many",
        "monthly,total_net,2025-11-30,1,95,report",
        DataBad,
        " row 2 has 6 cells where the header has 5: put text that holds a comma in quotes.",
    ),
    ("an empty line", "", DataBad, " row 2 is empty: remove it."),
    (
        "a formula",
        'monthly,"=HYPERLINK(1)",2025-11-30,1.95,report',
        HostileInput,
        " row 2, column kind: '=HYPERLINK(1)' begins like a spreadsheet formula; begin it with a letter or digit.",
    ),
    (
        "a character that turns the text around",
        "monthly,total_\u202enet,2025-11-30,1.95,report",
        HostileInput,
        " row 2, column kind: the cell holds the character U+202E, which no filing has; remove it.",
    ),
    (
        "a line break in a cell",
        'monthly,"total\nnet",2025-11-30,1.95,report',
        HostileInput,
        " row 2, column kind: the cell holds the character U+000A, which no filing has; remove it.",
    ),
    (
        "a cell of a novel's length",
        f"monthly,{'x' * 2001},2025-11-30,1.95,report",
        HostileInput,
        " row 2, column kind: the cell has 2,001 characters; at most 2,000 are read.",
    ),
    (
        "a cell beyond what the parser holds",
        f"monthly,{'x' * 140_000},2025-11-30,1.95,report",
        HostileInput,
        " row 2: a cell has more than 2,000 characters.",
    ),
    (
        "a quote that never ends",
        'monthly,"total_net,2025-11-30,1.95,report',
        DataBad,
        " row 2: the quotes do not match (unexpected end of data).",
    ),
]


@pytest.mark.parametrize(("row", "kind", "sentence"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS])
def test_a_wrong_row_is_refused_in_one_sentence(project, row, kind, sentence):
    path = project.edit(RETURNS, FIRST, row)
    error = refused(project)
    assert str(error) == RETURNS + sentence
    assert type(error) is kind
    assert error.file == path.resolve()


# title, the whole file, class, sentence
FILES = [
    ("an empty file", "", DataBad, f"{RETURNS} is empty: remove it, or put in what is known."),
    ("blanks only", " \n\n", DataBad, f"{RETURNS} is empty: remove it, or put in what is known."),
    (
        "a header and nothing else",
        HEADER + "\n",
        DataBad,
        f"{RETURNS} has a header and no rows: remove the file if nothing is known.",
    ),
    (
        "an unknown column",
        "frequency,kind,period_end,retrun_pct,source\n" + FIRST,
        SchemaChanged,
        (
            f"{RETURNS} row 1: the column 'retrun_pct' is unknown (return_pct is meant?), "
            f"the column return_pct is missing. "
            f"The header must be {HEADER}"
        ),
    ),
    (
        "a column more",
        HEADER + ",remark\n" + FIRST + ",x",
        SchemaChanged,
        f"{RETURNS} row 1: the column 'remark' is unknown. The header must be {HEADER}",
    ),
    (
        "a column twice",
        HEADER + ",source\n" + FIRST + ",report",
        SchemaChanged,
        f"{RETURNS} row 1: a column stands twice. The header must be {HEADER}",
    ),
    (
        "columns in another order",
        "kind,frequency,period_end,return_pct,source\n",
        SchemaChanged,
        f"{RETURNS} row 1: the columns are in another order. The header must be {HEADER}",
    ),
    ("NUL bytes", b"freq\x00uency", HostileInput, f"{RETURNS} holds NUL bytes: it is no text file."),
    (
        "another encoding",
        (HEADER + "\nmonthly,tötal,2025-11-30,1,report").encode("latin-1"),
        DataBad,
        f"{RETURNS} is not UTF-8 text (byte 54): save it again as UTF-8.",
    ),
    (
        "more bytes than are read",
        b"x" * (8 * 1024 * 1024 + 1),
        HostileInput,
        f"{RETURNS} has 8,388,609 bytes; at most 8,388,608 are read.",
    ),
]


@pytest.mark.parametrize(("content", "kind", "sentence"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_a_wrong_file_is_refused_in_one_sentence(project, content, kind, sentence):
    path = project.write(RETURNS, content)
    error = refused(project)
    assert (str(error), type(error), error.file) == (sentence, kind, path.resolve())


# title, file, text there, text instead, class, sentence
YAML = [
    (
        "a look-alike's CIK",
        PACKET,
        "cik: 101",
        "cik: 777",
        DataBad,
        (
            f"{PACKET}: cik 777 is that of Alpha Credit Income Fund, a fund with a similar name; "
            "Alpha Credit Fund has 101."
        ),
    ),
    (
        "another fund's CIK",
        PACKET,
        "cik: 101",
        "cik: 102",
        DataBad,
        f"{PACKET}: cik 102 is another fund's CIK; Alpha Credit Fund has 101.",
    ),
    ("no CIK", PACKET, "cik: 101\n", "", DataBad, f"{PACKET}: cik is missing; Alpha Credit Fund has 101."),
    (
        "another owner",
        PACKET,
        "owner: alpha-credit",
        "owner: beta-credit",
        DataBad,
        f"{PACKET}: owner is beta-credit, but the folder is alpha-credit's.",
    ),
    (
        "received tomorrow",
        PACKET,
        "received: 2026-05-01",
        "received: 2026-11-25",
        DataBad,
        f"{PACKET}: received is 2026-11-25, which lies after today, 2026-11-24.",
    ),
    (
        "a document filed after the packet",
        PACKET,
        "filed_on: 2026-03-01",
        "filed_on: 2026-05-02",
        DataBad,
        f"{PACKET}: document report was filed on 2026-05-02, after 2026-05-01, the day the packet was received.",
    ),
    (
        "a document twice",
        PACKET,
        "id: prospectus",
        "id: report",
        DataBad,
        f"{PACKET}: two documents have the id report.",
    ),
    (
        "an unknown field",
        FUND,
        "manager: A manager",
        "managers: A manager",
        SchemaChanged,
        f"{FUND} line 6: the field managers is unknown; is manager meant? (1 more in this file.)",
    ),
    (
        "a missing field",
        FUND,
        "manager: A manager\n",
        "",
        DataBad,
        f"{FUND} line 1: manager is missing.",
    ),
    (
        "a word that the field does not know",
        FUND,
        "wrapper: interval_fund",
        "wrapper: hedge_fund",
        DataBad,
        (
            f"{FUND} line 5: wrapper must be 'interval_fund', 'tender_offer_fund', 'bdc_nontraded', 'nontraded_reit', "
            "'operating_company', 'etp_grantor_trust', 'collective_trust', 'private_fund' or 'open_end_fund', not 'hedge_fund'."
        ),
    ),
    (
        "a wrong field of an entry",
        FUND,
        "cik: 777",
        "cik: seven",
        DataBad,
        f"{FUND} line 9: look_alikes, entry 1, cik must be a whole number, not 'seven'.",
    ),
    (
        "a number in quotes with zeros in front",
        FUND,
        "cik: 777",
        'cik: "0000000777"',
        DataBad,
        (
            f"{FUND} line 9: look_alikes, entry 1, cik must be a whole number, not '0000000777': write it without quotes "
            "and leading zeros."
        ),
    ),
    (
        "a number where text belongs",
        FUND,
        "manager: A manager",
        "manager: 12",
        DataBad,
        f"{FUND} line 6: manager must be text: put it in quotes, not '12'.",
    ),
    (
        "a field twice",
        FUND,
        "manager: A manager",
        "cik: 5",
        DataBad,
        f"{FUND} line 6: the field 'cik' stands twice, first on line 3; keep one.",
    ),
    (
        "an alias",
        FUND,
        "manager: A manager",
        "manager: *anyone",
        HostileInput,
        f"{FUND} line 6 uses an anchor or alias (& or *); write the value out or put it in quotes.",
    ),
    (
        "a tag",
        FUND,
        "manager: A manager",
        "manager: !!python/name:os.system x",
        HostileInput,
        f"{FUND} line 6 uses a tag (!); put the text in quotes.",
    ),
    (
        "no YAML",
        FUND,
        "manager: A manager",
        "manager: [A manager",
        DataBad,
        f"{FUND} line 7 is not YAML: expected ',' or ']', but got ':'.",
    ),
    (
        "the look-alike itself",
        FUND,
        "cik: 777",
        "cik: 101",
        DataBad,
        f"{FUND}: cik 101 is also given to a look-alike.",
    ),
    (
        "another folder's fund",
        FUND,
        "fund: alpha-credit",
        "fund: beta-credit",
        DataBad,
        f"{FUND}: fund is beta-credit, but the folder is alpha-credit's.",
    ),
    (
        "weights that do not sum to one",
        "policy/scorecard.yml",
        "0.25",
        "0.5",
        DataBad,
        "policy/scorecard.yml line 1: weights must sum to 1, not 1.25.",
    ),
    (
        "cut-offs out of order",
        "policy/scorecard.yml",
        "cut_offs: [{at_least: 0.01, points: 2}]",
        "cut_offs: [{at_least: 0.02, points: 2}, {at_least: 0.01, points: 1}]",
        DataBad,
        (
            "policy/scorecard.yml line 10: criterion fee: cut-off 0.01 must be easier than 0.02 before it and give fewer points. "
            "(1 more in this file.)"
        ),
    ),
    (
        "a criterion on the worst peer",
        "policy/scorecard.yml",
        "compare: value",
        "compare: peer_worst",
        DataBad,
        "policy/scorecard.yml line 10: criterion fee compares peer_worst, which says nothing of the fund itself. (1 more in this file.)",
    ),
    (
        "blocks that are no quarters",
        "policy/scorecard.yml",
        "block_months: 6",
        "block_months: 7",
        DataBad,
        "policy/scorecard.yml line 22: resampling, block_months must be a multiple of 3, not '7'.",
    ),
    (
        "a factor of its own that nobody described",
        "policy/checks.yml",
        "factor: fees",
        "factor: fee",
        DataBad,
        "policy/checks.yml line 1: check about-fees names the factor fee, which is not among own_factors.",
    ),
    (
        "an entry of one of two kinds",
        "policy/checks.yml",
        "    term: written_liquidity_programme\n",
        "",
        DataBad,
        "policy/checks.yml line 3: checks, entry 1, term is missing.",
    ),
    (
        "a plan's figure from the future",
        "plans/example/plan.yml",
        "as_of: 2025-12-31",
        "as_of: 2027-12-31",
        DataBad,
        "plans/example/plan.yml: as_of is 2027-12-31, which lies after today, 2026-11-24.",
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "kind", "sentence"), [case[1:] for case in YAML], ids=[case[0] for case in YAML]
)
def test_a_wrong_field_is_refused_in_one_sentence(project, file, old, new, kind, sentence):
    path = project.edit(file, old, new)
    error = refused(project)
    assert (str(error), type(error), error.file) == (sentence, kind, path.resolve())


def test_the_exit_codes_are_those_of_the_documentation():
    assert {kind.__name__: kind.exit_code for kind in (DataBad, SchemaChanged, HostileInput)} == {
        "DataBad": 10,
        "SchemaChanged": 13,
        "HostileInput": 15,
    }


def test_a_missing_header_is_named_and_nothing_is_put_aside(project):
    (project.root / PACKET).unlink()
    error = refused(project)
    assert str(error) == f"{PACKET} is missing: without it nothing says whose packet this is."
    assert (type(error), error.file) == (DataBad, None)


def test_a_missing_fund_file_is_named(project):
    (project.root / FUND).unlink()
    error = refused(project)
    assert str(error) == f"{FUND} is missing: without it nothing says which fund this is."
    assert type(error) is DataBad


def test_an_unknown_file_in_a_packet_is_named(project):
    path = project.write("funds/alpha-credit/packet/Returns 2025.csv", "x")
    error = refused(project)
    assert str(error) == (
        "funds/alpha-credit/packet/Returns 2025.csv is no file of a packet. Known are packet.yml, balance_sheet.csv, "
        "cash_flows.csv, exposure.csv, fair_value.csv, fees.csv, holdings.csv, market.csv, marks.csv, representations.csv, results.csv, "
        "returns.csv, tenders.csv, terms.csv; documents go into funds/alpha-credit/packet/documents/, and a file of "
        "another format is declared under files in packet.yml."
    )
    assert (type(error), error.file) == (SchemaChanged, path.resolve())


def test_money_is_not_rounded(project):
    project.write("funds/alpha-credit/packet/tenders.csv", TENDERS.format("1.23456"))
    assert str(refused(project)) == (
        "funds/alpha-credit/packet/tenders.csv row 2, column shares_tendered: '1.23456' has more than 4 decimal places "
        "or 20 digits before the point; it is not rounded for you."
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("contribution,-5", "amount_usd: '-5' is less than 0, the least that the column allows."),
        ("capital_call,5", "kind: 'capital_call' is not one of contribution, distribution, recallable_distribution, "),
        ("contribution,", "amount_usd: '' is an empty cell, and every row needs it"),
    ],
)
def test_a_cash_flow_says_its_kind_and_its_size(project, row, said):
    flows = f"as_of,kind,amount_usd,source\n2025-12-31,{row},report\n"
    project.write("funds/alpha-credit/packet/cash_flows.csv", flows)
    assert f"cash_flows.csv row 2, column {said}" in str(refused(project))


def test_flows_of_one_day_and_kind_are_one_row(project):
    flows = "as_of,kind,amount_usd,source\n" + "2025-12-31,contribution,5,report\n" * 2
    project.write("funds/alpha-credit/packet/cash_flows.csv", flows)
    assert "rows 2 and 3 both speak of as_of 2025-12-31, kind contribution; keep one." in str(refused(project))


def test_a_rank_is_a_whole_number(project):
    holdings = "as_of,rank,issuer,fair_value_usd,share_of_portfolio_frac,source\n2025-12-31,1.5,Issuer,10,0.1,report\n"
    project.write("funds/alpha-credit/packet/holdings.csv", holdings)
    assert str(refused(project)) == (
        "funds/alpha-credit/packet/holdings.csv row 2, column rank: '1.5' is not a whole number of at most 15 digits."
    )


TENDERS = (
    "as_of,shares_tendered,requested_pct,cap_pct,accepted_pct,shares_accepted,source\n2025-12-31,{},1,5,100,,report\n"
)
