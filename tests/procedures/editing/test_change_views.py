"""The pages of decisions' lists: sent in, compared, applied, undone."""

import json
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from procedures.editing.forms import LARGEST_FILE
from procedures.models import CatalogueChange, Procedure
from tests.factories import DossierFactory, ProcedureFactory
from tests.procedures.test_changing import BIRTH, LONGER, MARRIAGE
from tests.walk.plain_browser import parse, words

pytestmark = pytest.mark.django_db

UPLOAD = "/danh-muc/nhap/"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00+07:00", tick=True):
        yield


@pytest.fixture
def browser(client_of, administrator, office):
    return client_of(administrator)


def sent(browser, *entries, name="danh-sach.json", **fields):
    """Send a list in, and return the answer."""
    content = json.dumps({"procedures": entries}).encode()
    file = SimpleUploadedFile(name, content)
    typed = {"day": "23/11/2026", "file": file, **fields}
    return browser.post(UPLOAD, typed)


def text_of(answer):
    return words(parse(answer.content.decode())[0])


def confirmed(browser, address, **typed):
    return browser.post(f"{address}ap-dung/", typed, follow=True)


def test_a_list_is_compared_shown_applied_and_undone(browser):
    first = sent(browser, BIRTH).url
    assert "Đăng ký khai sinh ví dụ Thời hạn: 3 ngày làm việc" in text_of(
        browser.get(first)
    )
    assert Procedure.objects.count() == 0

    assert "Đã áp dụng từ 23/11/2026: 1 mới." in text_of(confirmed(browser, first))
    assert Procedure.objects.get().versions.get().valid_from == date(2026, 11, 23)

    answer = browser.post(f"{first}hoan-tac/", follow=True)
    assert "Đã hoàn tác thay đổi." in text_of(answer)
    assert Procedure.objects.count() == 0


def test_old_and_new_values_stand_side_by_side(browser):
    confirmed(browser, sent(browser, BIRTH).url)

    page = text_of(browser.get(sent(browser, LONGER, day="01/12/2026").url))

    assert "Thời hạn 3 ngày làm việc 5 ngày làm việc" in page
    assert "Áp dụng từ 01/12/2026" in page


def test_a_list_for_a_later_day_is_upcoming(browser):
    confirmed(browser, sent(browser, BIRTH, day="01/12/2026").url)

    page = text_of(browser.get(reverse("catalogue:procedures"), {"tt": "sap"}))

    assert "Sắp có hiệu lực từ 01/12/2026" in page
    assert "1–1 trong 1 thủ tục" in page


def test_first_lists_hold_for_what_came_before(browser):
    confirmed(browser, sent(browser, BIRTH, in_force_before="on").url)

    assert Procedure.objects.get().versions.get().valid_from == date(2025, 7, 1)


def test_rejected_rows_are_named_and_left_out_only_on_purpose(browser):
    address = sent(browser, BIRTH, {"name": "Sai mã", "code": "abc"}).url

    page = text_of(browser.get(address, {"muc": "bi-loai"}))
    assert "2 abc Mã “abc” chưa đúng dạng 1.234567. Hãy sửa hoặc để trống." in page
    refused = confirmed(browser, address)
    assert refused.status_code == 422
    assert "Hãy đánh dấu: bỏ qua 1 dòng bị loại" in text_of(refused)
    confirmed(browser, address, skip_rejected="on")
    assert [p.code for p in Procedure.objects.all()] == ["9.000001"]


def test_what_is_abolished_is_ticked_first(browser):
    confirmed(browser, sent(browser, BIRTH, MARRIAGE).url)
    address = sent(
        browser, BIRTH, day="01/12/2026", whole="sector:ho-tich", decision="9/QĐ-VD"
    ).url

    page = text_of(browser.get(address))
    assert "9.000002 Đăng ký kết hôn ví dụ" in page
    assert confirmed(browser, address).status_code == 422
    confirmed(browser, address, abolish="on")

    ended = Procedure.objects.get(code="9.000002").versions.get()
    assert ended.valid_to == date(2026, 11, 30)
    assert CatalogueChange.objects.newest_first()[0].decision.number == "9/QĐ-VD"


