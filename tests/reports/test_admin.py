"""Administrators edit report lines, with evidence."""

import pytest
from django.urls import reverse

from reports.models import ReportLine
from wardportal.history.models import Event

pytestmark = pytest.mark.django_db

LINE = {
    "label": "Đăng ký khai sinh",
    "unit": "hồ sơ",
    "order": "3",
    "codes": "1.001193\n2.000528",
    "foreign_codes": "2.000528",
}


@pytest.fixture
def browser(client_of, administrator, office):
    return client_of(administrator)


def events():
    found = Event.objects.filter(subject_kind="report_line").order_by("sequence")
    return [event.event for event in found]


def test_a_line_is_added_and_taken_out_with_evidence(browser):
    browser.post(reverse("admin:reports_reportline_add"), LINE)
    line = ReportLine.objects.get()
    assert line.member_codes == {"1.001193", "2.000528"}
    browser.post(
        reverse("admin:reports_reportline_delete", args=[line.pk]), {"post": "yes"}
    )
    assert not ReportLine.objects.exists()
    assert events() == ["added", "deleted"]


def test_a_wrong_code_is_answered_with_what_to_write(browser):
    wrong = LINE | {"codes": "khai sinh"}
    answer = browser.post(reverse("admin:reports_reportline_add"), wrong)
    assert "Mỗi dòng ghi một mã thủ tục, ví dụ 2.000815." in answer.content.decode()
    assert not ReportLine.objects.exists()
