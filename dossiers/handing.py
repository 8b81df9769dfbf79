"""Giao, nhận: who passes a dossier to whom, for the sheet that goes with it (Mẫu 06)."""

import uuid
from copy import copy
from dataclasses import dataclass
from datetime import datetime, time

from dossiers.models import Dossier, HandOver
from dossiers.timekeeping import word_of
from procedures.enums import Channel
from procedures.office_calendar import to_local_minute, working_calendar
from procedures.openinghours import CalendarError
from procedures.timeliness import Timeliness
from wardportal.accounts.models import User
from wardportal.office.models import Office

LAST_HAND_OVER = time(15)
"""Paper received later goes to the officer at the start of the next working day."""


@dataclass(frozen=True)
class ControlRow:
    """One line of Phiếu kiểm soát quá trình: who gave, who received, how it stood."""

    giver: User
    receiver: User
    moment: datetime
    word: Timeliness
    note: str


def taking_rows(dossier: Dossier, *, officer: User, moment: datetime) -> list[HandOver]:
    """Build the row of a taking from the desk; none where it was handed over before."""
    if dossier.officer_id is not None:
        return []
    return _row(dossier, dossier.receiving_clerk_id, officer.id, moment)


def closing_rows(dossier: Dossier, *, closer: User, moment: datetime) -> list[HandOver]:
    """Build the row of a result that goes back to the desk; none where it lay there."""
    giver = dossier.officer_id or closer.id
    return _row(dossier, giver, dossier.receiving_clerk_id, moment)


def control_rows(dossier: Dossier, *, office: Office) -> list[ControlRow]:
    """Tell every passing on, in order, each with how the dossier stood then."""
    passed = dossier.hand_overs.select_related("giver", "receiver").order_by("moment")
    return [
        ControlRow(
            giver=row.giver,
            receiver=row.receiver,
            moment=row.moment,
            word=_stood(dossier, office, row.moment),
            note=row.note,
        )
        for row in passed
    ]


def next_morning(dossier: Dossier, *, office: Office) -> datetime | None:
    """Return when paper that came late in the day goes to its officer (naive, local).

    None for what came in time or came online, and where the calendar cannot tell.
    """
    if dossier.accepted_at is None or dossier.channel == Channel.ONLINE.value:
        return None
    received, calendar = to_local_minute(dossier.accepted_at), working_calendar(office)
    if received.time() <= LAST_HAND_OVER:
        return None
    try:
        return calendar.opening(calendar.next_working_day(received.date()))
    except CalendarError:
        return None


def _stood(dossier: Dossier, office: Office, moment: datetime) -> Timeliness:
    """Judge a dossier as it was at a moment: not closed yet, if that came later."""
    then = copy(dossier)
    if then.resolved_at and moment < then.resolved_at:
        then.resolved_at = None
    return word_of(then, office=office, moment=moment)


def _row(
    dossier: Dossier, giver: uuid.UUID, receiver: uuid.UUID, moment: datetime
) -> list[HandOver]:
    if giver == receiver:
        return []
    return [
        HandOver(dossier=dossier, giver_id=giver, receiver_id=receiver, moment=moment)
    ]
