"""Conflicts and the prohibited-transaction screen: what is on file, which today is nothing, and that is said."""

from prudent.memo.document import Section


def conflicts() -> Section:
    """Nothing is on file, which is no finding that there is no conflict."""
    return Section(
        id="conflicts",
        title="Conflicts and prohibited-transaction screen",
        paragraphs=(
            (
                "None on file: no declaration of interests by members, staff, adviser, recordkeeper or trustee is in "
                "the packet. Each member declares before the vote."
            ),
            (
                "Parties in interest to the plan are not in evidence, so no screen has been run. Loyalty and "
                "prohibited-transaction duties are outside the proposed rule and stand as they are."
            ),
        ),
        tables=(),
    )
