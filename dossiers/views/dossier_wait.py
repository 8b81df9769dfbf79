"""What a dossier waits for and waited for, as its own page tells it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from dossiers.buckets import DeskDay
from dossiers.enums import (
    CLOCK_LABELS,
    STAGE_LABELS,
    SUPPLEMENT_END_LABELS,
    ClockMove,
    Status,
    SupplementEnd,
    SupplementStage,
)
from dossiers.models import ClockOperation, Dossier, SupplementPaper, SupplementRequest
from dossiers.permissions import MOVES, MoveKind
from wardportal.accounts.models import User
from wardportal.formats import clock_and_day, clock_on_date, short_date

Row = dict[str, str]
"""One row of components/summary.html."""

Note = dict[str, Any]
"""The variables of components/note.html."""


@dataclass(frozen=True)
class Waits:
    """The requests and clock operations of a dossier, in order."""

    requests: list[SupplementRequest] = field(default_factory=list)
    operations: list[ClockOperation] = field(default_factory=list)

    @classmethod
    def of(cls, dossier: Dossier) -> "Waits":
        """Read them; a dossier that never waited takes one query."""
        known = dossier.clock_operations.select_related("actor", "due_change")
        operations = list(known)
        if not operations:
            return cls()
        asked = dossier.supplements.select_related("asked_by", "approved_by")
        return cls(list(asked.prefetch_related("papers")), operations)


def wait_parts(waits: Waits) -> dict[str, Any]:
    """Give the variables of components/dossier_waits.html."""
    return {
        "requests": [_request(request) for request in waits.requests],
        "clock": [_operation(operation) for operation in waits.operations],
    }


def wait_notes(
    waits: Waits, dossier: Dossier, user: User, day: DeskDay
) -> Iterator[Note]:
    """Say what the dossier waits for now, and what can be done once that is vain."""
    request = next((r for r in waits.requests if r.is_open), None)
    if request:
        yield _on_request(request, dossier, user, day)
    elif dossier.current_status is Status.AWAITING_PAYMENT:
        clock = "tạm dừng" if dossier.is_waiting else "vẫn chạy"
        text = f"thời hạn giải quyết {clock} trong lúc chờ."
        yield _note("purple", "Chờ người nộp thực hiện nghĩa vụ tài chính:", text)
    elif dossier.waiting_since is not None:
        last = waits.operations[-1]
        text = f"từ {_moment(dossier.waiting_since)}. {last.ground.rstrip('.')}."
        yield _note("purple", "Đang tạm dừng thời hạn:", text)


def clock_words(words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Say what an operation of the clock adds to its event's name."""
    if "clock" in words:
        yield "", CLOCK_LABELS[ClockMove(words["clock"])]
    if "clock" in words and "due_at" in words:
        moved = datetime.fromisoformat(words["due_at"])
        yield "Hạn trả mới: ", clock_and_day(timezone.localtime(moved))
    if "end" in words:
        yield "", SUPPLEMENT_END_LABELS[SupplementEnd(words["end"])]
    yield "Giấy tờ: ", "; ".join(words.get("papers", ()))
    yield "Số biên lai: ", words.get("receipt_number", "")


def _on_request(
    request: SupplementRequest, dossier: Dossier, user: User, day: DeskDay
) -> Note:
    until = short_date(request.expires_on)
    if request.expires_on >= day.today:
        return _note("purple", "Chờ bổ sung", f"đến hết ngày {until}.")
    text = f"ngày {until} mà giấy tờ chưa đủ."
    link = {}
    if MOVES[MoveKind.STOP].roles & user.roles:
        address = reverse("dossiers:move", args=[dossier.code, MoveKind.STOP])
        link = {"link_url": address, "link_label": "Dừng giải quyết"}
    return _note("amber", "Hết hạn bổ sung", text, **link)


def _request(request: SupplementRequest) -> dict[str, Any]:
    stage = STAGE_LABELS[SupplementStage(request.stage)].lower()
    approved = f", {request.approved_by} duyệt" if request.approved_by else ""
    rows = [
        _row("Yêu cầu", f"{_moment(request.asked_at)}, {request.asked_by}, {stage}"),
        _row("Lý do", f"{request.reason}{approved}"),
        *(_row(paper.name, _paper(paper)) for paper in request.papers.all()),
        _row("Liên hệ", request.contact),
        _row("Kết thúc", _end(request)),
    ]
    title = f"Yêu cầu bổ sung lần {request.number}"
    return {"title": title, "rows": [row for row in rows if row["value"]]}


def _paper(paper: SupplementPaper) -> str:
    count = f"{paper.quantity} bản"
    return f"{count}. {paper.note}" if paper.note else count


def _end(request: SupplementRequest) -> str:
    if request.ended_at is None:
        return f"Chờ đến hết ngày {short_date(request.expires_on)}"
    end = SUPPLEMENT_END_LABELS[SupplementEnd(request.end)]
    return f"{end}, {_moment(request.ended_at)}"


def _operation(operation: ClockOperation) -> Row:
    change = operation.due_change
    due = clock_and_day(timezone.localtime(change.due_at)) if change else ""
    said = [
        f"{_moment(operation.moment)}, {operation.actor}",
        operation.ground,
        f"Hạn trả mới: {due}" if due else "",
    ]
    label = CLOCK_LABELS[ClockMove(operation.kind)]
    return _row(label, "\n".join(part for part in said if part))


def _row(label: str, value: str) -> Row:
    return {"label": label, "value": value}


def _moment(moment: datetime) -> str:
    return clock_on_date(timezone.localtime(moment))


def _note(tone: str, title: str, text: str, **link: str) -> Note:
    link = link or {"link_url": "", "link_label": ""}
    return {"tone": tone, "title": title, "text": text, **link}
