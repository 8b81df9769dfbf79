"""Văn bản xin lỗi và đề nghị gia hạn (Mẫu 04), read back."""

import pytest

from dossiers.slips.apology import apology_letter
from tests.dossiers.slips.lives import apologise
from tests.dossiers.slips.printing import ADDRESS, printed, words_of
from tests.papers import A5, page_sizes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_letter_apologises_and_promises_a_new_time(
    dossier, office, officer, leader
):
    apologise(dossier, officer, leader)

    words = words_of(apology_letter, dossier, office)

    for part in (
        "PHƯỜNG HOA SEN",
        "/UBND",
        "Hoa Sen, ngày 25 tháng 11 năm 2026",
        "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "Hẹn trả kết quả mới 17:30 thứ Hai, 30/11/2026",
        "Hẹn lúc đầu: 17:30 thứ Sáu, 27/11/2026",
        "Kính gửi: Nguyễn Thị Ví Dụ",
        f"tiếp nhận hồ sơ mã số {dossier.code}",
        "Thời gian hẹn trả kết quả: 17 giờ 30 phút, ngày 27 tháng 11 năm 2026.",
        "Lý do: Chờ cơ quan khác trả lời xác minh",
        "Ủy ban nhân dân phường Hoa Sen xin lỗi",
        "hẹn trả kết quả lúc 17 giờ 30 phút, ngày 30 tháng 11 năm 2026.",
        "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ (Ký, đóng dấu, ghi rõ họ tên) Nguyễn Thị Lãnh",
    ):
        assert part in words
    assert page_sizes(printed(apology_letter, dossier, office)) == [A5]


def test_without_an_apology_there_is_no_letter(dossier, office):
    assert apology_letter(dossier, office=office, address=ADDRESS) is None
