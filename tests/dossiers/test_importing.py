"""A ward's register comes in whole, once, with its own days and codes."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import Workbook

from dossiers.models import Applicant, DayCounter, Dossier, ExternalCode
from dossiers.numbering import take_code
from dossiers.timekeeping import refresh_words
from procedures.enums import Channel
from tests.dossiers.desk import (
    announce_days,
    make_certified_copies,
    make_incomplete,
    make_status_paper,
)
from wardportal.accounts.models import User
from wardportal.history.chain import first_broken_link
from wardportal.history.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

SAMPLE = Path(__file__).parent / "data" / "so-ho-so.csv"
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
HEADINGS = (
    "Mã hồ sơ",
    "Mã TTHC",
    "Kênh nộp",
    "Người nộp",
    "Số CCCD",
    "Địa chỉ",
    "Điện thoại",
    "Ngày nhận",
    "Ngày hẹn trả",
    "Ngày có kết quả",
    "Ngày trả",
    "Yếu tố nước ngoài",
    "Ghi chú",
)
GOOD = {
    "Mã hồ sơ": "H00.00.01-261105-0003",
    "Mã TTHC": "1.004873",
    "Kênh nộp": "Trực tiếp",
    "Người nộp": "Nguyễn Thị Sen",
    "Ngày nhận": "05/11/2026",
}


@pytest.fixture(autouse=True)
def _ward(office, time_machine):
    time_machine.move_to(NOW, tick=False)
    announce_days()
    make_status_paper()
    make_certified_copies()


@pytest.fixture
def imported(tmp_path):
    """Return ``imported(row, …)``: imports a register of these rows, says the end."""

    def run(*rows, **options):
        return _command(_csv(tmp_path / "so.csv", *rows), **options)

    return run


@pytest.fixture
def refused(imported, capsys):
    """Return ``refused(row, …)``: the rows named as wrong, when nothing came in."""

    def run(*rows):
        err = io.StringIO()
        with pytest.raises(CommandError, match="không nhập dòng nào"):
            imported(*rows, stderr=err)
        assert not Dossier.objects.exists()
        assert not Applicant.objects.exists()
        assert not DayCounter.objects.exists()
        assert not User.objects.exists()
        return err.getvalue().splitlines()

    return run


def test_the_sample_register_comes_in_as_it_stands():
    err = io.StringIO()

    assert _command(SAMPLE, stderr=err) == "Đã thêm 5 hồ sơ, 0 hồ sơ đã có từ trước."

    assert [_told(dossier) for dossier in Dossier.objects.order_by("accepted_at")] == [
        {
            "code": "H00.00.01-261104-0012",
            "channel": Channel.IN_PERSON,
            "applicant": ("Nguyễn Thị Sen", "000186000001", "0900000001"),
            "accepted": "04/11 09:15",
            "due": "09/11 17:30 imported",
            "resolved": "06/11 10:05",
            "returned": "06/11 15:20",
            "standing": "returned early",
            "by_day": False,
            "foreign": False,
        },
        {
            "code": "H00.00.01-261105-0003",
            "channel": Channel.ONLINE,
            "applicant": ("Trần Văn Khế", "000086000002", ""),
            "accepted": "05/11 08:00",
            "due": "10/11 17:30 imported",
            "resolved": "10/11 17:30",
            "returned": "",
            "standing": "resolved on_time",
            "by_day": True,
            "foreign": False,
        },
        {
            "code": "H00.00.01-261105-0004",
            "channel": Channel.POSTAL,
            "applicant": ("Lê Thị Na", "", ""),
            "accepted": "05/11 14:00",
            "due": "10/11 17:30 computed",
            "resolved": "",
            "returned": "",
            "standing": "accepted pending_overdue",
            "by_day": False,
            "foreign": True,
        },
        {
            "code": "H00.00.01-261106-0001",
            "channel": Channel.IN_PERSON,
            "applicant": ("Phạm Quốc Mít", "000090000004", "0900000004"),
            "accepted": "06/11 08:30",
            "due": "06/11 17:30 imported",
            "resolved": "06/11 08:40",
            "returned": "06/11 08:40",
            "standing": "returned early",
            "by_day": False,
            "foreign": False,
        },
        {
            "code": "H00.00.01-261120-0020",
            "channel": Channel.ONLINE,
            "applicant": ("Đỗ Thu Lựu", "000192000005", ""),
            "accepted": "20/11 16:05",
            "due": "23/11 17:30 computed",
            "resolved": "",
            "returned": "",
            "standing": "accepted pending_in_term",
            "by_day": False,
            "foreign": False,
        },
    ]
    assert ExternalCode.objects.get().code == "DVC-261105-777"
    assert err.getvalue() == (
        "dòng 6: cảnh báo: Danh mục không ghi kênh nộp này cho thủ tục 2.000815.\n"
    )


def test_what_a_register_cannot_tell_stays_unknown(imported):
    imported(GOOD)

    dossier = Dossier.objects.get()
    assert (dossier.fee_status, dossier.fee_amount) == ("unset", None)
    assert dossier.logged_at == NOW
    assert dossier.receiving_clerk.full_name == "Sổ hồ sơ đã nhập"
    assert not dossier.receiving_clerk.is_active
    assert not dossier.receiving_clerk.has_usable_password()


def test_importing_twice_changes_nothing():
    _command(SAMPLE)
    before = [*Dossier.objects.order_by("code").values()], Event.objects.count()

    assert _command(SAMPLE) == "Đã thêm 0 hồ sơ, 5 hồ sơ đã có từ trước."

    assert before == (
        [*Dossier.objects.order_by("code").values()],
        Event.objects.count(),
    )
    assert first_broken_link() is None


def test_a_dry_run_says_the_same_and_enters_nothing():
    said = _command(SAMPLE, dry_run=True)

    assert said == "Sẽ thêm 5 hồ sơ, 0 hồ sơ đã có từ trước."
    assert not Dossier.objects.exists()
    assert not User.objects.exists()
    assert not Event.objects.exists()


def test_a_spreadsheet_with_a_title_and_real_dates_is_read(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["SỔ THEO DÕI HỒ SƠ"])
    sheet.append(
        ["ma ho so", "MÃ TTHC", "Kenh nop", "Nguoi nop", "So CCCD", "Ngay nhan"]
    )
    moment = datetime.fromisoformat("2026-11-05T09:30")
    sheet.append(["A-1", "1.004873", "online", "Trần Văn Khế", 123456789012, moment])
    sheet.append(["A-2", "1.004873", "Trực tiếp", "Lê Thị Na", None, 46331])
    sheet.append(["A-3", "1.004873", "Trực tiếp", "Lê Thị Na", None, date(2026, 11, 5)])
    book.save(tmp_path / "so.xlsx")

    _command(tmp_path / "so.xlsx")

    told = [_told(row) for row in Dossier.objects.order_by("external_codes__code")]
    assert [(row["accepted"], row["applicant"][1]) for row in told] == [
        ("05/11 09:30", "123456789012"),
        ("05/11 08:00", ""),
        ("05/11 08:00", ""),
    ]


def test_the_semicolons_of_a_vietnamese_spreadsheet_program_are_read(tmp_path):
    file = tmp_path / "so.csv"
    file.write_text(";".join(GOOD) + "\n" + ";".join(GOOD.values()), encoding="utf-8")

    assert _command(file) == "Đã thêm 1 hồ sơ, 0 hồ sơ đã có từ trước."


class TestDays:
    def test_05_11_is_5_november(self, imported):
        imported(GOOD)

        assert Dossier.objects.get().receipt_day == date(2026, 11, 5)

    @pytest.mark.parametrize(
        ("due", "resolved", "word"),
        [
            ("09/11/2026", "07/11/2026", "early"),
            ("09/11/2026", "09/11/2026", "on_time"),
            ("09/11/2026", "10/11/2026", "overdue"),
            ("09/11/2026", "09/11/2026 17:45", "on_time"),
            ("09/11/2026 10:00", "09/11/2026", "on_time"),
            ("09/11/2026 10:00", "09/11/2026 10:01", "overdue"),
            ("09/11/2026 10:00", "09/11/2026 09:59", "early"),
            ("", "10/11/2026", "on_time"),
            ("", "09/11/2026", "early"),
            ("", "11/11/2026", "overdue"),
        ],
    )
    def test_days_without_a_time_are_compared_by_day(
        self, imported, due, resolved, word
    ):
        imported(GOOD | {"Ngày hẹn trả": due, "Ngày có kết quả": resolved})

        assert Dossier.objects.get().timeliness == word

    def test_an_open_dossier_due_on_a_day_is_in_term_until_its_end(
        self, imported, office
    ):
        imported(GOOD | {"Ngày hẹn trả": "23/11/2026"})

        evening = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
        refresh_words(office=office, moment=evening)
        assert Dossier.objects.get().timeliness == "pending_in_term"

    def test_received_on_a_day_off_at_the_usual_opening(self, imported):
        imported(GOOD | {"Ngày nhận": "07/11/2026", "Kênh nộp": "Trực tuyến"})

        told = _told(Dossier.objects.get())
        assert (told["accepted"], told["due"]) == (
            "07/11 08:00",
            "11/11 17:30 computed",
        )

    def test_received_after_closing_and_due_that_day_is_due_by_its_end(self, imported):
        imported(
            GOOD
            | {
                "Ngày nhận": "05/11/2026 19:00",
                "Ngày hẹn trả": "05/11/2026",
                "Ngày trả": "05/11/2026",
            }
        )

        dossier = Dossier.objects.get()
        assert (dossier.timeliness, dossier.status) == ("on_time", "returned")


class TestCodes:
    def test_our_own_code_raises_the_counter_of_its_day(self, imported, office):
        imported(GOOD | {"Mã hồ sơ": "H00.00.01-261105-0041"})

        code, _ = take_code(agency_code="H00.00.01", day=date(2026, 11, 5))
        assert code == "H00.00.01-261105-0042"

    def test_a_code_of_another_agency_is_attached_and_ours_is_given(self, imported):
        imported(GOOD | {"Mã hồ sơ": "H99.00.01-261105-0041"})

        assert Dossier.objects.get().code == "H00.00.01-261105-0001"
        assert ExternalCode.objects.get().code == "H99.00.01-261105-0041"

    def test_a_new_number_never_takes_one_that_the_register_holds(self, imported):
        imported(
            GOOD | {"Mã hồ sơ": "NGOAI-1", "Ngày nhận": "05/11/2026 08:01"},
            GOOD | {"Mã hồ sơ": "H00.00.01-261105-0001"},
        )

        assert set(Dossier.objects.values_list("code", flat=True)) == {
            "H00.00.01-261105-0001",
            "H00.00.01-261105-0002",
        }

    def test_a_code_that_is_another_dossiers_is_not_skipped(self, imported):
        imported(GOOD)

        err = io.StringIO()
        with pytest.raises(CommandError):
            imported(GOOD | {"Người nộp": "Người Khác"}, stderr=err)

        assert err.getvalue() == (
            "dòng 2: Mã H00.00.01-261105-0003 đã có với thủ tục hoặc người nộp khác. "
            "Hãy đối chiếu rồi sửa mã.\n"
        )


class TestBadRows:
    def test_every_bad_row_is_named_and_none_comes_in(self, refused):
        assert refused(
            GOOD,
            GOOD | {"Mã hồ sơ": "", "Kênh nộp": "", "Người nộp": "", "Ngày nhận": ""},
            GOOD | {"Mã hồ sơ": "A-3", "Ngày nhận": "31/02/2026"},
            GOOD,
        ) == [
            (
                "dòng 3: Mã hồ sơ: Hãy nhập mã hồ sơ. Kênh nộp: Hãy nhập kênh nộp. "
                "Người nộp: Hãy nhập người nộp. Ngày nhận: Hãy nhập ngày nhận."
            ),
            (
                "dòng 4: Ngày nhận: không đọc được “31/02/2026”, "
                "hãy ghi như 05/11/2026 hoặc 05/11/2026 09:30."
            ),
            "dòng 5: Mã H00.00.01-261105-0003 trùng với dòng 2. Hãy giữ một dòng.",
        ]

    @pytest.mark.parametrize(
        ("column", "value", "reason"),
        [
            (
                "Số CCCD",
                "01186000123",
                (
                    "Số CCCD: Số căn cước cần 12 chữ số, bạn đã nhập 11. Bảng tính hay bỏ "
                    "số 0 ở đầu: hãy định dạng cột là Văn bản rồi ghi lại đủ số."
                ),
            ),
            (
                "Điện thoại",
                "900000001",
                (
                    "Điện thoại: Số điện thoại cần 10 hoặc 11 chữ số, bạn đã nhập 9. Bảng "
                    "tính hay bỏ số 0 ở đầu: hãy định dạng cột là Văn bản rồi ghi lại đủ số."
                ),
            ),
            (
                "Mã TTHC",
                "9.999999",
                (
                    "Danh mục không có thủ tục 9.999999. "
                    "Hãy sửa mã, hoặc nhập danh mục có thủ tục này trước."
                ),
            ),
            ("Mã TTHC", "abc", "Mã TTHC: “abc” chưa đúng dạng 1.234567."),
            (
                "Kênh nộp",
                "bồ câu",
                "Kênh nộp: hãy ghi Trực tiếp, Trực tuyến hoặc Bưu chính.",
            ),
            (
                "Ngày hẹn trả",
                "04/11/2026",
                "Ngày hẹn trả phải sau ngày nhận. Hãy sửa lại ngày.",
            ),
            (
                "Ngày có kết quả",
                "04/11/2026",
                "Ngày có kết quả phải từ ngày nhận. Hãy sửa lại ngày.",
            ),
            (
                "Ngày trả",
                "24/11/2026",
                (
                    "Ngày nhận, ngày có kết quả và ngày trả không thể sau hôm nay. "
                    "Hãy sửa lại ngày."
                ),
            ),
            (
                "Ngày nhận",
                "30/06/2025 08:00",
                (
                    "Thủ tục 1.004873 không áp dụng vào ngày 30/06/2025. "
                    "Hãy kiểm tra mã và ngày nhận."
                ),
            ),
            (
                "Ngày nhận",
                "30/06/2024",
                (
                    "Chưa có lịch làm việc năm 2024. "
                    "Hãy nhập ngày nghỉ, ngày làm bù năm 2024 rồi tính lại."
                ),
            ),
            ("Yếu tố nước ngoài", "?", "Yếu tố nước ngoài: hãy ghi x hoặc để trống."),
            ("Mã hồ sơ", "A" * 65, "Mã hồ sơ: Mã hồ sơ dài quá 64 ký tự, hãy rút gọn."),
        ],
    )
    def test_a_wrong_value_is_answered_with_what_to_do(
        self, refused, column, value, reason
    ):
        assert refused(GOOD | {column: value}) == [f"dòng 2: {reason}"]

    def test_returned_before_its_result_is_refused(self, refused):
        row = GOOD | {"Ngày có kết quả": "09/11/2026", "Ngày trả": "06/11/2026"}

        assert refused(row) == [
            "dòng 2: Ngày trả phải từ ngày có kết quả. Hãy sửa lại ngày."
        ]

    def test_without_a_limit_in_the_catalogue_the_due_day_must_be_given(self, refused):
        procedure = make_incomplete()

        assert refused(GOOD | {"Mã TTHC": procedure.code}) == [
            "dòng 2: Danh mục chưa có thời hạn của thủ tục này. Hãy ghi ngày hẹn trả."
        ]

    def test_a_day_on_which_the_office_had_no_code_is_refused(self, refused, office):
        office.agency_codes.update(valid_from=date(2026, 11, 6))

        assert refused(GOOD) == [
            (
                "dòng 2: Cơ quan chưa có mã vào ngày 05/11/2026. "
                "Hãy thêm mã cơ quan dùng từ trước ngày đó trong trang Quản trị."
            )
        ]


class TestFiles:
    def test_a_file_without_the_headings_is_refused(self, tmp_path):
        file = tmp_path / "so.csv"
        file.write_text("Mã hồ sơ,Người nộp\nA-1,Ai đó\n")

        with pytest.raises(CommandError) as refused:
            _command(file)

        assert str(refused.value) == (
            "Không thấy dòng tiêu đề. Tệp cần có các cột Mã hồ sơ, Mã TTHC, Kênh nộp, "
            "Người nộp, Ngày nhận."
        )

    def test_a_file_of_another_kind_is_refused(self, tmp_path):
        with pytest.raises(CommandError, match=r"Hãy dùng tệp \.csv hoặc \.xlsx\."):
            _command(tmp_path / "so.pdf")


def _command(file, *, stderr=None, **options):
    out = io.StringIO()
    stderr = stderr or io.StringIO()
    call_command("import_dossiers", str(file), stdout=out, stderr=stderr, **options)
    return out.getvalue().strip()


def _csv(file, *rows):
    lines = [HEADINGS, *([row.get(name, "") for name in HEADINGS] for row in rows)]
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    file.write_text(text, encoding="utf-8-sig")
    return file


def _told(dossier):
    person = dossier.applicant
    return {
        "code": dossier.code,
        "channel": Channel(dossier.channel),
        "applicant": (person.full_name, person.id_number, person.phone),
        "accepted": _clock(dossier.accepted_at),
        "due": f"{_clock(dossier.due_at)} {dossier.due_source}",
        "resolved": _clock(dossier.resolved_at),
        "returned": _clock(dossier.returned_at),
        "standing": f"{dossier.status} {dossier.timeliness}",
        "by_day": dossier.compared_by_day,
        "foreign": dossier.foreign_element,
    }


def _clock(moment):
    return f"{timezone.localtime(moment):%d/%m %H:%M}" if moment else ""
