"""The receipt (Mẫu 01), read back."""

from datetime import timedelta

import pytest

from dossiers.models import DossierPaper
from dossiers.slips.parts import slip_html
from dossiers.slips.receipt import fee_in_words, receipt_slip
from tests.dossiers.slips.printing import ADDRESS, printed, words_of
from tests.factories import ApplicantFactory
from tests.papers import A5, fonts_in, page_sizes, page_texts, text_of
from wardportal.qrcodes import qr_svg

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LONG_NAME = (
    "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm "
    "quyền của Việt Nam; cơ quan, tổ chức có thẩm quyền của nước ngoài; cơ quan, tổ "
    "chức có thẩm quyền của Việt Nam liên kết với cơ quan, tổ chức có thẩm quyền của "
    "nước ngoài cấp hoặc chứng nhận"
)
COPIES_PRICED = [
    "2 trang × 2.000 đồng = 4.000 đồng",
    "3 trang × 1.000 đồng = 3.000 đồng",
    "3 bản × 7.000 đồng = 21.000 đồng",
]


def test_the_receipt_holds_every_field_of_the_form(dossier, office):
    words = words_of(receipt_slip, dossier, office)

    for part in (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hoa Sen, ngày 23 tháng 11 năm 2026",
        f"Mã hồ sơ {dossier.code}",
        "Hẹn trả kết quả trước 17:30 thứ Sáu, 27/11/2026",
        "Quầy 2, ĐT 024 0000 0000",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Ví Dụ",
        "Số định danh cá nhân: 0011••••0123",
        "Địa chỉ: 12 ngõ 34 đường Ví Dụ",
        "Số điện thoại: 0912 000 111. Thư điện tử: ……",
        "Nội dung yêu cầu giải quyết: Cấp giấy xác nhận tình trạng hôn nhân (1.004873)",
        "1. Thành phần hồ sơ nộp: không có giấy tờ",
        "2. Số lượng hồ sơ: 01 bộ",
        "3. Thời hạn giải quyết: 3 ngày làm việc",
        "4. Nhận hồ sơ lúc: 09 giờ 41 phút, ngày 23 tháng 11 năm 2026",
        "5. Trả kết quả lúc: 17 giờ 30 phút, ngày 27 tháng 11 năm 2026",
        "6. Nhận kết quả tại: Bộ phận Một cửa, Số 1 đường Ví Dụ, phường Hoa Sen",
        "7. Phí, lệ phí: 15.000 đồng",
        "số thứ tự 1",
        "hoặc vào mot-cua.example và nhập mã hồ sơ",
        "NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ",
    ):
        assert part in words


def test_the_receipt_with_four_papers_is_one_page_of_a5(dossier, office):
    DossierPaper.objects.bulk_create(
        DossierPaper(dossier=dossier, name=f"{name} của người yêu cầu", originals=1)
        for name in ("Tờ khai theo mẫu", "Căn cước", "Văn bản ủy quyền", "Bản án")
    )

    pdf = printed(receipt_slip, dossier, office)

    assert page_sizes(pdf) == [A5]


def test_the_longest_name_of_the_catalogue_leaves_one_page(dossier, office):
    dossier.procedure.name = LONG_NAME
    dossier.fee_amount, dossier.fee_lines = 21_000, COPIES_PRICED
    DossierPaper.objects.create(dossier=dossier, name="Bản chính giấy tờ", originals=1)

    pdf = printed(receipt_slip, dossier, office)

    assert page_sizes(pdf) == [A5]
    assert f"21.000 đồng ({'; '.join(COPIES_PRICED)})" in text_of(pdf)


def test_long_names_and_many_papers_flow_to_a_second_page(dossier, office):
    dossier.procedure.name = LONG_NAME
    DossierPaper.objects.bulk_create(
        DossierPaper(dossier=dossier, name=f"Giấy tờ {LONG_NAME[:120]}", order=order)
        for order in range(8)
    )

    pdf = printed(receipt_slip, dossier, office)

    assert page_sizes(pdf) == [A5, A5]
    first, second = page_texts(pdf)
    assert f"{first} {second}".count("Giấy tờ Chứng thực") == 8
    assert second.startswith(f"2 {dossier.code}")
    assert "5. Trả kết quả lúc" in second


def test_papers_are_counted_and_what_there_is_none_of_stays_blank(dossier, office):
    DossierPaper.objects.create(
        dossier=dossier, name="Tờ khai", originals=2, certified_copies=0, copies=3
    )

    assert "1 Tờ khai 2 3 2. Số lượng hồ sơ" in words_of(receipt_slip, dossier, office)


