"""How far an applicant has been told of the result, in words."""

from django.utils import timezone

from dossiers.enums import NOTICE_LABELS, NoticeState
from dossiers.models import Dossier, Notice
from wardportal.formats import clock_on_date


def notice_words(dossier: Dossier) -> str:
    """``Đã gửi thư, 09:42 ngày 23/11/2026``; "" where nobody is to be told."""
    notice: Notice | None = getattr(dossier, "notice", None)
    if notice is None:
        return ""
    told = notice.told_at and clock_on_date(timezone.localtime(notice.told_at))
    tried = f"đã thử {notice.tries} lần" if notice.tries and not told else ""
    said = (NOTICE_LABELS[NoticeState(notice.state)], told or tried)
    return ", ".join(part for part in said if part)
