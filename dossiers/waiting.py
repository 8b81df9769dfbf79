"""A dossier's clock in rows: when it stands still, goes on or begins anew.

Source: Nghị định 118/2025/NĐ-CP (time limits). Each operation has a ground, an actor
and a time; ``due_at`` moves by a DueChange row and never otherwise, and a dossier that
was overdue when a wait began keeps its due moment.
"""

import uuid
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from dossiers.acts import Act, event_of, locked
from dossiers.clock import Terms, restarted_due, resumed_due
from dossiers.enums import ClockMove, DossierEvent, Status
from dossiers.models import ClockOperation, Dossier, DueChange
from dossiers.terms import limit_of
from dossiers.timekeeping import word_of
from dossiers.workflow import MoveRefusedError
from procedures.office_calendar import from_local, to_local_minute, working_calendar
from procedures.openinghours import CalendarError
from procedures.timeliness import Timeliness
from wardportal.history.chain import record
from wardportal.office.enums import DueTime
from wardportal.office.models import Office


def pause(*, dossier_id: uuid.UUID, by: Act) -> Dossier:
    """Pause the clock of a dossier in work, on the ground given as the reason.

    Raises MoveRefusedError where the procedure does not allow it, the clock stands
    still already or the ground is missing.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        _check_in_work(dossier, "tạm dừng")
        begin_wait(dossier, move=ClockMove.PAUSE, ground=by.reason, by=by)
    return dossier


def resume(*, dossier_id: uuid.UUID, office: Office, by: Act) -> Dossier:
    """Let a clock that was paused go on with what was left.

    Raises MoveRefusedError where it does not stand still or the ground is missing.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        _check_in_work(dossier, "tính tiếp")
        if not dossier.is_waiting:
            raise MoveRefusedError("Thời hạn đang chạy, không có gì để tính tiếp.")
        end_wait(dossier, move=ClockMove.RESUME, ground=by.reason, office=office, by=by)
    return dossier


def begin_wait(dossier: Dossier, *, move: ClockMove, ground: str, by: Act) -> None:
    """Let the clock of a locked dossier stand still, by a PAUSE or a STOP.

    Raises MoveRefusedError where it does already, or where the version does not allow
    the pause.
    """
    check_running(dossier)
    if move is ClockMove.PAUSE and not dossier.procedure_version.pause_allowed:
        raise MoveRefusedError(
            "Thủ tục này không cho tạm dừng thời hạn. "
            "Hãy yêu cầu bổ sung nếu hồ sơ còn thiếu giấy tờ."
        )
    _check_ground(ground)
    dossier.waiting_since = by.moment
    dossier.save(update_fields=["waiting_since"])
    _keep(dossier, move=move, ground=ground, by=by)


def end_wait(
    dossier: Dossier,
    *,
    move: ClockMove,
    ground: str,
    office: Office,
    by: Act,
    needless: bool = False,
) -> None:
    """End the wait of a locked dossier, by a RESUME or a RESTART.

    After a ``needless`` wait the clock goes on as if it had never stood still. Raises
    MoveRefusedError when the calendar cannot answer.
    """
    _check_ground(ground)
    due_at = dossier.due_at if needless else _due_after(dossier, move, office, by)
    dossier.waiting_since = None
    change = _due_change(dossier, due_at, ground, by)
    dossier.timeliness = word_of(dossier, office=office, moment=by.moment).value
    dossier.save(update_fields=["waiting_since", "due_at", "timeliness"])
    _keep(dossier, move=move, ground=ground, by=by, change=change)


def check_running(dossier: Dossier) -> None:
    """Let a dossier pass whose clock runs. Raises MoveRefusedError for any other."""
    if dossier.is_waiting:
        raise MoveRefusedError(
            "Thời hạn của hồ sơ đang tạm dừng. Hãy tính tiếp thời hạn trước."
        )


def _check_in_work(dossier: Dossier, verb: str) -> None:
    if dossier.current_status is not Status.PROCESSING:
        raise MoveRefusedError(
            f"Hồ sơ đang ở tình trạng “{dossier.status_label}”, không {verb} thời hạn "
            "được. Chỉ hồ sơ đang giải quyết mới được."
        )


def _check_ground(ground: str) -> None:
    if not ground:
        raise MoveRefusedError("Hãy ghi căn cứ của việc tạm dừng hoặc tính tiếp.")


def _due_after(
    dossier: Dossier, move: ClockMove, office: Office, by: Act
) -> datetime | None:
    """Return the due moment after a wait; of an overdue dossier the one it had."""
    since, due_at = dossier.waiting_since, dossier.due_at
    if since is None or due_at is None:
        raise ValueError("Only a dossier that waits can end its wait.")
    word = word_of(dossier, office=office, moment=by.moment)
    if word is Timeliness.PENDING_OVERDUE:
        return due_at
    count = _restarted if move is ClockMove.RESTART else _resumed
    try:
        counted = count(dossier, since, by.moment, _terms(dossier, office))
    except CalendarError as error:
        raise MoveRefusedError(str(error)) from error
    return max(from_local(counted), due_at)


def _resumed(
    dossier: Dossier, since: datetime, moment: datetime, terms: Terms
) -> datetime:
    return resumed_due(
        due_at=_local(dossier.due_at),
        paused_at=to_local_minute(since),
        resumed_at=to_local_minute(moment),
        terms=terms,
    )


def _restarted(
    dossier: Dossier, _since: datetime, moment: datetime, terms: Terms
) -> datetime:
    return restarted_due(
        due_at=_local(dossier.original_due_at),
        received_at=_local(dossier.accepted_at),
        completed_at=to_local_minute(moment),
        terms=terms,
    )


def _local(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError("Hồ sơ chưa tiếp nhận thì chưa có thời hạn.")
    return to_local_minute(moment)


def _terms(dossier: Dossier, office: Office) -> Terms:
    return Terms(
        limit=limit_of(dossier),
        due_time=DueTime(dossier.due_time_policy or office.due_time_policy),
        calendar=working_calendar(office),
        by_day=dossier.compared_by_day,
    )


def _due_change(
    dossier: Dossier, due_at: datetime | None, ground: str, by: Act
) -> DueChange | None:
    """Move the due moment by a row; None where it stays."""
    previous = dossier.due_at
    if due_at is None or previous is None or due_at == previous:
        return None
    dossier.due_at = due_at
    return DueChange.objects.create(
        dossier=dossier,
        moment=by.moment,
        previous_due_at=previous,
        due_at=due_at,
        ground=ground,
        actor=by.actor,
    )


def _keep(
    dossier: Dossier,
    *,
    move: ClockMove,
    ground: str,
    by: Act,
    change: DueChange | None = None,
) -> None:
    """Write the row of an operation and its evidence."""
    ClockOperation.objects.create(
        dossier=dossier,
        kind=move.value,
        moment=by.moment,
        ground=ground,
        actor=by.actor,
        due_change=change,
    )
    words = {"clock": move.value, "ground": ground}
    if change:
        words["due_at"] = change.due_at.isoformat()
    grounded = replace(by, reason="")  # the ground says it all
    record(event_of(dossier, DossierEvent.CLOCK_MOVED, grounded, words=words))
