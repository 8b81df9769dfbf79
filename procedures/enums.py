"""The closed vocabularies of the catalogue and of counting time; pure.

Labels for screens are bound where the models bind their choices.
"""

from enum import StrEnum


class Channel(StrEnum):
    """How a dossier reaches the office."""

    ONLINE = "online"
    IN_PERSON = "in_person"
    POSTAL = "postal"


class LimitUnit(StrEnum):
    """What a time limit counts; a number without a unit is never guessed."""

    WORKING_DAY = "working_day"
    DAY = "day"
    HOUR = "hour"
    """A working hour, not an hour of the clock."""

    MONTH = "month"
    SAME_DAY = "same_day"


class FeeStatus(StrEnum):
    """What is known about a fee; 0 alone does not say that it is free."""

    FREE = "free"
    CHARGED = "charged"
    COUNCIL = "council"
    """Set by the provincial People's Council; the amount is not in the catalogue."""

    UNSET = "unset"


class FeeBasis(StrEnum):
    """What a fee is multiplied by."""

    PER_CASE = "per_case"
    PER_COPY = "per_copy"
    PER_PAGE = "per_page"
    """Pages of the original, for each copy."""


class OnlineLevel(StrEnum):
    """How much of a procedure can be done online."""

    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"


class VersionState(StrEnum):
    """Where a version of a procedure stands on a given day."""

    IN_FORCE = "in_force"
    UPCOMING = "upcoming"
    ABOLISHED = "abolished"


class DayKind(StrEnum):
    """What the calendar makes of a day that its weekday alone does not tell."""

    OFF = "off"
    WORKING = "working"
    """A make-up day."""

    PART = "part"
    """Closed for some hours of its usual work."""


class YearState(StrEnum):
    """Whether the days off of a year are official."""

    ANNOUNCED = "announced"
    PROVISIONAL = "provisional"
    """Seeded by rule; answers carry the mark "lịch chưa công bố"."""


class ChangeKind(StrEnum):
    """What an editor does to the catalogue."""

    IMPORT = "import"
    EDIT = "edit"
    WITHDRAWAL = "withdrawal"
    REPUBLICATION = "republication"


class ChangeState(StrEnum):
    """How far a change of the catalogue has come."""

    DRAFT = "draft"
    """Compared and shown, not yet carried out."""

    APPLIED = "applied"
    UNDONE = "undone"
