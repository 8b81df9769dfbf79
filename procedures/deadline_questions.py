"""Answers deadline questions written one a line in JSON."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from procedures.deadlines import Deadline, DeadlineError, Limit, due_at
from procedures.enums import LimitUnit
from procedures.openinghours import CalendarError
from procedures.workcalendar import WorkCalendar
from wardportal.office.enums import DueTime

OfficeCalendar = Callable[[], WorkCalendar]
Member = TypeVar("Member", bound=StrEnum)


class QuestionError(ValueError):
    """A question that cannot be read; the text says what to write."""


def answers(
    lines: Iterator[str], *, office_calendar: OfficeCalendar, due_time: DueTime
) -> Iterator[str]:
    """Yield each line with ``due_at`` (local minute) or ``error``, in order.

    A line without ``calendar`` asks the office's; one without ``due_time`` follows
    the office's policy.
    """
    for line in lines:
        if line.strip():
            answer = _answer(line, office_calendar, due_time)
            yield json.dumps(answer, ensure_ascii=False)


def parse_moment(text: object) -> datetime:
    """Read ``YYYY-MM-DDTHH:MM``; a date alone is its first minute.

    Raises QuestionError.
    """
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo:
        raise QuestionError(
            f"Lúc nhận “{text}” phải có dạng 2026-11-20T10:00, theo giờ địa phương."
        )
    return moment


def parse_limit(value: object, unit: object, cutoff: object = None) -> Limit:
    """Read a limit. Raises QuestionError or DeadlineError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise QuestionError("Thời hạn phải là số nguyên từ 1 trở lên.")
    return Limit(value, _member(LimitUnit, unit, "Đơn vị thời hạn"), _clock(cutoff))


def parse_due_time(text: object) -> DueTime:
    """Read the name of a policy. Raises QuestionError."""
    return _member(DueTime, text, "Cách tính giờ hẹn")


def _answer(
    line: str, office_calendar: OfficeCalendar, due_time: DueTime
) -> dict[str, Any]:
    try:
        question = json.loads(line)
    except ValueError:
        question = None
    if not isinstance(question, dict):
        return {"error": "Dòng này không phải một đối tượng JSON."}
    try:
        deadline = _deadline(question, office_calendar, due_time)
    except (QuestionError, DeadlineError, CalendarError) as error:
        return {**question, "error": str(error)}
    return {**question, "due_at": f"{deadline.due_at:%Y-%m-%dT%H:%M}"}


def _deadline(
    question: dict[str, Any], office_calendar: OfficeCalendar, due_time: DueTime
) -> Deadline:
    inline = question.get("calendar")
    return due_at(
        parse_moment(question.get("received_at")),
        parse_limit(
            question.get("limit"), question.get("unit"), question.get("cutoff")
        ),
        calendar=WorkCalendar.from_mapping(inline) if inline else office_calendar(),
        due_time=parse_due_time(question.get("due_time") or due_time.value),
    )


def _clock(text: object) -> time | None:
    if text in {None, ""}:
        return None
    try:
        return time.fromisoformat(str(text))
    except ValueError:
        raise QuestionError(f"Giờ chốt “{text}” phải có dạng 15:00.") from None


def _member(kind: type[Member], text: object, what: str) -> Member:
    try:
        return kind(str(text))
    except ValueError:
        names = ", ".join(kind)
        raise QuestionError(f"{what} “{text}” phải là một trong: {names}.") from None
