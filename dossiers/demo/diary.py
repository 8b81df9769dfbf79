"""Draws moments at which things plausibly happen in an office.

Moments are naive datetimes in the office's local time, as in procedures.workcalendar.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Self

from procedures.enums import Channel
from procedures.workcalendar import WorkCalendar, each_day

MINUTE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)
LAST_MINUTES = 10
"""Nobody is received so shortly before closing."""

SOONEST = 5
"""Nothing is done before a fifth of its time has passed."""

POST_ARRIVES = timedelta(minutes=75)
AFTERNOON_HAND_OVER = 15
"""Paper received after this hour goes to the officer the next working day."""

DAY_WEIGHTS = (6, 5, 4, 4, 4, 3, 1)
"""How busy Monday to Sunday are among working days."""


@dataclass(frozen=True)
class WorkingDays:
    """Days to draw from, with the running sum of how busy they are."""

    days: tuple[date, ...]
    weights: tuple[int, ...]

    @classmethod
    def between(cls, first: date, last: date, calendar: WorkCalendar) -> Self:
        """Take the days on which the office works, both ends among them."""
        days = tuple(filter(calendar.is_working_day, each_day(first, last)))
        return cls(days, tuple(accumulate(DAY_WEIGHTS[d.weekday()] for d in days)))

    def any(self, chance: Random) -> date:
        return chance.choices(self.days, cum_weights=self.weights)[0]


class Diary:
    """One office's hours and one source of chance."""

    def __init__(self, calendar: WorkCalendar, chance: Random) -> None:
        self.calendar = calendar
        self.chance = chance

    def receipt_on(self, day: date, channel: Channel) -> datetime:
        """Draw when a dossier is received: mostly in the morning, post all at once."""
        opening = self.calendar.opening(day)
        if channel is Channel.POSTAL:
            return opening + POST_ARRIVES + self.chance.randint(0, 20) * MINUTE
        minutes = self.calendar.working_minutes_between(
            opening, self.calendar.closing(day)
        )
        drawn = self.chance.triangular(1, minutes - LAST_MINUTES, minutes / 4)
        moment = self.calendar.add_working_minutes(opening, int(drawn))
        return self.calendar.working_moment(moment)

    def sent_before(self, received: datetime, channel: Channel) -> datetime:
        """Draw when it was sent: online at any hour since the office last looked."""
        if channel is Channel.IN_PERSON:
            return received
        opening = self.calendar.opening(received.date())
        if channel is Channel.POSTAL:
            posted = opening - self.chance.randint(1, 3) * ONE_DAY
            return posted.replace(hour=9 + self.chance.randint(0, 7))
        since = opening
        if received - opening < timedelta(hours=2):
            since = self.calendar.closing(self.working_days_back(received.date(), 1))
        minutes = max(1, (received - since) // MINUTE - 1)
        return received - self.chance.randint(1, minutes) * MINUTE

    def handed_over(self, received: datetime) -> datetime:
        """Draw when the officer has it: what comes late waits for the next day."""
        if received.hour >= AFTERNOON_HAND_OVER:
            day = self.calendar.next_working_day(received.date())
            received = self.calendar.opening(day)
        return self.calendar.add_working_minutes(
            received, self.chance.randint(5, LAST_MINUTES * 3)
        )

    def between(self, start: datetime, end: datetime) -> datetime:
        """Draw a working moment after ``start`` and before ``end``, not at once."""
        minutes = self.calendar.working_minutes_between(start, end)
        if minutes <= 1:
            return start
        drawn = self.chance.randint(max(1, minutes // SOONEST), minutes - 1)
        return self.calendar.add_working_minutes(start, drawn)

    def working_days_back(self, day: date, count: int) -> date:
        """Return the working day that lies so many before a day."""
        for _ in range(count):
            day -= ONE_DAY
            while not self.calendar.is_working_day(day):
                day -= ONE_DAY
        return day
