"""Requests and builders: once, safely twice, and never lost."""

import hashlib
import json
import os
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest

from reports.canonical import digest
from reports.columns import CONDITIONS, Column
from reports.models import Report
from reports.periods import Period
from reports.publishing import (
    BUILD,
    LEASE,
    build,
    file_path,
    reconcile,
    request_last_month,
    request_report,
)
from reports.tasks import build_report, request_last_month as request_last_month_task
from tests.factories import DossierFactory
from wardportal.history.models import Event
from wardportal.outbox.models import OutboxMessage

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

AUGUST = Period(date(2025, 8, 1), date(2025, 8, 31))
NOW = datetime(2025, 9, 1, 2, tzinfo=UTC)
SOON = NOW + timedelta(seconds=5)
PRINTER = "weasyprint.HTML.write_pdf"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def report(office, leader):
    DossierFactory(accepted_at=datetime(2025, 8, 4, 3, tzinfo=UTC))
    return request_report(period=AUGUST, leader=leader, moment=NOW)


@pytest.fixture
def quick_printer(monkeypatch):
    """Spare the tests that are not about the document the printing of it."""
    monkeypatch.setattr(PRINTER, lambda *_, **__: b"%PDF-1.7")


def broken(error):
    def breaks(*_, **__):
        raise error

    return breaks


def state_of(report):
    report.refresh_from_db()
    return (report.state, report.attempts)


def test_a_request_is_a_row_an_intent_and_an_event(report, leader):
    assert (report.label, report.cycle) == ("tháng 8 năm 2025", "calendar_month")
    assert state_of(report) == ("queued", 0)
    message = OutboxMessage.objects.get()
    assert (message.task, message.reference) == (BUILD, str(report.pk))
    event = Event.objects.get(subject_id=report.pk)
    assert (event.event, event.actor) == ("report.requested", leader)


def test_asking_again_while_it_is_made_gives_the_same_report(report, leader):
    again = request_report(period=AUGUST, leader=leader, moment=SOON)
    assert again == report
    assert Report.objects.count() == OutboxMessage.objects.count() == 1


def test_asking_again_when_it_is_ready_makes_a_new_row(report, leader, quick_printer):
    build(report_id=report.pk, moment=SOON)
    again = request_report(period=AUGUST, leader=leader, moment=SOON)
    assert again != report
    build(report_id=again.pk, moment=SOON + timedelta(minutes=1))
    assert Report.objects.of_period(AUGUST).ready().first() == again


@pytest.mark.slow
def test_a_built_report_has_its_figures_its_files_and_its_evidence(report):
    head = Event.objects.latest("sequence")
    build(report_id=report.pk, moment=SOON)
    assert state_of(report) == ("ready", 1)
    assert (report.ready_at, report.counted_at) == (SOON, SOON)
    assert report.lease_until is None
    assert report.statement.tallies.total.received_total == 1
    assert report.figures_sha256 == digest(report.figures)
    assert (report.chain_sequence, report.chain_mac) == (head.sequence, head.mac)
    event = Event.objects.with_words().latest("sequence")
    assert (event.event, event.actor) == ("report.ready", None)
    assert event.payload.words == {"figures": report.figures_sha256}
    assert [file.name for file in report.files.order_by("id")] == [
        "bao-cao-2025-08-01-2025-08-31.pdf",
        "bao-cao-2025-08-01-2025-08-31.xlsx",
        "bao-cao-2025-08-01-2025-08-31.csv",
        "bao-cao-2025-08-01-2025-08-31.json",
    ]
    for file in report.files.all():
        content = file_path(file).read_bytes()
        assert file.size == len(content)
        assert file.sha256 == hashlib.sha256(content).hexdigest()


def test_the_files_tell_the_figures_of_the_row(report):
    build(report_id=report.pk, moment=SOON)
    file = report.files.get(format="json")
    told = json.loads(file_path(file).read_bytes())
    assert told["total"]["received_total"] == 1
    assert told["period"] == {"from": "2025-08-01", "to": "2025-08-31"}


