"""Xác minh + n ngày: the days that a procedure allows more when facts are verified.

Once for a dossier, while its time is not over: nothing overdue gets its time back.
"""

import uuid
from datetime import datetime
from itertools import islice

from django.db import transaction

from dossiers.acts import Act, event_of, locked
from dossiers.enums import DossierEvent, DueChangeKind
from dossiers.models import Dossier, DueChange
from dossiers.timekeeping import word_of
from dossiers.waiting import check_running
from dossiers.workflow import MoveRefusedError
from procedures.office_calendar import from_local, to_local_minute, working_calendar
from procedures.openinghours import CalendarError
from procedures.timeliness import Timeliness
from procedures.workcalendar import WorkCalendar
from wardportal.history.chain import record
from wardportal.office.models import Office


def add_verification(*, dossier_id: uuid.UUID, office: Office, by: Act) -> Dossier:
    """Move the due moment by the working days that the version allows, with a ground.

    Raises MoveRefusedError without a ground, where the version allows none, a second
    time, while the clock stands still, or when the time is over.
    """
    if not by.reason:
        raise MoveRefusedError("Hãy ghi căn cứ và nội dung cần xác minh.")
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        previous = _due_of(dossier, office, by.moment)
        days = dossier.procedure_version.verification_days
        dossier.due_at = _moved(previous, days, office)
        dossier.save(update_fields=["due_at"])
        DueChange.objects.create(
            dossier=dossier,
            moment=by.moment,
            previous_due_at=previous,
            due_at=dossier.due_at,
            kind=DueChangeKind.VERIFICATION.value,
            ground=by.reason,
            actor=by.actor,
        )
        words = {"due_at": dossier.due_at.isoformat(), "days": days}
        record(event_of(dossier, DossierEvent.DUE_MOVED, by, words=words))
    return dossier


def may_verify(dossier: Dossier) -> bool:
    """Tell whether the version allows the days and they were not taken yet."""
    allowed = dossier.procedure_version.verification_days > 0
    return allowed and not _is_verified(dossier)


def verified_due(due_at: datetime, days: int, calendar: WorkCalendar) -> datetime:
    """Return the due moment (naive) so many working days on, at the same clock time.

    Never later than that day's closing. Raises CalendarError.
    """
    later = filter(calendar.is_working_day, calendar.days_after(due_at.date()))
    day = next(islice(later, days - 1, None))
    return min(datetime.combine(day, due_at.time()), calendar.closing(day))


def _due_of(dossier: Dossier, office: Office, moment: datetime) -> datetime:
    """Return the due moment of a dossier that may be given the days."""
    if dossier.due_at is None or not dossier.is_open:
        raise MoveRefusedError(
            f"Hồ sơ đang ở tình trạng “{dossier.status_label}”, không thêm ngày được."
        )
    check_running(dossier)
    if not dossier.procedure_version.verification_days:
        raise MoveRefusedError("Thủ tục này không cho thêm ngày để xác minh.")
    if _is_verified(dossier):
        raise MoveRefusedError("Hồ sơ đã được thêm ngày xác minh một lần.")
    if word_of(dossier, office=office, moment=moment) is Timeliness.PENDING_OVERDUE:
        raise MoveRefusedError("Hồ sơ đã quá hạn, không thêm ngày xác minh được.")
    return dossier.due_at


def _is_verified(dossier: Dossier) -> bool:
    return dossier.due_changes.of_kind(DueChangeKind.VERIFICATION).exists()


def _moved(previous: datetime, days: int, office: Office) -> datetime:
    calendar = working_calendar(office)
    try:
        return from_local(verified_due(to_local_minute(previous), days, calendar))
    except CalendarError as error:
        raise MoveRefusedError(str(error)) from error
