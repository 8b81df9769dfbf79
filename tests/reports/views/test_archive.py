"""The leader's reports in the browser, without JavaScript."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from reports.forms import address_behind
from reports.models import Report
from reports.publishing import LEASE, build, request_report
from tests.factories import DossierFactory
from tests.papers import text_of
from tests.reports.figures import AUGUST
from tests.reports.links import links_in
from wardportal.outbox.models import OutboxMessage

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 9, 1, 2, tzinfo=UTC)
LIST = reverse("reports:list")
REQUEST = reverse("reports:request")


@pytest.fixture(autouse=True)
def surroundings(settings, tmp_path, time_machine, office):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def browser(client_of, leader):
    return client_of(leader)


@pytest.fixture
def report(leader):
    DossierFactory(accepted_at=datetime(2025, 8, 4, 3, tzinfo=UTC))
    return request_report(period=AUGUST, leader=leader, moment=NOW)


@pytest.fixture
def ready(report):
    build(report_id=report.pk, moment=NOW)
    report.refresh_from_db()
    return report


def page(browser, name, *args):
    answer = browser.get(reverse(f"reports:{name}", args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_request_is_answered_with_303_to_the_page_that_follows_it(browser, leader):
    answer = browser.post(REQUEST, {"period": "2025-08-01_2025-08-31"})
    report = Report.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/bao-cao/{report.pk}/")
    assert (report.period, report.requested_by) == (AUGUST, leader)
    assert OutboxMessage.objects.count() == 1


def test_a_wrong_request_keeps_what_was_typed_and_stores_nothing(browser):
    typed = {"period": "own", "start": "31/08/2025", "end": "01/08/2025"}
    answer = browser.post(REQUEST, typed)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "<title>\n      Lỗi:" in html
    assert "Ngày kết thúc phải từ ngày bắt đầu trở đi" in html
    assert 'value="31/08/2025"' in html
    assert html.count('class="err-summary"') == 1
    assert not Report.objects.exists()


def test_while_it_is_made_the_page_reloads_itself(browser, report):
    html = page(browser, "detail", report.pk)
    assert "Đang chờ" in html
    assert '<meta http-equiv="refresh" content="4">' in html
    assert "Bạn có thể rời trang" in html


def test_a_second_try_is_told(browser, report):
    Report.objects.update(
        state="running", attempts=2, started_at=NOW, lease_until=NOW + LEASE
    )
    assert "Đang tạo (lần 2/3)" in page(browser, "detail", report.pk)


def test_after_two_minutes_the_page_stops_reloading(browser, report, time_machine):
    time_machine.move_to(NOW + timedelta(minutes=2), tick=False)
    html = page(browser, "detail", report.pk)
    assert "http-equiv" not in html
    assert "Vẫn đang chạy, bạn có thể rời trang" in html


def test_a_failed_report_tells_why_and_can_be_tried_again(browser, report):
    Report.objects.update(state="failed", error="Không in được tệp PDF.", attempts=3)
    html = page(browser, "detail", report.pk)
    assert "Không in được tệp PDF." in html
    assert str(report.pk) in html
    again = {"period": "own", "start": "01/08/2025", "end": "31/08/2025"}
    for name, value in again.items():
        assert f'name="{name}" value="{value}"' in html
    assert browser.post(REQUEST, again).status_code == 303
    assert Report.objects.filter(state="queued").count() == 1


def test_the_report_before_stays_at_hand_while_a_new_one_is_made(
    browser, ready, leader
):
    newer = request_report(period=AUGUST, leader=leader, moment=NOW)
    html = page(browser, "detail", newer.pk)
    assert reverse("reports:download", args=[ready.pk, "pdf"]) in html


def test_a_ready_report_shows_its_figures_as_links_and_its_files(browser, ready):
    answer = browser.get(reverse("reports:detail", args=[ready.pk]))
    assert "Số liệu chốt lúc 09:00 ngày 01/09/2025." in answer.content.decode()
    links = links_in(answer)
    sector = ready.statement.tallies.rows[0].sector_id
    assert ("1", address_behind(AUGUST, cot="received_total")) in links
    assert (
        "1",
        address_behind(AUGUST, cot="pending_overdue", linh_vuc=sector),
    ) in links
    for words, kind in [
        ("Tải PDF", "pdf"),
        ("Bảng tính", "xlsx"),
        ("CSV", "csv"),
        ("JSON", "json"),
    ]:
        assert (words, reverse("reports:download", args=[ready.pk, kind])) in links
    assert ("Xem trước", reverse("reports:preview", args=[ready.pk])) in links


def test_every_figure_that_is_not_nought_opens_as_many_dossiers(browser, ready):
    links = links_in(browser.get(reverse("reports:detail", args=[ready.pk])))
    figures = [pair for pair in links if pair[1].startswith("/bao-cao/ho-so/")]
    assert len(figures) >= 5
    for figure, address in figures:
        listed = browser.get(address).context["page"].paginator.count
        assert figure == str(listed), address


@pytest.mark.slow
def test_a_file_is_downloaded_by_its_name(browser, ready):
    answer = browser.get(reverse("reports:download", args=[ready.pk, "pdf"]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="bao-cao-2025-08-01-2025-08-31.pdf"'
    )
    assert answer["Cache-Control"] == "private, no-store"
    assert "tiếp nhận 01 hồ sơ" in text_of(b"".join(answer.streaming_content))


@pytest.mark.parametrize("kind", ["docx", "PDF", "exe"])
def test_a_format_that_is_not_made_is_not_found(browser, ready, kind):
    answer = browser.get(reverse("reports:download", args=[ready.pk, kind]))
    assert answer.status_code == 404


def test_a_file_lost_from_the_disk_is_not_found(browser, ready, tmp_path):
    for path in tmp_path.rglob("*.csv"):
        path.unlink()
    answer = browser.get(reverse("reports:download", args=[ready.pk, "csv"]))
    assert answer.status_code == 404


def test_nothing_is_downloaded_before_it_is_ready(browser, report):
    for name, args in [("download", [report.pk, "pdf"]), ("preview", [report.pk])]:
        answer = browser.get(reverse(f"reports:{name}", args=args))
        assert answer.status_code == 404


def test_the_preview_is_the_document(browser, ready):
    html = page(browser, "preview", ready.pk)
    assert "Biểu II.06a" in html
    assert "01 hồ sơ" in html


def test_a_report_that_does_not_exist_is_not_found(browser):
    answer = browser.get(reverse("reports:detail", args=[uuid.uuid4()]))
    assert answer.status_code == 404


def test_the_list_tells_what_was_asked_for(browser, ready):
    html = page(browser, "list")
    assert "Xong" in html
    assert "Nguyễn Thị Lãnh" in html
    links = links_in(browser.get(LIST))
    assert ("Tháng 8 năm 2025", f"/bao-cao/{ready.pk}/") in links
    assert ("Tải PDF", reverse("reports:download", args=[ready.pk, "pdf"])) in links


def test_an_empty_list_says_what_to_do(browser):
    assert "Chưa có báo cáo nào." in page(browser, "list")


@pytest.mark.parametrize("reports", [1, 20])
def test_the_list_takes_the_same_queries_however_long(
    browser, leader, django_assert_num_queries, reports
):
    for number in range(reports):
        Report.objects.create(
            start=AUGUST.start,
            end=AUGUST.end,
            label=AUGUST.label,
            state="failed",
            error="Có lỗi.",
            requested_by=leader,
            requested_at=NOW + timedelta(minutes=number),
        )
    with django_assert_num_queries(8):
        browser.get(LIST)


@pytest.mark.parametrize("name", ["clerk", "officer", "administrator", "stranger"])
def test_others_may_not_look_into_reports(client_of, ready, request, name):
    other = client_of(request.getfixturevalue(name))
    for address in (
        LIST,
        reverse("reports:dashboard"),
        reverse("reports:detail", args=[ready.pk]),
        reverse("reports:preview", args=[ready.pk]),
        reverse("reports:download", args=[ready.pk, "pdf"]),
    ):
        assert other.get(address).status_code == 403
    assert other.post(REQUEST, {"period": "own"}).status_code == 403


def test_a_request_by_get_is_refused(browser):
    assert browser.get(REQUEST).status_code == 405
