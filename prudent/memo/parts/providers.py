"""Service providers: which firm serves the fund in which role, what it is paid, and which roles nobody names.

Belongs here: roles and the terms that name them. Does not: what the fund pays in all (the chapter on fees).
"""

from prudent.memo.document import Section
from prudent.memo.exhibits import MemoTable, TableColumn, place_column, quoting_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.parts.on_file import OnFile
from prudent.memo.parts.words import joined
from prudent.memo.prose import plain
from prudent.model.case import Case

_ROLES = {
    "auditor": "Auditor",
    "administrator": "Administrator",
    "custodian": "Custodian",
    "transfer_agent": "Transfer agent",
    "pricing_agent": "Pricing agent",
    "independent_appraiser": "Independent appraiser",
}
_UNPAID = "not in evidence"


def providers(case: Case, on_file: OnFile, book: FigureBook) -> Section:
    """The firms on file with where each is named, and the roles that nobody names, once."""
    asked = {term: role for term, role in _ROLES.items() if on_file.asks(term)}
    named = [term for term in asked if on_file.value(term) is not None]
    adviser = ("Adviser or sponsor", plain(case.candidate.manager), book.measure("management_fee"), "fund.yml")
    rows = (adviser, *((asked[t], on_file.figure(t, asked[t]), _UNPAID, on_file.where(t)) for t in named))
    lacking = [role.lower() for term, role in asked.items() if term not in named]
    said = [f"Not in evidence: {joined(lacking)}."] if lacking else []
    of_group = book.measure("affiliated_providers")
    said.append(
        f"Firms of the manager's group that the fund pays: {of_group}. Since when each firm serves is not in evidence; "
        "whom a filing calls affiliated is marked so."
    )
    return Section(
        id="providers",
        title="Service providers",
        paragraphs=(" ".join(said),),
        tables=(
            MemoTable(
                id="providers",
                title="",
                columns=(
                    *text_columns("Role"),
                    *quoting_columns("Firm, as named"),
                    TableColumn(heading="Paid a year"),
                    place_column("Where"),
                ),
                rows=rows,
            ),
        ),
    )
