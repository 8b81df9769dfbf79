"""An office is made with neutral defaults, and becomes a ward by its facts."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from tests.factories import OfficeFactory
from wardportal.office.current import (
    OfficeNotSetUpError,
    agency_code_on,
    current_office,
)
from wardportal.office.models import AgencyCode, Office
from wardportal.office.setup import (
    EARLIEST,
    OfficeFacts,
    calendar_changed,
    load_office_defaults,
    set_opening_hours,
    set_up_office,
)

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

FACTS = OfficeFacts(
    name="Ủy ban nhân dân phường Hoa Sen",
    short_name="phường Hoa Sen",
    place_name="Hoa Sen",
    agency_code="H00.00.01",
)


def hours(office):
    rows = office.opening_hours.values_list("weekday", "opens", "closes")
    return sorted(rows)


def test_without_an_office_one_is_told_what_to_do():
    with pytest.raises(OfficeNotSetUpError, match="Hãy chạy lệnh setup_office"):
        current_office()
    load_office_defaults()
    with pytest.raises(OfficeNotSetUpError):
        agency_code_on(EARLIEST)


def test_defaults_are_open_on_working_days_in_two_shifts():
    office = load_office_defaults()
    assert hours(office) == [
        (day, *shift)
        for day in range(5)
        for shift in ((time(8), time(12)), (time(13, 30), time(17, 30)))
    ]


def test_loading_defaults_again_keeps_what_was_edited():
    office = load_office_defaults()
    set_opening_hours(office=office, shifts=((time(7), time(11)),))
    Office.objects.update(phone="024 0000 2222")
    again = load_office_defaults()
    assert (again.phone, len(hours(again))) == ("024 0000 2222", 5)


def test_a_ward_writes_its_facts_and_code_over_the_defaults():
    office = set_up_office(facts=FACTS)
    assert (office.name, office.short_name) == (FACTS.name, FACTS.short_name)
    assert agency_code_on(EARLIEST) == "H00.00.01"
    assert Office.objects.count() == 1


def test_setting_up_again_corrects_the_code_of_that_start():
    set_up_office(facts=FACTS)
    set_up_office(facts=OfficeFacts(**{**FACTS.__dict__, "agency_code": "H00.00.02"}))
    assert list(AgencyCode.objects.values_list("code", flat=True)) == ["H00.00.02"]


def test_bad_facts_store_nothing():
    bad = OfficeFacts(**{**FACTS.__dict__, "email": "không phải thư"})
    with pytest.raises(ValidationError):
        set_up_office(facts=bad)
    assert not Office.objects.exists()
    assert not AgencyCode.objects.exists()


def test_the_code_of_a_day_is_the_one_in_force_then():
    office = OfficeFactory(agency_code="OLD")
    AgencyCode.objects.update(valid_to=date(2026, 6, 30))
    AgencyCode.objects.create(office=office, code="NEW", valid_from=date(2026, 7, 1))
    assert [
        agency_code_on(date(2026, 6, 30)),
        agency_code_on(date(2026, 7, 1)),
    ] == ["OLD", "NEW"]
    with pytest.raises(OfficeNotSetUpError):
        agency_code_on(date(2025, 6, 30))


def test_changed_hours_raise_the_version_of_the_calendar():
    office = OfficeFactory()
    set_opening_hours(office=office, shifts=((time(8), time(12)),))
    calendar_changed()
    assert current_office().calendar_version == office.calendar_version + 2
