"""What a citizen is told of a dossier: the answer first, then how far it has come."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from dossiers.acts import SUBJECT
from dossiers.buckets import DeskDay
from dossiers.enums import (
    DELIVERY_LABELS,
    Delivery,
    DossierEvent,
    Outcome,
    Status,
)
from dossiers.models import Dossier
from dossiers.results import results_for_applicant
from dossiers.supplementing import open_request
from dossiers.timekeeping import word_of
from dossiers.views.tracking_wait import (
    PAUSED,
    is_paused_in_work,
    papers_asked_for,
    payment_words,
    supplement_words,
)
from dossiers.wording import WAITING_FOR_CITIZEN, late_words, left_today_words
from procedures.enums import LimitUnit
from procedures.office_calendar import to_local_minute, working_calendar
from procedures.openinghours import CalendarError
from procedures.timeliness import Timeliness
from procedures.workcalendar import WorkCalendar
from wardportal.formats import clock_and_day, clock_on_date, masked_name, short_date
from wardportal.history.models import Event
from wardportal.office.models import Office

DEGREES: dict[Status, int] = {
    Status.SUBMITTED: 0,
    Status.ACCEPTED: 1,
    Status.PROCESSING: 2,
    Status.AWAITING_SIGNATURE: 2,
    Status.AWAITING_SUPPLEMENT: 2,
    Status.AWAITING_PAYMENT: 2,
    Status.RESOLVED: 3,
    Status.REFUSED: 3,
}
"""Of four steps how many are behind; whatever is not named has come to its end."""

STEPS = 4
BRING = "Mang theo căn cước và giấy hẹn."
NOTHING_TO_DO = (
    "Bạn không cần làm gì thêm. Nếu cần bổ sung giấy tờ, chúng tôi sẽ liên hệ với bạn."
)
CURRENT = {
    Status.SUBMITTED: "Chờ tiếp nhận",
    Status.ACCEPTED: "Chờ người giải quyết nhận hồ sơ",
    Status.PROCESSING: "Đang giải quyết",
    Status.AWAITING_SIGNATURE: "Chờ ký",
    Status.AWAITING_SUPPLEMENT: "Chờ bạn bổ sung giấy tờ",
    Status.AWAITING_PAYMENT: "Chờ bạn nộp phí, lệ phí",
}
WAITS = {
    Status.AWAITING_SUPPLEMENT: "Hãy mang đến những giấy tờ ghi trong phiếu yêu cầu "
    "bổ sung. Hồ sơ được giải quyết tiếp khi đủ giấy tờ.",
    Status.AWAITING_PAYMENT: "Hãy nộp phí, lệ phí ghi trong thông báo. "
    "Hồ sơ được giải quyết tiếp khi đã nộp.",
}
COLLECT = {
    Delivery.COUNTER: BRING,
    Delivery.POST: "Kết quả được gửi qua bưu chính đến nơi bạn đã khai.",
    Delivery.ELECTRONIC: "Kết quả được gửi dưới dạng điện tử.",
}
ON_THE_WAY: dict[str, str] = {
    DossierEvent.TAKEN: "Đã có người giải quyết",
    DossierEvent.SUPPLEMENT_ASKED: "Đã yêu cầu bổ sung",
    DossierEvent.SUPPLEMENT_ENDED: "Đã hết chờ bổ sung",
    DossierEvent.PAYMENT_ASKED: "Đã yêu cầu nộp phí, lệ phí",
    DossierEvent.PAYMENT_MADE: "Đã nộp phí, lệ phí",
}
CLOSED: dict[str, str] = {
    Outcome.GRANTED: "Đã có kết quả",
    Outcome.REFUSED: "Đã từ chối",
    Outcome.WITHDRAWN: "Đã rút theo yêu cầu",
    Outcome.STOPPED: "Đã dừng giải quyết",
}


@dataclass(frozen=True)
class Answer:
    """The variables of components/status_panel.html."""

    title: str
    text: str
    tone: str = "grey"
    percent: int | None = None
    meter_label: str = ""


Ending = Callable[[Dossier, Office, str], Answer]
"""Says how a dossier ended, from itself, the office and the reason written."""


@dataclass(frozen=True)
class Step:
    """One entry of components/timeline.html."""

    title: str
    state: str
    when: str = ""
    text: str = ""


def page(dossier: Dossier, day: DeskDay) -> dict[str, Any]:
    """Gather what a citizen who proved who they are may see."""
    events = list(Event.objects.of_subject(SUBJECT, dossier.id).with_words())
    waiting = dossier.current_status is Status.AWAITING_SUPPLEMENT
    request = open_request(dossier) if waiting else None
    asked = supplement_words(request, day) if request else payment_words(events)
    return {
        "dossier": dossier,
        "answer": answer(dossier, day, reason=_reason(events), asked=asked),
        "papers": papers_asked_for(request),
        "facts": [
            {"label": "Người nộp", "value": masked_name(dossier.applicant.full_name)},
            {"label": "Nộp ngày", "value": short_date(_local(dossier.submitted_at))},
            {
                "label": "Nhận kết quả",
                "value": DELIVERY_LABELS[Delivery(dossier.delivery)],
            },
        ],
        "asks_for_papers": request is not None,
        "results": list(results_for_applicant(dossier)),
        "steps": steps(dossier, events, day.moment),
        "last_digits": dossier.code[-STEPS:],
    }


def degree(dossier: Dossier) -> Answer:
    """Say the degree of completion and nothing else: all that a code alone shows."""
    done = DEGREES.get(dossier.current_status, STEPS)
    return Answer(
        title=f"Đã qua {done} trên {STEPS} bước",
        text="Bốn bước: tiếp nhận, giải quyết, có kết quả, trả kết quả.",
        tone="blue",
        percent=100 * done // STEPS,
        meter_label=f"Mức độ hoàn thành: {100 * done // STEPS}%",
    )


def too_often(office: Office) -> str:
    """Say what to do when no try is left."""
    call = f" hoặc gọi {office.phone} trong giờ làm việc" if office.phone else ""
    return f"Bạn đã tra cứu nhiều lần. Hãy thử lại sau vài giờ{call}."


def answer(dossier: Dossier, day: DeskDay, *, reason: str, asked: str) -> Answer:
    """Answer in one sentence where the dossier stands, and what is asked for."""
    status = dossier.current_status
    if status in ENDS:
        return ENDS[status](dossier, day.office, reason)
    if status in WAITING_FOR_CITIZEN:
        return Answer(CURRENT[status], asked or WAITS[status], "purple")
    if dossier.due_at is None or status is Status.SUBMITTED:
        return Answer(CURRENT[Status.SUBMITTED], NOTHING_TO_DO, "blue")
    return _in_hand(dossier, dossier.due_at, day)


def steps(dossier: Dossier, events: Iterable[Event], now: datetime) -> list[Step]:
    """Tell what is behind, what is being done and what will follow; ``now`` is aware."""
    status = dossier.current_status
    behind = _behind(dossier, events)
    if status in CURRENT:
        return [*behind, _current(status), *_ahead(dossier, now)]
    if status is Status.RESOLVED:
        collect = COLLECT[Delivery(dossier.delivery)]
        return [*behind, Step("Trả kết quả", "current", text=collect)]
    return behind


def _in_hand(dossier: Dossier, due_at: datetime, day: DeskDay) -> Answer:
    now, due = to_local_minute(day.moment), to_local_minute(due_at)
    calendar = working_calendar(day.office)
    word = word_of(dossier, office=day.office, moment=day.moment)
    if word is Timeliness.PENDING_OVERDUE:
        late = late_words(due, now, calendar, unit="ngày làm việc")
        return Answer(_joined(late), _apology(dossier, due, day.office), "red")
    if is_paused_in_work(dossier):
        return Answer("Đang giải quyết, thời hạn tạm dừng", PAUSED, "purple")
    percent, meter = _passed(dossier, now, due, calendar)
    text = f"Dự kiến có kết quả trước {clock_and_day(due)}."
    if dossier.promised_at:
        text = _apology_beforehand(dossier, due)
    return Answer(_joined(_left(now, due, calendar)), text, "blue", percent, meter)


def _resolved(dossier: Dossier, office: Office, _reason: str) -> Answer:
    text = COLLECT[Delivery(dossier.delivery)]
    if dossier.delivery == Delivery.COUNTER:
        place = ", ".join(part for part in (office.desk_name, office.address) if part)
        text = f"{BRING[:-1]} đến {place}, trong giờ làm việc."
    return Answer("Đã có kết quả", text, "green")


def _returned(dossier: Dossier, _office: Office, _reason: str) -> Answer:
    when = clock_on_date(_local(dossier.returned_at)) if dossier.returned_at else ""
    return Answer("Đã trả kết quả", f"Trả lúc {when}.")


def _refused(_dossier: Dossier, office: Office, reason: str) -> Answer:
    why = f"Lý do: {reason.rstrip('.')}. " if reason else ""
    come = f"Hãy đến {office.desk_name} nhận văn bản trả lời và giấy tờ đã nộp."
    return Answer("Hồ sơ bị từ chối", f"{why}{come}")


def _not_accepted(_dossier: Dossier, office: Office, reason: str) -> Answer:
    why = f"Lý do: {reason.rstrip('.')}. " if reason else ""
    return Answer("Hồ sơ không được tiếp nhận", f"{why}{_question(office)}")


def _annulled(dossier: Dossier, office: Office, _reason: str) -> Answer:
    annulment = getattr(dossier, "annulment", None)
    new = annulment and annulment.replaced_by
    if new is None:
        return Answer("Hồ sơ đã hủy vì nhập nhầm", _question(office))
    return Answer("Hồ sơ được nhập lại", f"Mã mới: {new.code}. {_question(office)}")


def _ended(title: str) -> Ending:
    return lambda _dossier, office, _reason: Answer(title, _question(office))


def _question(office: Office) -> str:
    where = f"gọi {office.phone}" if office.phone else f"hỏi {office.desk_name}"
    return f"Nếu cần hỏi thêm, hãy {where} trong giờ làm việc."


ENDS: dict[Status, Ending] = {
    Status.RESOLVED: _resolved,
    Status.RETURNED: _returned,
    Status.REFUSED: _refused,
    Status.NOT_ACCEPTED: _not_accepted,
    Status.WITHDRAWN: _ended("Hồ sơ đã rút theo yêu cầu của bạn"),
    Status.STOPPED: _ended("Hồ sơ dừng giải quyết"),
    Status.ANNULLED: _annulled,
}


def _joined(words: str) -> str:
    return f"Đang giải quyết, {words[:1].lower()}{words[1:]}"


def _left(now: datetime, due: datetime, calendar: WorkCalendar) -> str:
    if due.date() <= now.date():
        return left_today_words(due, now, calendar)
    try:
        days = calendar.working_days_between(now.date(), due.date())
    except CalendarError:
        return f"hẹn trả {short_date(due)}"
    return f"còn {days} ngày làm việc"


def _passed(
    dossier: Dossier, now: datetime, due: datetime, calendar: WorkCalendar
) -> tuple[int | None, str]:
    """Measure the way through a limit in working days.

    Nothing for other limits, or where a wait lies within the time.
    """
    moved = dossier.due_at != dossier.original_due_at
    if dossier.limit_unit != LimitUnit.WORKING_DAY or moved or not dossier.accepted_at:
        return None, ""
    accepted = _local(dossier.accepted_at).date()
    try:
        total = calendar.working_days_between(accepted, due.date())
        passed = calendar.working_days_between(accepted, now.date())
    except CalendarError:
        return None, ""
    passed = min(max(passed, 0), total)
    percent = 100 * passed // total if total else 100
    return percent, f"Đã qua {passed} trên {total} ngày làm việc"


def _apology(dossier: Dossier, due: datetime, office: Office) -> str:
    new = _promise(dossier) or _call(office)
    return (
        f"Chúng tôi xin lỗi vì chưa trả kết quả đúng hẹn ({clock_and_day(due)}). {new}"
    )


def _apology_beforehand(dossier: Dossier, due: datetime) -> str:
    words = (
        f"Chúng tôi xin lỗi vì không kịp trả kết quả đúng hẹn ({clock_and_day(due)})"
    )
    return f"{words}. {_promise(dossier)}"


def _promise(dossier: Dossier) -> str:
    """Say the new date and why there is one; empty where none was promised."""
    if dossier.promised_at is None:
        return ""
    extension = getattr(dossier, "extension", None)
    why = f" Lý do: {extension.reason.rstrip('.')}." if extension else ""
    return f"Hẹn lại: {clock_and_day(_local(dossier.promised_at))}.{why}"


def _call(office: Office) -> str:
    if not office.phone:
        return "Hãy hỏi tại nơi đã nộp hồ sơ để biết ngày trả."
    return f"Hãy gọi {office.phone} để biết ngày trả."


def _behind(dossier: Dossier, events: Iterable[Event]) -> list[Step]:
    if dossier.accepted_at is None:
        return [Step("Đã nộp", "done", clock_on_date(_local(dossier.submitted_at)))]
    moments = (
        ("Đã tiếp nhận", dossier.accepted_at),
        *_told_on_the_way(events),
        (CLOSED.get(dossier.outcome, ""), dossier.resolved_at),
        ("Đã trả kết quả", dossier.returned_at),
        ("Đã hủy vì nhập nhầm", dossier.annulled_at),
    )
    return [
        Step(title, "done", clock_on_date(_local(moment)))
        for title, moment in moments
        if moment
    ]


def _told_on_the_way(events: Iterable[Event]) -> Iterator[tuple[str, datetime]]:
    """Tell, in order, when it was taken and what was waited for."""
    taken = False
    for event in events:
        title = ON_THE_WAY.get(event.event, "")
        if title and not (taken and event.event == DossierEvent.TAKEN):
            yield title, event.moment
        taken = taken or event.event == DossierEvent.TAKEN


def _current(status: Status) -> Step:
    return Step(CURRENT[status], "current", text=WAITS.get(status, NOTHING_TO_DO))


def _ahead(dossier: Dossier, now: datetime) -> list[Step]:
    due = dossier.promised_at or dossier.due_at
    ahead = due if due and due > now and not dossier.is_waiting else None
    expected = f"Dự kiến trước {clock_and_day(_local(ahead))}" if ahead else ""
    return [
        Step("Có kết quả", "next", expected),
        Step("Trả kết quả", "next", text=COLLECT[Delivery(dossier.delivery)]),
    ]


ENDING_EVENTS = frozenset({DossierEvent.CLOSED, DossierEvent.NOT_ACCEPTED})


def _reason(events: Iterable[Event]) -> str:
    closings = [e for e in events if e.event in ENDING_EVENTS]
    payload = getattr(closings[-1], "payload", None) if closings else None
    return str(payload.words.get("reason", "")) if payload else ""


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)
