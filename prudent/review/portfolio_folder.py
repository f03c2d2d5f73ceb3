"""The page on all funds of a quarter in the store: named after the reviews that stand on it, written once.

Belongs here: its folder and hash. Does not: what stands on it (`portfolio.py`) and how it looks.
"""

from prudent.model.ids import Sha256
from prudent.model.run import InputFile, Manifest, Request
from prudent.review.folder import ALL_FUNDS, REVIEW, Asked, ReviewFolder
from prudent.review.portfolio import Waiting, portfolio_of
from prudent.review.portfolio_pages import rendered_portfolio
from prudent.review.stored import StoredReview
from prudent.store.frames import json_bytes, sha256
from prudent.store.objects import Objects


def write_portfolio(
    objects: Objects,
    reviews: tuple[StoredReview, ...],
    without: tuple[Waiting, ...],
    left_out_n: int,
    code_sha256: Sha256,
) -> str | None:
    """Write the page, unless it lies in the store.

    Args:
        objects: the store.
        reviews: of one plan and quarter.
        without: the funds that have none.
        left_out_n: how many funds are not monitored.
        code_sha256: of today's code.

    Returns:
        Its folder; None where there is no review to put on it.

    Raises:
        RecordTampered: the same page was written before, with other bytes.
    """
    if not reviews:
        return None
    first = reviews[0].request
    request = Request(fund=ALL_FUNDS, as_of=first.as_of, plan=first.plan)
    inputs = tuple(
        InputFile(path=f"{item.folder}/{REVIEW}", sha256=item.record, size_bytes=item.size_bytes) for item in reviews
    )
    rest = sha256(json_bytes(without) + str(left_out_n).encode())
    asked = Asked(request, inputs, code_sha256, (), rest)
    name = asked.question
    folder = ReviewFolder(objects, request, name)
    if folder.manifest() is None:
        page = portfolio_of(tuple((item.review, item.folder, item.record) for item in reviews), without, left_out_n)
        outputs = tuple(folder.write(name, body) for name, body in rendered_portfolio(page).items())
        folder.seal(Manifest(run=name, request=request, code_sha256=code_sha256, inputs=inputs, outputs=outputs))
    return folder.key
