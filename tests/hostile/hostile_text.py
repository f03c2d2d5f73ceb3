"""Text that a spreadsheet, a browser, a terminal or a typesetter would obey; characters; numbers and dates.

Belongs here: cases of CSV and YAML. Does not: what the memo prints of text that is taken (`test_hostile_output.py`).
"""

from collections.abc import Callable

from hostile_case import BAD, CHANGED, HOSTILE, READ, Case, cases

RETURNS = "frequency,kind,period_end,return_pct,source\n"
TERMS = "term,value,as_of,section,source\n"
PLAIN = "write digits with a point before the decimals, such as 1234.5."


def _term(value: str) -> bytes:
    return (TERMS + 'auditor,"' + value.replace('"', '""') + '",2025-12-31,,report\n').encode("utf-8", "surrogatepass")


def _return(value: str, day: str = "2025-12-31") -> bytes:
    return f'{RETURNS}monthly,total_net,{day},"{value}",report\n'.encode()


def _formula(shown: str) -> str:
    return f" row 2, column value: '{shown}' begins like a spreadsheet formula; begin it with a letter or digit."


def _unseen(code: str) -> str:
    return f" row 2, column value: the cell holds the character U+{code}, which no filing has; remove it."


def _number(shown: str, advice: str) -> str:
    return f" row 2, column return_pct: '{shown}' {advice}"


FORMULAS = cases(
    "formulas",
    "terms",
    ("a command", _term("=cmd|' /C calc'!A0"), HOSTILE, _formula("=cmd|' /C calc'!A0")),
    ("a link", _term('=HYPERLINK("http://127.0.0.1/","x")'), HOSTILE, _formula('=HYPERLINK("http://127.0.0.1/","x")')),
    ("a sum", _term("@SUM(1+9)*cmd|' /C calc'!A0"), HOSTILE, _formula("@SUM(1+9)*cmd|' /C calc'!A0")),
    ("a plus", _term("+1+cmd|' /C calc'!A0"), HOSTILE, _formula("+1+cmd|' /C calc'!A0")),
    ("a minus", _term("-2+3+cmd|' /C calc'!A0"), HOSTILE, _formula("-2+3+cmd|' /C calc'!A0")),
    ("after a tab", _term("\t=1+1"), HOSTILE, _unseen("0009")),
    ("after a return", _term("\r=1+1"), HOSTILE, _unseen("000D")),
    ("after a line's end", _term("\n=1+1"), HOSTILE, _unseen("000A")),
    ("after a space", _term(" =1+1"), BAD, " row 2, column value: ' =1+1' has spaces around it; remove them."),
    ("a full-width equals sign", _term("＝1+1"), HOSTILE, _formula("＝1+1")),
    ("a full-width at sign", _term("＠SUM(1)"), HOSTILE, _formula("＠SUM(1)")),
    (
        "in the source",
        (TERMS + "auditor,x,2025-12-31,,=1+1\n").encode(),
        HOSTILE,
        " row 2, column source: '=1+1' begins like a spreadsheet formula; begin it with a letter or digit.",
    ),
)

MARKUP_TEXTS = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "end of a title": "</title></style><svg onload=alert(1)>",
    "import": '#import "/etc/passwd": *',
    "eval": '#eval("sys.inputs")',
    "read": '#read("/etc/passwd")',
    "template": "{{7*7}}{% raw %}",
    "expression": "${7*7}",
    "end of a section": "]]><script/>",
    "link": "[x](javascript:alert(1))",
    "picture": "![x](http://127.0.0.1/x.png)",
    "quotes": "\"><b a='",
    "backslashes": '\\" #x',
    "pipes": "a | b |\u00a0c",
    "code": "`rm -rf`",
    "entity": "&lt;b&gt; &amp;",
    "percent": "%s %(name)s {0.__class__}",
}
MARKUP = cases("markup", "terms", *((name, _term(text), READ, text) for name, text in MARKUP_TEXTS.items()))

