"""A small honest file of each kind, which loads all that its reader needs.

Belongs here: files that no reader refuses for what they are made of. Does not: hostile ones.
"""

from hostile_archives import packed, parts
from hostile_pdf import PACKED
from hostile_text import RETURNS
from hostile_trees import FACTS
from hostile_xml import PAGE

WARM = (
    packed(parts()),
    PACKED,
    PAGE,
    FACTS,
    b"<a/>",
    (RETURNS + "monthly,total_net,2025-12-31,1,report\n").encode(),
    b"Date,Return\n2025-12-31,1\n",
)
