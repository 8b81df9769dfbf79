"""Who gets which paper of a dossier, and where it is linked."""

import re
from datetime import date

import pytest
from django.utils import timezone

from dossiers.intake import register_dossier
from dossiers.models import Dossier
from tests.dossiers import desk
from tests.papers import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def dossier(office, clerk):
    desk.announce_days()
    facts = desk.facts(desk.make_status_paper())
    return register_dossier(facts=facts, by=desk.logging(office, clerk))


def test_the_slip_is_served_to_those_who_handle(dossier, client_of, clerk):
    answer = client_of(clerk).get(f"/ho-so/{dossier.code}/giay-hen.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert dossier.code in text_of(answer.content)


def test_the_basis_is_a_page_and_a_paper(dossier, client_of, officer):
    browser = client_of(officer)
    page = browser.get(f"/ho-so/{dossier.code}/can-cu-han").content.decode()
    paper = browser.get(f"/ho-so/{dossier.code}/can-cu-han.pdf").content

    assert "ngày làm việc thứ 1" in page
    assert not re.search(r"\sstyle=", page)
    assert "ngày làm việc thứ 1" in text_of(paper)


def test_what_was_never_accepted_has_no_slip(dossier, client_of, clerk):
    waiting = Dossier.objects.create(
        code="H00.00.01-261123-9999",
        receipt_day=date(2026, 11, 23),
        tracking_token="bcghkmnpqtvbcghkmnpqtvbcgh",
        procedure=dossier.procedure,
        procedure_version=dossier.procedure_version,
        sector=dossier.sector,
        channel="online",
        applicant=dossier.applicant,
        status="submitted",
        submitted_at=timezone.now(),
        logged_at=timezone.now(),
        receiving_clerk=clerk,
    )

    answer = client_of(clerk).get(f"/ho-so/{waiting.code}/giay-hen.pdf")

    assert answer.status_code == 404
