"""The choices an office makes about how time is counted; pure, known to the rules.

Sources: the readings of Bộ luật Dân sự 91/2015/QH13 Điều 147–148 and of the
systems in use that the office decides between; see each member.
"""

from enum import StrEnum


class DueTime(StrEnum):
    """At what clock time a limit in days or months ends."""

    END_OF_DAY = "end_of_day"
    """Closing time of the last day; the law's reading and the default."""

    SAME_TIME = "same_time"
    """The clock time of the counted receipt, as the systems in use do."""


class Granularity(StrEnum):
    """How finely the closing moment is compared with the due moment."""

    MINUTE = "minute"
    DAY = "day"


class LateAfter(StrEnum):
    """From when a limit in days counts as missed."""

    DUE_TIME = "due_time"
    MIDNIGHT = "midnight"
    """24:00 of the due day (Bộ luật Dân sự Điều 148)."""


class CodeAuthority(StrEnum):
    """Whose number is the dossier's code."""

    OWN = "own"
    EXTERNAL = "external"