CHARACTERS = cases(
    "characters",
    "terms",
    ("NUL bytes", _term("a\x00b"), HOSTILE, " holds NUL bytes: it is no text file."),
    ("an escape that colours", _term("\x1b[31mred"), HOSTILE, _unseen("001B")),
    ("an escape that sets the title", _term("x\x1b]0;y\x07"), HOSTILE, _unseen("001B")),
    ("an escape of one byte", _term("x\x9b31m"), HOSTILE, _unseen("009B")),
    ("a bell", _term("x\x07"), HOSTILE, _unseen("0007")),
    ("a backspace", _term("12\x083"), HOSTILE, _unseen("0008")),
    ("right to left", _term("\u202ecba"), HOSTILE, _unseen("202E")),
    ("an isolate", _term("a\u2066b"), HOSTILE, _unseen("2066")),
    ("a right-to-left mark", _term("a\u200fb"), HOSTILE, _unseen("200F")),
    ("no width", _term("a\u200bb"), HOSTILE, _unseen("200B")),
    ("a soft hyphen", _term("a\u00adb"), HOSTILE, _unseen("00AD")),
    ("a byte order mark in the middle", _term("a\ufeffb"), HOSTILE, _unseen("FEFF")),
    ("a tag character", _term("a\U000e0041"), HOSTILE, _unseen("E0041")),
    ("private use", _term("a\ue000"), HOSTILE, _unseen("E000")),
    ("a line separator", _term("a\u2028b"), HOSTILE, _unseen("2028")),
    ("our own brackets", _term("⟨all_in_fee⟩"), HOSTILE, _unseen("27E8")),
    (
        "a name in look-alike letters",
        (TERMS + "аuditor,x,2025-12-31,,report\n").encode(),
        BAD,
        " row 2, column term: 'аuditor' is not one of repurchases_per_year, repurchase_cap_pct, repurchase_cap_base, repurchase_was_limited, early_repurchase_fee_pct, early_repurchase_window, incentive_fee, incentive_fee_pct, incentive_hurdle_pct, incentive_catch_up_pct, management_fee_pct, management_fee_base, auditor, tax_form, inception, exchange_traded, coins_held, written_liquidity_programme, written_valuation_process, written_fee_statement, share_classes_offered, repurchases_suspended, repurchases_may_be_suspended, repurchases_at_board_discretion, redemption_gate_pct, redemption_put_months, repurchase_notice_days, repurchase_payment_days, benchmark_named_by_fund, fee_layers, vehicles, share_classes, affiliated_providers, derivatives_used, derivatives_notional_ratio, non_accruals_of_cost_pct, non_accruals_of_fair_value_pct, occupancy_pct, appraisals_per_year, independent_appraiser, ounces_held, custodian, fork_terms, own_liquidity_diligence, liquidity_representation_reviewed, liquidity_representation_understood, liquidity_contrary_facts, own_valuation_diligence, valuation_representation_reviewed, valuation_representation_understood, valuation_contrary_facts, maximum_illiquid_share_pct, time_to_sell_without_loss, time_until_capital_returns, notice_to_exit, expected_total_fee_pct, fee_payment_terms, incentive_raises_return, incentive_outweighs_variability, cheaper_identical_class_available, cross_fund_deal_pricing, host_benchmark, managed_account_inputs, administrator, transfer_agent, pricing_agent, shareholder_fees, valued_daily, trade_cutoff, bridging_structure, unitised, recordkeeper_transfer, trustee_consent, qdia_notice, default_exit_terms, blackout_terms, sleeve_glide_path, disclosure_index, disclosure_glossary, investment_adviser, strategy_changed, repurchase_offer_opens, repurchase_offer_closes, fee_waiver_ends.",
    ),
    (
        "another byte order mark",
        b"\xef\xbb\xbf" * 2 + _term("x"),
        CHANGED,
        " row 1: the column '·term' is unknown (term is meant?), the column term is missing. The header must be term,value,as_of,section,source",
    ),
    ("UTF-16", _term("x").decode().encode("utf-16"), HOSTILE, " holds NUL bytes: it is no text file."),
    (
        "cp1252",
        TERMS.encode() + b"auditor,\x93x\x94,2025-12-31,,report\n",
        BAD,
        " is not UTF-8 text (byte 41): save it again as UTF-8.",
    ),
    (
        "an overlong sign",
        TERMS.encode() + b"auditor,\xc0\xbc,2025-12-31,,report\n",
        BAD,
        " is not UTF-8 text (byte 41): save it again as UTF-8.",
    ),
    ("a surrogate", _term("\ud800"), BAD, " is not UTF-8 text (byte 42): save it again as UTF-8."),
    ("UTF-7", _term("+ADw-script+AD4-"), HOSTILE, _formula("+ADw-script+AD4-")),
)

