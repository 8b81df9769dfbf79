"""What an estimate comes to in words: the day, the fee, and how the day was counted."""

from dataclasses import dataclass

from procedures.deadlines import Deadline, StepKind
from procedures.estimates import Estimate, Handing
from procedures.fees import FeeQuote
from procedures.models.terms import CHANNEL_LABELS
from procedures.wording import NOT_STATED, Fact
from procedures.workcalendar import PROVISIONAL_MARK
from wardportal.formats import clock_and_day, money

STEP_WORDS = {
    StepKind.RECEIVED: "nhận",
    StepKind.COUNTED: "có",
    StepKind.SKIPPED: "không",
    StepKind.MOVED_TO: "hạn",
}


@dataclass(frozen=True)
class Outlook:
    """The facts to show, each day of the counting, and what must be known besides."""

    facts: tuple[Fact, ...]
    steps: tuple[tuple[str, str], ...]
    remark: str


def outlook_of(told: Estimate, handing: Handing) -> Outlook:
    """Put an estimate into words."""
    deadline = told.deadline
    due = clock_and_day(deadline.due_at) if deadline else NOT_STATED
    return Outlook(
        facts=(
            Fact("Nộp bằng cách", CHANNEL_LABELS[handing.channel]),
            Fact("Nếu nộp lúc", clock_and_day(handing.received)),
            Fact("Hẹn trả", due, str(told.limit or "")),
            fee_fact(told.fee),
        ),
        steps=counted_days(deadline) if deadline else (),
        remark=remark_on(deadline),
    )


def fee_fact(fee: FeeQuote) -> Fact:
    """Say the amount, and the lines that it comes from; or why there is none."""
    lines = "; ".join(fee.lines)
    if fee.amount:
        return Fact("Phí, lệ phí", money(fee.amount), lines)
    return Fact("Phí, lệ phí", f"{lines[:1].upper()}{lines[1:]}" or NOT_STATED)


def counted_days(deadline: Deadline) -> tuple[tuple[str, str], ...]:
    """Say each day of a counting, and what it does there."""
    return tuple((str(step), STEP_WORDS[step.kind]) for step in deadline.steps)


def remark_on(deadline: Deadline | None) -> str:
    """Say when a counting rests on a calendar that is not announced; "" else."""
    if deadline is None or not deadline.provisional:
        return ""
    return f"Tính theo {PROVISIONAL_MARK}."
