"""What a dossier costs and when it is due, asked before or at its receipt."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from procedures.deadlines import Deadline, Limit, due_at
from procedures.enums import Channel
from procedures.fees import FeeCount, FeeQuote, quote
from procedures.models import ProcedureVersion
from procedures.office_calendar import working_calendar
from wardportal.office.models import Office

ONE = FeeCount(pages=1)


@dataclass(frozen=True, kw_only=True)
class Handing:
    """How, when and by whom a dossier is handed in."""

    channel: Channel
    received: datetime
    """Naive, by the office's clock."""

    case: str = ""
    count: FeeCount = ONE
    grounds: AbstractSet[str] = frozenset()


@dataclass(frozen=True)
class Estimate:
    """What whoever hands a dossier in is told."""

    limit: Limit | None
    deadline: Deadline | None
    """None where the catalogue knows no limit."""

    fee: FeeQuote


def estimate(version: ProcedureVersion, handing: Handing, office: Office) -> Estimate:
    """Tell limit, due moment and fee.

    Raises CalendarError when the calendar cannot answer.
    """
    received = handing.received
    limit = version.limit_for(handing.channel, handing.case)
    deadline = deadline_for(limit, office=office, received=received) if limit else None
    return Estimate(
        limit,
        deadline,
        price(
            version,
            day=received.date(),
            channel=handing.channel,
            case=handing.case,
            count=handing.count,
            grounds=handing.grounds,
        ),
    )


def deadline_for(limit: Limit, *, office: Office, received: datetime) -> Deadline:
    """Count an office's limit from a receipt (naive, local); raises CalendarError."""
    calendar, policy = working_calendar(office), office.due_time_policy
    return due_at(received, limit, calendar=calendar, due_time=policy)


def price(
    version: ProcedureVersion,
    *,
    day: date,
    channel: Channel,
    case: str = "",
    count: FeeCount = ONE,
    grounds: AbstractSet[str] = frozenset(),
) -> FeeQuote:
    """Price a dossier by the rules of a version on a day, in whole đồng."""
    return quote(
        version.fee_rules_for(channel, day, case),
        status=version.fee_status_for(channel, case),
        channel=channel,
        on=day,
        count=count,
        grounds=grounds,
    )