def test_each_face_is_one_font_so_that_marks_stand_right(dossier, office):
    pdf = printed(receipt_slip, dossier, office)

    assert len(fonts_in(pdf)) == 3  # upright, bold, italic


def test_the_code_leads_to_the_tracking_page(dossier, office):
    slip = receipt_slip(dossier, office=office, address=ADDRESS)

    assert qr_svg(ADDRESS) in slip_html(slip)
    assert qr_svg(ADDRESS) != qr_svg(f"{ADDRESS}x")


def test_a_receipt_printed_again_names_the_first_due_moment_too(dossier, office):
    assert "Hẹn ban đầu" not in words_of(receipt_slip, dossier, office)
    dossier.due_at += timedelta(days=3)

    words = words_of(receipt_slip, dossier, office)

    assert "Hẹn trả kết quả trước 17:30 thứ Hai, 30/11/2026" in words
    assert "Hẹn ban đầu: 17:30 thứ Sáu, 27/11/2026" in words


def test_the_person_who_hands_in_signs(dossier, office):
    dossier.representative = ApplicantFactory(full_name="Trần Được Ví Dụ")

    words = words_of(receipt_slip, dossier, office)

    assert "Người được ủy quyền: Trần Được Ví Dụ" in words
    assert words.count("Trần Được Ví Dụ") == 2


def test_the_second_party_of_a_marriage_is_named_without_the_whole_id(dossier, office):
    dossier.second_party = ApplicantFactory(
        full_name="Lê Văn Ví Dụ", id_number="001085000999"
    )

    words = words_of(receipt_slip, dossier, office)

    assert "Bên thứ hai: Lê Văn Ví Dụ (0010••••0999)" in words
    assert "001085000999" not in words


def test_a_full_receipt_of_a_desk_with_a_long_name_is_one_page(dossier, office):
    office.desk_name = "Điểm phục vụ hành chính công số 1"
    office.names_circular_on_forms = True
    dossier.receiving_clerk.desk = ""
    dossier.second_party = ApplicantFactory(full_name="Lê Văn Ví Dụ")
    DossierPaper.objects.bulk_create(
        DossierPaper(dossier=dossier, name=name, originals=1)
        for name in ("Tờ khai theo mẫu", "Căn cước", "Văn bản ủy quyền", "Bản án")
    )

    pdf = printed(receipt_slip, dossier, office)

    assert page_sizes(pdf) == [A5]
    assert "ĐIỂM PHỤC VỤ HÀNH CHÍNH CÔNG SỐ 1" in text_of(pdf)


@pytest.mark.parametrize(
    ("delivery", "place"),
    [
        ("post", "Qua bưu chính, gửi đến địa chỉ trên"),
        ("electronic", "Bản điện tử, trên Cổng Dịch vụ công quốc gia"),
    ],
)
def test_a_result_sent_elsewhere_says_where_to(dossier, office, delivery, place):
    dossier.delivery = delivery

    assert f"6. Nhận kết quả tại: {place}" in words_of(receipt_slip, dossier, office)


def test_an_organisation_shows_its_tax_code(dossier, office):
    dossier.applicant = ApplicantFactory(
        kind="organisation", full_name="Công ty Ví Dụ", tax_code="0100000000"
    )

    assert "Mã số thuế: 0100000000" in words_of(receipt_slip, dossier, office)


@pytest.mark.parametrize("named", [True, False])
def test_the_circular_is_named_only_where_the_office_says_so(dossier, office, named):
    office.names_circular_on_forms = named

    words = words_of(receipt_slip, dossier, office)

    assert ("Thông tư 03/2025/TT-VPCP" in words) is named


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"fee_amount": 15_000}, "15.000 đồng"),
        ({"fee_amount": 0, "fee_status": "free"}, "miễn phí"),
        ({"fee_amount": 0, "fee_exemption": "Hộ nghèo"}, "miễn phí (Hộ nghèo)"),
        (
            {"fee_amount": None, "fee_status": "council"},
            "theo quy định của HĐND",
        ),
        ({"fee_amount": None, "fee_status": "unset"}, "chưa nhập mức thu"),
    ],
)
def test_the_fee_is_said_as_worked_out_at_receipt(dossier, fields, words):
    for name, value in fields.items():
        setattr(dossier, name, value)

    assert fee_in_words(dossier) == words
