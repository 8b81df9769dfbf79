"""Advice beside the counter's form: it warns, it never blocks."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from dossiers.forms.intake import IntakeForm
from dossiers.identity import id_number_doubt
from dossiers.models.dossiers import CHANNEL_LABELS
from procedures.workcalendar import PROVISIONAL_MARK
from wardportal.formats import short_date

Note = dict[str, Any]
"""The variables of components/note.html."""


def notes(form: IntakeForm, *, with_refusal: bool) -> list[Note]:
    """List what the clerk should know before saving.

    ``with_refusal`` for a page that shows no errors: why it could not be saved.
    """
    found = [_refusal(form)] if with_refusal and form.refusal else []
    return [*found, *_on_person(form), *_on_procedure(form)]


def _refusal(form: IntakeForm) -> Note:
    return _note("red", "Chưa tiếp nhận được:", form.refusal)


def _on_person(form: IntakeForm) -> Iterator[Note]:
    yield from _doubt(form, "Đối chiếu:", "id_number", "birth_date")
    yield from _doubt(
        form, "Đối chiếu bên thứ hai:", "second_id_number", "second_birth_date"
    )
    if form.said("full_name") and not (_number_of(form) or form.said("phone")):
        yield _note(
            "blue",
            "Tra cứu:",
            "chưa có số căn cước và điện thoại, "
            "người nộp chỉ tra được bằng mã QR trên giấy hẹn.",
        )
    duplicate = form.duplicate
    if duplicate and duplicate.accepted_at:
        day = short_date(timezone.localtime(duplicate.accepted_at))
        status = duplicate.status_label
        yield _note(
            "amber",
            "Có thể trùng:",
            f"người này đã nộp thủ tục này ngày {day}, "
            f"{status[:1].lower()}{status[1:]}.",
            link_url=reverse("dossiers:detail", args=[duplicate.code]),
            link_label="Xem hồ sơ",
        )


def _doubt(form: IntakeForm, title: str, number: str, birth: str) -> Iterator[Note]:
    """Say what does not fit between an ID number and a birth date."""
    doubt = id_number_doubt(form.said(number) or "", form.said(birth))
    if doubt:
        yield _note("amber", title, doubt)


def _on_procedure(form: IntakeForm) -> Iterator[Note]:
    asked, terms = form.asked, form.terms
    if asked.needs_due:
        yield _note(
            "amber",
            "Thiếu thời hạn:",
            "danh mục chưa có thời hạn của thủ tục này. "
            "Hãy ghi ngày hẹn trả và căn cứ; hồ sơ được đánh dấu.",
        )
    if terms is None:
        return
    if not terms.version.offers(form.channel_typed):
        channel = CHANNEL_LABELS[form.channel_typed].lower()
        yield _note(
            "amber",
            "Kênh nộp:",
            f"danh mục không có kênh {channel} cho thủ tục này; "
            "hồ sơ vẫn ghi được vì có mã ngoài.",
        )
    if terms.deadline and terms.deadline.provisional:
        yield _note("amber", "Hẹn trả:", f"{PROVISIONAL_MARK}, hạn có thể thay đổi.")
    if len(terms.fee.lines) > 1:
        yield _note("blue", "Phí, lệ phí:", "; ".join(terms.fee.lines) + ".")


def _number_of(form: IntakeForm) -> str:
    return form.said("id_number") or form.said("tax_code") or ""


def _note(tone: str, title: str, text: str, **link: str) -> Note:
    link = link or {"link_url": "", "link_label": ""}
    return {"tone": tone, "title": title, "text": text, **link}
