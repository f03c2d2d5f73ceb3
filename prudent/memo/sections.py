"""The parts that are no factor chapter: what is asked, the plan, the product, the menu, conflicts, disclosure."""

import polars as pl

from prudent.memo.document import Section
from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.figures import FigureBook
from prudent.memo.format import date_text
from prudent.memo.prose import plain
from prudent.memo.representations import NONE_ON_FILE, representations
from prudent.memo.where import where
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.tables.core import CoreTables

_TERMS = {
    "inception": "Inception",
    "auditor": "Auditor",
    "tax_form": "Tax form",
    "repurchase_cap_base": "Repurchase cap is a share of",
    "repurchase_was_limited": "Repurchases were limited",
    "early_repurchase_fee_pct": "Early repurchase fee, %",
    "early_repurchase_window": "Early repurchase window",
    "management_fee_base": "Management fee is charged on",
    "incentive_fee": "Incentive fee",
    "incentive_hurdle_pct": "Incentive hurdle, %",
    "share_classes_offered": "Share classes",
}


def decision_asked(case: Case, book: FigureBook) -> Section:
    """What the committee votes on: one determination a factor, then the admission."""
    weight = book.plan("sleeve_weight_frac", "Sleeve weight asked", Unit.FRACTION)
    fund, plan, host = (plain(name) for name in (case.candidate.legal_name, case.plan.name, case.plan.sleeve.host))
    said = (
        f"The committee of {plan} is asked to make six determinations on {fund}, and then to decide whether to "
        f"admit it as a {weight} sleeve of the {host}. Staff propose; only the committee determines. The decision "
        "page at the end is blank until it votes."
    )
    return Section(id="decision-asked", title="Decision asked", paragraphs=(said,), tables=())


def plan_facts(case: Case, book: FigureBook) -> Section:
    """The plan's size, people and flows."""
    facts = (
        ("participants_active", "Active participants", Unit.COUNT),
        ("participants_separated_with_balance", "Separated participants with a balance", Unit.COUNT),
        ("participants_retired_receiving", "Retired participants who receive benefits", Unit.COUNT),
        ("accounts_with_balance", "Accounts with a balance", Unit.COUNT),
        ("net_assets_usd", "Net assets", Unit.USD),
        ("benefits_paid_year_usd", "Benefits paid in the year", Unit.USD),
        ("participant_loans_usd", "Loans to participants", Unit.USD),
        ("administrative_expenses_year_usd", "Administrative expenses in the year", Unit.USD),
        ("target_date_share_frac", "Share of assets in the target-date default", Unit.FRACTION),
    )
    fiction = "This plan is fictional; its sizes are of the order of real ones. " if case.plan.fictional else ""
    return Section(
        id="plan-facts",
        title="Plan facts",
        paragraphs=(f"{fiction}{plain(case.plan.note)}",),
        tables=(
            MemoTable(
                id="plan",
                title=f"The plan at {date_text(case.plan.as_of)}",
                columns=(TableColumn(heading="Fact"), TableColumn(heading="Figure", align="right")),
                rows=tuple((said, book.plan(field, said, unit)) for field, said, unit in facts),
                note=plain(case.plan.source),
            ),
        ),
    )


def product_map(case: Case, core: CoreTables, book: FigureBook) -> Section:
    """Identity and the terms on file; what is not on file is said to be missing."""
    fund = case.candidate
    names = [f"Formerly {plain(name)}." for name in fund.former_names]
    alike = [f"Not to be taken for {plain(other.name)} (CIK {other.cik})." for other in fund.look_alikes]
    now = [f"Now named {plain(fund.current_name)}."] if fund.current_name else []
    layers = (
        "Vehicles between the fund and its assets, affiliates and service providers other than those below "
        "are not in evidence."
    )
    signed = representations(case, core, book)
    unsigned = "" if signed else NONE_ON_FILE
    return Section(
        id="product-map",
        title="Product map",
        paragraphs=tuple(part for part in (" ".join([*names, *now, *alike]), layers, unsigned) if part),
        tables=(
            MemoTable(
                id="identity",
                title="Identity and terms on file",
                columns=(TableColumn(heading="What"), TableColumn(heading="As on file"), TableColumn(heading="Where")),
                rows=_identity(case, core),
            ),
            *signed,
        ),
    )


