"""Form NPORT-P: a registered fund's portfolio, balance and monthly returns at the end of a quarter.

Belongs here: which items fill which tables. Does not: the items themselves (`nport_fund.py`, `nport_holdings.py`,
`nport_exposure.py`). Which item fills which column:

| column | item |
|---|---|
| balance_sheet: total_assets, total_liabilities, net_assets, borrowings | B.1.a, B.1.b, B.1.c, the sum of B.2.c |
| returns | B.5.a, of the fund's class of shares |
| holdings | C.1.a and C.2.c of the ten largest |
| exposure: total_fair_value, positions | sum and count of C.2.c, where it is zero or more |
| exposure: debt, equity, fund, structured, other | C.4.a and C.4.b as `nport_codes.py` maps them |
| exposure: level3_share_of_covered, level3_coverage; fair_value | C.8 |
| exposure: floating_rate_share, pik_share_of_debt | C.9.b, C.9.e |

Values are those in US dollars. One document is one delivery: an amendment is a later document of the same day, of
which one is used, and nothing here adds the two up. A calendar quarter's other two months are never public.
"""

from collections.abc import Mapping
from decimal import localcontext

from prudent.ingest.delivered import Delivered
from prudent.ingest.edgar.form_xml import EXACT, Form
from prudent.ingest.edgar.nport_exposure import Portfolio
from prudent.ingest.edgar.nport_fund import balance, check_report, report_day, returns, told
from prudent.ingest.edgar.nport_holdings import INVESTMENT, NAMESPACE, Holdings
from prudent.ingest.edgar.tagged_rows import Placed, raw_table
from prudent.ingest.edgar.xml_guard import read_parts
from prudent.ingest.files import SourceFile
from prudent.model.delivery import Declared
from prudent.model.fund import Fund
from prudent.tables.spec import table

_NAME = "N-PORT"


def read_nport(source: SourceFile, fund: Fund, declared: Declared) -> Delivered:
    """The figures of one report; amounts in dollars, returns in per cent, shares as fractions.

    Args:
        source: the XML as filed (`primary_doc.xml`).
        fund: the fund, whose CIK and series must be the report's.
        declared: what was declared of the file; every row's source is its document.

    Raises:
        DataBad: the report is another fund's, is not public or is a test, or a figure is wrong.
        SchemaChanged: it is not of the shape of the form's schema. HostileInput: see `xml_guard.py`.
    """
    holdings = Holdings(Form(_NAME, NAMESPACE, source))
    with localcontext(EXACT):
        root = read_parts(source, INVESTMENT, holdings.take)
        form = Form(_NAME, NAMESPACE, source, root)
        check_report(form, fund)
        sheet, below_zero = balance(form)
        monthly, unread = returns(form, fund)
        portfolio = Portfolio(form, holdings, report_day(form))
        levels = portfolio.levels()
        rows: tuple[tuple[str, tuple[Mapping[str, Placed], ...]], ...] = (
            ("core_fund__balance_sheet", (sheet,)),
            ("core_fund__returns", monthly),
            ("core_fund__exposure", (portfolio.exposure(),) if holdings.summed else ()),
            ("core_fund__fair_value", (levels,) if levels else ()),
            ("core_fund__holdings", portfolio.largest()),
        )
        raws = tuple(raw_table(source, table(name), given, declared.document.id) for name, given in rows if given)
        return Delivered(raws, (*below_zero, *unread, *portfolio.told(), *told(form)))
