"""What the desk's list shows: heaps, rows, pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from dossiers.buckets import ONE_DAY, Bucket, DeskDay
from dossiers.models import Dossier
from dossiers.permissions import MOVES, MoveKind, next_move
from dossiers.supplementing import expiries_of
from dossiers.timekeeping import word_of
from dossiers.views.listing import Listing
from dossiers.views.paging import (
    list_address,
    next_address,
    previous_address,
    slice_of,
)
from dossiers.views.surroundings import within
from dossiers.wording import STATUS_TAGS, Tag, due_moment_words, due_words
from procedures.office_calendar import to_local_minute, working_calendar
from procedures.timeliness import Timeliness
from wardportal.accounts.enums import Role
from wardportal.formats import short_date, thousands, weekday_name

LOOK = "Xem hồ sơ"
NOBODY = "–"
STATUS_WORDS = {status: vars(tag) for status, tag in STATUS_TAGS.items()}
ICONS = {
    Bucket.TODAY: "alarm",
    Bucket.OVERDUE: "exclamation-triangle-fill",
    Bucket.SUPPLEMENT: "pause-circle",
    Bucket.TO_RETURN: "inbox",
}


Row = dict[str, Any]
"""The variables of components/worklist_row.html: plain and flat, for thirty rows of
attributes looked up by a template would cost a tenth of the page."""


@dataclass(frozen=True)
class Due:
    """The due moment in words, with how the dossier stands against it."""

    words: str = ""
    tag: Tag | None = None
    late: bool = False


@dataclass(frozen=True)
class Nothing:
    """The variables of components/empty.html."""

    title: str
    text: str = ""
    link_url: str = ""
    link_label: str = ""


@dataclass(frozen=True)
class Page:
    """The rows shown at once, their numbers, and the addresses of the pages beside."""

    rows: Sequence[Row]
    first: int
    last: int
    previous: str
    next: str


def page_of(
    listed: Listing, query: QueryDict, day: DeskDay, roles: frozenset[Role]
) -> Page:
    """Read the page that an address asks for, in one query."""
    page = slice_of(listed, query)
    expiries = expiries_of(page.dossiers)
    suffix = within(list_address(query) or f"nhom={listed.bucket}")
    return Page(
        rows=[
            _row(dossier, day, roles, suffix)
            | _until(expiries.get(dossier.id), day.today)
            for dossier in page.dossiers
        ],
        first=page.first,
        last=page.last,
        previous=previous_address(page, listed, query),
        next=next_address(page, listed, query),
    )


def bucket_links(
    counts: Mapping[Bucket, int],
    day: DeskDay,
    *,
    active: Bucket | None,
    narrowed: Mapping[str, str],
) -> list[dict[str, Any]]:
    """List the heaps as links that keep sector, channel and officer."""
    return [
        {
            "label": bucket_label(bucket, day),
            "count": counts[bucket],
            "url": f"?{urlencode({'nhom': bucket.value, **narrowed})}",
            "icon": ICONS.get(bucket, ""),
            "tone": "red" if bucket is Bucket.OVERDUE else "",
            "active": bucket is active,
        }
        for bucket in Bucket
    ]


def bucket_label(bucket: Bucket, day: DeskDay) -> str:
    """Name a heap; the next working day by its name where it is not tomorrow."""
    if bucket is Bucket.NEXT_DAY and day.next_day != day.today + ONE_DAY:
        return f"Hạn {weekday_name(day.next_day)}, {short_date(day.next_day)[:5]}"
    return LABELS[bucket]


LABELS = {
    Bucket.TODAY: "Cần làm hôm nay",
    Bucket.OVERDUE: "Quá hạn",
    Bucket.NEXT_DAY: "Hạn ngày mai",
    Bucket.IN_TERM: "Còn hạn",
    Bucket.SUPPLEMENT: "Chờ bổ sung",
    Bucket.TO_RETURN: "Chờ trả",
}


def heading(
    bucket: Bucket | None,
    counts: Mapping[Bucket, int],
    day: DeskDay,
    *,
    by_due_day: bool,
) -> dict[str, str]:
    """Say what is listed, how many and in which order."""
    if bucket is None:
        order = "hẹn trả sớm nhất" if by_due_day else "mới nhất"
        note = f"trong tất cả hồ sơ, {order} ở trên"
        return {"title": "Kết quả tìm", "note": note}
    order = "hạn cũ nhất" if bucket is Bucket.TO_RETURN else "gần hạn nhất"
    return {
        "title": bucket_label(bucket, day),
        "note": f"{thousands(counts[bucket])} hồ sơ, {order} ở trên",
    }


def nothing_found(bucket: Bucket | None, *, narrowed: bool) -> Nothing:
    """Say what an empty list means and where to go on."""
    if bucket is None:
        return NOTHING_FOUND
    if narrowed:
        return Nothing(
            "Không có hồ sơ nào khớp điều kiện lọc.",
            link_url=f"?nhom={bucket}",
            link_label="Bỏ điều kiện lọc",
        )
    return NOTHING_DUE if bucket is Bucket.TODAY else NOTHING_THERE


NOTHING_FOUND = Nothing(
    "Không tìm thấy hồ sơ nào khớp.",
    "Họ tên tìm từ chữ đầu, có dấu hay không dấu đều được. "
    "Thử bớt chữ hoặc bớt điều kiện lọc.",
)
NOTHING_DUE = Nothing(
    "Hôm nay không còn hồ sơ nào đến hạn.",
    link_url=f"?nhom={Bucket.NEXT_DAY}",
    link_label="Xem ngày làm việc tới",
)
NOTHING_THERE = Nothing("Nhóm này không có hồ sơ nào.")


def bulk_moves(roles: frozenset[Role]) -> list[dict[str, str]]:
    """List the moves these roles may make on several dossiers, one button each."""
    return [
        {"value": kind.value, "label": MOVES[kind].label}
        for kind in (MoveKind.TAKE, MoveKind.RETURN)
        if MOVES[kind].roles & roles
    ]


def _row(dossier: Dossier, day: DeskDay, roles: frozenset[Role], suffix: str) -> Row:
    status = dossier.current_status
    due, work = due_of(dossier, day), next_move(status, roles)
    return {
        "code": dossier.code,
        "short_code": dossier.short_code,
        "url": reverse("dossiers:detail", args=[dossier.code]) + suffix,
        "work_name": dossier.work_name,
        "channel": dossier.channel_label,
        "applicant": _names(dossier),
        "due": due.words,
        "late": due.late,
        "due_tag": vars(due.tag) if due.tag else None,
        "status_tag": STATUS_WORDS[status],
        "officer": str(dossier.officer or NOBODY),
        "work": MOVES[work].label if work else LOOK,
    }


def _names(dossier: Dossier) -> str:
    """Name the applicant, and the other of two parties."""
    second, name = dossier.second_party, dossier.applicant.full_name
    return f"{name} và {second.full_name}" if second else name


def due_of(dossier: Dossier, day: DeskDay) -> Due:
    """Say when a dossier is due; empty for one that was never accepted."""
    if dossier.due_at is None:
        return Due()
    now, due_at = to_local_minute(day.moment), to_local_minute(dossier.due_at)
    word = word_of(dossier, office=day.office, moment=day.moment)
    late = word is Timeliness.PENDING_OVERDUE
    if dossier.waiting_since:
        since = to_local_minute(dossier.waiting_since)
        if not late:
            return Due(f"Tạm dừng từ {since:%d/%m}")
        now = min(now, since)
    calendar = working_calendar(day.office)
    return Due(
        words=_moments(dossier, due_at, now),
        tag=due_words(word, due_at=due_at, now=now, calendar=calendar),
        late=late,
    )


def _until(expires_on: date | None, today: date) -> Row:
    """Say until when missing papers are waited for, and when that has passed."""
    if expires_on is None:
        return {"until": ""}
    day = short_date(expires_on)
    passed = expires_on < today
    return {"until": f"{'hết hạn' if passed else 'đến hết'} ngày {day}"}


def _moments(dossier: Dossier, due_at: datetime, now: datetime) -> str:
    """Say the due moment, and the new one that an open dossier was promised for."""
    due = due_moment_words(due_at, now)
    if dossier.promised_at is None or dossier.resolved_at:
        return due
    promised = due_moment_words(to_local_minute(dossier.promised_at), now)
    return f"{due}, hẹn lại {promised[:1].lower()}{promised[1:]}"
