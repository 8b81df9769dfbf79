"""The one apology with a new date (Mẫu 04), signed by a leader.

Source: Nghị định 118/2025/NĐ-CP (late results): at most once, and at least one working
day before the due moment; for limits of a day or less, before it. The new date is
told to the citizen and never judges timeliness.
"""

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from dossiers.acts import Act, event_of, locked
from dossiers.enums import DossierEvent
from dossiers.models import Dossier, Extension
from dossiers.workflow import MoveRefusedError
from procedures.enums import LimitUnit
from procedures.office_calendar import to_local_minute, working_calendar
from procedures.openinghours import CalendarError
from procedures.workcalendar import WorkCalendar
from wardportal.accounts.models import User
from wardportal.history.chain import record
from wardportal.office.models import Office

HOURS_OF_A_DAY = 8
LONGEST_BRIEF: dict[str, int] = {
    LimitUnit.SAME_DAY: 1,
    LimitUnit.HOUR: HOURS_OF_A_DAY,
    LimitUnit.WORKING_DAY: 1,
    LimitUnit.DAY: 1,
}
"""Up to so many units a limit is one of a day or less."""


def extend(
    *,
    dossier_id: uuid.UUID,
    promised_at: datetime,
    proposer: User,
    office: Office,
    by: Act,
) -> Dossier:
    """Sign an apology: the new date is kept beside the due moment, which stays.

    ``by`` is the leader with the reason that the citizen reads. Raises
    MoveRefusedError when the dossier is closed, was apologised for before, or the new
    date is no later working day.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        due_at = check_extendable(dossier)
        check_promise(promised_at, due_at=due_at, moment=by.moment)
        in_time = _in_time(dossier, promised_at, by.moment, office)
        Extension.objects.create(
            dossier=dossier,
            made_at=by.moment,
            made_by=proposer,
            signed_by=by.actor,
            due_at=due_at,
            promised_at=promised_at,
            reason=by.reason,
            in_time=in_time,
        )
        dossier.promised_at = promised_at
        dossier.save(update_fields=["promised_at"])
        words = {"promised_at": promised_at.isoformat(), "in_time": in_time}
        record(event_of(dossier, DossierEvent.EXTENDED, by, words=words))
    return dossier


def check_extendable(dossier: Dossier) -> datetime:
    """Return the due moment of a dossier that may be apologised for.

    Raises MoveRefusedError for any other.
    """
    if not dossier.is_open or dossier.due_at is None:
        raise MoveRefusedError(
            f"Hồ sơ đang ở tình trạng “{dossier.status_label}”, không hẹn lại được."
        )
    if dossier.promised_at is not None:
        raise MoveRefusedError("Hồ sơ đã xin lỗi và hẹn lại một lần, không thêm được.")
    return dossier.due_at


def check_promise(promised_at: datetime, *, due_at: datetime, moment: datetime) -> None:
    """Let a new date pass that lies after the due moment and ahead.

    Raises MoveRefusedError for any other.
    """
    if promised_at <= due_at:
        raise MoveRefusedError("Ngày hẹn lại phải sau ngày hẹn trả.")
    if promised_at <= moment:
        raise MoveRefusedError("Ngày hẹn lại đã qua. Hãy chọn ngày khác.")


def is_in_time(dossier: Dossier, *, moment: datetime, calendar: WorkCalendar) -> bool:
    """Tell whether an apology at a moment comes early enough."""
    if dossier.due_at is None:
        return False
    due_at = to_local_minute(dossier.due_at)
    if is_brief(dossier):
        return to_local_minute(moment) < due_at
    day = calendar.working_day_before(due_at.date())
    return to_local_minute(moment) <= datetime.combine(day, due_at.time())


def is_brief(dossier: Dossier) -> bool:
    """Tell whether the limit is a day or less; a stated due moment has none."""
    longest = LONGEST_BRIEF.get(dossier.limit_unit, 0)
    return 0 < (dossier.limit_value or 0) <= longest


def _in_time(
    dossier: Dossier, promised_at: datetime, moment: datetime, office: Office
) -> bool:
    """Ask the calendar about both dates; its refusals are the move's."""
    calendar = working_calendar(office)
    try:
        # Results are given until a closing, so the minute before it decides.
        last_minute = to_local_minute(promised_at) - timedelta(minutes=1)
        if not calendar.is_open(last_minute):
            raise MoveRefusedError("Ngày hẹn lại phải trong giờ làm việc của cơ quan.")
        return is_in_time(dossier, moment=moment, calendar=calendar)
    except CalendarError as error:
        raise MoveRefusedError(str(error)) from error
