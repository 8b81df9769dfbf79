"""Loads a ward's register of dossiers: all of it or nothing, and once.

A due moment that the register gives is kept; a missing one is counted by the rules.
A day without a time is received at opening, due and closed at closing, and then its
timeliness compares days. What the register cannot tell (fee, papers) stays unknown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dossiers.acts import Act
from dossiers.bulk import Life, Move, enter_lives
from dossiers.codes import day_in_code, number_in_code
from dossiers.enums import DossierEvent, DueSource
from dossiers.intake import Logging
from dossiers.models import Dossier, ExternalCode
from dossiers.numbering import series_of
from dossiers.registers import Entry, EntryRefusedError, Fault, Times, times_of
from dossiers.terms import IntakeFacts, StatedDue, Terms
from procedures.enums import FeeStatus
from procedures.estimates import deadline_for
from procedures.fees import FeeQuote
from procedures.models import Procedure, ProcedureVersion
from procedures.office_calendar import from_local, working_calendar
from procedures.openinghours import CalendarError
from procedures.workcalendar import WorkCalendar
from wardportal.accounts.models import User
from wardportal.formats import fold, short_date
from wardportal.office.current import OfficeNotSetUpError, agency_code_on
from wardportal.office.models import Office

GROUND = "Theo sổ đã nhập"
UNKNOWN_FEE = FeeQuote(amount=None, status=FeeStatus.UNSET, lines=())
REGISTER_LOGIN = "so-ho-so"
REGISTER_NAME = "Sổ hồ sơ đã nhập"
CODES_AT_ONCE = 2000


@dataclass
class Judgement:
    """What a register says, row by row, and what of it was entered."""

    lives: list[Life] = field(default_factory=list)
    known: int = 0
    """Rows whose code is here already; they change nothing."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class _Desk:
    """What the entries of one register share."""

    office: Office
    clerk: User
    moment: datetime
    calendar: WorkCalendar
    procedures: dict[str, Procedure]


REFUSALS = (EntryRefusedError, CalendarError)


@transaction.atomic
def import_register(
    entries: Sequence[Entry | Fault],
    *,
    office: Office,
    moment: datetime,
    dry_run: bool = False,
) -> Judgement:
    """Enter a register at a moment (aware): everything, or nothing where faults are.

    A dry run enters everything too, so that the database judges it, and takes it
    back. Importing the same register again enters nothing.
    """
    desk = _Desk(
        office=office,
        clerk=_register_account(),
        moment=moment,
        calendar=working_calendar(office),
        procedures=_procedures(entries),
    )
    judgement = _judged(entries, desk)
    if not judgement.faults:
        enter_lives(sorted(judgement.lives, key=_own_codes_first))
    if judgement.faults or dry_run:
        transaction.set_rollback(True)
    return judgement


def _own_codes_first(life: Life) -> tuple[bool, datetime]:
    """Order lives so that no new number is taken below one the register holds."""
    return not life.own_code, life.by.accepted_at


def _register_account() -> User:
    """Return the account that stands for the register; nobody signs in with it."""
    user: User | None = User.objects.filter(username=REGISTER_LOGIN).first()
    return user or User.objects.create_user(
        REGISTER_LOGIN, full_name=REGISTER_NAME, is_active=False
    )


def _procedures(entries: Iterable[Entry | Fault]) -> dict[str, Procedure]:
    codes = {entry.procedure for entry in entries if isinstance(entry, Entry)}
    found = Procedure.objects.with_versions().filter(code__in=codes)
    return {procedure.code or "": procedure for procedure in found}


def _judged(entries: Sequence[Entry | Fault], desk: _Desk) -> Judgement:
    judgement = Judgement()
    held = _held([entry.code for entry in entries if isinstance(entry, Entry)])
    rows: dict[str, int] = {}
    for entry in entries:
        if isinstance(entry, Fault):
            judgement.faults.append(entry)
            continue
        try:
            _check_once(entry, rows)
            if entry.code in held:
                _check_same(entry, held[entry.code])
                judgement.known += 1
            else:
                judgement.lives.append(_life(entry, desk, judgement.warnings))
        except REFUSALS as refusal:
            judgement.faults.append(Fault(entry.row, str(refusal)))
    return judgement


def _held(codes: Sequence[str]) -> dict[str, Dossier]:
    """Return the dossiers that are here under some codes, ours or attached."""
    held: dict[str, Dossier] = {}
    for start in range(0, len(codes), CODES_AT_ONCE):
        some = codes[start : start + CODES_AT_ONCE]
        dossiers = Dossier.objects.select_related("procedure", "applicant")
        held |= {dossier.code: dossier for dossier in dossiers.filter(code__in=some)}
        attached = ExternalCode.objects.filter(code__in=some)
        with_parts = ("dossier__procedure", "dossier__applicant")
        held |= {row.code: row.dossier for row in attached.select_related(*with_parts)}
    return held


