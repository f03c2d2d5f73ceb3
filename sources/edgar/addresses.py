"""Where things stand on EDGAR, as the SEC documents it in "Accessing EDGAR Data" and "EDGAR APIs".

Belongs here: addresses alone.
"""

from dataclasses import dataclass

_CIK_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses under the two base addresses."""

    data: str
    archive: str

    def submissions(self, cik: int) -> str:
        """The index of a filer's newest filings."""
        return f"{self.data}/submissions/{filer(cik)}.json"

    def older(self, name: str) -> str:
        """A page of the index with older filings; the index gives its name."""
        return f"{self.data}/submissions/{name}"

    def company_facts(self, cik: int) -> str:
        """Every XBRL fact of a filer's 10-K and 10-Q."""
        return f"{self.data}/api/xbrl/companyfacts/{filer(cik)}.json"

    def document(self, cik: int, accession: str, name: str) -> str:
        """A document of a filing."""
        return f"{self._folder(cik, accession)}/{name}"

    def header(self, cik: int, accession: str) -> str:
        """A filing's header, which names the series and classes that it is for."""
        return f"{self._folder(cik, accession)}/{accession}.hdr.sgml"

    def _folder(self, cik: int, accession: str) -> str:
        return f"{self.archive}/Archives/edgar/data/{cik}/{accession.replace('-', '')}"


def filer(cik: int) -> str:
    """A filer as file names write it: `CIK` and ten digits."""
    return f"CIK{cik:0{_CIK_DIGITS}d}"
