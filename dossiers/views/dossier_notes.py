"""What stands above a dossier's facts: what waits, what was promised, what replaced it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from dossiers.buckets import DeskDay
from dossiers.enums import PROPOSAL_LABELS, ProposalKind, Status
from dossiers.models import Dossier
from dossiers.submitting import answer_due
from procedures.openinghours import CalendarError
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.formats import clock_and_day, clock_on_date

Note = dict[str, Any]
"""The variables of components/note.html."""


def notes(dossier: Dossier, user: User, day: DeskDay) -> list[Note]:
    """List what the reader should know before anything else."""
    return [
        *_on_answer(dossier, day),
        *_on_proposals(dossier, user),
        *_on_apology(dossier),
        *_on_late_entry(dossier),
        *_on_annulment(dossier),
    ]


def decision_words(words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Say what a proposal or a decision adds to its event's name."""
    if "proposal" in words:
        yield "", PROPOSAL_LABELS[ProposalKind(words["proposal"])]
    if "granted" in words:
        yield "", "Đồng ý" if words["granted"] else "Không đồng ý"
        yield "Ý kiến: ", words.get("answer", "")


def promise_words(words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Say the new date that an apology adds to its event's name."""
    if "promised_at" in words:
        promised = timezone.localtime(datetime.fromisoformat(words["promised_at"]))
        yield "Hẹn lại: ", clock_and_day(promised)


def answer_words(dossier: Dossier, day: DeskDay) -> tuple[str, bool]:
    """Say until when a sender is answered, and whether that is past."""
    try:
        due = answer_due(dossier, day.office)
    except CalendarError:
        return "", False
    return clock_and_day(timezone.localtime(due)), day.moment > due


def _on_answer(dossier: Dossier, day: DeskDay) -> Iterator[Note]:
    if dossier.current_status is not Status.SUBMITTED:
        return
    until, late = answer_words(dossier, day)
    if late:
        yield _note("red", "Quá hạn trả lời:", f"phải trả lời trước {until}.")
    elif until:
        yield _note("blue", "Chờ tiếp nhận:", f"trả lời người nộp trước {until}.")


def _on_proposals(dossier: Dossier, user: User) -> Iterator[Note]:
    link = {}
    if Role.LEADER in user.roles:
        link = {"link_url": reverse("dossiers:decisions"), "link_label": "Quyết định"}
    for proposal in dossier.proposals.undecided().with_row_parts():
        label = PROPOSAL_LABELS[ProposalKind(proposal.kind)]
        text = (
            f"{label}. {proposal.proposed_by} đề nghị lúc "
            f"{_moment(proposal.proposed_at)}: {proposal.reason}"
        )
        yield _note("amber", "Chờ lãnh đạo quyết định:", text, **link)


def _on_apology(dossier: Dossier) -> Iterator[Note]:
    extension = getattr(dossier, "extension", None)
    if extension is None:
        return
    promised = clock_and_day(timezone.localtime(extension.promised_at))
    late = "" if extension.in_time else " Chưa xin lỗi đúng hạn."
    text = f"{promised}. {extension.reason.rstrip('.')}.{late}"
    yield _note("blue" if extension.in_time else "amber", "Đã xin lỗi, hẹn lại:", text)


def _on_late_entry(dossier: Dossier) -> Iterator[Note]:
    late = getattr(dossier, "late_entry", None)
    if late is None:
        return
    approved = f" {late.approved_by} đã duyệt." if late.approved_by_id else ""
    text = f"số {late.paper_number} trong sổ giấy. {late.reason.rstrip('.')}.{approved}"
    yield _note("grey", "Nhập bù:", text)


def _on_annulment(dossier: Dossier) -> Iterator[Note]:
    annulment = getattr(dossier, "annulment", None)
    replaces = getattr(dossier, "replaces", None)
    if annulment:
        new = annulment.replaced_by
        label = f"Hồ sơ thay: {new.short_code}" if new else ""
        text = f"{annulment.reason.rstrip('.')}."
        yield _note("grey", "Đã hủy:", text, **_link(new, label))
    if replaces:
        old = replaces.dossier
        text = f"{replaces.reason.rstrip('.')}."
        label = f"Hồ sơ cũ: {old.short_code}"
        yield _note("grey", "Thay cho hồ sơ đã hủy:", text, **_link(old, label))


def _link(dossier: Dossier | None, label: str) -> dict[str, str]:
    if dossier is None:
        return {}
    address = reverse("dossiers:detail", args=[dossier.code])
    return {"link_url": address, "link_label": label}


def _moment(moment: Any) -> str:
    return clock_on_date(timezone.localtime(moment))


def _note(tone: str, title: str, text: str, **link: str) -> Note:
    link = link or {"link_url": "", "link_label": ""}
    return {"tone": tone, "title": title, "text": text, **link}
