"""The register (Mẫu 07), read back."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from dossiers import register_book
from dossiers.models import Annulment, ResultReturn
from dossiers.register_book import (
    Pages,
    dossiers_on,
    keep_taking_out,
    register_pdf,
    register_xlsx,
)
from procedures.enums import Channel
from tests.dossiers.desk import MONDAY
from tests.dossiers.moves import make_dossier
from tests.factories import ApplicantFactory, SectorFactory, UnitFactory
from tests.papers import A4_WIDE, page_sizes, page_texts, text_of
from tests.people import make_officer
from wardportal.history.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DAY = date(2026, 11, 23)
ONE_DAY = Pages(DAY, DAY)
HEAD = [
    "STT",
    "Mã",
    "hồ",
    "sơ",
    "Thủ",
    "tục",
    "Số",
    "bộ",
    "Người",
    "nộp",
    "Địa",
    "chỉ,",
    "số",
    "điện",
    "thoại",
    "Cơ",
    "quan",
    "giải",
    "quyết",
    "Ngày",
    "nhận",
    "hồ",
    "sơ",
    "Ngày",
    "hẹn",
    "trả",
    "Ngày",
    "nhận",
    "kết",
    "quả",
    "Ngày",
    "trả",
    "kết",
    "quả",
    "Phương",
    "thức",
    "Ký",
    "nhận",
    "Ghi",
    "chú",
]


def rows_of(pages, reader, office):
    """Return the lines of the workbook without its head."""
    book = load_workbook(BytesIO(register_xlsx(pages, reader=reader, office=office)))
    return [tuple(cell or "" for cell in row) for row in book.active.values][1:]


def printed(pages, reader, office):
    return register_pdf(pages, reader=reader, office=office, moment=MONDAY)


@pytest.fixture
def returned(office, clerk):
    """Return a dossier with everything that the form asks for."""
    unit = UnitFactory(name="Phòng Ví Dụ", office=office)
    dossier = make_dossier(
        code="H00.00.01-261123-0001",
        day_number=1,
        applicant=ApplicantFactory(
            full_name="Nguyễn Thị Ví Dụ",
            address="12 ngõ 34 đường Ví Dụ",
            phone="0912000111",
            id_number="001186000123",
        ),
        officer=make_officer(unit=unit),
        closed_at=MONDAY + timedelta(days=2),
        returned_at=MONDAY + timedelta(days=3),
        status="returned",
        timeliness="early",
        note="Cần gấp",
        procedure_version__procedure__name="Cấp bản sao trích lục",
    )
    ResultReturn.objects.create(
        dossier=dossier,
        way="post",
        collector="Trần Được Ví Dụ",
        letter_number="VN 1",
        actor=clerk,
        moment=dossier.returned_at,
    )
    return dossier


def test_a_line_says_what_the_form_asks_for(returned, office, clerk):
    assert rows_of(ONE_DAY, clerk, office) == [
        (
            "1",
            "H00.00.01-261123-0001",
            "Cấp bản sao trích lục",
            "1",
            "Nguyễn Thị Ví Dụ",
            "12 ngõ 34 đường Ví Dụ\n0912 000 111",
            "Phòng Ví Dụ",
            "09:41 23/11/2026",
            "17:30 27/11/2026",
            "09:41 25/11/2026",
            "09:41 26/11/2026",
            "Bưu chính",
            "Trần Được Ví Dụ",
            "Cần gấp",
        )
    ]


def test_the_paper_says_the_same(returned, office, clerk):
    pdf = printed(ONE_DAY, clerk, office)

    assert page_sizes(pdf) == [A4_WIDE]
    words = text_of(pdf)
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BỘ PHẬN MỘT CỬA",
        "Hoa Sen, ngày 23 tháng 11 năm 2026",
        "SỔ THEO DÕI HỒ SƠ Ngày 23/11/2026",
    ):
        assert part in words
    for word in [*HEAD, "H00.00.01-261123-", "Nguyễn", "ngõ", "0912", "17:30", "trích"]:
        assert word in words.split()
    assert "001186000123" not in words


def test_the_circular_is_named_only_where_the_office_says_so(office, clerk):
    assert "03/2025" not in text_of(printed(ONE_DAY, clerk, office))

    office.names_circular_on_forms = True

    named = "Mẫu số 07, ban hành kèm theo Thông tư 03/2025/TT-VPCP"
    assert named in text_of(printed(ONE_DAY, clerk, office))


def test_the_head_comes_again_on_each_page_and_no_line_is_lost(office, clerk):
    procedure = make_dossier(day_number=1).procedure_version
    for number in range(2, 31):
        make_dossier(day_number=number, procedure_version=procedure)

    pdf = printed(ONE_DAY, clerk, office)

    first, *others = page_texts(pdf)
    assert others
    assert "SỔ THEO DÕI" in first
    for number, text in enumerate(others, start=2):
        assert text.startswith(str(number))
        assert {"STT", "Ký", "Ghi", "chú"} <= set(text.split())
    numbers = [word for text in [first, *others] for word in text.split()]
    assert [n for n in range(1, 31) if str(n) not in numbers] == []


def test_days_sector_and_channel_narrow_it(office, clerk):
    sector = SectorFactory(name="Chứng thực")
    wanted = make_dossier(channel="online", sector=sector)
    make_dossier(sector=sector)
    make_dossier(channel="online")
    make_dossier(
        channel="online", sector=sector, accepted_at=MONDAY + timedelta(days=2)
    )

    pages = Pages(DAY, date(2026, 11, 24), sector, Channel.ONLINE)

    assert list(dossiers_on(pages, reader=clerk)) == [wanted]
    assert pages.days == "Từ ngày 23/11/2026 đến hết ngày 24/11/2026"
    assert pages.narrowed == "Lĩnh vực: Chứng thực. Kênh nộp: Trực tuyến"
    assert pages.narrowed in text_of(printed(pages, clerk, office))


def test_what_was_never_accepted_has_no_line(office, clerk):
    make_dossier(
        accepted_at=None,
        submitted_at=MONDAY,
        logged_at=MONDAY,
        receipt_day=DAY,
        due_at=None,
        original_due_at=None,
        status="submitted",
    )

    assert rows_of(ONE_DAY, clerk, office) == []


def test_strangers_see_no_line(returned, office, stranger):
    assert rows_of(ONE_DAY, stranger, office) == []


def test_an_annulled_entry_keeps_its_line_and_names_the_new_one(office, clerk):
    new = make_dossier(accepted_at=MONDAY + timedelta(days=2))
    wrong = make_dossier(status="annulled", annulled_at=MONDAY)
    Annulment.objects.create(
        dossier=wrong, moment=MONDAY, actor=clerk, reason="Nhầm", replaced_by=new
    )

    assert [row[-1] for row in rows_of(ONE_DAY, clerk, office)] == [
        f"Đã hủy, thay bằng {new.code}"
    ]


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"status": "annulled", "annulled_at": MONDAY}, "Đã hủy (nhập nhầm)"),
        (
            {
                "closed_at": MONDAY + timedelta(hours=1),
                "status": "withdrawn",
                "outcome": "withdrawn",
                "timeliness": "early",
                "note": "Gọi trước",
            },
            "Công dân rút. Gọi trước",
        ),
        (
            {"promised_at": datetime(2026, 12, 1, 10, 30, tzinfo=UTC)},
            "Hẹn lại 17:30 01/12/2026",
        ),
        ({"note": "dài " * 100}, f"{('dài ' * 30).strip()}…"),
        ({}, ""),
    ],
)
def test_the_note_says_what_went_otherwise(office, clerk, fields, note):
    make_dossier(**fields)

    assert rows_of(ONE_DAY, clerk, office)[0][-1] == note


def test_both_parties_of_a_marriage_are_named(office, clerk):
    make_dossier(
        applicant=ApplicantFactory(full_name="Nguyễn Thị Ví Dụ"),
        second_party=ApplicantFactory(full_name="Lê Văn Ví Dụ"),
    )

    assert rows_of(ONE_DAY, clerk, office)[0][4] == "Nguyễn Thị Ví Dụ; Lê Văn Ví Dụ"


def test_without_an_officer_the_ward_resolves(office, clerk):
    make_dossier()

    assert rows_of(ONE_DAY, clerk, office)[0][6] == "UBND phường Hoa Sen"


def test_lines_take_one_query_however_many(office, clerk, django_assert_num_queries):
    procedure = make_dossier().procedure_version
    for _ in range(20):
        make_dossier(procedure_version=procedure)

    with django_assert_num_queries(2):  # the roles of the reader are the other
        rows_of(ONE_DAY, clerk, office)


def test_who_took_it_out_is_recorded(office, clerk):
    pages = Pages(DAY, DAY, channel=Channel.POSTAL)

    keep_taking_out(pages, kind="xlsx", count=7, reader=clerk, moment=MONDAY)

    event = Event.objects.get(event=register_book.TAKEN_OUT)
    assert (event.actor, event.moment) == (clerk, MONDAY)
    assert event.payload.words == {
        "first": "2026-11-23",
        "last": "2026-11-23",
        "narrowed": "Kênh nộp: Bưu chính",
        "kind": "xlsx",
        "count": 7,
    }
