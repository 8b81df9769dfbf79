"""Asks for missing papers in writing, and keeps what becomes of the request (Mẫu 02).

Source: Nghị định 118/2025/NĐ-CP (incomplete dossiers): one request lists every missing
paper, a further one needs a reason and an approval; after appraisal a dossier is sent
back within a few working days of its receipt only. Where the procedure allows a pause
the clock goes on with what was left; elsewhere it begins anew when all is in.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from dossiers.acts import Act, event_of, locked
from dossiers.enums import (
    ClockMove,
    DossierEvent,
    Status,
    SupplementEnd,
    SupplementStage,
)
from dossiers.handing import taking_rows
from dossiers.models import Dossier, HandOver, SupplementPaper, SupplementRequest
from dossiers.waiting import begin_wait, check_running, end_wait
from dossiers.workflow import MoveRefusedError, check_transition
from procedures.office_calendar import to_local_minute, working_calendar
from procedures.openinghours import CalendarError
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.formats import short_date
from wardportal.history.chain import Draft, record
from wardportal.office.models import Office


@dataclass(frozen=True)
class MissingPaper:
    """One paper to bring, how many of it, and what is wrong with the one brought."""

    name: str
    quantity: int = 1
    note: str = ""


@dataclass(frozen=True)
class Missing:
    """What a request lists; without a day it expires after the office's usual time."""

    papers: tuple[MissingPaper, ...]
    stage: SupplementStage = SupplementStage.BEFORE_APPRAISAL
    contact: str = ""
    expires_on: date | None = None

    def as_facts(self) -> dict[str, Any]:
        """Return the request as a proposal keeps it: plain JSON values."""
        day = self.expires_on.isoformat() if self.expires_on else None
        return {**asdict(self), "stage": self.stage.value, "expires_on": day}

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> "Missing":
        """Read a request back from a proposal."""
        day = facts["expires_on"]
        return cls(
            papers=tuple(MissingPaper(**paper) for paper in facts["papers"]),
            stage=SupplementStage(facts["stage"]),
            contact=facts["contact"],
            expires_on=date.fromisoformat(day) if day else None,
        )


def ask_supplement(
    *,
    dossier_id: uuid.UUID,
    missing: Missing,
    office: Office,
    by: Act,
    proposer: User | None = None,
) -> Dossier:
    """Ask for missing papers, with the reason; the clock pauses or stops.

    ``proposer`` asks where ``by`` is the leader who approves. Raises MoveRefusedError
    for a further request that no leader makes or approves, one without papers or
    reason, one that comes too late after appraisal, or an expiry that has passed.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        source = dossier.current_status
        check_transition(source, Status.AWAITING_SUPPLEMENT)
        check_running(dossier)
        request = _request(dossier, missing, office, by, proposer or by.actor)
        request.save(force_insert=True)
        SupplementPaper.objects.bulk_create(
            SupplementPaper(request=request, order=order, **asdict(paper))
            for order, paper in enumerate(missing.papers)
        )
        _hold(dossier, request.asked_by, by.moment)
        record(_asked_event(dossier, request, missing, by, source))
        move = ClockMove.PAUSE if request.pauses else ClockMove.STOP
        begin_wait(dossier, move=move, ground=_name_of(request), by=by)
    return dossier


def complete_supplement(*, dossier_id: uuid.UUID, office: Office, by: Act) -> Dossier:
    """Record that every paper asked for is in; the clock goes on or begins anew.

    Raises MoveRefusedError when nothing is waited for.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        request = _waited_for(dossier)
        _go_on(dossier, request, SupplementEnd.COMPLETED, by)
        move = ClockMove.RESUME if request.pauses else ClockMove.RESTART
        ground = f"Đã bổ sung đủ theo {_name_of(request).lower()}"
        end_wait(dossier, move=move, ground=ground, office=office, by=by)
    return dossier


def cancel_supplement(*, dossier_id: uuid.UUID, office: Office, by: Act) -> Dossier:
    """Take a request back, with the reason.

    Where the procedure allows no pause the time waited counts as used: a request that
    was not needed wins none. Raises MoveRefusedError without a reason, or when nothing
    is waited for.
    """
    if not by.reason:
        raise MoveRefusedError("Hãy ghi lý do không cần bổ sung nữa.")
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        request = _waited_for(dossier)
        _go_on(dossier, request, SupplementEnd.CANCELLED, by)
        end_wait(
            dossier,
            move=ClockMove.RESUME,
            ground=f"Không cần {_name_of(request).lower()} nữa",
            office=office,
            by=by,
            needless=not request.pauses,
        )
    return dossier


def end_waits(dossier: Dossier, *, ground: str, office: Office, by: Act) -> None:
    """End whatever a locked dossier waits for, because it is being closed.

    Its due moment is then what the time before the wait has left of the limit.
    """
    end_request(dossier, by=by)
    if dossier.is_waiting:
        move = ClockMove.RESUME
        end_wait(dossier, move=move, ground=ground, office=office, by=by)