_DIGITS = "has more than 15 digits, more than can be kept exactly."
NUMBERS = cases(
    "numbers",
    "returns",
    (
        "an exponent beyond all",
        _return("1e999"),
        BAD,
        _number("1e999", "is not a plain number; write it out without an exponent."),
    ),
    ("no number", _return("NaN"), BAD, _number("NaN", "is not a plain number; remove the row if it is not known.")),
    ("infinity", _return("Infinity"), BAD, _number("Infinity", f"is not a plain number; {PLAIN}")),
    ("sixteen at a time", _return("0x10"), BAD, _number("0x10", f"is not a plain number; {PLAIN}")),
    ("an underscore", _return("1_000"), BAD, _number("1_000", f"is not a plain number; {PLAIN}")),
    (
        "a minus of typesetters",
        _return("−0"),
        BAD,
        _number("−0", "is not a plain number; write the minus as a hyphen."),
    ),
    ("zero below zero", _return("-0"), READ, "0.0"),
    ("four hundred digits", _return("1" * 400), BAD, _number("1" * 40 + "…", _DIGITS)),
    ("four hundred decimals", _return("0." + "0" * 400 + "1"), BAD, _number("0." + "0" * 38 + "…", _DIGITS)),
    ("Arabic-Indic digits", _return("١٢"), BAD, _number("١٢", f"is not a plain number; {PLAIN}")),
    ("full-width digits", _return("１２"), BAD, _number("１２", f"is not a plain number; {PLAIN}")),
    ("a superscript", _return("1²"), BAD, _number("1²", f"is not a plain number; {PLAIN}")),
    ("a fraction in one sign", _return("½"), BAD, _number("½", f"is not a plain number; {PLAIN}")),
)


def _dated(day: str, advice: str) -> str:
    return f" row 2, column period_end: '{day}' {advice}"


DATES = cases(
    "dates",
    "returns",
    *(
        (f"the day {day}", _return("1", day), BAD, _dated(day, advice))
        for day, advice in (
            ("0000-00-00", "is not a date; write it as 2025-12-31."),
            ("9999-99-99", "is not a date; write it as 2025-12-31."),
            ("2025-02-29", "is not a date; write it as 2025-12-31."),
            ("2025-12-31T23:59:60Z", "is not a date; write it as 2025-12-31."),
            ("٢٠٢٥-١٢-٣١", "is not a date; write it as 2025-12-31."),
            ("2025-W52-3", "is not a date; write it as 2025-12-31."),
            ("45657", "is not a date; write it as 2025-12-31."),
            ("0001-01-31", "lies before 1900; no figure of a fund is older."),
            (
                "9999-12-31",
                "lies after 2026-05-01, the day the packet was received; a figure cannot speak of a day after it was received.",
            ),
        )
    ),
)


def _many(row: str, count: int) -> Callable[[], bytes]:
    def make() -> bytes:
        return (RETURNS + row * count).encode()

    return make


SIZES = cases(
    "size",
    "returns",
    ("ten million rows", _many("\n", 10_000_000), HOSTILE, " has more than 200,000 rows."),
    ("ten million rows of figures", _many("1\n", 10_000_000), HOSTILE, " has more than 200,000 rows."),
    (
        "a million columns",
        lambda: b"," * 1_000_000,
        CHANGED,
        " row 1: the column '' is unknown, the column '' is unknown, the column '' is unknown, the column frequency is missing, the column kind is missing, the column period_end is missing, the column return_pct is missing, the column source is missing. The header must be frequency,kind,period_end,return_pct,source",
    ),
    (
        "a cell of ten million",
        lambda: RETURNS.encode() + b"x" * 10_000_000,
        HOSTILE,
        " row 2: a cell has more than 2,000 characters.",
    ),
    (
        "a quoted cell of ten million",
        lambda: RETURNS.encode() + b'"' + b"x\n" * 5_000_000,
        HOSTILE,
        " row 2: a cell has more than 2,000 characters.",
    ),
    (
        "a cell of 2,001",
        _return("1" * 2001),
        HOSTILE,
        " row 2, column return_pct: the cell has 2,001 characters; at most 2,000 are read.",
    ),
    ("nothing", b"", BAD, " is empty: remove it, or put in what is known."),
    (
        "a million quotes",
        lambda: RETURNS.encode() + b'"' * 1_000_001,
        HOSTILE,
        " row 2: a cell has more than 2,000 characters.",
    ),
    ("an archive", b"PK\x03\x04" + bytes(20), HOSTILE, " holds NUL bytes: it is no text file."),
)

ALL: tuple[Case, ...] = (*FORMULAS, *MARKUP, *CHARACTERS, *NUMBERS, *DATES, *SIZES)
