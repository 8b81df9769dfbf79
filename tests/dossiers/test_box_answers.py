"""What the box does: chooses, fills, lists, or says what to type instead."""

from datetime import date

import pytest

from dossiers.box_answers import BoxAnswer, answer, known_values
from dossiers.command_box import read_command
from dossiers.people import ApplicantFacts, enter_applicant
from tests.dossiers import desk

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

DAY = date(2026, 11, 23)
EMPTIED = {
    "is_organisation": "",
    "full_name": "",
    "birth_date": "",
    "phone": "",
    "email": "",
    "address": "",
    "filled_from": "",
}


def typed(text, day=DAY):
    return answer(read_command(text), day=day)


def chosen(procedure):
    return BoxAnswer(values={"procedure": procedure.slug})


@pytest.mark.parametrize(
    "text",
    [
        "4",
        "04",
        "1.004873",
        "1.004873.000.00.00.H26",
        "tinh trang",
        "tình trạng hôn nhân",
    ],
)
def test_procedure_is_chosen_by_number_code_or_accent_free_letters(text):
    procedure = desk.make_status_paper()
    desk.make_certified_copies()
    assert typed(text) == chosen(procedure)


def test_case_code_goes_before_the_national_one():
    desk.make_status_paper()
    case = desk.make_procedure(code="1.004873.01", slug="truong-hop")
    assert typed("1.004873.01") == chosen(case)


def test_several_procedures_are_listed_by_number_then_name():
    numbered = desk.make_certified_copies(search_text=" chung thuc")
    second = desk.make_procedure(name="Chứng thực B", search_text=" chung thuc b")
    first = desk.make_procedure(name="Chứng thực A", search_text=" chung thuc a")
    assert typed("chung thuc") == BoxAnswer(found=(numbered, first, second))


def test_a_long_list_is_cut_and_says_so():
    for number in range(10):
        desk.make_procedure(name=f"Thành lập hội {number}")
    reply = typed("thanh lap hoi")
    assert len(reply.found) == 8
    assert reply.message == "Còn thủ tục khác, hãy gõ thêm chữ."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("9", "Không có thủ tục số 9. Hãy gõ tên thủ tục."),
        (
            "9.999999",
            "Không có thủ tục mã 9.999999. Hãy kiểm tra mã hoặc gõ tên thủ tục.",
        ),
        (
            "xyz",
            "Không tìm thấy thủ tục nào khớp “xyz”. Hãy thử từ ngắn hơn.",
        ),
        (
            "00118600012",
            (
                "Số căn cước cần 12 chữ số, bạn đã nhập 11. "
                "Thủ tục chọn bằng 1 hoặc 2 chữ số."
            ),
        ),
    ],
)
def test_what_is_unknown_is_answered_with_what_to_type(text, said):
    desk.make_status_paper()
    assert typed(text) == BoxAnswer(message=said)


def test_procedure_no_longer_in_force_is_not_offered():
    procedure = desk.make_status_paper()
    procedure.versions.update(valid_to=date(2026, 11, 22))
    assert [typed(text).values for text in ("4", "1.004873", "tinh trang")] == [{}] * 3


def test_internal_procedure_is_not_offered():
    desk.make_status_paper(internal=True)
    assert typed("4").values == {}


def test_known_id_number_fills_in_what_was_declared_last():
    enter_applicant(
        ApplicantFacts(
            full_name="Nguyễn Thị Ví Dụ",
            id_number=desk.ID_NUMBER,
            birth_date=date(1986, 11, 5),
            phone="0912000111",
            address="12 ngõ 34 đường Ví Dụ",
        ),
        moment=desk.MONDAY,
    )
    assert typed(desk.ID_NUMBER) == BoxAnswer(
        values={
            **EMPTIED,
            "id_number": desk.ID_NUMBER,
            "filled_from": desk.ID_NUMBER,
            "full_name": "Nguyễn Thị Ví Dụ",
            "birth_date": "05/11/1986",
            "phone": "0912000111",
            "address": "12 ngõ 34 đường Ví Dụ",
        }
    )


def test_unknown_id_number_empties_the_person_and_asks_for_the_name():
    assert typed(desk.ID_NUMBER) == BoxAnswer(
        values={**EMPTIED, "id_number": desk.ID_NUMBER},
        message="Số căn cước này chưa nộp hồ sơ nào. Hãy nhập họ và tên.",
        focus="full_name",
    )


def test_stranger_has_no_known_values():
    assert known_values(desk.ID_NUMBER) == {}


def test_what_is_meant_is_listed_before_what_holds_the_words_too():
    name = "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh"
    desk.make_procedure(name=name, favourite_order=3)
    wanted = desk.make_procedure(name="Thủ tục đăng ký khai sinh", favourite_order=5)

    assert typed("khai sinhh").found[0] == wanted
