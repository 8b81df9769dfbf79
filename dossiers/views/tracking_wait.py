"""What a citizen whose dossier waits is asked for, and until when."""

from collections.abc import Iterable
from typing import Any

from dossiers.buckets import DeskDay
from dossiers.enums import DossierEvent, Status
from dossiers.models import Dossier, SupplementRequest
from wardportal.formats import short_date
from wardportal.history.models import Event
from wardportal.office.models import Office

GOES_ON = "Hồ sơ được giải quyết tiếp khi đủ giấy tờ."
PAUSED = (
    "Thời hạn giải quyết đang tạm dừng. Khi tính tiếp, hạn trả mới sẽ ghi ở trang này. "
    "Bạn không cần làm gì thêm."
)


def papers_asked_for(request: SupplementRequest | None) -> list[dict[str, Any]]:
    """List the missing papers as items of components/check_list.html."""
    return [
        {
            "title": paper.name,
            "count": f"{paper.quantity} bản",
            "note": paper.note,
            "url": "",
            "url_label": "",
        }
        for paper in (request.papers.all() if request else ())
    ]


def supplement_words(request: SupplementRequest, day: DeskDay) -> str:
    """Say until when to bring what, and why; once that has passed, whom to ask."""
    until, reason = short_date(request.expires_on), request.reason.rstrip(".")
    if request.expires_on < day.today:
        return f"Hạn bổ sung đã hết ngày {until}. {_ask(day.office)}"
    contact = f" Cần hỏi: {request.contact}." if request.contact else ""
    return (
        f"Hãy mang những giấy tờ dưới đây đến {day.office.desk_name}, chậm nhất ngày "
        f"{until}. Lý do: {reason}. {GOES_ON}{contact}"
    )


def payment_words(events: Iterable[Event]) -> str:
    """Say what is to be paid; empty where nobody asked for a payment."""
    asked = [event for event in events if event.event == DossierEvent.PAYMENT_ASKED]
    payload = getattr(asked[-1], "payload", None) if asked else None
    what = str(payload.words.get("reason", "")).rstrip(".") if payload else ""
    return f"{what}. Hồ sơ được giải quyết tiếp khi đã nộp." if what else ""


def is_paused_in_work(dossier: Dossier) -> bool:
    """Tell whether the clock stands still although nothing is asked of the citizen."""
    return dossier.is_waiting and dossier.current_status is Status.PROCESSING


def _ask(office: Office) -> str:
    how = f"gọi {office.phone}" if office.phone else f"hỏi {office.desk_name}"
    return f"Hãy {how} trong giờ làm việc để biết hồ sơ còn được giải quyết không."