def end_request(dossier: Dossier, *, by: Act) -> None:
    """End the open request of a locked dossier that is closed or annulled, if any."""
    request = open_request(dossier)
    if request is None:
        return
    expired = request.expires_on < timezone.localdate(by.moment)
    _end(request, SupplementEnd.EXPIRED if expired else SupplementEnd.CANCELLED, by)


def open_request(dossier: Dossier) -> SupplementRequest | None:
    """Return the request that a dossier waits for, with its papers."""
    waiting = dossier.supplements.filter(ended_at__isnull=True)
    return waiting.prefetch_related("papers").first()


def expiries_of(dossiers: Iterable[Dossier]) -> dict[uuid.UUID, date]:
    """Return until when papers are waited for, by dossier; asks only where any is."""
    waiting = Status.AWAITING_SUPPLEMENT
    ids = [each.id for each in dossiers if each.current_status is waiting]
    if not ids:
        return {}
    requests = SupplementRequest.objects.filter(dossier__in=ids, ended_at__isnull=True)
    return dict(requests.values_list("dossier_id", "expires_on"))


def _request(
    dossier: Dossier, missing: Missing, office: Office, by: Act, asker: User
) -> SupplementRequest:
    if not missing.papers or not by.reason:
        raise MoveRefusedError("Hãy ghi giấy tờ còn thiếu và lý do yêu cầu bổ sung.")
    number = dossier.supplements.count() + 1
    if missing.stage is SupplementStage.AFTER_APPRAISAL:
        _check_sent_back_in_time(dossier, office, by)
    return SupplementRequest(
        dossier=dossier,
        number=number,
        stage=missing.stage.value,
        asked_at=by.moment,
        asked_by=asker,
        reason=by.reason,
        contact=missing.contact,
        expires_on=_expiry(missing, office, timezone.localdate(by.moment)),
        approved_by=_approver(by) if number > 1 else None,
        pauses=dossier.procedure_version.pause_allowed,
    )


def _approver(by: Act) -> User:
    if Role.LEADER not in by.actor.roles:
        raise MoveRefusedError(
            "Hồ sơ đã được yêu cầu bổ sung một lần. "
            "Lần sau phải có lý do và được lãnh đạo duyệt."
        )
    return by.actor


def _expiry(missing: Missing, office: Office, today: date) -> date:
    day = missing.expires_on or today + timedelta(days=office.supplement_days)
    if day <= today:
        raise MoveRefusedError(
            "Ngày hết hạn bổ sung phải sau hôm nay. Hãy chọn ngày khác."
        )
    return day


def _check_sent_back_in_time(dossier: Dossier, office: Office, by: Act) -> None:
    """Refuse to send back after appraisal what came in too long ago."""
    received = dossier.receipt_day
    today = to_local_minute(by.moment).date()
    try:
        passed = working_calendar(office).working_days_between(received, today)
    except CalendarError as error:
        raise MoveRefusedError(str(error)) from error
    if passed > office.sent_back_days:
        raise MoveRefusedError(
            f"Sau thẩm định chỉ trả lại để bổ sung trong {office.sent_back_days} ngày "
            f"làm việc kể từ ngày nhận ({short_date(received)}). "
            "Hãy giải quyết hoặc từ chối hồ sơ."
        )


def _hold(dossier: Dossier, asker: User, moment: datetime) -> None:
    """Let the dossier wait; an officer who asks for what nobody has works on it."""
    if dossier.officer_id is None and Role.OFFICER in asker.roles:
        passed = taking_rows(dossier, officer=asker, moment=moment)
        HandOver.objects.bulk_create(passed)
        dossier.officer = asker
    dossier.status = Status.AWAITING_SUPPLEMENT.value
    dossier.save(update_fields=["status", "officer"])


def _waited_for(dossier: Dossier) -> SupplementRequest:
    check_transition(
        dossier.current_status, Status.PROCESSING, only_from=Status.AWAITING_SUPPLEMENT
    )
    request = open_request(dossier)
    if request is None:
        raise MoveRefusedError("Hồ sơ không chờ bổ sung giấy tờ nào.")
    return request


def _go_on(
    dossier: Dossier, request: SupplementRequest, end: SupplementEnd, by: Act
) -> None:
    source = dossier.current_status
    _end(request, end, by)
    dossier.status = Status.PROCESSING.value
    dossier.save(update_fields=["status"])
    words = {"number": request.number, "end": end.value}
    event = DossierEvent.SUPPLEMENT_ENDED
    record(event_of(dossier, event, by, source=source, words=words))


def _end(request: SupplementRequest, end: SupplementEnd, by: Act) -> None:
    request.ended_at, request.ended_by, request.end = by.moment, by.actor, end.value
    request.save(update_fields=["ended_at", "ended_by", "end"])


def _name_of(request: SupplementRequest) -> str:
    return f"Yêu cầu bổ sung lần {request.number}"


def _asked_event(
    dossier: Dossier,
    request: SupplementRequest,
    missing: Missing,
    by: Act,
    source: Status,
) -> Draft:
    words = {
        "number": request.number,
        "papers": [paper.name for paper in missing.papers],
        "expires_on": request.expires_on.isoformat(),
    }
    event = DossierEvent.SUPPLEMENT_ASKED
    return event_of(dossier, event, by, source=source, words=words)
