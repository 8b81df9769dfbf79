"""What a dossier's own page shows: facts, people, papers, history, moves."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from dossiers.acts import SUBJECT
from dossiers.annulling import may_annul
from dossiers.buckets import DeskDay
from dossiers.enums import (
    DELIVERY_LABELS,
    EVENT_LABELS,
    OUTCOME_LABELS,
    STATUS_LABELS,
    Delivery,
    DossierEvent,
    DueSource,
    Outcome,
    Status,
)
from dossiers.forms.move_form import MoveForm
from dossiers.forms.moves import form_of
from dossiers.handing import next_morning
from dossiers.models import Dossier, DossierPaper
from dossiers.permissions import MOVES, MoveKind, next_move, open_moves
from dossiers.returning import way_returned
from dossiers.slips.kinds import forms_of
from dossiers.verifying import may_verify
from dossiers.views.dossier_notes import decision_words, notes, promise_words
from dossiers.views.dossier_return import way_words
from dossiers.views.dossier_wait import Waits, clock_words, wait_notes, wait_parts
from dossiers.views.files_page import file_rows
from dossiers.views.notice_words import notice_words
from dossiers.views.people_words import correction_words, people
from dossiers.views.worklist_page import due_of
from dossiers.wording import STATUS_TAGS
from procedures.deadlines import Limit
from procedures.enums import LimitUnit
from wardportal.accounts.models import User
from wardportal.formats import clock_and_day, clock_on_date, money, short_date
from wardportal.history.models import Event

CLOSED_FOR_GOOD = "Hồ sơ đã kết thúc thì không mở lại được."
WARNINGS: dict[MoveKind, str] = {
    MoveKind.REFUSE: "Hồ sơ đã từ chối thì không mở lại được.",
    MoveKind.STOP: CLOSED_FOR_GOOD,
    MoveKind.WITHDRAW: CLOSED_FOR_GOOD,
    MoveKind.ASK_SUPPLEMENT: "Hãy ghi một lần tất cả giấy tờ còn thiếu.",
    MoveKind.CANCEL_SUPPLEMENT: "Hồ sơ trở lại tình trạng đang giải quyết.",
    MoveKind.ASK_PAYMENT: "Hồ sơ chờ đến khi người nộp thực hiện xong.",
    MoveKind.PAUSE: "Trong lúc tạm dừng hồ sơ không bị quá hạn.",
    MoveKind.REFUSE_INTAKE: "Lãnh đạo duyệt xong thì hồ sơ không tiếp nhận được nữa.",
    MoveKind.EXTEND: "Mỗi hồ sơ chỉ xin lỗi và hẹn lại một lần; hạn trả vẫn giữ nguyên.",
    MoveKind.CHANGE_PROCEDURE: "Hồ sơ này được hủy; hồ sơ mới mang mã mới, "
    "giữ lúc tiếp nhận và giấy tờ đã nhận.",
    MoveKind.VERIFY: "Thời hạn được thêm một lần, theo số ngày thủ tục cho phép.",
    MoveKind.ANNUL: "Hồ sơ đã hủy thì không mở lại được; "
    "số của hồ sơ vẫn giữ và báo cáo có ghi.",
}
"""What is said on the page of its own where a move is confirmed."""

APART = frozenset(WARNINGS)
NOT_YET = "Chưa có"
"""Stands for the moments of a dossier that waits for its acceptance."""

MILD = frozenset(
    {
        MoveKind.EXTEND,
        MoveKind.VERIFY,
        MoveKind.ASK_SUPPLEMENT,
        MoveKind.CANCEL_SUPPLEMENT,
        MoveKind.ASK_PAYMENT,
        MoveKind.PAUSE,
    }
)
"""Moves apart that end nothing."""


@dataclass(frozen=True)
class Fact:
    """One row of components/summary.html or facts.html."""

    label: str
    value: str
    note: str = ""
    change_url: str = ""


@dataclass(frozen=True)
class Step:
    """One entry of components/timeline.html."""

    title: str
    when: str
    text: str
    state: str = "done"


@dataclass(frozen=True)
class Action:
    """One move that the reader may make now."""

    kind: MoveKind
    label: str
    form: MoveForm
    likeliest: bool
    apart: bool
    warning: str = ""
    mild: bool = False

    @property
    def key(self) -> str:
        """The key that makes the move: a result is returned without the mouse."""
        return "F8" if self.likeliest and self.kind is MoveKind.RETURN else ""


def page(
    dossier: Dossier, user: User, day: DeskDay, *, typed: dict[MoveKind, MoveForm]
) -> dict[str, Any]:
    """Gather the page; ``typed`` holds the forms that were sent and not accepted."""
    events = list(Event.objects.of_subject(SUBJECT, dossier.id).with_words())
    waits = Waits.of(dossier)
    return {
        "dossier": dossier,
        "status": STATUS_TAGS[dossier.current_status],
        "due": due_of(dossier, day),
        "facts": key_facts(dossier, day),
        "particulars": particulars(dossier),
        "people": people(dossier, user, today=day.today),
        "forms": forms_of(dossier),
        "papers": [paper_fact(paper) for paper in dossier.papers.all()],
        "files": file_rows(dossier),
        "history": history(events),
        "notes": [*wait_notes(waits, dossier, user, day), *notes(dossier, user, day)],
        "waits": wait_parts(waits),
        "actions": actions(dossier, user, day, typed),
        "seen": events[-1].sequence if events else 0,
    }


def key_facts(dossier: Dossier, day: DeskDay) -> list[Fact]:
    """Say when it came, when it is due, who has it, how it ended."""
    return [
        Fact(
            "Tiếp nhận", _moment(dossier.accepted_at) or NOT_YET, dossier.channel_label
        ),
        Fact("Hẹn trả", _appointment(dossier.due_at) or NOT_YET, limit_words(dossier)),
        Fact("Người xử lý", *officer_words(dossier, day)),
        Fact("Phí, lệ phí", fee_words(dossier), dossier.fee_exemption),
    ]


def officer_words(dossier: Dossier, day: DeskDay) -> tuple[str, str]:
    """Say who has it; of paper that came late in the day, from when."""
    if dossier.officer:
        return str(dossier.officer), ""
    morning = next_morning(dossier, office=day.office) if dossier.is_open else None
    waits = f"Nhận sau 15 giờ: chuyển từ {clock_and_day(morning)}" if morning else ""
    return "Chưa giao cho ai", waits


def limit_words(dossier: Dossier) -> str:
    """``3 ngày làm việc``, or the ground of a due moment that was stated."""
    if dossier.due_source == DueSource.AGREED:
        return f"Theo thỏa thuận: {dossier.due_ground}"
    if dossier.limit_value is None:
        return dossier.due_ground
    return str(Limit(dossier.limit_value, LimitUnit(dossier.limit_unit)))


def fee_words(dossier: Dossier) -> str:
    """``15.000 đồng``, or why there is no amount."""
    if dossier.fee_amount:
        return money(dossier.fee_amount)
    words = "; ".join(dossier.fee_lines)
    return f"{words[:1].upper()}{words[1:]}" or "Chưa có trong danh mục"


def particulars(dossier: Dossier) -> list[Fact]:
    """List what is only said where there is something to say."""
    outcome = OUTCOME_LABELS[Outcome(dossier.outcome)] if dossier.outcome else ""
    external = ", ".join(row.code for row in dossier.external_codes.all())
    rows = [
        Fact("Thủ tục", dossier.procedure.name),
        Fact("Mã ngoài", external),
        Fact("Nộp lúc", _if_other(dossier.submitted_at, dossier.accepted_at)),
        Fact("Dấu bưu điện", _postmark(dossier)),
        Fact("Nhập máy lúc", _if_other(dossier.logged_at, dossier.accepted_at)),
        Fact("Yếu tố nước ngoài", "Có" if dossier.foreign_element else ""),
        Fact("Nhận kết quả", DELIVERY_LABELS[Delivery(dossier.delivery)]),
        Fact("Giải quyết xong", _moment(dossier.resolved_at)),
        Fact("Kết thúc", outcome),
        Fact("Báo có kết quả", notice_words(dossier)),
        Fact("Trả kết quả", _returned(dossier)),
        Fact("Hẹn lại", _appointment(dossier.promised_at)),
        Fact("Người tiếp nhận", str(dossier.receiving_clerk)),
        Fact("Ghi chú", dossier.note),
    ]
    return [row for row in rows if row.value]


def paper_fact(paper: DossierPaper) -> Fact:
    """Say one kind of paper and how many of it were handed in."""
    counts = (
        (paper.originals, "bản chính"),
        (paper.certified_copies, "bản sao chứng thực"),
        (paper.copies, "bản sao"),
    )
    said = ", ".join(f"{count} {noun}" for count, noun in counts if count)
    return Fact(paper.name, said or "đã nhận")


def history(events: Iterable[Event]) -> list[Step]:
    """Tell the evidence of a dossier, the latest first."""
    told = [(event, _words(event)) for event in events]
    receivers = _people_named(words for _, words in told)
    return [
        Step(
            title=EVENT_LABELS[DossierEvent(event.event)],
            when=f"{_moment(event.moment)} · {event.actor or 'Hệ thống'}",
            text=_told(event, words, receivers),
        )
        for event, words in reversed(told)
    ]


def actions(
    dossier: Dossier, user: User, day: DeskDay, typed: Mapping[MoveKind, MoveForm]
) -> list[Action]:
    """List the moves open to the reader, the likeliest first."""
    status = dossier.current_status
    likeliest = next_move(status, user.roles)
    kinds = sorted(open_moves(status, user.roles), key=lambda kind: kind != likeliest)
    return [
        Action(
            kind=kind,
            label=MOVES[kind].label,
            form=typed.get(kind) or _form_when_shown(kind, dossier),
            likeliest=kind == likeliest,
            apart=kind in APART,
            warning=WARNINGS.get(kind, ""),
            mild=kind in MILD,
        )
        for kind in kinds
        if not _is_idle(kind, dossier, user, day)
    ]


def _form_when_shown(kind: MoveKind, dossier: Dossier) -> Any:
    """Make the form once it is looked at: of a move apart the page shows a link."""
    return SimpleLazyObject(lambda: form_of(kind, dossier))


Idle = Callable[[Dossier, User, DeskDay], bool]

IDLE: dict[MoveKind, Idle] = {
    MoveKind.TAKE: lambda dossier, user, _: dossier.officer_id not in {None, user.id},
    MoveKind.EXTEND: lambda dossier, *_: dossier.promised_at is not None,
    MoveKind.ANNUL: lambda dossier, user, day: not may_annul(dossier, user, day.moment),
    MoveKind.CHANGE_PROCEDURE: lambda dossier, user, day: (
        not may_annul(dossier, user, day.moment)
    ),
    MoveKind.VERIFY: lambda dossier, *_: dossier.is_waiting or not may_verify(dossier),
    MoveKind.RESUME: lambda dossier, *_: not dossier.is_waiting,
    MoveKind.PAUSE: lambda dossier, *_: (
        dossier.is_waiting or not dossier.procedure_version.pause_allowed
    ),
    MoveKind.SEND_FOR_SIGNATURE: lambda dossier, *_: dossier.is_waiting,
    MoveKind.ASK_SUPPLEMENT: lambda dossier, *_: dossier.is_waiting,
    MoveKind.ASK_PAYMENT: lambda dossier, *_: dossier.is_waiting,
}
"""Tells of a move that it would be refused at once: done before, or another's."""