def test_building_twice_changes_nothing(report, quick_printer):
    build(report_id=report.pk, moment=SOON)
    before = Report.objects.values().get()
    build(report_id=report.pk, moment=SOON + timedelta(hours=1))
    assert Report.objects.values().get() == before
    assert Event.objects.filter(event="report.ready").count() == 1


def test_a_report_in_other_hands_is_left_alone(report, quick_printer):
    Report.objects.filter(pk=report.pk).update(
        state="running", attempts=1, started_at=NOW, lease_until=NOW + LEASE
    )
    build(report_id=report.pk, moment=SOON)
    assert state_of(report) == ("running", 1)


def test_a_builder_that_died_is_followed_when_its_lease_is_over(report, quick_printer):
    Report.objects.filter(pk=report.pk).update(
        state="running", attempts=1, started_at=NOW, lease_until=NOW + LEASE
    )
    build(report_id=report.pk, moment=NOW + LEASE)
    assert state_of(report) == ("ready", 2)


def test_a_builder_that_was_overtaken_writes_nothing(report, monkeypatch, media):
    def overtaken(*_, **__):
        Report.objects.filter(pk=report.pk).update(attempts=2)
        return b"%PDF-1.7"

    monkeypatch.setattr(PRINTER, overtaken)
    build(report_id=report.pk, moment=SOON)
    assert state_of(report) == ("running", 2)
    assert not media.exists()


def test_a_printer_that_fails_gives_the_row_back(report, monkeypatch, caplog):
    fault = ValueError("họ tên người nộp")
    monkeypatch.setattr(PRINTER, broken(fault))
    build(report_id=report.pk, moment=SOON)
    assert state_of(report) == ("queued", 1)
    assert (report.error, report.lease_until) == ("Không in được tệp PDF.", None)
    assert "PdfError" in caplog.text
    assert str(fault) not in caplog.text


def test_a_full_disk_leaves_no_half_file_and_no_row(
    report, monkeypatch, media, quick_printer
):
    monkeypatch.setattr(os, "fsync", broken(OSError("đầy")))
    build(report_id=report.pk, moment=SOON)
    assert state_of(report) == ("queued", 1)
    assert report.error == "Không ghi được tệp. Hãy kiểm tra dung lượng đĩa."
    assert not report.files.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_figures_that_do_not_add_up_are_not_printed(report, monkeypatch, media):
    monkeypatch.setitem(CONDITIONS, Column.PENDING_OVERDUE, {"carried": {True}})
    build(report_id=report.pk, moment=SOON)
    assert state_of(report) == ("queued", 1)
    assert report.error == "Số liệu không khớp. Hãy báo quản trị hệ thống."
    assert not media.exists()


def test_any_other_fault_says_so_without_its_text(report, monkeypatch, caplog):
    fault = RuntimeError("họ tên người nộp")
    monkeypatch.setattr(openpyxl.Workbook, "save", broken(fault))
    build(report_id=report.pk, moment=SOON)
    assert state_of(report) == ("queued", 1)
    assert report.error == "Có lỗi khi tạo báo cáo."
    assert "RuntimeError" in caplog.text
    assert str(fault) not in caplog.text


def test_the_third_fault_ends_the_report(report, monkeypatch):
    monkeypatch.setattr(PRINTER, broken(ValueError()))
    for minute in range(4):
        build(report_id=report.pk, moment=NOW + timedelta(minutes=minute))
    assert state_of(report) == ("failed", 3)
    assert Event.objects.latest("sequence").event == "report.failed"
    assert not report.files.exists()


def test_a_fault_that_passes_does_not_matter(report, monkeypatch, quick_printer):
    with monkeypatch.context() as once:
        once.setattr(os, "fsync", broken(OSError("đầy")))
        build(report_id=report.pk, moment=SOON)
    build(report_id=report.pk, moment=SOON + timedelta(minutes=1))
    assert state_of(report) == ("ready", 2)
    assert report.error == ""


