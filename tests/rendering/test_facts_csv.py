"""The facts as CSV: every row comes back, and no cell is a formula."""

import csv
import io
from datetime import date

import pytest

from prudent.memo.document import MemoFact
from prudent.memo.facts_csv import COLUMNS, facts_csv
from prudent.model.fact import Grade


def fact(**changes):
    given = {
        "locator": "fund/fees.csv:29:rate_pct", "owner": "fund", "field": "rate_pct", "as_of": date(2025, 12, 31),
        "value": "-0.0363", "unit": "fraction", "document": "ncsr", "place": "page 3", "grade": Grade.C,
    }  # fmt: skip
    return MemoFact.model_validate({**given, **changes})


def rows(*facts):
    return list(csv.reader(io.StringIO(facts_csv(facts).decode(), newline="")))


def test_the_bytes_are_those_of_rfc_4180():
    assert facts_csv((fact(place='A "quoted", place'), fact(as_of=None, place="two\nlines"))) == (
        b"locator,owner,field,as_of,value,unit,document,place,grade\r\n"
        b'fund/fees.csv:29:rate_pct,fund,rate_pct,2025-12-31,-0.0363,fraction,ncsr,"A ""quoted"", place",C\r\n'
        b'fund/fees.csv:29:rate_pct,fund,rate_pct,,-0.0363,fraction,ncsr,"two\nlines",C\r\n'
    )


def test_the_columns_are_the_fields_of_a_fact():
    assert tuple(MemoFact.model_fields) == COLUMNS
    assert rows() == [list(COLUMNS)]


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "-", "--1", "1e5=", "=1"]
)
def test_what_could_be_a_formula_is_text(text):
    harmless = text if text == "1e5=" else f"'{text}"
    found = rows(fact(place=text, value=text))[1]
    assert (found[7], found[4]) == (harmless, harmless)


@pytest.mark.parametrize("number", ["-0.0363", "+5", "-1e-05", "12", "-2.5E+10"])
def test_a_number_stays_a_number(number):
    assert rows(fact(value=number))[1][4] == number
