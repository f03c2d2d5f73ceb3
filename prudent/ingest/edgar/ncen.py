"""Form N-CEN: what a registered fund says of itself once a year.

Belongs here: the items that our terms, balance sheets and market prices can hold. Does not: how a form is asked
(`form_xml.py`). Which item fills what:

| item | what |
|---|---|
| B.17.a, independent public accountant | term `auditor` |
| C.10, transfer agents that are no sub-agents | term `transfer_agent`; an affiliated one is marked so |
| C.11, pricing services | term `pricing_agent`, likewise |
| C.12.a, custodians that are no sub-custodians | term `custodian` |
| C.14, administrators that are no sub-administrators | term `administrator`, likewise |
| C.2.d, classes with shares outstanding, of an open-end fund | term `share_classes`, a number |
| C.3.a, exchange-traded fund, or an exchange in D.1 of a closed-end fund's common stock | term `exchange_traded` |
| D.11, net asset value a share of a closed-end fund with one class of common stock | balance sheet |
| D.10, market price a share, with D.11 | market price |

The date of all of them is the end of the report's period (Item A.1.a). Read and told, because no column means the same:
the advisory fee (D.8) and the net operating expenses (D.9) of a closed-end fund are what a year cost over net assets at
its end; our management fee is the rate of an agreement, and our expense ratio one over average net assets. Item C.7.n
says on which parts of rule 18f-4 a fund relies, not whether it uses derivatives, so it fills no term. That an interval
fund is one (C.3.d) is held against `fund.yml`.
"""

from prudent.ingest.delivered import Delivered
from prudent.ingest.edgar.form_owner import check_filer, check_series, check_submission
from prudent.ingest.edgar.form_xml import Form, place
from prudent.ingest.edgar.ncen_report import Report
from prudent.ingest.edgar.tagged_rows import Placed, raw_table
from prudent.ingest.edgar.xml_guard import read_xml
from prudent.ingest.files import SourceFile
from prudent.model.delivery import Declared
from prudent.model.fund import Fund
from prudent.tables.spec import table

NAMESPACE = "http://www.sec.gov/edgar/ncen"
_KINDS = ("N-CEN", "N-CEN/A")
_PERIOD = "formData/generalInfo"
_CIK = "formData/registrantInfo/registrantCik"
_SERIES = "formData/managementInvestmentQuestionSeriesInfo/managementInvestmentQuestion"


def read_ncen(source: SourceFile, fund: Fund, declared: Declared) -> Delivered:
    """Terms of one fund of a report, and value and price a share of a closed-end fund; amounts in dollars.

    Args:
        source: the XML as filed (`primary_doc.xml`).
        fund: the fund, whose CIK must be the registrant's and whose series one of the report's.
        declared: what was declared of the file; every row's source is its document.

    Raises:
        DataBad: the report is another filer's or has no part on the fund's series, is a test, or a figure is wrong.
        SchemaChanged: it is not of the documented shape. HostileInput: see `xml_guard.py`.
    """
    form = Form("N-CEN", NAMESPACE, source, read_xml(source))
    check_submission(form, "headerData/submissionType", _KINDS, "headerData/filerInfo/liveTestFlag")
    check_filer(form, fund, _CIK, form.needed(_CIK))
    report = _report(form, fund)
    rows = (
        ("core_fund__terms", report.terms()),
        ("core_fund__balance_sheet", (report.balance(),)),
        ("core_fund__market", (report.market(),)),
    )
    filled = ((name, [row for row in given if row is not None]) for name, given in rows)
    raws = tuple(raw_table(source, table(name), given, declared.document.id) for name, given in filled if given)
    return Delivered(raws, report.told(fund))


def _report(form: Form, fund: Fund) -> Report:
    """The part of the report that is on the fund's series."""
    parts = form.elements(_SERIES)
    if not parts:
        raise form.wrong(f"the report has no part on a fund ({_SERIES}): is it a management company's?")
    series = [form.text("mgmtInvSeriesId", part) for part in parts]
    index = 0
    if len(parts) > 1:
        if fund.series_id is None:
            raise form.wrong(f"the report is on {len(parts)} series, and fund.yml names none: put series_id there")
        if series.count(fund.series_id) != 1:
            raise form.wrong(f"the report has not one part on series {fund.series_id}, {fund.fund}'s")
        index = series.index(fund.series_id)
    path = f"{_SERIES}[{index + 1}]" if len(parts) > 1 else _SERIES
    check_series(form, fund, f"{path}/mgmtInvSeriesId", series[index])
    ended = (form.elements(_PERIOD)[0].get("reportEndingPeriod") or "") if form.elements(_PERIOD) else ""
    day = form.day(ended, f"{_PERIOD}/@reportEndingPeriod")
    return Report(form, parts[index], path, Placed(day.isoformat(), place(f"{_PERIOD}/@reportEndingPeriod")))
