"""The report lines we ship."""

import pytest
from django.core.exceptions import ValidationError

from procedures.reference import DATA
from reports.models import ReportLine
from reports.reference import load_report_lines

pytestmark = pytest.mark.django_db


def test_the_shipped_lines_tell_what_wards_tell():
    load_report_lines()
    told = ReportLine.objects.values_list("label", "unit")[:9]
    assert list(told) == [
        ("Chứng thực bản sao từ bản chính", "hồ sơ"),
        ("Chứng thực chữ ký", "hồ sơ"),
        ("Đăng ký khai sinh", "hồ sơ"),
        ("Đăng ký khai tử", "hồ sơ"),
        ("Đăng ký kết hôn", "cặp"),
        ("Cấp bản sao trích lục hộ tịch", "hồ sơ"),
        ("Thay đổi, cải chính, bổ sung hộ tịch", "hồ sơ"),
        ("Nhận cha, mẹ, con", "trường hợp"),
        ("Xác nhận tình trạng hôn nhân", "hồ sơ"),
    ]


def test_every_shipped_line_is_sound():
    load_report_lines()
    for line in ReportLine.objects.all():
        line.full_clean()


def test_the_codes_of_the_shipped_lines_are_in_the_shipped_catalogue():
    load_report_lines()
    shipped = (DATA / "catalogue.json").read_text(encoding="utf-8")
    codes = frozenset().union(*(line.member_codes for line in ReportLine.objects.all()))
    assert [code for code in sorted(codes) if f'"{code}"' not in shipped] == []


def test_loading_again_keeps_what_the_ward_made_of_them():
    load_report_lines()
    ReportLine.objects.filter(label="Đăng ký kết hôn").update(label="Kết hôn")
    ReportLine.objects.filter(label="Đăng ký khai tử").delete()
    before = list(ReportLine.objects.values_list("label", "codes"))
    load_report_lines()
    assert list(ReportLine.objects.values_list("label", "codes")) == before


def test_a_code_belongs_to_one_line():
    ReportLine.objects.create(label="Khai sinh", unit="hồ sơ", codes="1.001193")
    second = ReportLine(label="Khác", unit="hồ sơ", codes="2.000635\n1.001193")
    with pytest.raises(ValidationError) as refused:
        second.full_clean()
    assert refused.value.messages == [
        "Mã 1.001193 đã thuộc dòng “Khai sinh”. Hãy bỏ mã đó ở một trong hai dòng."
    ]


def test_codes_are_written_one_a_line():
    line = ReportLine(label="Khác", unit="hồ sơ", codes="2.000635; 1.001193")
    with pytest.raises(ValidationError) as refused:
        line.full_clean()
    assert refused.value.messages == ["Mỗi dòng ghi một mã thủ tục, ví dụ 2.000815."]


def test_foreign_codes_are_counted_in_their_line():
    line = ReportLine(codes="1.001193", foreign_codes="2.000528")
    assert line.member_codes == {"1.001193", "2.000528"}
