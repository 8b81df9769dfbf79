"""Căn cứ tính hạn: how the due moment of a dossier was counted, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from dossiers.enums import DueSource
from dossiers.models import Dossier
from dossiers.slips.parts import Entry, clock
from dossiers.terms import limit_of
from procedures.deadlines import DeadlineError, due_at
from procedures.enums import LimitUnit
from procedures.office_calendar import from_local, to_local_minute, working_calendar
from procedures.openinghours import CalendarError
from procedures.outlook import counted_days, remark_on
from wardportal.formats import clock_and_day, short_date
from wardportal.letterhead import desk_letterhead
from wardportal.office.enums import DueTime
from wardportal.office.models import Office
from wardportal.pdf import render_pdf

TEMPLATE = "dossiers/pdf/deadline_basis.html"
POLICY_WORDS = {
    DueTime.END_OF_DAY: "hết hạn vào giờ đóng cửa của ngày cuối",
    DueTime.SAME_TIME: "hết hạn cùng giờ với lúc nhận",
}
_ROLLS = (
    "không tính ngày nhận; hạn rơi vào ngày nghỉ thì chuyển sang ngày làm việc kế tiếp "
    "(Bộ luật Dân sự 2015, Điều 147, 148)"
)
UNIT_RULES = {
    LimitUnit.WORKING_DAY: "không tính ngày nhận và ngày nghỉ "
    "(Bộ luật Dân sự 2015, Điều 147)",
    LimitUnit.DAY: _ROLLS,
    LimitUnit.MONTH: _ROLLS,
    LimitUnit.HOUR: "tính theo giờ làm việc, từ lúc nhận",
    LimitUnit.SAME_DAY: "xong trong ngày nhận",
}


@dataclass(frozen=True)
class Basis:
    """Why a dossier is due when it is."""

    entries: tuple[Entry, ...]
    steps: tuple[tuple[str, str], ...]
    """Each day in words, and what it does in the counting."""

    remark: str
    """What the reader must know besides; "" when nothing."""


def deadline_basis_html(dossier: Dossier, *, office: Office) -> SafeString:
    """Return the slip "Căn cứ tính hạn": each counted and each skipped day."""
    context = {
        "letterhead": desk_letterhead(
            office, day=timezone.localdate(dossier.accepted_at)
        ),
        "dossier": dossier,
        "basis": deadline_basis(dossier),
    }
    return render_to_string(TEMPLATE, context)


def deadline_basis_pdf(dossier: Dossier, *, office: Office) -> bytes:
    """Print the same on A5. Raises PdfError."""
    return render_pdf(deadline_basis_html(dossier, office=office))


def deadline_basis(dossier: Dossier) -> Basis:
    """Count again from what was kept at receipt, and say whether it still agrees."""
    entries = tuple(_basis_entries(dossier))
    if dossier.due_source != DueSource.COMPUTED.value or not dossier.limit_unit:
        return Basis(entries, (), "")
    try:
        return _counted_again(dossier, entries)
    except (CalendarError, DeadlineError) as error:
        return Basis(entries, (), str(error))


def limit_in_words(dossier: Dossier) -> str:
    """Say the limit kept with the dossier, or where its due moment came from."""
    limit = limit_of(dossier)
    if limit:
        return str(limit)
    return dossier.due_ground or dossier.get_due_source_display()


def _basis_entries(dossier: Dossier) -> Iterator[Entry]:
    yield Entry("Thủ tục", dossier.procedure.name)
    if dossier.accepted_at and dossier.original_due_at:
        yield Entry("Tiếp nhận lúc", clock(dossier.accepted_at))
        yield Entry("Thời hạn", limit_in_words(dossier))
        if dossier.limit_unit:
            yield Entry("Cách tính", UNIT_RULES[LimitUnit(dossier.limit_unit)])
        if dossier.limit_cutoff:
            cutoff = f"nhận sau {dossier.limit_cutoff:%H:%M} tính ngày làm việc sau"
            yield Entry("Giờ chốt", cutoff)
        if dossier.due_time_policy:
            yield Entry("Giờ hẹn trả", POLICY_WORDS[DueTime(dossier.due_time_policy)])
        yield Entry("Hẹn trả ban đầu", clock(dossier.original_due_at))
    for change in dossier.due_changes.all():
        label = f"Hạn đổi ngày {short_date(timezone.localdate(change.moment))}"
        yield Entry(label, f"{clock(change.due_at)}: {change.ground}")
    if dossier.due_at:
        yield Entry("Hạn trả hiện nay", clock(dossier.due_at), strong=True)


def _counted_again(dossier: Dossier, entries: tuple[Entry, ...]) -> Basis:
    limit, accepted_at = limit_of(dossier), dossier.accepted_at
    if limit is None or accepted_at is None:
        return Basis(entries, (), "")
    deadline = due_at(
        to_local_minute(accepted_at),
        limit,
        calendar=working_calendar(),
        due_time=DueTime(dossier.due_time_policy),
    )
    remark = remark_on(deadline)
    if from_local(deadline.due_at) != dossier.original_due_at:
        remark = (
            f"Lịch làm việc đã thay đổi sau khi tiếp nhận: tính lại hôm nay là "
            f"{clock_and_day(deadline.due_at)}. Hạn đã hẹn với người nộp được giữ."
        )
    return Basis(entries, counted_days(deadline), remark)
