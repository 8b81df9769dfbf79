"""Which period is asked for, and the addresses of figures."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from reports.forms import FigureForm, RequestForm, address_behind
from reports.periods import Period
from tests.factories import ProcedureFactory, SectorFactory
from tests.reports.figures import AUGUST

TODAY = date(2025, 9, 20)


def asked(period="own", start="", end=""):
    form = RequestForm({"period": period, "start": start, "end": end}, today=TODAY)
    return form.asked_period() if form.is_valid() else form.errors.get_json_data()


def messages(period="own", start="", end=""):
    errors = asked(period, start, end)
    return {name: [one["message"] for one in found] for name, found in errors.items()}


def test_the_list_offers_both_calendars_the_running_month_and_own_days():
    groups = dict(RequestForm(today=TODAY).fields["period"].choices)
    assert [(name, groups[name][0]) for name in groups] == [
        ("Tháng theo lịch", ("2025-08-01_2025-08-31", "Tháng 8 năm 2025")),
        (
            "Kỳ báo cáo, chốt ngày 14",
            ("2025-08-15_2025-09-14", "Kỳ báo cáo tháng 9 năm 2025"),
        ),
        ("Quý", ("2025-06-15_2025-09-14", "Quý III năm 2025")),
        ("6 tháng", ("2024-12-15_2025-06-14", "6 tháng đầu năm 2025")),
        ("Năm", ("2023-12-15_2024-12-14", "Năm 2024")),
        ("Khác", ("2025-09-01_2025-09-30", "Tháng 9 năm 2025, đến nay")),
    ]
    assert groups["Khác"][1] == ("own", "Từ ngày đến ngày")


def test_a_period_of_the_list_is_taken():
    assert asked("2025-08-01_2025-08-31") == AUGUST


def test_any_two_days_are_taken():
    assert asked(start="01/7/2025", end="14/9/2025") == Period(
        date(2025, 7, 1), date(2025, 9, 14)
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"period": ""}, {"period": ["Hãy chọn kỳ báo cáo"]}),
        ({"period": "1999"}, {"period": ["Hãy chọn lại kỳ báo cáo trong danh sách"]}),
        ({}, {"end": ["Hãy nhập cả hai ngày của kỳ báo cáo."]}),
        (
            {"start": "01/08/2025"},
            {"end": ["Hãy nhập cả hai ngày của kỳ báo cáo."]},
        ),
        (
            {"start": "31/08/2025", "end": "01/08/2025"},
            {
                "end": [
                    (
                        "Ngày kết thúc phải từ ngày bắt đầu trở đi: "
                        "hãy sửa 31/08/2025 hoặc 01/08/2025."
                    )
                ]
            },
        ),
        (
            {"start": "21/09/2025", "end": "22/09/2025"},
            {"start": ["Kỳ này chưa bắt đầu. Hãy chọn ngày đã qua."]},
        ),
        (
            {"period": "2025-08-01_2025-08-31", "start": "01/07/2025"},
            {
                "end": [
                    (
                        "Bạn vừa chọn kỳ có sẵn vừa nhập ngày. "
                        "Hãy chọn “Từ ngày đến ngày”, hoặc xóa hai ngày."
                    )
                ]
            },
        ),
        (
            {"start": "08/25/2025", "end": "31/08/2025"},
            {"start": ["Từ ngày phải theo ngày/tháng/năm, ví dụ 05/11/1986"]},
        ),
    ],
)
def test_what_makes_no_period_is_answered_with_what_to_do(typed, expected):
    assert messages(**typed) == expected


def test_an_address_leaves_out_what_narrows_nothing():
    address = address_behind(AUGUST, cot="early", moi=0, kenh="")
    assert address == "/bao-cao/ho-so/?tu=2025-08-01&den=2025-08-31&cot=early"


@pytest.mark.django_db
def test_an_address_is_read_back_as_the_figure_it_names():
    sector, procedure = SectorFactory(), ProcedureFactory(code="2.000815")
    address = address_behind(
        AUGUST,
        cot="overdue",
        moi=1,
        linh_vuc=sector.pk,
        thu_tuc="2.000815",
        kenh="postal",
        ket_thuc="withdrawn",
        nuoc_ngoai=1,
    )
    values = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
    form = FigureForm(values)
    assert form.is_valid(), form.errors
    figure = form.figure()
    assert form.asked_period() == AUGUST
    assert (figure.column, figure.new, figure.foreign) == ("overdue", True, True)
    assert (figure.sector, figure.procedure) == (sector, procedure)
    assert (figure.channel, figure.outcome) == ("postal", "withdrawn")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"tu": ""},
        {"tu": "2025-09-01"},
        {"cot": "khong-co"},
        {"linh_vuc": "1 or 1=1"},
        {"linh_vuc": "\x00"},
        {"thu_tuc": "9.999999"},
        {"dong": "999999"},
        {"kenh": "fax"},
    ],
)
def test_an_address_that_no_page_writes_is_not_read(wrong):
    given = {"tu": "2025-08-01", "den": "2025-08-31", "cot": "early"} | wrong
    assert not FigureForm(given).is_valid()
