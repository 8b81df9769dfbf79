"""Requests reports and brings them to their end, whatever breaks on the way.

A request is a row and an outbox intent in one transaction. A builder holds the row by
a lease; one that dies is followed by another once the lease has run out, at most three
in all. Files are whole on disk before the row says that it is ready.
"""

import hashlib
import logging
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from traceback import format_tb

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from dossiers.models import Dossier
from reports.canonical import digest, frozen
from reports.counted import Scope
from reports.documents import printed_files
from reports.enums import FileFormat, ReportEvent, ReportState
from reports.figures import Statement, TallyError
from reports.models import MOST_ATTEMPTS, Report, ReportFile
from reports.periods import Cycle, Period, last_closed
from reports.statement import take_figures
from wardportal.accounts.models import User
from wardportal.history.chain import Draft, record
from wardportal.office.current import OfficeNotSetUpError, current_office
from wardportal.outbox.intents import intend
from wardportal.pdf import PdfError
from wardportal.wholefiles import write_whole

SUBJECT = "report"
BUILD = "reports.tasks.build_report"
LEASE = timedelta(minutes=3)
"""Many times what a build takes, so that no living builder is followed by another."""

CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (TallyError, "Số liệu không khớp. Hãy báo quản trị hệ thống."),
    (OfficeNotSetUpError, "Chưa khai báo cơ quan."),
    (PdfError, "Không in được tệp PDF."),
    (OSError, "Không ghi được tệp. Hãy kiểm tra dung lượng đĩa."),
)
INTERRUPTED = "Việc tạo báo cáo bị ngắt giữa chừng."
UNKNOWN = "Có lỗi khi tạo báo cáo."

logger = logging.getLogger(__name__)


def request_report(*, period: Period, leader: User | None, moment: datetime) -> Report:
    """Ask for the report of a period; one that is being made is not doubled.

    ``leader`` is None when the worker asks by itself.
    """
    try:
        with transaction.atomic():
            return _open_request(period) or _new_request(period, leader, moment)
    except IntegrityError:
        # The other half of a double click was faster; its row is what was meant.
        known = _open_request(period)
        if known is None:
            raise
        return known


def request_last_month(*, moment: datetime) -> Report | None:
    """Ask for the report of the month that has ended, once.

    Nothing is asked for when somebody already did since, or no dossier was in hand.
    """
    period = last_closed(Cycle.CALENDAR_MONTH, timezone.localdate(moment))
    asked = Report.objects.of_period(period).requested_since(period.ends_at)
    in_hand = Dossier.objects.in_hand_between(period.begins_at, period.ends_at)
    if asked.exists() or not in_hand.exists():
        return None
    return request_report(period=period, leader=None, moment=moment)


def build(*, report_id: uuid.UUID, moment: datetime) -> None:
    """Make a requested report; does nothing when it is done or in other hands.

    A fault gives the row back for another try, and ends it after the third.
    """
    report = _claim(report_id, moment)
    if report is None:
        return
    try:
        office = current_office()
        statement = take_figures(Scope(report.period, office, moment))
        _publish(report, statement, printed_files(statement, office), moment)
    except Exception as error:  # noqa: BLE001 -- whatever broke, the row must say so
        # Class and place only: an error's text may hold personal data.
        logger.error(  # noqa: TRY400
            "Report %s failed: %s\n%s",
            report.pk,
            type(error).__name__,
            "".join(format_tb(error.__traceback__)),
        )
        _give_back(report, _cause(error), moment)


def reconcile(*, moment: datetime) -> None:
    """Do what was missed: last month's report, waiting rows, rows left behind.

    A row whose builders died too often is ended, so that it holds nobody up.
    """
    request_last_month(moment=moment)
    for report in Report.objects.claimable(moment).order_by("requested_at"):
        if report.attempts >= MOST_ATTEMPTS:
            _give_back(report, INTERRUPTED, moment)
        else:
            intend(task=BUILD, reference=str(report.pk), moment=moment)


def file_path(file: ReportFile) -> Path:
    """Return where a finished file lies: outside the web root."""
    return _folder(file.report_id) / file.name


