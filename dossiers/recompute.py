"""What a changed working calendar does to promises already made.

Only open dossiers whose due moment was counted move, each by a row with its ground.
Their limit is counted again from the receipt through everything that happened to their
clock. A dossier that is overdue stays so, and no due moment is moved into the past.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dossiers.acts import SUBJECT, Act
from dossiers.clock import Terms, restarted_due, resumed_due
from dossiers.enums import (
    WAITING_MOVES,
    ClockMove,
    DossierEvent,
    DueChangeKind,
)
from dossiers.models import ClockOperation, Dossier, DueChange
from dossiers.terms import limit_of
from dossiers.timekeeping import word_of
from dossiers.verifying import verified_due
from dossiers.workflow import MoveRefusedError
from procedures import deadlines
from procedures.office_calendar import from_local, to_local_minute, working_calendar
from procedures.openinghours import CalendarError
from procedures.timeliness import Timeliness
from wardportal.history.chain import Draft, record_many
from wardportal.office.enums import DueTime
from wardportal.office.models import Office

GROUND = "Lịch làm việc thay đổi"
CHUNK = 500


@dataclass(frozen=True)
class Shifted:
    """A dossier with the due moment (aware) that the calendar now gives."""

    dossier: Dossier
    previous_due_at: datetime
    due_at: datetime


def shifted(*, office: Office, moment: datetime) -> list[Shifted]:
    """Find the dossiers that the calendar of now would move, the earliest due first.

    Raises CalendarError when the calendar cannot answer for one of them.
    """
    return list(_shifted(Dossier.objects.recomputable(), office, moment))


def recompute(*, office: Office, by: Act) -> int:
    """Move their due moments, each with a row and its evidence; return how many.

    ``by.reason`` says what was changed. Raises MoveRefusedError without it, or when
    the calendar cannot answer.
    """
    if not by.reason:
        raise MoveRefusedError("Hãy ghi lịch thay đổi thế nào, theo văn bản nào.")
    with transaction.atomic():
        open_now = Dossier.objects.recomputable().select_for_update(of=("self",))
        try:
            moved = list(_shifted(open_now, office, by.moment))
        except CalendarError as error:
            raise MoveRefusedError(str(error)) from error
        _write(moved, office, by)
    return len(moved)


def replayed_due(dossier: Dossier, office: Office) -> datetime:
    """Count the due moment (aware) anew through the whole life of the clock.

    Raises CalendarError, and ValueError for a due moment that was not counted.
    """
    limit = limit_of(dossier)
    if limit is None or dossier.accepted_at is None:
        raise ValueError("Hạn trả này không tính theo thời hạn.")
    terms = Terms(
        limit=limit,
        due_time=DueTime(dossier.due_time_policy or office.due_time_policy),
        calendar=working_calendar(office),
        by_day=dossier.compared_by_day,
    )
    received = to_local_minute(dossier.accepted_at)
    due_at = deadlines.due_at(
        received, limit, calendar=terms.calendar, due_time=terms.due_time
    ).due_at
    paused_at = received
    for entry in _clock_of(dossier):
        moment = to_local_minute(entry.moment)
        if isinstance(entry, DueChange):
            days = dossier.procedure_version.verification_days
            due_at = verified_due(due_at, days, terms.calendar)
        elif entry.kind in WAITING_MOVES:
            paused_at = moment
        elif entry.due_change_id:
            due_at = max(due_at, _after(entry, due_at, paused_at, terms))
    return from_local(due_at)


def _shifted(
    dossiers: Iterable[Dossier], office: Office, moment: datetime
) -> Iterator[Shifted]:
    for dossier in dossiers:
        due_at = replayed_due(dossier, office)
        late = word_of(dossier, office=office, moment=moment)
        stays = late is Timeliness.PENDING_OVERDUE or due_at <= moment
        if dossier.due_at and due_at != dossier.due_at and not stays:
            yield Shifted(dossier, dossier.due_at, due_at)


def _clock_of(dossier: Dossier) -> list[ClockOperation | DueChange]:
    """List what happened to the clock in order, the calendar's own changes apart."""
    verified = [
        change
        for change in dossier.due_changes.all()
        if change.kind == DueChangeKind.VERIFICATION
    ]
    entries: list[ClockOperation | DueChange] = [
        *dossier.clock_operations.all(),
        *verified,
    ]
    return sorted(entries, key=lambda entry: entry.moment)


def _after(
    entry: ClockOperation, due_at: datetime, paused_at: datetime, terms: Terms
) -> datetime:
    moment = to_local_minute(entry.moment)
    if entry.kind == ClockMove.RESTART:
        return restarted_due(
            due_at=due_at, received_at=paused_at, completed_at=moment, terms=terms
        )
    return resumed_due(
        due_at=due_at, paused_at=paused_at, resumed_at=moment, terms=terms
    )


def _write(moved: Sequence[Shifted], office: Office, by: Act) -> None:
    ground = f"{GROUND}: {by.reason}"[:300]
    DueChange.objects.bulk_create(
        [_change(each, ground, by) for each in moved], batch_size=CHUNK
    )
    for each in moved:
        each.dossier.due_at = each.due_at
        word = word_of(each.dossier, office=office, moment=by.moment)
        each.dossier.timeliness = word.value
    Dossier.objects.bulk_update(
        [each.dossier for each in moved], ["due_at", "timeliness"], batch_size=CHUNK
    )
    record_many([_draft(each, ground, by) for each in moved])


def _change(each: Shifted, ground: str, by: Act) -> DueChange:
    return DueChange(
        dossier=each.dossier,
        moment=by.moment,
        previous_due_at=each.previous_due_at,
        due_at=each.due_at,
        kind=DueChangeKind.CALENDAR.value,
        ground=ground,
        actor=by.actor,
    )


def _draft(each: Shifted, ground: str, by: Act) -> Draft:
    return Draft(
        event=DossierEvent.DUE_MOVED.value,
        moment=by.moment,
        subject_kind=SUBJECT,
        subject_id=each.dossier.id,
        actor_id=by.actor.id,
        target=each.dossier.status,
        words={"ground": ground, "due_at": each.due_at.isoformat()},
    )