def test_without_an_office_the_report_waits_for_one(leader):
    report = request_report(period=AUGUST, leader=leader, moment=NOW)
    build(report_id=report.pk, moment=SOON)
    assert state_of(report) == ("queued", 1)
    assert report.error == "Chưa khai báo cơ quan."


def test_what_was_missed_is_asked_for_again(report):
    OutboxMessage.objects.all().delete()
    reconcile(moment=SOON)
    assert OutboxMessage.objects.get().reference == str(report.pk)


def test_reconciling_does_not_disturb_a_builder_at_work(report):
    OutboxMessage.objects.all().delete()
    Report.objects.filter(pk=report.pk).update(
        state="running", attempts=1, started_at=NOW, lease_until=NOW + LEASE
    )
    reconcile(moment=SOON)
    assert not OutboxMessage.objects.exists()
    reconcile(moment=NOW + LEASE)
    assert OutboxMessage.objects.get().reference == str(report.pk)


def test_a_report_whose_builders_keep_dying_is_ended(report):
    Report.objects.filter(pk=report.pk).update(
        state="running", attempts=3, started_at=NOW, lease_until=NOW + LEASE
    )
    reconcile(moment=NOW + LEASE)
    assert state_of(report) == ("failed", 3)
    assert report.error == "Việc tạo báo cáo bị ngắt giữa chừng."


def test_finished_reports_are_left_alone(report, quick_printer):
    build(report_id=report.pk, moment=SOON)
    OutboxMessage.objects.all().delete()
    reconcile(moment=SOON + timedelta(minutes=10))
    assert not OutboxMessage.objects.exists()


def test_last_month_is_asked_for_once(office):
    DossierFactory(accepted_at=datetime(2025, 8, 4, 3, tzinfo=UTC))
    made = request_last_month(moment=NOW)
    assert (made.period, made.requested_by) == (AUGUST, None)
    assert request_last_month(moment=NOW + timedelta(days=3)) is None
    assert Report.objects.count() == 1


def test_a_missed_first_of_the_month_is_made_up_for(office):
    DossierFactory(accepted_at=datetime(2025, 8, 4, 3, tzinfo=UTC))
    reconcile(moment=NOW + timedelta(days=9))
    assert Report.objects.get().period == AUGUST


def test_a_report_asked_for_before_the_month_ended_does_not_count(office, leader):
    DossierFactory(accepted_at=datetime(2025, 8, 4, 3, tzinfo=UTC))
    early = datetime(2025, 8, 20, 3, tzinfo=UTC)
    first = request_report(period=AUGUST, leader=leader, moment=early)
    Report.objects.filter(pk=first.pk).update(state="failed", error="Có lỗi.")
    assert request_last_month(moment=NOW) is not None


def test_a_month_without_any_dossier_asks_for_nothing(office):
    assert request_last_month(moment=NOW) is None


def test_the_month_that_ended_is_the_offices_not_utcs(office):
    DossierFactory(accepted_at=datetime(2025, 8, 4, 3, tzinfo=UTC))
    five_past_midnight = datetime(2025, 8, 31, 17, 5, tzinfo=UTC)
    assert request_last_month(moment=five_past_midnight).period == AUGUST


def test_the_tasks_read_the_clock_and_do_the_same(office, time_machine, quick_printer):
    DossierFactory(accepted_at=datetime(2025, 8, 4, 3, tzinfo=UTC))
    time_machine.move_to(NOW, tick=False)
    request_last_month_task()
    report = Report.objects.get()
    build_report(str(report.pk))
    assert state_of(report) == ("ready", 1)
    assert report.ready_at == NOW


def test_a_reference_to_no_report_is_nothing_to_do():
    build_report("00000000-0000-4000-8000-000000000001")


def test_the_worker_and_the_reconciler_know_these_names(settings):
    assert "reports.publishing.reconcile" in settings.RECONCILERS
    assert build_report.name == BUILD
    assert request_last_month_task.name == "reports.tasks.request_last_month"