def test_a_catalogue_that_moved_is_compared_anew(browser):
    confirmed(browser, sent(browser, BIRTH).url)
    waiting = sent(browser, LONGER, day="25/11/2026").url
    other = BIRTH | {"limits": [{"value": 8, "unit": "day"}]}
    confirmed(browser, sent(browser, other, day="24/11/2026").url)

    answer = confirmed(browser, waiting)

    assert answer.status_code == 409
    page = text_of(answer)
    assert "Danh mục đã thay đổi sau khi so sánh nên chưa áp dụng." in page
    assert "Thời hạn 8 ngày 5 ngày làm việc" in page
    assert confirmed(browser, waiting).status_code == 200


def test_undoing_says_what_could_not_go_back(browser):
    confirmed(browser, sent(browser, BIRTH).url)
    change = CatalogueChange.objects.get()
    version = Procedure.objects.get().versions.get()
    DossierFactory(procedure_version=version)

    answer = browser.post(reverse("catalogue:undo", args=[change.pk]), follow=True)

    assert "đã có hồ sơ nên áp dụng đến hết 23/11/2026, sau đó bãi bỏ." in text_of(
        answer
    )


def test_what_cannot_be_undone_says_why(browser):
    confirmed(browser, sent(browser, BIRTH).url)
    change = CatalogueChange.objects.get()
    confirmed(browser, sent(browser, LONGER, day="01/12/2026").url)

    answer = browser.post(reverse("catalogue:undo", args=[change.pk]))

    assert answer.status_code == 409
    assert "Hãy hoàn tác thay đổi ấy trước." in text_of(answer)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.doc", b"x", "Hãy dùng tệp .json, .csv hoặc .xlsx."),
        ("a.csv", b"x", "Không thấy dòng tiêu đề."),
        ("a.xlsx", b"PK\x03\x04", "Không đọc được tệp a.xlsx."),
        ("a.json", b"", "Tệp không có nội dung, hãy chọn tệp khác"),
        ("a.json", b" " * (LARGEST_FILE + 1), "Tệp nặng quá 10,0 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_says_what_to_do(browser, name, content, sentence):
    typed = {"day": "23/11/2026", "decision": "7/QĐ-VD"}
    answer = browser.post(UPLOAD, typed | {"file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert 'value="7/QĐ-VD"' in answer.content.decode()


def test_the_size_is_said_before_a_file_is_chosen(browser):
    assert "nặng nhất 10,0 MB" in text_of(browser.get(UPLOAD))


def test_a_day_that_has_passed_is_refused(browser):
    answer = sent(browser, BIRTH, day="22/11/2026")

    assert answer.status_code == 422
    assert "Áp dụng từ ngày phải từ hôm nay trở đi" in text_of(answer)


def test_a_list_that_changes_nothing_has_nothing_to_apply(browser):
    confirmed(browser, sent(browser, BIRTH).url)

    page = browser.get(sent(browser, BIRTH).url)

    assert "Không có gì để áp dụng." in text_of(page)


def test_the_first_page_counts_and_lists(browser):
    ProcedureFactory()
    confirmed(browser, sent(browser, BIRTH, {"name": "Chỉ có tên"}).url)

    page = text_of(browser.get(reverse("catalogue:changes")))

    assert "Đang áp dụng 2 Sắp có hiệu lực 0 Đã bãi bỏ 0 Còn thiếu nội dung 1" in page
    assert "Nhập danh sách: danh-sach.json 23/11/2026 2 mới" in page


@pytest.mark.parametrize("person", ["clerk", "officer", "leader"])
def test_only_administrators_change_the_catalogue(client_of, request, person, office):
    browser = client_of(request.getfixturevalue(person))

    assert sent(browser, BIRTH).status_code == 403
    assert CatalogueChange.objects.count() == 0
