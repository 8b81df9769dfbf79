"""One procedure in its editor's hands: filled in, abolished, brought back, compared."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from procedures.models import Procedure, ProcedureVersion
from tests.factories import DossierFactory, ProcedureVersionFactory
from tests.walk.plain_browser import parse, words

pytestmark = pytest.mark.django_db

TYPED = {
    "code": "9.700001",
    "channels": ["in_person", "online"],
    "limit_value": "3",
    "limit_unit": "working_day",
    "fee_status": "charged",
    "fee_amount": "8.000",
    "fee_basis": "per_copy",
    "day": "23/11/2026",
}


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00+07:00", tick=True):
        yield


@pytest.fixture
def browser(client_of, administrator, office):
    return client_of(administrator)


@pytest.fixture
def version():
    return ProcedureVersionFactory(
        procedure__code=None,
        procedure__name="Thủ tục còn thiếu",
        missing=["code", "limit", "channels", "fee"],
    )


def address(name, version, *more):
    return reverse(f"catalogue:{name}", args=[version.procedure_id, *more])


def text_of(answer):
    return words(parse(answer.content.decode())[0])


def versions_of(version):
    found = ProcedureVersion.objects.filter(procedure=version.procedure_id)
    return found.order_by("number")


def test_incomplete_procedures_are_listed_with_what_is_missing(browser, version):
    ProcedureVersionFactory(procedure__name="Thủ tục đầy đủ")

    page = text_of(browser.get(reverse("catalogue:procedures"), {"tt": "con-thieu"}))

    assert (
        "chưa có Thủ tục còn thiếu Lĩnh vực 0 Đang áp dụng mã thủ tục, thời hạn giải "
        "quyết, kênh nộp, phí, lệ phí"
    ).replace("Lĩnh vực 0", version.procedure.sector.name) in page
    assert "Thủ tục đầy đủ" not in page


def test_gaps_are_filled_where_they_are(browser, version):
    answer = browser.post(address("edit", version), TYPED, follow=True)

    assert "Sửa nội dung: đã ghi." in text_of(answer)
    (filled,) = versions_of(version)
    assert (filled.missing, filled.procedure.code) == ([], "9.700001")
    assert [str(limit) for limit in filled.limits.all()] == ["3 ngày làm việc"]
    (fee,) = filled.fees.all()
    assert (fee.status, fee.amount, fee.basis) == ("charged", 8000, "per_copy")


def test_terms_that_dossiers_rest_on_are_changed_in_a_new_version(browser, version):
    DossierFactory(procedure_version=version)
    page = text_of(browser.get(address("edit", version)))
    assert "Đã có hồ sơ tiếp nhận theo phiên bản hiện tại." in page

    browser.post(address("edit", version), TYPED | {"day": "01/12/2026"})

    before, after = versions_of(version)
    assert (before.valid_to, before.limits.count()) == (date(2026, 11, 30), 0)
    assert (after.valid_from, after.limits.count()) == (date(2026, 12, 1), 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"limit_unit": ""}, "Hãy chọn đơn vị của thời hạn"),
        ({"limit_value": ""}, "Hãy nhập thời hạn, ví dụ 3"),
        ({"limit_unit": "same_day"}, "phải"),
        ({"fee_amount": ""}, "Hãy nhập mức thu"),
        ({"fee_status": "free"}, "Hãy chọn “Có thu”, hoặc xóa mức thu"),
        ({"code": "abc"}, "Mã “abc” chưa đúng dạng 1.234567."),
        ({"day": "01/01/2020"}, "Áp dụng từ ngày phải từ hôm nay trở đi"),
    ],
)
def test_what_is_typed_wrong_says_what_to_do(browser, version, typed, sentence):
    answer = browser.post(address("edit", version), TYPED | typed)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert versions_of(version).get().limits.count() == 0


def test_a_same_day_limit_needs_no_number(browser, version):
    typed = TYPED | {"limit_value": "", "limit_unit": "same_day"}

    browser.post(address("edit", version), typed)

    (limit,) = versions_of(version).get().limits.all()
    assert str(limit) == "ngay trong ngày"


def test_what_another_procedure_has_is_refused(browser, version):
    ProcedureVersionFactory(procedure__code="9.700001")

    answer = browser.post(address("edit", version), TYPED)

    assert answer.status_code == 409
    assert "Mã 9.700001 đã dùng cho thủ tục khác." in text_of(answer)


def test_nothing_new_is_not_written(browser, version):
    browser.post(address("edit", version), TYPED)

    answer = browser.post(address("edit", version), TYPED)

    assert "Nội dung không có gì khác nên chưa ghi." in text_of(answer)
    assert versions_of(version).count() == 1


def test_terms_with_cases_are_kept_apart(browser, version):
    version.limits.create(value=3, unit="working_day")
    version.limits.create(value=8, unit="working_day", case="Phải xác minh")

    page = browser.get(address("edit", version))

    assert "Giữ nguyên: thời hạn có nhiều dòng" in text_of(page)
    assert 'name="limit_value"' not in page.content.decode()


def test_a_procedure_is_abolished_and_brought_back(browser, version):
    typed = {"end-day": "01/12/2026", "end-decision": "5/QĐ-VD"}
    page = text_of(browser.post(address("withdraw", version), typed, follow=True))
    assert "Bãi bỏ: đã ghi." in page
    assert "từ 01/07/2025 đến 30/11/2026" in page

    back = {"back-day": "23/11/2026", "back-decision": "6/QĐ-VD"}
    browser.post(address("republish", version), back)

    assert [(v.valid_from, v.valid_to) for v in versions_of(version)] == [
        (date(2025, 7, 1), date(2026, 11, 30)),
        (date(2026, 12, 1), None),
    ]


@pytest.mark.parametrize(
    "prefix_and_page", [("end", "withdraw"), ("new", "new_version")]
)
def test_a_day_before_the_open_version_is_refused(browser, prefix_and_page):
    prefix, page = prefix_and_page
    version = ProcedureVersionFactory(valid_from=date(2026, 12, 15))

    answer = browser.post(address(page, version), {f"{prefix}-day": "01/12/2026"})

    assert answer.status_code == 422
    assert "Phiên bản hiện tại áp dụng từ 15/12/2026." in text_of(answer)


def test_a_new_version_copies_the_terms_and_opens_where_all_is_edited(browser, version):
    version.documents.create(name="Tờ khai", originals=1)

    answer = browser.post(address("new_version", version), {"new-day": "01/12/2026"})

    _, new = versions_of(version)
    assert answer.url == reverse(
        "admin:procedures_procedureversion_change", args=[new.pk]
    )
    assert [paper.name for paper in new.documents.all()] == ["Tờ khai"]


def test_two_versions_are_compared_field_by_field(browser, version):
    browser.post(address("edit", version), TYPED)
    later = TYPED | {"limit_value": "5", "day": "01/12/2026"}
    browser.post(address("edit", version), later)

    page = text_of(browser.get(address("compare", version, 1, 2)))

    assert page.count("Thời hạn 3 ngày làm việc 5 ngày làm việc") == 1
    assert "Kênh nộp" not in page
    assert browser.get(address("compare", version, 1, 7)).status_code == 404


def test_the_history_of_changes_stands_on_the_page(browser, version):
    browser.post(address("edit", version), TYPED)

    page = text_of(browser.get(address("procedure", version)))

    assert "Sửa nội dung: Thủ tục còn thiếu Đã áp dụng, hiệu lực từ 23/11/2026" in page


def test_an_internal_procedure_says_so(browser):
    version = ProcedureVersionFactory(
        procedure__code="5.000001", procedure__internal=True
    )

    page = browser.get(address("procedure", version))

    assert "Đang áp dụng, nội bộ" in text_of(page)
    assert "Xem trang công khai" not in text_of(page)


def test_an_unknown_procedure_is_not_found(browser):
    unknown = "00000000-0000-4000-8000-000000000001"

    for name in ("procedure", "edit"):
        page = reverse(f"catalogue:{name}", args=[unknown])
        assert browser.get(page).status_code == 404
    assert Procedure.objects.count() == 0
