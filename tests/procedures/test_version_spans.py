"""No day has two versions of a procedure, whoever writes them; on both profiles."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from procedures.models import ProcedureVersion
from tests.factories import ProcedureVersionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

JULY, DECEMBER = date(2025, 7, 1), date(2026, 12, 1)


@pytest.fixture
def ended():
    return ProcedureVersionFactory(valid_from=JULY, valid_to=date(2026, 11, 30))


def another(version, **fields):
    return ProcedureVersion(procedure=version.procedure, number=2, **fields)


@pytest.mark.parametrize(
    "span",
    [
        {"valid_from": date(2026, 11, 30)},
        {"valid_from": JULY, "valid_to": JULY},
        {"valid_from": date(2025, 1, 1), "valid_to": date(2025, 12, 31)},
        {"valid_from": date(2025, 1, 1)},
    ],
)
def test_a_version_over_anothers_days_is_refused(ended, span):
    with pytest.raises(ValidationError, match="đã áp dụng trong những ngày này"):
        another(ended, **span).clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.bulk_create([another(ended, **span)])


@pytest.mark.parametrize(
    "span",
    [
        {"valid_from": DECEMBER},
        {"valid_from": date(2025, 1, 1), "valid_to": date(2025, 6, 30)},
    ],
)
def test_a_version_beside_another_stands(ended, span):
    version = another(ended, **span)
    version.clean()

    version.save()

    assert ended.procedure.versions.count() == 2


def test_a_version_is_not_stretched_over_the_next(ended):
    another(ended, valid_from=DECEMBER).save()

    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.filter(number=1).update(valid_to=DECEMBER)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.filter(number=1).update(valid_to=None)


def test_a_version_may_be_shortened_and_renamed(ended):
    ended.valid_to, ended.result_document = JULY, "Giấy ví dụ"
    ended.clean()

    ended.save()


def test_versions_of_two_procedures_have_nothing_to_do_with_each_other(ended):
    assert ProcedureVersionFactory(valid_from=JULY).procedure != ended.procedure
