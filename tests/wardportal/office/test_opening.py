"""Opening hours in words, read and written."""

from datetime import time

import pytest

from tests.factories import OfficeFactory
from wardportal.office.opening import opening_hours_text, read_shifts


@pytest.mark.parametrize(
    ("typed", "shifts"),
    [
        (
            "08:00-12:00 13:30-17:30",
            ((time(8), time(12)), (time(13, 30), time(17, 30))),
        ),
        ("7:30–11:30", ((time(7, 30), time(11, 30)),)),
    ],
)
def test_shifts_are_read_as_typed(typed, shifts):
    assert read_shifts(typed) == shifts


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "sáng",
        "08:00",
        "08:00-24:30",
        "12:00-08:00",
        "08:00-12:00 11:00-17:00",
        "08:00-12:00 chiều",
        "08:00-12:00 12:00-17:00",
    ],
)
def test_odd_hours_are_answered_with_an_example(typed):
    with pytest.raises(ValueError, match="Hãy ghi giờ làm việc như 08:00-12:00"):
        read_shifts(typed)


def test_days_with_equal_hours_are_said_once(db):
    office = OfficeFactory()
    office.opening_hours.create(weekday=5, opens=time(8), closes=time(11, 30))

    assert opening_hours_text(office) == (
        "thứ Hai – thứ Sáu: 08:00–12:00, 13:30–17:30; thứ Bảy: 08:00–11:30"
    )
