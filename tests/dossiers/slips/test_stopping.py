"""Thông báo dừng giải quyết hồ sơ (Mẫu 05), read back."""

import pytest

from dossiers.slips.stopping import stop_notice
from tests.dossiers.slips.lives import stop
from tests.dossiers.slips.printing import ADDRESS, printed, words_of
from tests.papers import A5, page_sizes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_notice_says_since_when_and_why(dossier, office, leader):
    office.signer_name = "Phạm Văn Ví Dụ"
    stop(dossier, leader)

    words = words_of(stop_notice, dossier, office)

    for part in (
        "/TB-UBND",
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        f"Mã hồ sơ {dossier.code}",
        "Quầy 2, ĐT 024 0000 0000",
        "Kính gửi: Nguyễn Thị Ví Dụ",
        "dừng giải quyết hồ sơ này từ 10 giờ 41 phút, ngày 23 tháng 11 năm 2026.",
        "Lý do: Người nộp không bổ sung giấy tờ",
        "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ (Ký, đóng dấu, ghi rõ họ tên) Phạm Văn Ví Dụ",
    ):
        assert part in words
    assert page_sizes(printed(stop_notice, dossier, office)) == [A5]


def test_a_dossier_in_hand_has_none(dossier, office):
    assert stop_notice(dossier, office=office, address=ADDRESS) is None
