"""What a procedure asks of a dossier: its cases, its grounds, what is counted."""

from datetime import date

import pytest

from dossiers.choosing import asked_by
from procedures.enums import Channel
from procedures.models import Fee, TimeLimit
from tests.factories import ProcedureVersionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

DAY = date(2026, 11, 23)


def test_a_case_whose_fee_alone_differs_is_asked_for():
    version = ProcedureVersionFactory()
    TimeLimit.objects.create(version=version, value=3, unit="working_day")
    Fee.objects.create(version=version, status="charged", amount=10_000)
    Fee.objects.create(
        version=version,
        status="charged",
        basis="per_copy",
        amount=5_000,
        case="Cấp lại",
    )
    Fee.objects.create(
        version=version, status="free", amount=0, case="Cấp lại", ground="Hộ nghèo"
    )

    asked = asked_by(version.procedure.slug, channel=Channel.IN_PERSON, day=DAY)

    assert asked.cases == ("Cấp lại",)
    assert not asked.case_required
    assert asked.grounds == ("Hộ nghèo",)
    assert asked.counts_copies
    assert not asked.needs_due
