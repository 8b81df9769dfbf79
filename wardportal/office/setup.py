"""Operations that make an office: neutral defaults, then a real ward's facts."""

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.db.models import F

from wardportal.office.models import SINGLETON, AgencyCode, Office, OpeningHours

DEFAULT_SHIFTS = ((time(8), time(12)), (time(13, 30), time(17, 30)))
MONDAY_TO_FRIDAY = range(5)
EARLIEST = date(2025, 7, 1)
"""First day of the two-level administration that today's wards belong to."""

Shifts = tuple[tuple[time, time], ...]


@dataclass(frozen=True)
class OfficeFacts:
    """What a ward must say of itself before it can work."""

    name: str
    short_name: str
    place_name: str
    agency_code: str
    parent_name: str = ""
    desk_name: str = "Bộ phận Một cửa"
    address: str = ""
    phone: str = ""
    email: str = ""
    report_recipient: str = ""
    demo_ward: str = ""


@transaction.atomic
def load_office_defaults() -> Office:
    """Make sure an office with opening hours exists; keep what was edited."""
    office, created = Office.objects.get_or_create(
        pk=SINGLETON,
        defaults={
            "name": "Ủy ban nhân dân phường",
            "short_name": "phường",
            "place_name": "……",
        },
    )
    if created:
        set_opening_hours(office=office, shifts=DEFAULT_SHIFTS)
    return office


def has_ward() -> bool:
    """Tell whether a ward, real or demo, has been set up here."""
    return AgencyCode.objects.exists()


@transaction.atomic
def set_up_office(*, facts: OfficeFacts, code_from: date = EARLIEST) -> Office:
    """Write a ward's names and agency code over the neutral defaults."""
    office = load_office_defaults()
    names = [
        "name",
        "short_name",
        "place_name",
        "parent_name",
        "desk_name",
        "address",
        "phone",
        "email",
        "report_recipient",
        "demo_ward",
    ]
    for name in names:
        setattr(office, name, getattr(facts, name))
    office.full_clean()
    office.save(update_fields=names)
    AgencyCode.objects.update_or_create(
        office=office, valid_from=code_from, defaults={"code": facts.agency_code}
    )
    return office


@transaction.atomic
def set_opening_hours(*, office: Office, shifts: Shifts) -> None:
    """Give Monday to Friday these shifts, and no other day any."""
    office.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(office=office, weekday=day, opens=opens, closes=closes)
        for day in MONDAY_TO_FRIDAY
        for opens, closes in shifts
    )
    calendar_changed()


def calendar_changed() -> None:
    """Tell every process that its cached working calendar is old."""
    Office.objects.filter(pk=SINGLETON).update(
        calendar_version=F("calendar_version") + 1
    )
