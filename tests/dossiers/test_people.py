"""People behind a dossier: entered as declared, found again, never edited."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from dossiers.enums import ApplicantKind
from dossiers.models import Applicant
from dossiers.people import ApplicantFacts, enter_applicant, last_known

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

MOMENT = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
HANH = ApplicantFacts(
    full_name="Nguyễn Thị Ví Dụ",
    id_number="001186000123",
    birth_date=date(1986, 11, 5),
    phone="0912000111",
    address="12 ngõ 34 đường Ví Dụ",
)
COMPANY = ApplicantFacts(
    kind=ApplicantKind.ORGANISATION,
    full_name="Công ty Ví Dụ",
    tax_code="0100000001",
)


def later(days):
    return MOMENT + timedelta(days=days)


def test_everything_declared_is_kept():
    entered = Applicant.objects.get(pk=enter_applicant(HANH, moment=MOMENT).pk)
    assert {name: getattr(entered, name) for name in vars(HANH)} == vars(HANH)
    assert entered.folded_name == "nguyen thi vi du"
    assert entered.entered_at == MOMENT


def test_same_details_are_one_row():
    first = enter_applicant(HANH, moment=MOMENT)
    assert enter_applicant(HANH, moment=later(1)) == first
    assert Applicant.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"full_name": "Nguyễn Thị Ví Dụ Hai"},
        {"phone": "0912000222"},
        {"address": "Số 5 đường Ví Dụ"},
        {"birth_date": None},
        {"email": "vi.du@vidu.vn"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_changed_details_are_a_new_row_and_the_old_one_stays(change):
    first = enter_applicant(HANH, moment=MOMENT)
    second = enter_applicant(replace(HANH, **change), moment=later(1))
    assert second != first
    assert Applicant.objects.get(pk=first.pk).full_name == HANH.full_name
    assert last_known(HANH.id_number) == second


def test_person_is_found_by_the_whole_number_only():
    entered = enter_applicant(HANH, moment=MOMENT)
    assert last_known("001186000123") == entered
    assert last_known("00118600012") is None
    assert last_known("") is None


def test_organisation_is_one_by_its_tax_code():
    first = enter_applicant(COMPANY, moment=MOMENT)
    assert enter_applicant(COMPANY, moment=later(1)) == first


def test_people_without_numbers_are_never_taken_for_one_another():
    nobody = ApplicantFacts(full_name="Nguyễn Văn Ví Dụ")
    first = enter_applicant(nobody, moment=MOMENT)
    assert enter_applicant(nobody, moment=later(1)) != first


def test_numbers_are_sealed_in_the_table():
    enter_applicant(HANH, moment=MOMENT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM dossiers_applicant")
        kept = " ".join(str(value) for value in cursor.fetchone())
    assert "001186000123" not in kept
    assert "0912000111" not in kept
