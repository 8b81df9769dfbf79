from datetime import date, time

import pytest

from procedures import wording
from procedures.models import Fee, LegalBasis, RequiredDocument, TimeLimit
from tests.factories import ProcedureVersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return ProcedureVersionFactory()


def test_what_the_catalogue_does_not_say_is_said_so(version):
    assert [(fact.label, fact.value) for fact in wording.key_facts(version)] == [
        ("Thời hạn giải quyết", "Chưa có trong danh mục"),
        ("Phí, lệ phí", "Chưa nhập mức thu"),
        ("Cách nộp", "Chưa có trong danh mục"),
        ("Kết quả", "Chưa có trong danh mục"),
    ]


def test_a_number_without_a_unit_is_shown_as_the_source_has_it(version):
    version.unclear_limit = "5"

    assert wording.limit_words(version) == "Nguồn ghi 5, chưa rõ đơn vị"


def test_limits_with_cutoff_and_case(version):
    TimeLimit.objects.create(version=version, value=1, unit="same_day", cutoff=time(15))
    TimeLimit.objects.create(
        version=version, value=5, unit="working_day", case="Phải xác minh"
    )

    limit = wording.key_facts(version)[0]

    assert (limit.value, limit.note) == (
        "Ngay trong ngày",
        (
            "Nhận sau 15:00 thì tính từ ngày làm việc tiếp theo; "
            "Phải xác minh: 05 ngày làm việc"
        ),
    )


def test_fees_with_tiers_cap_and_relief(version):
    Fee.objects.create(
        version=version,
        status="charged",
        basis="per_page",
        tiers=[[1, 2000], [3, 1000]],
        cap=200_000,
    )
    Fee.objects.create(version=version, status="free", amount=0, ground="Hộ nghèo")

    fee = wording.key_facts(version)[1]

    assert (fee.value, fee.note) == (
        (
            "Từ trang 1: 2.000 đồng mỗi trang bản chính; "
            "từ trang 3: 1.000 đồng mỗi trang bản chính; tối đa 200.000 đồng mỗi bản"
        ),
        "Miễn, giảm: Hộ nghèo",
    )


def test_papers_say_counts_and_when_they_are_needed(version):
    papers = [
        RequiredDocument(name="Tờ khai", originals=1, copies=2),
        RequiredDocument(name="Căn cước", to_present=True),
        RequiredDocument(name="Văn bản", optional=True, case="Nhờ người khác."),
    ]

    assert [
        (item.title, item.count, item.note) for item in wording.paper_items(papers)
    ] == [
        ("Tờ khai", "01 bản chính, 02 bản sao", ""),
        ("Căn cước", "Xuất trình", ""),
        ("Văn bản", "", "Nếu có. Nhờ người khác"),
    ]


def test_states_are_said_with_the_day_that_matters(version):
    version.valid_to = date(2026, 10, 31)

    assert [
        wording.state_words(version, day)
        for day in (date(2025, 6, 1), date(2026, 10, 31), date(2026, 11, 1))
    ] == [
        "Sắp có hiệu lực từ 01/07/2025",
        "Đang áp dụng",
        "Đã bãi bỏ, hết áp dụng sau 31/10/2026",
    ]


@pytest.mark.parametrize("note", ["Chỉ khi nhờ người khác", "Nếu có", "Với trẻ em"])
def test_a_paper_whose_note_says_when_does_not_say_it_twice(note):
    paper = RequiredDocument(name="Văn bản", optional=True, note=note)

    assert [item.note for item in wording.paper_items([paper])] == [note]


def test_legal_bases_are_said_with_their_kind_laws_first():
    bases = [
        LegalBasis(number="226/2016/TT-BTC"),
        LegalBasis(number="01/2014/TTLT-BTP-BCA"),
        LegalBasis(number="24/2021/QĐ-TTg"),
        LegalBasis(number="66.7/2025/NQ-CP"),
        LegalBasis(number="23/2015/NĐ-CP"),
        LegalBasis(number="190/2025/NQ-QH15"),
        LegalBasis(number="02/2020/UBTVQH14"),
        LegalBasis(number="QĐ2338-BTP"),
        LegalBasis(number="99/2025/QH15"),
        LegalBasis(number="60/2014/QH13", name="Luật Hộ tịch"),
    ]

    assert wording.basis_titles(bases) == [
        "Luật Hộ tịch số 60/2014/QH13",
        "Văn bản của Quốc hội số 99/2025/QH15",
        "Văn bản của Ủy ban Thường vụ Quốc hội số 02/2020/UBTVQH14",
        "Nghị quyết số 190/2025/NQ-QH15",
        "Nghị định số 23/2015/NĐ-CP",
        "Nghị quyết số 66.7/2025/NQ-CP",
        "Quyết định số 24/2021/QĐ-TTg",
        "Thông tư liên tịch số 01/2014/TTLT-BTP-BCA",
        "Thông tư số 226/2016/TT-BTC",
        "Văn bản số QĐ2338-BTP",
    ]


def test_a_search_that_finds_nothing_is_answered_with_what_to_try():
    assert wording.nothing_found("") == "Không tìm thấy thủ tục nào khớp."
    assert wording.nothing_found("abc") == "Không tìm thấy thủ tục nào khớp “abc”."
    assert wording.advice_on_searching("") == "Thử từ ngắn hơn, bỏ bớt điều kiện lọc."