def _identity(case: Case, core: CoreTables) -> tuple[tuple[str, ...], ...]:
    """Who the fund is and the latest of each term, each with where it stands."""
    fund = case.candidate
    terms = core.fund_terms.filter(pl.col("owner") == fund.fund).sort("term", "as_of")
    latest = {row["term"]: row for row in terms.iter_rows(named=True)}
    rows = [
        ("Legal name", plain(fund.legal_name), "fund.yml"),
        ("CIK", "none, not registered" if fund.cik is None else str(fund.cik), "fund.yml"),
        ("Wrapper", fund.wrapper.value.replace("_", " "), "fund.yml"),
        ("Asset class", fund.asset_class.value.replace("_", " "), "fund.yml"),
        ("Manager", plain(fund.manager), "fund.yml"),
    ]
    for term, said in _TERMS.items():
        row = latest.get(term)
        place = "–" if row is None else f"{where(row, 'core_fund__terms', 'value')}, as of {date_text(row['as_of'])}"
        rows.append((said, "not in evidence" if row is None else plain(row["value"]), place))
    return tuple(rows)


def conflicts() -> Section:
    """Conflicts and the prohibited-transaction screen: nothing is on file, and that is said."""
    return Section(
        id="conflicts",
        title="Conflicts and prohibited-transaction screen",
        paragraphs=(
            (
                "None on file: no declaration of interests by members, staff, adviser, recordkeeper or "
                "trustee is in the packet. Each member declares before the vote."
            ),
            (
                "Parties in interest to the plan are not in evidence, so no screen has been run. Loyalty and "
                "prohibited-transaction duties are outside the proposed rule and stand as they are."
            ),
        ),
        tables=(),
    )


def menu(case: Case, book: FigureBook) -> Section:
    """The sleeve in dollars, against the plan and against the fund."""
    plan = case.plan
    evidence = book.plan_evidence("net_assets_usd", "target_date_share_frac", "sleeve_weight_frac")
    dollars = plan.net_assets_usd * plan.target_date_share_frac * plan.sleeve.weight_frac
    method = "net assets times share in the default times sleeve weight"
    sleeve = book.add("plan_sleeve_usd", "Plan's money in the sleeve", Unit.USD, dollars, method, evidence)
    book.measure("net_assets")
    fund_usd = book.value("net_assets")
    share = book.add(
        "plan_share_of_fund",
        "Plan's sleeve over the fund's net assets",
        Unit.FRACTION,
        dollars / fund_usd if fund_usd else None,
        "sleeve over the fund's net assets",
        (*evidence, *book.locators("net_assets")),
        "The fund's net assets are not in evidence.",
    )
    said = (
        (
            f"At the weight asked the plan would hold {sleeve} of the fund, {share} of the fund's net assets. "
            "Prudence also covers the diversified menu; the rest of the menu is not on file."
        ),
        (
            "A sleeve that cannot be sold grows as a share of the default when everything else falls. How far, "
            "and what the trustee may then do, is not analysed here."
        ),
    )
    return Section(id="menu", title="The menu and the sleeve", paragraphs=said, tables=())


def readiness() -> Section:
    """Whether recordkeeper and trustee can hold, price and pay out the fund."""
    said = "Whether the recordkeeper and the trustee can hold, price and pay out this fund is not in evidence."
    title = "Recordkeeper, trustee and participant disclosure"
    return Section(id="readiness", title=title, paragraphs=(said,), tables=())


def disclosure(book: FigureBook) -> Section:
    """What participant disclosure (29 CFR 2550.404a-5) would need, and whether it is at hand."""
    chosen = "none chosen" if book.benchmark is None else plain(book.benchmark.name)
    return Section(
        id="disclosure",
        title="Participant disclosure",
        paragraphs=(),
        tables=(
            MemoTable(
                id="disclosure-items",
                title="Items of 29 CFR 2550.404a-5",
                columns=(TableColumn(heading="Item"), TableColumn(heading="At hand")),
                rows=(
                    ("Total annual operating expenses", book.measure("all_in_fee")),
                    ("Return, 1 year", book.measure("return_1y")),
                    ("Return a year, 5 years", book.measure("return_5y")),
                    ("Return a year, 10 years", book.measure("return_10y")),
                    ("Benchmark; a disclosure needs a broad-based index, which a proxy fund is not", chosen),
                ),
            ),
        ),
    )
