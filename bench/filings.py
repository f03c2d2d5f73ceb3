"""Times the reader of Form N-PORT beside edgartools and a bare lxml `iterparse` over the same investments.

The document is made by the tests' own writer; where real ones and the SEC's samples lie beside the project they are
timed in addition. Time of the processor is counted, all take turns, and the best of each counts, so that another process
on the machine disturbs none of them alone.
"""

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from time import process_time

from lxml import etree

from prudent.ingest.edgar.nport import read_nport
from prudent.ingest.edgar.nport_holdings import INVESTMENT
from tests.unit.edgar_readers.form_builders import declared, fund, many_investments, nport, received

INVESTMENTS = 2_000
ROUNDS = 15
#: edgartools is slower by so much that fewer rounds tell.
ROUNDS_EDGARTOOLS = 4
BESIDE = Path(__file__).parent.parent.parent / "shared" / "sec" / "nport"


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, and the milliseconds that each took to read it."""

    name: str
    investments: int
    ours: float
    bare: float
    edgartools: float


def readings() -> list[Reading]:
    """Our own document first, then those beside the project that are public reports."""
    made = [("made up", nport(many_investments(INVESTMENTS)))]
    beside = [(path.stem, path.read_bytes()) for path in sorted(BESIDE.glob("*.xml"))]
    large = [(name, content) for name, content in beside if content.count(b"<invstOrSec>") >= INVESTMENTS // 2]
    return [reading(name, content) for name, content in made + large]


def reading(name: str, content: bytes) -> Reading:
    """All three over one document."""
    ours, bare = best_in_turns(ROUNDS, by_us(content), lambda: read_bare(content))
    (edgartools,) = best_in_turns(ROUNDS_EDGARTOOLS, lambda: read_edgartools(content))
    return Reading(name, content.count(b"<invstOrSec>"), ours, bare, edgartools)


def growth(times: int) -> float:
    """How many times as long a report of so many times the investments takes."""
    one, many = (nport(many_investments(count)) for count in (INVESTMENTS, times * INVESTMENTS))
    small, large = best_in_turns(3, by_us(one), by_us(many))
    return large / small


def by_us(content: bytes) -> Callable[[], object]:
    """Everything that we do to a report, from its bytes to rows with places, for the fund that it is of."""
    cik, series = re.search(rb"<regCik>(\d+)", content), re.search(rb"<seriesId>(S\d{9})", content)
    of = fund(cik=int(cik[1]), series=series[1].decode() if series else None)
    source = received(content)
    return lambda: read_nport(source, of, declared())


def read_bare(content: bytes) -> None:
    """The least that lxml can do: build each investment and drop it, without a look at it or at the limits."""
    for _, element in etree.iterparse(BytesIO(content), events=("end",), tag=INVESTMENT):
        element.clear()


def read_edgartools(content: bytes) -> object:
    """As its users call it, on text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edgar.funds.reports import FundReport

        return FundReport.parse_fund_xml(content.decode())


def best_in_turns(rounds: int, *works: Callable[[], object], clock: Callable[[], float] = process_time) -> list[float]:
    """Milliseconds of the processor, or of another clock, of the quickest run of each, after one to warm up, each round running all."""
    for work in works:
        work()
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for index, work in enumerate(works):
            start = clock()
            work()
            best[index] = min(best[index], (clock() - start) * 1000)
    return best
