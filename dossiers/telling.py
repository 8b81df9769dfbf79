"""Tells applicants that a result is ready: by mail, or by a clerk's telephone call.

A mail is held by a lease while it is sent, outside any transaction: a server that
never answers keeps no row locked. One that cannot be sent is tried again after 1, 2,
4 … 60 minutes and then goes on the list of calls.
"""

import uuid
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse

from dossiers.acts import SUBJECT, Act, event_of
from dossiers.enums import DossierEvent, NoticeState, Status
from dossiers.models import Dossier, Notice
from dossiers.notices import COLLECTED, MAIL, people_behind
from dossiers.workflow import MoveRefusedError
from wardportal.history.chain import Draft, record
from wardportal.mailing import LEASE, link_to, was_sent
from wardportal.office.current import current_office
from wardportal.office.opening import opening_hours_text
from wardportal.outbox.intents import intend
from wardportal.outbox.relay import retry_delay

MOST_TRIES = 7
"""The seventh is an hour and more after the first: then somebody calls."""

ROUND = 200
TEXT = "dossiers/mail/result_ready.txt"
UNMAILABLE = "Thư không gửi được."
UNREACHED = "Không liên lạc được."
TOLD_ALREADY = "Người nộp này đã được báo hoặc đã nhận kết quả, không cần gọi nữa."


def mail_notice(*, notice_id: uuid.UUID, moment: datetime) -> None:
    """Send the mail of a notice; does nothing when it is sent or in other hands."""
    notice = _claim(notice_id, moment)
    if notice is None:
        return
    message = _message(notice.dossier)
    if notice.dossier.current_status not in COLLECTED or message is None:
        _settle(notice, NoticeState.NEEDLESS)
        return
    if not was_sent(message, about=notice.pk):
        _put_off(notice, moment)
        return
    with transaction.atomic():
        _settle(notice, NoticeState.MAILED, told_at=moment)
        record(_told(notice.dossier, moment))


def mark_called(*, notice_id: uuid.UUID, by: Act) -> Notice:
    """Note that a clerk told the applicant by telephone.

    Raises MoveRefusedError when they know already.
    """
    with transaction.atomic():
        notice = _locked_call(notice_id)
        notice.note = by.reason
        notice.told_by = by.actor
        _settle(notice, NoticeState.CALLED, told_at=by.moment)
        record(event_of(notice.dossier, DossierEvent.TOLD, by))
    return notice


def mark_unreached(*, notice_id: uuid.UUID, by: Act) -> Notice:
    """Note that nobody answered; the applicant stays on the list.

    Raises MoveRefusedError when they know already.
    """
    with transaction.atomic():
        notice = _locked_call(notice_id)
        notice.tries += 1
        notice.next_try_at = by.moment
        notice.note = f"{UNREACHED} {by.reason}".strip()
        notice.save(update_fields=["tries", "next_try_at", "note"])
    return notice


def reconcile(*, moment: datetime) -> None:
    """Ask again for mails that wait although their time has come."""
    waiting = Notice.objects.to_mail(moment).order_by("created_at")
    for pk in waiting.values_list("pk", flat=True)[:ROUND]:
        intend(task=MAIL, reference=str(pk), moment=moment)


def _claim(notice_id: uuid.UUID, moment: datetime) -> Notice | None:
    """Take the lease of a mail in one UPDATE; None when it is not to be had."""
    free = Notice.objects.to_mail(moment).filter(pk=notice_id)
    if not free.update(tries=F("tries") + 1, next_try_at=moment + LEASE):
        return None
    return Notice.objects.with_dossier().get(pk=notice_id)


def _put_off(notice: Notice, moment: datetime) -> None:
    """Let it be tried again later; the last time, let somebody call."""
    if notice.tries < MOST_TRIES:
        notice.next_try_at = moment + retry_delay(notice.tries)
        notice.save(update_fields=["next_try_at"])
        return
    notice.tries, notice.note = 0, UNMAILABLE
    _settle(notice, NoticeState.TO_CALL)


def _settle(
    notice: Notice, state: NoticeState, *, told_at: datetime | None = None
) -> None:
    notice.state, notice.told_at = state.value, told_at
    notice.save(update_fields=["state", "told_at", "told_by", "note", "tries"])


def _locked_call(notice_id: uuid.UUID) -> Notice:
    notice: Notice | None = (
        Notice.objects.to_call()
        .select_for_update(of=("self",))
        .filter(pk=notice_id)
        .first()
    )
    if notice is None:
        raise MoveRefusedError(TOLD_ALREADY)
    return notice


def _message(dossier: Dossier) -> EmailMessage | None:
    """Write the mail: what is needed to come for the result, and no name or number."""
    receiver = next((p.email for p in people_behind(dossier) if p.email), "")
    if not receiver:
        return None
    office = current_office()
    context = {
        "dossier": dossier,
        "office": office,
        "place": ", ".join(part for part in (office.desk_name, office.address) if part),
        "hours": opening_hours_text(office),
        "refused": dossier.current_status is Status.REFUSED,
        "delivery": dossier.delivery,
        "address": _tracking_address(dossier),
    }
    return EmailMessage(
        subject=f"Hồ sơ {dossier.short_code} đã có kết quả",
        body=render_to_string(TEXT, context),
        to=[receiver],
    )


def _tracking_address(dossier: Dossier) -> str:
    """Return the page that the receipt's QR opens; "" where no address is set."""
    return link_to(reverse("dossiers:track_token", args=[dossier.tracking_token]))


def _told(dossier: Dossier, moment: datetime) -> Draft:
    """Draft the evidence that the portal itself sent a mail."""
    return Draft(
        event=DossierEvent.TOLD.value,
        moment=moment,
        subject_kind=SUBJECT,
        subject_id=dossier.id,
        target=dossier.status,
    )
