"""The slip that explains the due moment, read back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dossiers.models import DueChange
from dossiers.slips.deadline_basis import (
    UNIT_RULES,
    deadline_basis,
    deadline_basis_pdf,
)
from procedures.enums import LimitUnit
from procedures.models import CalendarDay
from tests.papers import text_of
from wardportal.office.setup import calendar_changed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_basis_names_each_counted_and_skipped_day(dossier, office):
    words = text_of(deadline_basis_pdf(dossier, office=office))

    for part in (
        "CĂN CỨ TÍNH HẠN TRẢ KẾT QUẢ",
        f"Hồ sơ {dossier.code}",
        "Thủ tục: Cấp giấy xác nhận tình trạng hôn nhân",
        "không tính ngày nhận và ngày nghỉ (Bộ luật Dân sự 2015, Điều 147)",
        "hết hạn vào giờ đóng cửa của ngày cuối",
        "Thời hạn: 3 ngày làm việc",
        "Thứ Ba, 24/11/2026: ngày nghỉ (Ngày Văn hóa Việt Nam), không tính không",
        "Thứ Tư, 25/11/2026: ngày làm việc thứ 1 có",
        "Thứ Sáu, 27/11/2026: ngày làm việc thứ 3, hết hạn lúc 17:30 có",
        "Hạn trả hiện nay: 17:30 thứ Sáu, 27/11/2026",
    ):
        assert part in words


def test_the_basis_bears_no_number_of_the_records(dossier, office):
    assert "Số:" not in text_of(deadline_basis_pdf(dossier, office=office))


def test_every_unit_has_its_rule():
    assert set(UNIT_RULES) == set(LimitUnit)


def test_a_calendar_changed_since_is_said_and_the_promise_kept(dossier):
    CalendarDay.objects.create(date=date(2026, 11, 25), name="Nghỉ thêm")
    calendar_changed()

    remark = deadline_basis(dossier).remark

    assert remark == (
        "Lịch làm việc đã thay đổi sau khi tiếp nhận: tính lại hôm nay là "
        "17:30 thứ Hai, 30/11/2026. Hạn đã hẹn với người nộp được giữ."
    )


def test_a_moved_due_moment_shows_when_and_why(dossier, clerk):
    moved = dossier.due_at + timedelta(days=3)
    DueChange.objects.create(
        dossier=dossier,
        moment=datetime(2026, 11, 25, 2, tzinfo=UTC),
        previous_due_at=dossier.due_at,
        due_at=moved,
        ground="Bổ sung giấy tờ",
        actor=clerk,
    )

    entries = [(e.label, e.value) for e in deadline_basis(dossier).entries]

    assert (
        "Hạn đổi ngày 25/11/2026",
        "17:30 thứ Hai, 30/11/2026: Bổ sung giấy tờ",
    ) in entries


def test_a_due_moment_given_by_the_clerk_shows_its_ground(dossier):
    dossier.due_source, dossier.due_ground = "stated", "Giấy hẹn số 5"
    dossier.limit_value, dossier.limit_unit = None, ""

    basis = deadline_basis(dossier)

    assert ("Thời hạn", "Giấy hẹn số 5") in [(e.label, e.value) for e in basis.entries]
    assert basis.steps == ()
