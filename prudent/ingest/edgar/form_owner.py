"""Whose form it is, and whether it may be used: the submission's kind, the filer's CIK and the series.

Belongs here: what is held against `fund.yml` before a figure is taken. Does not: figures.
"""

import re

from prudent.ingest.characters import shown
from prudent.ingest.edgar.form_xml import Form
from prudent.model.fund import Fund

_CIK = re.compile(r"[0-9]{1,10}", re.ASCII)
_SERIES = re.compile(r"S[0-9]{9}", re.ASCII)
_TEST = "TEST"


def check_submission(form: Form, path: str, kinds: tuple[str, ...], flag: str) -> None:
    """Refuse a submission of another kind, and a test.

    Args:
        form: the form.
        path: where its kind stands.
        kinds: those that are read.
        flag: where it says that it is live or a test; forms as disseminated leave it out.

    Raises:
        DataBad: it is another kind or a test.
    """
    form.check_root()
    kind = form.needed(path)
    if kind not in kinds:
        raise form.wrong(f"the submission is {shown(kind)}, and {' or '.join(kinds)} is read")
    if form.text(flag).upper() == _TEST:
        raise form.wrong("the submission is a test, so no figure of it is one")


def check_filer(form: Form, fund: Fund, path: str, text: str) -> None:
    """Refuse another filer's form.

    Raises:
        DataBad: `fund.yml` has no CIK, or another. SchemaChanged: it is no CIK.
    """
    if not _CIK.fullmatch(text):
        raise form.changed(f"{path} is {shown(text)} where a CIK was expected")
    if fund.cik is None:
        raise form.wrong(f"{path} is CIK {int(text)}, and {fund.fund} has none in fund.yml: put it there if it is its")
    if int(text) != fund.cik:
        alike = next((other.name for other in fund.look_alikes if other.cik == int(text)), None)
        whose = f"that of {alike}, a fund with a similar name" if alike else "another filer's"
        raise form.wrong(f"{path} is CIK {int(text)}, {whose}; {fund.legal_name} has {fund.cik}")


def check_series(form: Form, fund: Fund, path: str, text: str) -> None:
    """Refuse a series that is not the fund's: a filer's other series are other funds.

    Raises:
        DataBad: it is another, or `fund.yml` or the form does not say which. SchemaChanged: it is no series.
    """
    series = text.upper()
    if series and not _SERIES.fullmatch(series):
        raise form.changed(f"{path} is {shown(text)} where a series was expected")
    if fund.series_id is None and series:
        raise form.wrong(
            f"{path} is {series}, and fund.yml names no series: put series_id: {series} there if it is {fund.fund}'s"
        )
    if fund.series_id is not None and series != fund.series_id:
        whose = f"is {series}" if series else "names no series"
        raise form.wrong(f"{path} {whose}; {fund.fund} is series {fund.series_id}")