def _is_idle(kind: MoveKind, dossier: Dossier, user: User, day: DeskDay) -> bool:
    idle = IDLE.get(kind)
    return idle is not None and idle(dossier, user, day)


def _words(event: Event) -> Mapping[str, Any]:
    payload = getattr(event, "payload", None)
    return payload.words if payload else {}


def _people_named(told: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    ids = {uuid.UUID(words["receiver"]) for words in told if words.get("receiver")}
    known = User.objects.in_bulk(ids) if ids else {}
    return {str(pk): str(user) for pk, user in known.items()}


def _told(event: Event, words: Mapping[str, Any], receivers: Mapping[str, str]) -> str:
    """Say what an event adds to its name; what was erased is not said."""
    moved = event.source and event.source != event.target
    said = (
        ("", f"{_label(event.source)} → {_label(event.target)}" if moved else ""),
        ("Người nhận: ", receivers.get(words.get("receiver", ""), "")),
        ("Sửa: ", correction_words(words)),
        ("Phương thức: ", way_words(words.get("way", ""))),
        ("Số bưu gửi: ", words.get("letter_number", "")),
        ("Người nhận kết quả: ", words.get("collector", "")),
        *decision_words(words),
        *clock_words(words),
        ("Lý do: ", words.get("reason", "")),
        *promise_words(words),
        ("Căn cứ: ", words.get("ground", "")),
    )
    return ". ".join(f"{label}{text}" for label, text in said if text)


def _label(status: str) -> str:
    return STATUS_LABELS[Status(status)]


def _moment(moment: Any) -> str:
    return clock_on_date(timezone.localtime(moment)) if moment else ""


def _appointment(moment: Any) -> str:
    return clock_and_day(timezone.localtime(moment)) if moment else ""


def _if_other(moment: Any, usual: Any) -> str:
    """Say a moment only where it is not the usual one, to the minute."""
    return "" if _moment(moment) == _moment(usual) else _moment(moment)


def _returned(dossier: Dossier) -> str:
    """Say when and by which way a result went; "" before it did."""
    if dossier.returned_at is None:
        return ""
    return f"{_moment(dossier.returned_at)} · {way_returned(dossier)}"


def _postmark(dossier: Dossier) -> str:
    day = short_date(dossier.postmark_day) if dossier.postmark_day else ""
    return " · ".join(part for part in (day, dossier.letter_number) if part)