def _open_request(period: Period) -> Report | None:
    return Report.objects.of_period(period).open().first()


def _new_request(period: Period, leader: User | None, moment: datetime) -> Report:
    report = Report(
        start=period.start,
        end=period.end,
        label=period.label,
        cycle=period.cycle or "",
        requested_by=leader,
        requested_at=moment,
    )
    report.save(force_insert=True)
    _record(report, ReportEvent.REQUESTED, moment)
    intend(task=BUILD, reference=str(report.pk), moment=moment)
    return report


def _claim(report_id: uuid.UUID, moment: datetime) -> Report | None:
    """Take the lease of a report in one UPDATE; None when it is not to be had."""
    free = Report.objects.claimable(moment).filter(
        pk=report_id, attempts__lt=MOST_ATTEMPTS
    )
    taken = free.update(
        state=ReportState.RUNNING.value,
        attempts=F("attempts") + 1,
        started_at=moment,
        lease_until=moment + LEASE,
    )
    return Report.objects.get(pk=report_id) if taken else None


def _publish(
    report: Report,
    statement: Statement,
    contents: Mapping[FileFormat, bytes],
    moment: datetime,
) -> None:
    """Write the files, then the row that lists them, while we still hold the lease."""
    with transaction.atomic():
        if not _still_ours(report):
            return
        files = [_written(report, kind, content) for kind, content in contents.items()]
        _set_ready(report, statement, moment)
        report.save(
            update_fields=[
                "state",
                "ready_at",
                "lease_until",
                "error",
                "counted_at",
                "figures",
                "figures_sha256",
                "chain_sequence",
                "chain_mac",
            ]
        )
        ReportFile.objects.bulk_create(files)
        _record(report, ReportEvent.READY, moment, figures=report.figures_sha256)


def _still_ours(report: Report) -> bool:
    """Lock the row; say whether no other builder has taken it over meanwhile."""
    held = Report.objects.select_for_update().get(pk=report.pk)
    return held.current_state is ReportState.RUNNING and (
        held.attempts == report.attempts
    )


def _set_ready(report: Report, statement: Statement, moment: datetime) -> None:
    report.state = ReportState.READY.value
    report.ready_at = moment
    report.lease_until = None
    report.error = ""
    report.counted_at = statement.counted_at
    report.figures = frozen(statement)
    report.figures_sha256 = digest(report.figures)
    report.chain_sequence = statement.evidence.sequence
    report.chain_mac = statement.evidence.mac


def _written(report: Report, kind: FileFormat, content: bytes) -> ReportFile:
    name = f"{report.file_stem()}.{kind.value}"
    write_whole(_folder(report.pk) / name, content)
    return ReportFile(
        report=report,
        format=kind.value,
        name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _give_back(report: Report, cause: str, moment: datetime) -> None:
    """Queue a report again, or end it when its tries are used up."""
    with transaction.atomic():
        held = Report.objects.select_for_update().get(pk=report.pk)
        if not held.is_open or held.attempts != report.attempts:
            return
        over = held.attempts >= MOST_ATTEMPTS
        state = ReportState.FAILED if over else ReportState.QUEUED
        held.state, held.error, held.lease_until = state.value, cause, None
        held.save(update_fields=["state", "error", "lease_until"])
        if over:
            _record(held, ReportEvent.FAILED, moment)


def _cause(error: Exception) -> str:
    for kind, sentence in CAUSES:
        if isinstance(error, kind):
            return sentence
    return UNKNOWN


def _record(
    report: Report, event: ReportEvent, moment: datetime, **words: object
) -> None:
    """Write the evidence; the actor is who asked, nobody when the worker acts."""
    asked = event is ReportEvent.REQUESTED
    record(
        Draft(
            event=event.value,
            moment=moment,
            subject_kind=SUBJECT,
            subject_id=report.pk,
            actor_id=report.requested_by_id if asked else None,
            target=report.state,
            words=words,
        )
    )


def _folder(report_id: uuid.UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / "reports" / str(report_id)
