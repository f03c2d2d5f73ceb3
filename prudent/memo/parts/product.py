"""The product map: who the fund is, the layers between a saver and an asset, share classes, and terms on file.

Belongs here: the map and the terms that no chapter tables. Does not: firms that serve the fund (`providers.py`), terms
of leaving (the liquidity chapter).
"""

from prudent.memo.document import Section
from prudent.memo.exhibits import MemoTable, TableColumn, place_column, quoting_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.format import class_text
from prudent.memo.parts.on_file import LACKING, OnFile
from prudent.memo.parts.words import joined
from prudent.memo.prose import plain
from prudent.memo.representations import NONE_ON_FILE, representations
from prudent.model.case import Case
from prudent.model.measured import RefusalCode, Unit
from prudent.tables.core import CoreTables

_TERMS = {
    "inception": "Inception",
    "tax_form": "Tax form",
    "management_fee_base": "Base of the management fee",
    "incentive_fee": "Incentive fee",
    "incentive_hurdle_pct": "Incentive hurdle, per cent",
    "incentive_catch_up_pct": "Incentive catch-up, per cent",
    "share_classes_offered": "Share classes and the plan's eligibility",
    "cheaper_identical_class_available": "An identical, cheaper class for the plan",
    "shareholder_fees": "Fees of a holder apart from expenses",
    "derivatives_used": "Derivatives",
    "cross_fund_deal_pricing": "Pricing of deals between funds of the manager",
    "written_fee_statement": "Statement of a flat fee",
    "fork_terms": "Forks and airdrops",
}
"""Terms of the product that neither the table of leaving nor that of the firms tells."""


def product_map(case: Case, book: FigureBook) -> Section:
    """Identity in a sentence, and the layers with what each takes."""
    return Section(
        id="product-map",
        title="Product map",
        paragraphs=(_identity(case),),
        tables=(
            MemoTable(
                id="layers",
                title="From a saver to an asset",
                columns=(*text_columns("Layer", "What it is"), TableColumn(heading="Takes a year", align="right")),
                rows=_layers(case, book),
                note="What is not in evidence is not zero: a layer whose fee nobody states is paid all the same.",
            ),
        ),
    )


def _identity(case: Case) -> str:
    """Who the fund is, was, and is not."""
    fund = case.candidate
    number = "not registered with the SEC" if fund.cik is None else f"CIK {fund.cik}"
    what = f"{class_text(fund.asset_class)} {class_text(fund.wrapper)}"
    said = [f"{plain(fund.legal_name)}: {what}, managed by {plain(fund.manager)}, {number}."]
    said += [f"Formerly {plain(name)}." for name in fund.former_names]
    said += [f"Now named {plain(fund.current_name)}."] if fund.current_name else []
    said += [f"Not to be taken for {plain(other.name)} (CIK {other.cik})." for other in fund.look_alikes]
    return " ".join(said)


def _layers(case: Case, book: FigureBook) -> tuple[tuple[str, ...], ...]:
    """Five layers at most; what is not on file of one is said in its row."""
    plan, host, fund = (plain(text) for text in (case.plan.name, case.plan.sleeve.host, case.candidate.legal_name))
    weight = book.plan("sleeve_weight_frac", "Sleeve weight asked", Unit.FRACTION)
    below = [
        _counted(name, words, book)
        for name, words in (("vehicles", "legal entities"), ("fee_layers", "levels at which somebody is paid"))
    ]
    classes = _counted("share_classes", "share classes", book)
    held = book.measure("positions")
    what = class_text(case.candidate.asset_class)
    assets = what if book.value("positions") is None else f"{what}; holdings read from the filing: {held}"
    between = "; ".join(part for part in below if part)
    return (
        ("Plan", f"{plan}; its recordkeeper and trustee are not on file", LACKING),
        ("Default", f"{host}; the sleeve would be {weight} of it", LACKING),
        ("Fund", "; ".join(part for part in (fund, classes) if part), book.measure("all_in_fee")),
        *((("Vehicles", between, "in the fund's fee, as far as stated"),) if between else ()),
        ("Assets", assets, "–"),
    )


def _counted(measure: str, words: str, book: FigureBook) -> str:
    """A count after its words; nothing where it means nothing for this kind of fund."""
    said = book.measure(measure)
    return "" if book.refusal(measure) is RefusalCode.NOT_APPLICABLE else f"{words}: {said}"


def terms(case: Case, core: CoreTables, on_file: OnFile, book: FigureBook) -> Section:
    """The product's terms, each with where it stands; the rest named once; and the representations on file."""
    asked = {term: words for term, words in _TERMS.items() if on_file.asks(term)}
    given = [term for term in asked if on_file.value(term) is not None]
    rows = tuple((asked[term], on_file.figure(term, asked[term]), on_file.where(term)) for term in given)
    table = MemoTable(
        id="terms",
        title="",
        columns=(*text_columns("Term"), *quoting_columns("As stated"), place_column("Where")),
        rows=rows,
    )
    lacking = [_in_list(asked[term]) for term in asked if term not in given]
    said = [f"Not in evidence: {joined(lacking)}."] if lacking else []
    signed = representations(case, core, book)
    said += ["Terms of leaving stand in the chapter on liquidity.", *(() if signed else (NONE_ON_FILE,))]
    return Section(
        id="terms",
        title="Terms on file",
        paragraphs=(" ".join(said),),
        tables=(*((table,) if rows else ()), *signed),
    )


def _in_list(words: str) -> str:
    """A term inside a sentence, without the unit that only its figure needs."""
    return f"{words[:1].lower()}{words[1:]}".removesuffix(", per cent")
