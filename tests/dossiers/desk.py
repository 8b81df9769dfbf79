"""What tests of intake share: days, procedures, people who hand in, facts."""

from datetime import UTC, date, datetime, time

from dossiers.intake import Logging
from dossiers.people import ApplicantFacts
from dossiers.terms import IntakeFacts
from procedures.enums import Channel
from procedures.models import (
    CalendarDay,
    CalendarYear,
    Fee,
    OfferedChannel,
    RequiredDocument,
    TimeLimit,
)
from tests.factories import ProcedureFactory, ProcedureVersionFactory

MONDAY = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
"""09:41 of Monday 23/11/2026 at the office; the 24th is a holiday."""

ID_NUMBER = "001186000123"
EVERY_CHANNEL = tuple(Channel)
GROUND = "Hộ nghèo"


def announce_days():
    """Load the years 2025 and 2026 with the one holiday that these tests meet."""
    CalendarYear.objects.bulk_create([CalendarYear(year=2025), CalendarYear(year=2026)])
    CalendarDay.objects.create(date=date(2026, 11, 24), name="Ngày Văn hóa Việt Nam")


def make_procedure(*, channels=EVERY_CHANNEL, limits=(), fees=(), papers=(), **fields):
    """Make a procedure with one version in force; each part as its own fields."""
    version = ProcedureVersionFactory(procedure=ProcedureFactory(**fields))
    for channel in channels:
        OfferedChannel.objects.create(version=version, channel=channel.value)
    for kind, rows in ((TimeLimit, limits), (Fee, fees), (RequiredDocument, papers)):
        for row in rows:
            kind.objects.create(version=version, **row)
    return version.procedure


def make_status_paper(**fields):
    """Make a procedure of 3 working days and 15.000 đồng, free for the poor."""
    return make_procedure(
        limits=[{"value": 3, "unit": "working_day"}],
        fees=[
            {"status": "charged", "amount": 15000},
            {"status": "free", "amount": 0, "ground": GROUND},
        ],
        papers=[
            {"name": "Tờ khai theo mẫu", "originals": 1, "order": 1},
            {"name": "Căn cước", "originals": 1, "to_present": True, "order": 2},
            {"name": "Văn bản ủy quyền", "originals": 1, "optional": True, "order": 3},
        ],
        **{
            "name": "Cấp giấy xác nhận tình trạng hôn nhân",
            "short_name": "Tình trạng hôn nhân",
            "slug": "tinh-trang-hon-nhan",
            "code": "1.004873",
            "favourite_order": 4,
            "search_text": " 1.004873 cap giay xac nhan tinh trang hon nhan",
            **fields,
        },
    )


def make_marriage(**fields):
    """Make a procedure of two parties, to be done within the day."""
    return make_procedure(
        limits=[{"value": 1, "unit": "same_day"}],
        fees=[{"status": "free", "amount": 0}],
        **{
            "name": "Thủ tục đăng ký kết hôn",
            "short_name": "Kết hôn",
            "slug": "ket-hon",
            "code": "1.000894",
            "two_parties": True,
            "favourite_order": 5,
            "search_text": " 1.000894 thu tuc dang ky ket hon",
            **fields,
        },
    )


def make_certified_copies(**fields):
    """Make the one-visit procedure at the counter only, priced by pages."""
    return make_procedure(
        channels=[Channel.IN_PERSON],
        limits=[{"value": 1, "unit": "same_day", "cutoff": time(15)}],
        fees=[
            {
                "status": "charged",
                "basis": "per_page",
                "tiers": [[1, 2000], [3, 1000]],
                "cap": 200000,
            }
        ],
        papers=[{"name": "Bản chính giấy tờ cần chứng thực", "to_present": True}],
        **{
            "name": "Chứng thực bản sao từ bản chính",
            "short_name": "Chứng thực bản sao",
            "slug": "chung-thuc-ban-sao",
            "code": "2.000815",
            "same_visit": True,
            "favourite_order": 1,
            "search_text": " 2.000815 chung thuc ban sao tu ban chinh",
            **fields,
        },
    )


def make_incomplete(**fields):
    """Make a procedure of which the catalogue knows no limit, fee or channel."""
    return make_procedure(
        channels=(),
        **{
            "name": "Thủ tục chưa đủ thông tin",
            "slug": "chua-du-thong-tin",
            "favourite_order": 8,
            "search_text": " thu tuc chua du thong tin",
            **fields,
        },
    )


def facts(procedure, **fields):
    """State a dossier of Nguyễn Thị Ví Dụ, brought to the counter."""
    applicant = ApplicantFacts(
        full_name="Nguyễn Thị Ví Dụ",
        id_number=ID_NUMBER,
        birth_date=date(1986, 11, 5),
        phone="0912000111",
        address="12 ngõ 34 đường Ví Dụ",
    )
    return IntakeFacts(
        **{
            "procedure": procedure,
            "channel": Channel.IN_PERSON,
            "applicant": applicant,
            **fields,
        }
    )


def logging(office, clerk, moment=MONDAY):
    """State that a clerk logs what comes in at that moment."""
    return Logging(office=office, clerk=clerk, accepted_at=moment, logged_at=moment)
