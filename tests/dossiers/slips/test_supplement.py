"""Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (Mẫu 02), read back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers.slips.parts import slip_pdf
from dossiers.slips.supplement import public_supplement_slip, supplement_slip
from tests.dossiers.slips.lives import ask_for_papers
from tests.dossiers.slips.printing import ADDRESS, printed, words_of
from tests.papers import A5, page_sizes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_slip_says_what_is_missing_until_when_and_why(dossier, office, clerk):
    ask_for_papers(dossier, clerk)

    words = words_of(supplement_slip, dossier, office)

    for part in (
        "BỘ PHẬN MỘT CỬA",
        "/HDHS",
        "Hoa Sen, ngày 23 tháng 11 năm 2026",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Bổ sung đến hết Thứ Tư, 23/12/2026",
        f"Mã hồ sơ {dossier.code}",
        "Quầy 2, ĐT 024 0000 0000",
        "Hồ sơ của: Nguyễn Thị Ví Dụ",
        "Địa chỉ: 12 ngõ 34 đường Ví Dụ",
        "Số điện thoại: 0912 000 111",
        "Nội dung yêu cầu: Cấp giấy xác nhận tình trạng hôn nhân (1.004873)",
        "1 Tờ khai theo mẫu 1 Ký tên 2 Bản sao căn cước 2",
        "Lý do: Tờ khai thiếu chữ ký, thiếu bản sao căn cước",
        "Thời hạn giải quyết: tính lại từ đầu khi đủ giấy tờ.",
        "Nếu có vướng mắc, hãy liên hệ Quầy 2, ĐT 024 0000 0000.",
        "NGƯỜI HƯỚNG DẪN (Ký, ghi rõ họ tên) Lê Thị Tiếp",
    ):
        assert part in words
    assert page_sizes(printed(supplement_slip, dossier, office)) == [A5]


def test_where_the_clock_pauses_it_says_so(dossier, office, clerk):
    ask_for_papers(dossier, clerk, pauses=True)

    words = words_of(supplement_slip, dossier, office)

    assert (
        "Thời hạn giải quyết: tạm dừng từ lúc yêu cầu, tính tiếp khi đủ giấy tờ."
    ) in words


def test_a_contact_named_in_the_request_is_asked(dossier, office, clerk):
    ask_for_papers(dossier, clerk, contact="bà Trần Thị Mẫu, 024 0000 0001")

    words = words_of(supplement_slip, dossier, office)

    assert "hãy liên hệ bà Trần Thị Mẫu, 024 0000 0001." in words


def test_the_last_of_two_requests_is_printed(dossier, office, clerk, leader):
    ended = {"ended_at": timezone.now(), "ended_by": clerk, "end": "completed"}
    ask_for_papers(dossier, clerk, **ended)
    ask_for_papers(
        dossier,
        clerk,
        number=2,
        approved_by=leader,
        reason="Căn cước hết hạn",
        asked_at=timezone.now() + timedelta(days=1),
    )

    words = words_of(supplement_slip, dossier, office)

    assert "hoàn thiện (lần 2):" in words
    assert "Lý do: Căn cước hết hạn" in words


def test_whoever_holds_the_receipt_reads_no_name_in_full(dossier, office, clerk):
    ask_for_papers(dossier, clerk)

    words = words_of(public_supplement_slip, dossier, office)

    assert "Hồ sơ của: Nguyễn T*** V*** Dụ" in words
    assert "Nguyễn Thị Ví Dụ" not in words
    assert "0912 000 111" not in words
    assert "12 ngõ 34" not in words
    assert "1 Tờ khai theo mẫu 1 Ký tên" in words


@pytest.mark.parametrize("make", [supplement_slip, public_supplement_slip])
def test_without_a_request_there_is_no_slip(dossier, office, make):
    assert make(dossier, office=office, address=ADDRESS) is None


def test_many_papers_flow_to_a_second_page(dossier, office, clerk):
    request = ask_for_papers(dossier, clerk)
    request.papers.model.objects.bulk_create(
        request.papers.model(request=request, name=f"Giấy tờ ví dụ {n}", order=n)
        for n in range(3, 40)
    )

    pdf = slip_pdf(supplement_slip(dossier, office=office, address=ADDRESS))

    assert page_sizes(pdf) == [A5, A5]
