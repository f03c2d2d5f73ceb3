"""What the rates of a fee table are charged on, in the words above the table.

Belongs here: the few set phrases of Forms N-2 and N-1A. Does not: any other reading of text. A page that uses two of
them, or none, states no base for its rates.
"""

import re

from prudent.ingest.edgar.inline_text import Block
from prudent.ingest.edgar.tagged_rows import Placed

_PHRASE = re.compile(
    r"percentage of (?:the )?(?:(?:fund|company|trust)['’]s )?(?:total )?(?P<average>average )?"
    r"(?:(?:daily|weekly|monthly|quarterly) )?(?:total )?(?P<what>net|managed|gross) assets"
)
_BASES = {"managed": "managed_assets", "gross": "gross_assets"}

UNSTATED = "unstated"


def base_of(blocks: tuple[Block, ...]) -> Placed:
    """The base as the core table calls it: of all tagged tables of annual expenses together, if they agree."""
    found = [Placed(_base(phrase), block.place) for block in blocks for phrase in _PHRASE.finditer(block.text.lower())]
    return found[0] if len({base.text for base in found}) == 1 else Placed(UNSTATED)


def _base(phrase: re.Match[str]) -> str:
    """`(as a percentage of average net assets attributable to Shares)` is average_net_assets."""
    of_net = "average_net_assets" if phrase["average"] else "net_assets"
    return _BASES.get(phrase["what"], of_net)
