"""The receipt (Mẫu 01) and the slip that explains the due moment, read back."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from dossiers import slips
from dossiers.intake import register_dossier
from dossiers.models import Dossier, DossierPaper, DueChange
from procedures.enums import LimitUnit
from procedures.models import CalendarDay
from tests.dossiers import desk
from tests.factories import ApplicantFactory
from tests.papers import A5, fonts_in, page_sizes, page_texts, text_of
from wardportal.office.setup import calendar_changed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ADDRESS = "https://mot-cua.example/t/bcghkmnpqtvbcghkmnpqtvbcgh/"
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


@pytest.fixture
def dossier(office, clerk):
    desk.announce_days()
    clerk.desk = "Quầy 2"
    clerk.save()
    registered = register_dossier(
        facts=desk.facts(desk.make_status_paper()), by=desk.logging(office, clerk)
    )
    return Dossier.objects.with_page_parts().get(pk=registered.pk)


def receipt_words(dossier, office):
    return text_of(slips.receipt_pdf(dossier, office=office, address=ADDRESS))


def test_the_receipt_holds_every_field_of_the_form(dossier, office):
    words = receipt_words(dossier, office)

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

    pdf = slips.receipt_pdf(dossier, office=office, address=ADDRESS)

    assert page_sizes(pdf) == [A5]


def test_the_longest_name_of_the_catalogue_leaves_one_page(dossier, office):
    dossier.procedure.name = LONG_NAME
    dossier.fee_amount, dossier.fee_lines = 21_000, COPIES_PRICED
    DossierPaper.objects.create(dossier=dossier, name="Bản chính giấy tờ", originals=1)

    pdf = slips.receipt_pdf(dossier, office=office, address=ADDRESS)

    assert page_sizes(pdf) == [A5]
    assert f"21.000 đồng ({'; '.join(COPIES_PRICED)})" in text_of(pdf)


def test_long_names_and_many_papers_flow_to_a_second_page(dossier, office):
    dossier.procedure.name = LONG_NAME
    DossierPaper.objects.bulk_create(
        DossierPaper(dossier=dossier, name=f"Giấy tờ {LONG_NAME[:120]}", order=order)
        for order in range(8)
    )

    pdf = slips.receipt_pdf(dossier, office=office, address=ADDRESS)

    assert page_sizes(pdf) == [A5, A5]
    first, second = page_texts(pdf)
    assert f"{first} {second}".count("Giấy tờ Chứng thực") == 8
    assert second.startswith(f"2 {dossier.code}")
    assert "5. Trả kết quả lúc" in second


def test_papers_are_counted_and_what_there_is_none_of_stays_blank(dossier, office):
    DossierPaper.objects.create(
        dossier=dossier, name="Tờ khai", originals=2, certified_copies=0, copies=3
    )

    assert "1 Tờ khai 2 3 2. Số lượng hồ sơ" in receipt_words(dossier, office)


def test_each_face_is_one_font_so_that_marks_stand_right(dossier, office):
    pdf = slips.receipt_pdf(dossier, office=office, address=ADDRESS)

    assert len(fonts_in(pdf)) == 3  # upright, bold, italic


def test_the_code_leads_to_the_tracking_page(dossier, office):
    assert slips.qr_svg(ADDRESS) in slips.receipt_html(
        dossier, office=office, address=ADDRESS
    )
    assert slips.qr_svg(ADDRESS) != slips.qr_svg(f"{ADDRESS}x")


def test_a_receipt_printed_again_names_the_first_due_moment_too(dossier, office):
    assert "Hẹn ban đầu" not in receipt_words(dossier, office)
    dossier.due_at += timedelta(days=3)

    words = receipt_words(dossier, office)

    assert "Hẹn trả kết quả trước 17:30 thứ Hai, 30/11/2026" in words
    assert "Hẹn ban đầu: 17:30 thứ Sáu, 27/11/2026" in words


def test_the_person_who_hands_in_signs(dossier, office):
    dossier.representative = ApplicantFactory(full_name="Trần Được Ví Dụ")

    words = receipt_words(dossier, office)

    assert "Người được ủy quyền: Trần Được Ví Dụ" in words
    assert words.count("Trần Được Ví Dụ") == 2


@pytest.mark.parametrize(
    ("delivery", "place"),
    [
        ("post", "Qua bưu chính, gửi đến địa chỉ trên"),
        ("electronic", "Bản điện tử, trên Cổng Dịch vụ công quốc gia"),
    ],
)
def test_a_result_sent_elsewhere_says_where_to(dossier, office, delivery, place):
    dossier.delivery = delivery

    assert f"6. Nhận kết quả tại: {place}" in receipt_words(dossier, office)


def test_an_organisation_shows_its_tax_code(dossier, office):
    dossier.applicant = ApplicantFactory(
        kind="organisation", full_name="Công ty Ví Dụ", tax_code="0100000000"
    )

    assert "Mã số thuế: 0100000000" in receipt_words(dossier, office)


@pytest.mark.parametrize("named", [True, False])
def test_the_circular_is_named_only_where_the_office_says_so(dossier, office, named):
    office.names_circular_on_forms = named

    words = receipt_words(dossier, office)

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

    assert slips.fee_in_words(dossier) == words


def test_the_basis_names_each_counted_and_skipped_day(dossier, office):
    words = text_of(slips.deadline_basis_pdf(dossier, office=office))

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
    assert "Số:" not in text_of(slips.deadline_basis_pdf(dossier, office=office))


def test_every_unit_has_its_rule():
    assert set(slips.UNIT_RULES) == set(LimitUnit)


def test_a_calendar_changed_since_is_said_and_the_promise_kept(dossier):
    CalendarDay.objects.create(date=date(2026, 11, 25), name="Nghỉ thêm")
    calendar_changed()

    remark = slips.deadline_basis(dossier).remark

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

    entries = [(e.label, e.value) for e in slips.deadline_basis(dossier).entries]

    assert (
        "Hạn đổi ngày 25/11/2026",
        "17:30 thứ Hai, 30/11/2026: Bổ sung giấy tờ",
    ) in entries


def test_a_due_moment_given_by_the_clerk_shows_its_ground(dossier):
    dossier.due_source, dossier.due_ground = "stated", "Giấy hẹn số 5"
    dossier.limit_value, dossier.limit_unit = None, ""

    basis = slips.deadline_basis(dossier)

    assert ("Thời hạn", "Giấy hẹn số 5") in [(e.label, e.value) for e in basis.entries]
    assert basis.steps == ()


class TestPages:
    def test_the_slip_is_served_to_those_who_handle(self, dossier, client_of, clerk):
        answer = client_of(clerk).get(f"/ho-so/{dossier.code}/giay-hen.pdf")

        assert answer.headers["Content-Type"] == "application/pdf"
        assert dossier.code in text_of(answer.content)

    def test_the_basis_is_a_page_and_a_paper(self, dossier, client_of, officer):
        browser = client_of(officer)
        page = browser.get(f"/ho-so/{dossier.code}/can-cu-han").content.decode()
        paper = browser.get(f"/ho-so/{dossier.code}/can-cu-han.pdf").content

        assert "ngày làm việc thứ 1" in page
        assert not re.search(r"\sstyle=", page)
        assert "ngày làm việc thứ 1" in text_of(paper)

    def test_what_was_never_accepted_has_no_slip(self, dossier, client_of, clerk):
        waiting = Dossier.objects.create(
            code="H00.00.01-261123-9999",
            receipt_day=date(2026, 11, 23),
            tracking_token="bcghkmnpqtvbcghkmnpqtvbcgh",
            procedure=dossier.procedure,
            procedure_version=dossier.procedure_version,
            sector=dossier.sector,
            channel="online",
            applicant=dossier.applicant,
            status="submitted",
            submitted_at=timezone.now(),
            logged_at=timezone.now(),
            receiving_clerk=clerk,
        )

        answer = client_of(clerk).get(f"/ho-so/{waiting.code}/giay-hen.pdf")

        assert answer.status_code == 404