def _check_once(entry: Entry, rows: dict[str, int]) -> None:
    first = rows.setdefault(entry.code, entry.row)
    if first != entry.row:
        raise EntryRefusedError(
            f"Mã {entry.code} trùng với dòng {first}. Hãy giữ một dòng."
        )


def _check_same(entry: Entry, dossier: Dossier) -> None:
    """Refuse a code that is another dossier's: skipping it would lose a dossier."""
    name = fold(entry.applicant.full_name)
    if (dossier.procedure.code, dossier.applicant.folded_name) != (
        entry.procedure,
        name,
    ):
        raise EntryRefusedError(
            f"Mã {entry.code} đã có với thủ tục hoặc người nộp khác. "
            "Hãy đối chiếu rồi sửa mã."
        )


def _life(entry: Entry, desk: _Desk, warnings: list[Fault]) -> Life:
    times = times_of(
        entry, calendar=desk.calendar, today=timezone.localdate(desk.moment)
    )
    version = _version(entry, desk)
    if not version.offers(entry.channel):
        reason = f"Danh mục không ghi kênh nộp này cho thủ tục {entry.procedure}."
        warnings.append(Fault(entry.row, reason))
    received = from_local(times.received)
    own = _is_own(entry.code, desk.office)
    if not own:
        _check_numbered(entry.received.day)
    return Life(
        facts=_facts(entry, times, desk, own=own),
        by=Logging(
            desk.office, desk.clerk, accepted_at=received, logged_at=desk.moment
        ),
        terms=_terms(entry, version, times, desk),
        own_code=entry.code if own else "",
        moves=tuple(_moves(times, desk)),
    )


def _facts(entry: Entry, times: Times, desk: _Desk, *, own: bool) -> IntakeFacts:
    due = (
        StatedDue(from_local(times.due), GROUND, DueSource.IMPORTED)
        if times.due
        else None
    )
    return IntakeFacts(
        procedure=desk.procedures[entry.procedure],
        channel=entry.channel,
        applicant=entry.applicant,
        foreign_element=entry.foreign_element,
        external_code="" if own else entry.code,
        stated_due=due,
        compared_by_day=times.by_day,
        note=entry.note,
    )


def _version(entry: Entry, desk: _Desk) -> ProcedureVersion:
    procedure, day = desk.procedures.get(entry.procedure), entry.received.day
    if procedure is None:
        raise EntryRefusedError(
            f"Danh mục không có thủ tục {entry.procedure}. "
            "Hãy sửa mã, hoặc nhập danh mục có thủ tục này trước."
        )
    version = procedure.version_on(day)
    if version is None:
        raise EntryRefusedError(
            f"Thủ tục {entry.procedure} không áp dụng vào ngày {short_date(day)}. "
            "Hãy kiểm tra mã và ngày nhận."
        )
    return version


def _is_own(code: str, office: Office) -> bool:
    """Tell whether a code is of the series that this office numbers itself."""
    day = day_in_code(code)
    if day is None:
        return False
    try:
        series = series_of(agency_code_on(day), office.code_authority)
    except OfficeNotSetUpError:
        return False
    return number_in_code(code, agency_code=series, day=day) is not None


def _check_numbered(day: date) -> None:
    """Refuse a day on which the office bore no code: it cannot number the dossier."""
    try:
        agency_code_on(day)
    except OfficeNotSetUpError:
        raise EntryRefusedError(
            f"Cơ quan chưa có mã vào ngày {short_date(day)}. "
            "Hãy thêm mã cơ quan dùng từ trước ngày đó trong trang Quản trị."
        ) from None


def _terms(entry: Entry, version: ProcedureVersion, times: Times, desk: _Desk) -> Terms:
    if times.due:
        return Terms(version, None, None, UNKNOWN_FEE)
    limit = version.limit_for(entry.channel)
    if limit is None:
        raise EntryRefusedError(
            "Danh mục chưa có thời hạn của thủ tục này. Hãy ghi ngày hẹn trả."
        )
    deadline = deadline_for(limit, office=desk.office, received=times.received)
    return Terms(version, limit, deadline, UNKNOWN_FEE)


def _moves(times: Times, desk: _Desk) -> Iterator[Move]:
    """Tell of closing and return as the register does: by whom, it does not say."""
    known = [
        (DossierEvent.CLOSED, times.resolved),
        (DossierEvent.RETURNED, times.returned),
    ]
    for event, moment in known:
        if moment:
            yield Move(event=event, by=Act(desk.clerk, from_local(moment), GROUND))
