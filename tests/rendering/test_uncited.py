"""A number that is no figure stops a memo; what quotes something with its own place does not."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from prudent.errors import DataBad
from prudent.memo.claims import claims, claims_line, claims_sentence
from prudent.memo.document import Memo
from prudent.memo.exhibits import (
    Holds,
    MemoTable,
    TableColumn,
    number_columns,
    place_column,
    quoting_columns,
    text_columns,
)
from prudent.memo.prose import FIGURE_REFERENCE, quoted
from prudent.memo.schema import memo_bytes, read_memo
from prudent.memo.spoken import OTHERS, texts
from prudent.memo.uncited import uncited

PROSE = (
    "page_one/recommendation/headline",
    "page_one/recommendation/asked",
    "page_one/recommendation/reasons_for/0",
    "page_one/recommendation/reasons_against/0",
    "page_one/recommendation/would_change/0",
    "page_one/strip/0/determination",
    "page_one/strip/0/number",
    "page_one/strip/0/peers",
    "page_one/cost/0",
    "page_one/liquidity/0",
    "page_one/marks/0",
    "page_one/risk/note",
    "page_one/changes/summary",
    "page_one/conflicts",
    "page_one/prepared",
    "page_one/checked",
    "decision_asked/paragraphs/0",
    "plan_facts/paragraphs/0",
    "plan_facts/tables/0/title",
    "product_map/paragraphs/0",
    "alternatives/paragraphs/0",
    "chapters/0/determination",
    "chapters/0/analysis/0",
    "chapters/0/judgement",
    "chapters/0/charts/0/title",
    "chapters/0/charts/0/subtitle",
    "chapters/0/tables/0/note",
    "scorecard/note",
    "conflicts/paragraphs/0",
    "menu/paragraphs/0",
    "readiness/paragraphs/0",
    "disclosure/paragraphs/0",
    "case_against/paragraphs/0",
    "subsequent_events/paragraphs/0",
    "method_notes/0",
    "grading_note",
)
QUOTING = (
    "title",
    "plan/note",
    "rule/sentence",
    "missing/0/item",
    "missing/0/ask",
    "chapters/0/question",
    "chapters/0/checks/0/question",
    "chapters/0/checks/0/answer",
    "chapters/0/checks/0/threshold",
    "chapters/0/charts/0/name",
    "chapters/0/tables/0/columns/1/heading",
    "peers/0/reason",
    "regime/0/what",
    "validation/0/detail",
    "contradictions/0/sentence",
    "withdrawn/0",
    "overridden/0",
    "noticed/0",
    "evidence/0/extractor",
    "figures/0/label",
    "figures/0/method",
)


@pytest.fixture(scope="module")
def plain_memo(memo):
    return memo.model_dump(mode="json")


def planted(node: Any, path: str, more: str) -> Any:
    """The memo as JSON with some words more at one place; what is not on the way is shared."""
    step, _, rest = path.partition("/")
    if isinstance(node, list):
        at = int(step)
        return [*node[:at], planted(node[at], rest, more) if rest else node[at] + more, *node[at + 1 :]]
    return {**node, step: planted(node[step], rest, more) if rest else f"{node[step]}{more}"}


@pytest.mark.parametrize(
    ("claim", "number"), [(" It is $5.", "$5"), (" It is 3.2 %.", "3.2 %"), (" After 45 months.", "45 months")]
)
@pytest.mark.parametrize("path", PROSE)
def test_an_uncited_number_in_prose_is_refused_with_its_sentence(plain_memo, path, claim, number):
    with pytest.raises(ValidationError) as refused:
        Memo.model_validate(planted(plain_memo, path, claim))
    said = refused.value.errors()[0]["msg"]
    assert "a number without a figure in" in said
    assert repr(number) in said
    assert claim.strip() in said


@pytest.mark.parametrize("path", QUOTING)
def test_a_field_that_has_its_source_beside_it_may_say_numbers(plain_memo, path):
    changed = Memo.model_validate(planted(plain_memo, path, " It is $5, or 3.2 %, after 45 months."))
    assert "45 months" in memo_bytes(changed).decode()


def test_a_memo_that_is_read_back_is_held_to_the_same(plain_memo, memo):
    assert read_memo(memo_bytes(memo)) == memo
    spoilt = memo_bytes(memo).replace(b"Declared conflicts: none on file.", b"It is $5.")
    with pytest.raises(DataBad, match=r"a number without a figure in Section.paragraphs: '\$5' in 'It is \$5\.'"):
        read_memo(spoilt)


def table(columns: tuple[TableColumn, ...], *rows: tuple[str, ...]) -> MemoTable:
    return MemoTable(id="t", title="", columns=columns, rows=rows)


def found_in(made: MemoTable) -> list[str]:
    return [item.number for item in uncited(made)]


def test_in_a_column_of_numbers_a_bare_number_is_a_claim_and_the_first_column_names_rows():
    columns = (*text_columns("Fund", "Said"), *number_columns("Months"))
    assert found_in(table(columns, ("Over 3 years", "since 2021", "45"))) == ["45"]
    assert found_in(table(columns, ("Over 3 years", "for 3 years", "⟨months⟩"))) == ["3 years"]
    assert found_in(table(number_columns("Rank"), ("1",))) == ["1"]


def test_a_quoting_column_says_numbers_where_its_row_says_where():
    beside = (*text_columns("Term"), *quoting_columns("As stated"), place_column("By"))
    assert found_in(table(beside, ("Cap", "5 % a quarter", "terms.csv row 2"))) == []
    alone = (*text_columns("Term"), *quoting_columns("As stated"))
    assert found_in(table((*alone, *number_columns("Value")), ("Cap", "5 % a quarter", "⟨cap⟩"))) == []
    with pytest.raises(ValidationError, match="quotes 'Cap' and says neither where nor a figure of it"):
        table(alone, ("Cap", "5 % a quarter"))
    assert [column.holds for column in beside] == [Holds.PROSE, Holds.QUOTATION, Holds.PLACE]


def test_words_in_quotation_marks_with_their_place_are_their_authors(plain_memo):
    said = quoted("The youngest has 21 months (or 22) of “returns”.", "policy/peer_groups.yml (example)")
    assert said == "“The youngest has 21 months (or 22) of ‘returns’.” (policy/peer_groups.yml [example])"
    Memo.model_validate(planted(plain_memo, "grading_note", f" {said}"))
    with pytest.raises(ValidationError, match="'21 months of returns'"):
        Memo.model_validate(planted(plain_memo, "grading_note", " “It has 21 months of returns”, as is known."))


def test_prose_that_repeats_a_quoted_field_of_the_same_memo_quotes_it(plain_memo):
    finding = "Net assets are given in 4 of 13 rows."
    there = planted(plain_memo, "validation/0/detail", finding)
    there["validation"][0]["detail"] = finding
    Memo.model_validate(planted(there, "case_against/paragraphs/0", f" Data: {finding}"))
    with pytest.raises(ValidationError, match="'4 of 13'"):
        Memo.model_validate(planted(plain_memo, "case_against/paragraphs/0", f" Data: {finding}"))


def test_a_short_quotation_hides_nothing_else(plain_memo):
    there = planted(plain_memo, "missing/0/item", "")
    there["missing"][0]["item"] = "5 % fee"
    with pytest.raises(ValidationError, match="'5 %'"):
        Memo.model_validate(planted(there, "grading_note", " It has a 5 % fee."))


def fields(kind: type[BaseModel]) -> Iterator[str]:
    """Every field of a model and of the models in it, `Class.field`."""
    for name, info in kind.model_fields.items():
        yield f"{kind.__name__}.{name}"
        for inner in models(info.annotation):
            yield from fields(inner)


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models(part)


def test_every_exempt_field_exists():
    assert set(OTHERS) <= set(fields(Memo))


def test_every_text_of_the_sample_is_walked_once_and_its_figures_are_counted(memo):
    plain = memo.model_dump_json(exclude={"figures", "evidence", "facts"})
    count = claims(memo)
    assert count.uses == len(FIGURE_REFERENCE.findall(plain))
    assert (count.figures, count.uncited) == (len(memo.figures), 0)
    assert count.refused == sum(figure.refusal is not None for figure in memo.figures) > 0
    assert claims_line(memo) == f"{count.figures} figures in {count.uses} places, 0 uncited"
    assert claims_sentence(memo).endswith(f"to {count.evidence} places in the files. Numbers without a figure: 0.")
    assert any(item.field == "table performance-peers, column 'Fund'" for item in texts(memo))
