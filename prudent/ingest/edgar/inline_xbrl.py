"""Fee tables of prospectuses and reports that are tagged in inline XBRL (Forms N-2, 486BPOS, N-CSR, 485BPOS).

Belongs here: from fee tables to rows of `core_fund__fees`. Does not: the page (`inline_page.py`), elements
(`inline_elements.py`), whose a rate is (`inline_owner.py`) and totals (`inline_fees.py`).

`as_of` is the last day of the context that a rate is tagged with: the date of the prospectus, or the end of the year
of a report. A prospectus may be dated some days after it is filed; where the declared day of filing is earlier, that
day is used and told, because a figure cannot speak of a day after it was received. `base` is what the tagged table of
annual expenses says of itself, `unstated` where it uses no set phrase or several.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from prudent.errors import DataBad
from prudent.ingest.delivered import Delivered
from prudent.ingest.edgar.inline_base import UNSTATED, base_of
from prudent.ingest.edgar.inline_fees import Fee, FeeTable, PassedOver, fee_tables
from prudent.ingest.edgar.inline_page import InlinePage, inline_page
from prudent.ingest.edgar.tagged_rows import Placed, raw_table, unfit, written
from prudent.ingest.files import SourceFile
from prudent.model.delivery import Declared
from prudent.model.fund import Fund
from prudent.model.packet import Noticed
from prudent.tables.spec import table

_FEES = "core_fund__fees"
_TOLD = 30
"""Kinds of passed-over rates that are told, each once with its count: more is no help to a reader."""


@dataclass(frozen=True, slots=True)
class _Reading:
    source: SourceFile
    declared: Declared
    base: Placed

    def row(self, of: FeeTable, fee: Fee) -> dict[str, Placed]:
        """The cells of one component."""
        filed = self.filed_before(of)
        as_of = (of.as_of, of.context_place) if filed is None else (filed, "day of filing, as declared")
        return {
            "as_of": Placed(as_of[0].isoformat(), as_of[1]),
            "share_class": Placed(of.share_class, of.context_place),
            "basis": Placed("fee_table", fee.place),
            "component": Placed(fee.component, fee.place),
            "rate_pct": Placed(written(fee.per_cent), fee.place),
            "base": self.base if self.base.place else Placed(self.base.text, fee.place),
        }

    def filed_before(self, of: FeeTable) -> date | None:
        """The declared day of filing, where it lies before the table's own day."""
        filed = self.declared.document.filed_on
        return filed if filed is not None and filed < of.as_of else None

    def told(self, passed: tuple[PassedOver, ...]) -> tuple[Noticed, ...]:
        """One sentence for each reason, with how often it applied and where first."""
        counts = Counter(item.why for item in passed)
        firsts = {item.why: item.place for item in reversed(passed)}
        short = {item.why for item in passed if item.of_table}
        # Those of a table come first: that its parts are not all known must be told however much else is.
        told = sorted(counts.most_common(), key=lambda item: item[0] not in short)[:_TOLD]
        return tuple(
            Noticed(
                file=self.source.name,
                place=firsts[why],
                what=f"Not taken, {count} times: {why}.",
                lacks=_FEES if why in short else "",
                file_sha256=self.source.sha256 if why in short else "",
            )
            for why, count in told
        )


def read_inline_xbrl(source: SourceFile, fund: Fund, declared: Declared) -> Delivered:
    """The tagged fee tables of one fund, a row for each component of each class and day.

    Args:
        source: the page as received, XHTML with inline XBRL 1.1.
        fund: the fund, whose CIK the contexts must name, and its series where they name one.
        declared: what was declared of the file; every row's source is its document.

    Raises:
        DataBad: the page is another filer's, holds no fee of the fund, or is no well-formed XML.
        SchemaChanged: it is no inline XBRL. HostileInput: see `xml_guard.py`.
    """
    if fund.cik is None:
        raise DataBad(f"{source.name} is a filer's and {fund.fund} has no CIK in fund.yml.", file=source.path)
    page = inline_page(source)
    _check_filer(source, page, fund)
    found = fee_tables(page.rates, fund)
    if not found.tables:
        why = found.passed[0].why if found.passed else "none is tagged"
        raise DataBad(f"{source.name} holds no fee of {fund.fund}: {why}.", file=source.path)
    base = base_of(page.fee_blocks)
    reading = _Reading(source, declared, base)
    spec = table(_FEES)
    rows: list[dict[str, Placed]] = []
    passed = [*found.passed]
    for of in found.tables:
        if filed := reading.filed_before(of):
            passed.append(PassedOver(of.context_place, f"the day {of.as_of}, after that of filing, {filed}"))
        for fee in of.fees:
            if why := unfit(spec, "rate_pct", fee.per_cent):
                passed.append(
                    PassedOver(
                        fee.place, f"{fee.component} of {of.share_class}, {fee.per_cent:f}, {why}", of_table=True
                    )
                )
            else:
                rows.append(reading.row(of, fee))
    if base.text == UNSTATED and page.fee_blocks:
        passed.append(PassedOver(page.fee_blocks[0].place, "no one base is named above the table of annual expenses"))
    return Delivered((raw_table(source, spec, rows, declared.document.id),), reading.told(tuple(passed)))


def _check_filer(source: SourceFile, page: InlinePage, fund: Fund) -> None:
    ciks = sorted({rate.context.cik for rate in page.rates if rate.context.cik is not None})
    if page.rates and fund.cik not in ciks:
        others = ", ".join(str(cik) for cik in ciks[:3]) or "none"
        raise DataBad(
            f"{source.name} is tagged by CIK {others} and {fund.fund} is CIK {fund.cik}: it is another filer's and is "
            "not read.",
            file=source.path,
        )
