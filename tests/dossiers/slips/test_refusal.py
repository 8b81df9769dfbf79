"""Phiếu từ chối tiếp nhận giải quyết hồ sơ (Mẫu 03), read back."""

import pytest

from dossiers.slips.refusal import refusal_slip
from tests.dossiers.slips.printing import ADDRESS, printed, words_of
from tests.papers import A5, page_sizes
from wardportal.history.erasing import erase_words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_slip_says_why_and_who_approved(refused, office):
    words = words_of(refusal_slip, refused, office)

    for part in (
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "Hoa Sen, ngày 23 tháng 11 năm 2026",
        f"Mã hồ sơ {refused.code}",
        "Quầy 2, ĐT 024 0000 0000",
        "Đã nhận hồ sơ của: Nguyễn Thị Ví Dụ",
        "Nội dung yêu cầu: Cấp giấy xác nhận tình trạng hôn nhân (1.004873)",
        "Nộp lúc: 09 giờ 41 phút, ngày 23 tháng 11 năm 2026",
        "thông báo không tiếp nhận, giải quyết hồ sơ này.",
        "Lý do: Thủ tục thuộc phường khác",
        "Người duyệt: Nguyễn Thị Lãnh, 10:41 ngày 23/11/2026.",
        "NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ",
    ):
        assert part in words
    assert page_sizes(printed(refusal_slip, refused, office)) == [A5]


def test_erased_words_leave_room_to_write(refused, office, leader):
    erase_words(
        subject_kind="dossier",
        subject_id=refused.id,
        moment=refused.submitted_at,
        actor_id=leader.id,
    )

    assert "Lý do: ……" in words_of(refusal_slip, refused, office)


def test_an_accepted_dossier_has_none(dossier, office):
    assert refusal_slip(dossier, office=office, address=ADDRESS) is None
