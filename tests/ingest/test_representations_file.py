"""A packet's representations: read, conformed, kept as facts, and cited to the cell."""

from datetime import date

import polars as pl

from prudent.ingest.evidence import resolve

HEAD = (
    "subject,title,signer,as_of,reviewed_by,reviewed_on,understood,professional,contrary_facts,contrary_note,source\n"
)
FILE = "funds/alpha-credit/packet/representations.csv"


def test_a_representation_is_a_row_with_its_facts_and_evidence(project):
    row = "flat_fee,A flat fee,The adviser,2025-09-30,The adviser to the plan,2025-11-03,yes,,none,,report\n"
    project.write(FILE, HEAD + row)
    gathered = project.gather()
    kept = gathered.core.fund_representations.drop("file_sha256", "extractor").row(0, named=True)
    assert (kept["subject"], kept["signer"], kept["as_of"]) == ("flat_fee", "The adviser", date(2025, 9, 30))
    assert (kept["reviewed_on"], kept["professional"], kept["contrary_facts"]) == (date(2025, 11, 3), None, "none")
    facts = gathered.facts.filter(pl.col("field").str.starts_with("representations/"))
    assert dict(facts.select("field", "value").iter_rows()) == {
        "representations/flat_fee/title": "A flat fee",
        "representations/flat_fee/signer": "The adviser",
        "representations/flat_fee/reviewed_by": "The adviser to the plan",
        "representations/flat_fee/reviewed_on": "2025-11-03",
        "representations/flat_fee/understood": "yes",
        "representations/flat_fee/contrary_facts": "none",
    }
    cell = resolve("alpha-credit/representations.csv:2:signer", gathered.case, gathered.core)
    assert (cell.value_as_received, cell.as_of_first) == ("The adviser", date(2025, 9, 30))
