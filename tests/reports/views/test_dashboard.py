"""The leader's first page shows a month as it was frozen."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from reports.canonical import frozen
from reports.forms import address_behind
from reports.models import Report
from tests.factories import DossierFactory, ProcedureVersionFactory
from tests.reports.figures import AUGUST, STATEMENT
from tests.reports.links import links_in

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 9, 5, 3, tzinfo=UTC)
DASHBOARD = reverse("reports:dashboard")


@pytest.fixture
def browser(client_of, leader, office, time_machine):
    time_machine.move_to(NOW, tick=False)
    return client_of(leader)


def ready(period=AUGUST, statement=STATEMENT, minutes=0):
    moment = statement.counted_at + timedelta(minutes=minutes)
    return Report.objects.create(
        start=period.start,
        end=period.end,
        label=period.label,
        cycle=period.cycle,
        state="ready",
        requested_at=moment,
        ready_at=moment,
        counted_at=statement.counted_at,
        figures=frozen(statement),
    )


def shown(browser, query=""):
    answer = browser.get(f"{DASHBOARD}{query}")
    assert answer.status_code == 200
    return answer, " ".join(answer.content.decode().split())


def test_before_the_first_report_the_page_says_what_to_do(browser):
    _, html = shown(browser)
    assert "Chưa có báo cáo của tháng nào." in html
    assert reverse("reports:list") in html


def test_the_four_figures_are_compared_in_words(browser):
    ready()
    answer, html = shown(browser)
    told = [(item["value"], item["note"]) for item in answer.context["kpis"]]
    assert told == [
        ("1.233", "tăng 133 hồ sơ (+12,1%)"),
        ("1.200", "40 hồ sơ đang giải quyết"),
        ("99,7%", "4 hồ sơ quá hạn"),
        ("81,1%", "tăng 8,4 điểm phần trăm"),
    ]
    assert "Số liệu chốt lúc 08:05 ngày 01/09/2025. So với tháng 7 năm 2025." in html


def test_the_figures_are_frozen_whatever_happens_afterwards(browser):
    ready()
    before, _ = shown(browser)
    DossierFactory(accepted_at=AUGUST.begins_at)
    after, _ = shown(browser)
    assert before.context["kpis"] == after.context["kpis"]


def test_the_deadline_results_are_a_bar_and_a_table(browser):
    ready()
    answer, _ = shown(browser)
    results = answer.context["results"]
    assert results["label"] == "trước hạn 99,2%, đúng hạn 0,5%, quá hạn 0,3%"
    assert [(p["series"], p["start"], p["percent"]) for p in results["parts"]] == [
        ("early", "0.00", "99.17"),
        ("on-time", "99.17", "0.50"),
        ("overdue", "99.67", "0.33"),
    ]
    assert ("4", address_behind(AUGUST, cot="overdue")) in links_in(answer)


def test_the_chart_has_its_data_as_a_table(browser):
    ready()
    answer, html = shown(browser)
    days = answer.context["days"]
    assert days["rows"] == [
        ["01/08/2025", "600", "150", "3", "753"],
        ["04/08/2025", "400", "50", "30", "480"],
    ]
    assert days["total"] == ["Tổng số", "1.000", "200", "33", "1.233"]
    assert "<summary>Xem bảng số liệu</summary>" in html
    assert "<svg" in html


def test_the_most_frequent_procedures_are_bars_with_links(browser):
    ready()
    answer, _ = shown(browser)
    assert [
        (bar["label"], bar["value"], bar["percent"]) for bar in answer.context["bars"]
    ] == [("Khai sinh", "1.225", 100), ("Kết hôn", "8", 1)]
    assert answer.context["bars"][0]["url"] == (
        "/bao-cao/ho-so/?tu=2025-08-01&den=2025-08-31&thu_tuc=1.001193&moi=1"
    )


def test_the_newest_report_of_the_newest_month_is_shown_first(browser):
    ready(AUGUST.previous())
    ready()
    newest = ready(minutes=5)
    answer, html = shown(browser)
    assert answer.context["report"] == newest
    assert [month.label for month in answer.context["months"]] == [
        "Tháng 8/2025",
        "Tháng 7/2025",
    ]
    assert '<a href="?thang=2025-07">Tháng 7/2025</a>' in html


def test_another_month_can_be_chosen(browser):
    july = ready(AUGUST.previous())
    ready()
    answer, _ = shown(browser, "?thang=2025-07")
    assert answer.context["report"] == july


def test_an_unknown_month_shows_the_newest(browser):
    report = ready()
    for query in ("?thang=1999-01", "?thang=%00", "?thang="):
        answer, _ = shown(browser, query)
        assert answer.context["report"] == report


def test_what_needs_care_is_told_as_of_now(browser):
    version = ProcedureVersionFactory(procedure__short_name="Trích lục")
    DossierFactory.create_batch(
        2,
        procedure_version=version,
        accepted_at=NOW - timedelta(days=3),
        due_at=NOW - timedelta(days=1),
    )
    DossierFactory(
        accepted_at=NOW - timedelta(days=1),
        due_at=NOW + timedelta(days=1),
        status="awaiting_supplement",
        procedure_version=version,
    )
    answer, _ = shown(browser)
    overdue, supplement, to_return = answer.context["attention"]
    assert (overdue["label"], overdue["text"]) == ("2 hồ sơ quá hạn", "Trích lục (2)")
    assert supplement["label"] == "1 hồ sơ chờ bổ sung"
    assert to_return["label"] == "0 hồ sơ có kết quả, chờ trả"
    assert overdue["url"] == "/ho-so/?nhom=qua-han"
    assert to_return["url"] == ""


def test_the_page_takes_ten_queries(browser, django_assert_num_queries):
    ready(AUGUST.previous())
    ready()
    browser.get(DASHBOARD)  # the working calendar is kept by the process
    with django_assert_num_queries(10):
        browser.get(DASHBOARD)
