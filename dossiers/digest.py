"""The one mail of a working day to the leaders: what is overdue and what soon will be.

Sent after opening, once a day and not once a dossier. Held by a lease while it is
sent; one that cannot be sent is tried again after 1, 2, 4 … 60 minutes, that day only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.mail import EmailMessage
from django.db.models import Count, F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Dossier, DueDigest
from dossiers.timekeeping import late_at
from dossiers.wording import DAYS_WARNED
from procedures.office_calendar import working_calendar
from procedures.openinghours import CalendarError
from procedures.workcalendar import WorkCalendar
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.formats import short_date
from wardportal.mailing import LEASE, link_to, was_sent
from wardportal.office.current import current_office
from wardportal.office.models import Office
from wardportal.outbox.relay import retry_delay

TEXT = "dossiers/mail/due_digest.txt"


@dataclass(frozen=True)
class SectorDue:
    """What presses in one sector."""

    sector: str
    overdue: int
    soon_due: int


def send_digest(*, moment: datetime) -> None:
    """Send the day's mail unless it is sent, too early, or nobody has an address.

    ``moment`` is aware. A day on which nothing presses is settled without a mail.
    """
    office = current_office()
    calendar = working_calendar(office)
    today = timezone.localdate(moment)
    receivers = _leaders()
    if not receivers or not _is_open_since(calendar, timezone.localtime(moment)):
        return
    digest = _claim(today, moment)
    if digest is None:
        return
    rows = pressing(office, moment, until=_last_day_warned(calendar, today))
    digest.overdue = sum(row.overdue for row in rows)
    digest.soon_due = sum(row.soon_due for row in rows)
    _send(digest, _message(digest, rows, office, receivers), moment)


def pressing(office: Office, moment: datetime, *, until: date) -> list[SectorDue]:
    """Count open dossiers that are overdue, or due until the end of a day, by sector.

    What waits for papers cannot become overdue and is left out.
    """
    ends_at = timezone.make_aware(datetime.combine(until, time.max))
    late = late_at(moment, office)
    rows = (
        Dossier.objects.open()
        .filter(Q(waiting_since__isnull=True) | late, due_at__lte=ends_at)
        .values("sector__name")
        .annotate(overdue=Count("id", filter=late), soon=Count("id", filter=~late))
        .order_by("sector__name")
    )
    return [SectorDue(row["sector__name"], row["overdue"], row["soon"]) for row in rows]


def _leaders() -> list[str]:
    leaders = User.objects.active().with_role(Role.LEADER).exclude(email="")
    return list(leaders.order_by("email").values_list("email", flat=True).distinct())


def _is_open_since(calendar: WorkCalendar, now: datetime) -> bool:
    """Tell whether today's first shift has begun; False on days off."""
    try:
        shifts = calendar.shifts(now.date())
    except CalendarError:
        return False
    return bool(shifts) and now.replace(tzinfo=None) >= shifts[0][0]


def _last_day_warned(calendar: WorkCalendar, today: date) -> date:
    """Return the last of the next working days that are warned of."""
    last = today
    try:
        for _ in range(DAYS_WARNED):
            last = calendar.next_working_day(last)
    except CalendarError:
        # The next year is not loaded yet: warn of what this one holds.
        return last
    return last


def _claim(day: date, moment: datetime) -> DueDigest | None:
    """Take the lease of a day's mail in one UPDATE; None when it is not to be had."""
    DueDigest.objects.get_or_create(day=day, defaults={"next_try_at": moment})
    free = DueDigest.objects.to_send(day, moment)
    if not free.update(tries=F("tries") + 1, next_try_at=moment + LEASE):
        return None
    return DueDigest.objects.get(day=day)


def _send(digest: DueDigest, message: EmailMessage | None, moment: datetime) -> None:
    if message and not was_sent(message, about=digest.day):
        digest.next_try_at = moment + retry_delay(digest.tries)
        digest.save(update_fields=["next_try_at"])
        return
    digest.sent_at = moment
    digest.save(update_fields=["sent_at", "overdue", "soon_due"])


def _message(
    digest: DueDigest, rows: Sequence[SectorDue], office: Office, receivers: list[str]
) -> EmailMessage | None:
    """Write the mail: counts by sector and the way to the list, nobody's name."""
    if not rows:
        return None
    context = {
        "digest": digest,
        "rows": rows,
        "office": office,
        "days": DAYS_WARNED,
        "address": link_to(reverse("dossiers:worklist")),
    }
    return EmailMessage(
        subject=(
            f"Hồ sơ ngày {short_date(digest.day)}: {digest.overdue} quá hạn, "
            f"{digest.soon_due} sắp đến hạn"
        ),
        body=render_to_string(TEXT, context),
        to=receivers,
    )
