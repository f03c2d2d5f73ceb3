"""The two days of a question: today, and the day whose knowledge is asked for.

Belongs here: what was known on a day. Does not: the date that a figure speaks of, which each row carries.
"""

from dataclasses import dataclass
from datetime import date

from prudent.errors import UsageError


@dataclass(frozen=True, slots=True)
class Known:
    """`today` bounds what a file may claim; of what it claims, `at` takes what was known on that day."""

    today: date
    at: date

    @classmethod
    def now(cls, today: date) -> "Known":
        """All that is known today."""
        return cls(today, today)

    @classmethod
    def on(cls, day: date, today: date) -> "Known":
        """What was known on an earlier day.

        Raises:
            UsageError: the day has not come.
        """
        if day > today:
            raise UsageError(f"{day} lies after today, {today}: what will be known then is not known.")
        return cls(today, day)

    def had(self, day: date) -> bool:
        """Whether something that came on the day was there."""
        return day <= self.at
