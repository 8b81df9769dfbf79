"""Sổ theo dõi hồ sơ (Mẫu 07) of any days: on paper, as a workbook, and how long it is.

The columns are those of the form. Annulled entries keep their number and their line.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.template.loader import render_to_string
from django.utils import timezone

from dossiers.access import visible_to
from dossiers.enums import OUTCOME_LABELS, Outcome, Status
from dossiers.models import Dossier, DossierQuerySet
from dossiers.models.dossiers import CHANNEL_LABELS
from dossiers.returning import way_returned
from procedures.enums import Channel
from procedures.models import Sector
from wardportal.accounts.models import User
from wardportal.formats import clock, short_date, spaced_phone, thousands
from wardportal.history.chain import Draft, record
from wardportal.letterhead import desk_letterhead
from wardportal.long_tables import Column, with_table
from wardportal.office.models import Office
from wardportal.pdf import render_pdf
from wardportal.spreadsheets import Sheet, write_xlsx

TEMPLATE = "dossiers/pdf/register.html"
TITLE = "Sổ theo dõi hồ sơ"
SUBJECT = "register"
TAKEN_OUT = "register.taken_out"
BATCH = 500
MOST = 10_000
"""Rows of one printing; a year of a busy ward is asked for by parts."""

HEAD_HEIGHT = 72
"""Millimetres that the letterhead and the title take on the first page."""

LONGEST_NOTE = 120
COLUMNS = (
    Column("STT", 9, centred=True),
    Column("Mã hồ sơ", 28),
    Column("Thủ tục", 31),
    Column("Số bộ", 8, centred=True),
    Column("Người nộp", 25),
    Column("Địa chỉ, số điện thoại", 36),
    Column("Cơ quan giải quyết", 19),
    Column("Ngày nhận hồ sơ", 16.5),
    Column("Ngày hẹn trả", 16.5),
    Column("Ngày nhận kết quả", 16.5),
    Column("Ngày trả kết quả", 16.5),
    Column("Phương thức", 13),
    Column("Ký nhận", 14),
    Column("Ghi chú", 13),
)


@dataclass(frozen=True)
class Pages:
    """Which dossiers a printing is of: received on these days, both included."""

    first: date
    last: date
    sector: Sector | None = None
    channel: Channel | None = None

    @property
    def days(self) -> str:
        """The days in words."""
        if self.first == self.last:
            return f"Ngày {short_date(self.first)}"
        return f"Từ ngày {short_date(self.first)} đến hết ngày {short_date(self.last)}"

    @property
    def narrowed(self) -> str:
        """What else it is narrowed by; "" when by nothing."""
        sector = f"Lĩnh vực: {self.sector.name}" if self.sector else ""
        channel = f"Kênh nộp: {CHANNEL_LABELS[self.channel]}" if self.channel else ""
        return ". ".join(part for part in (sector, channel) if part)

    @property
    def file_name(self) -> str:
        return f"so-theo-doi-{self.first:%Y%m%d}-{self.last:%Y%m%d}"


def dossiers_on(pages: Pages, *, reader: User) -> DossierQuerySet:
    """Return the accepted dossiers of some pages that the reader may see, in order."""
    found = visible_to(reader).received_between(pages.first, pages.last)
    found = found.exclude(accepted_at=None)
    if pages.sector:
        found = found.filter(sector=pages.sector)
    if pages.channel:
        found = found.on_channel(pages.channel)
    return found.order_by("receipt_day", "day_number", "code")


def register_pdf(
    pages: Pages, *, reader: User, office: Office, moment: datetime
) -> bytes:
    """Print the register on A4, landscape. Raises PdfError."""
    context = {
        "letterhead": desk_letterhead(office, day=timezone.localdate(moment)),
        "office": office,
        "title": TITLE,
        "pages": pages,
    }
    head = render_pdf(render_to_string(TEMPLATE, context))
    rows = _rows(pages, reader, office)
    return with_table(head, columns=COLUMNS, rows=rows, below=HEAD_HEIGHT)


def register_xlsx(pages: Pages, *, reader: User, office: Office) -> bytes:
    """Return the same rows as a workbook."""
    head = [column.title for column in COLUMNS]
    return write_xlsx([Sheet(TITLE, head, list(_rows(pages, reader, office)))])


def keep_taking_out(
    pages: Pages, *, kind: str, count: int, reader: User, moment: datetime
) -> None:
    """Record who took which part of the register out of the portal, and as what."""
    words = {
        "first": pages.first.isoformat(),
        "last": pages.last.isoformat(),
        "narrowed": pages.narrowed,
        "kind": kind,
        "count": count,
    }
    record(
        Draft(
            event=TAKEN_OUT,
            moment=moment,
            subject_kind=SUBJECT,
            subject_id=uuid.uuid4(),
            actor_id=reader.id,
            words=words,
        )
    )


def _rows(pages: Pages, reader: User, office: Office) -> Iterator[list[str]]:
    """Read and word the rows as they are written: the register is never held whole."""
    found = dossiers_on(pages, reader=reader).select_related(
        *("procedure", "applicant", "second_party", "officer__unit"),
        *("result_return", "annulment__replaced_by"),
    )
    for number, dossier in enumerate(found.iterator(BATCH), start=1):
        yield _row(number, dossier, office)


def _row(number: int, dossier: Dossier, office: Office) -> list[str]:
    returned = getattr(dossier, "result_return", None)
    return [
        thousands(number),
        dossier.code,
        dossier.work_name,
        "1",
        _names(dossier),
        _whereabouts(dossier),
        _resolving_unit(dossier, office),
        _moment(dossier.accepted_at),
        _moment(dossier.due_at),
        _moment(dossier.resolved_at),
        _moment(dossier.returned_at),
        way_returned(dossier),
        returned.collector if returned else "",
        _note(dossier),
    ]


def _names(dossier: Dossier) -> str:
    second = dossier.second_party
    own = dossier.applicant.full_name
    return f"{own}; {second.full_name}" if second else own


def _whereabouts(dossier: Dossier) -> str:
    person = dossier.applicant
    parts = (person.address, spaced_phone(person.phone))
    return "\n".join(part for part in parts if part)


def _resolving_unit(dossier: Dossier, office: Office) -> str:
    unit = dossier.officer.unit if dossier.officer else None
    return unit.name if unit else f"UBND {office.short_name}"


def _note(dossier: Dossier) -> str:
    """Say what went otherwise than usual, then what the clerk noted."""
    said = [_ending(dossier)]
    if dossier.promised_at:
        said.append(f"Hẹn lại {_moment(dossier.promised_at)}")
    said.append(_shortened(dossier.note))
    return ". ".join(part for part in said if part)


def _ending(dossier: Dossier) -> str:
    if dossier.current_status is Status.ANNULLED:
        annulment = getattr(dossier, "annulment", None)
        new = annulment.replaced_by if annulment else None
        return f"Đã hủy, thay bằng {new.code}" if new else "Đã hủy (nhập nhầm)"
    outcome = Outcome(dossier.outcome) if dossier.outcome else Outcome.GRANTED
    return "" if outcome is Outcome.GRANTED else OUTCOME_LABELS[outcome]


def _shortened(note: str) -> str:
    return note if len(note) <= LONGEST_NOTE else f"{note[:LONGEST_NOTE].rstrip()}…"


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{clock(local)} {short_date(local)}"
