"""Who gets which paper of a dossier, and where it is linked."""

import re
from datetime import date

import pytest
from django.utils import timezone

from dossiers.intake import register_dossier
from dossiers.models import Dossier
from tests.dossiers import desk
from tests.dossiers.slips.lives import ask_for_papers
from tests.papers import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


FORMS = range(1, 7)


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


def test_a_form_that_a_dossier_lacks_is_not_found(dossier, client_of, officer):
    browser = client_of(officer)

    answers = {n: browser.get(f"/ho-so/{dossier.code}/mau-0{n}.pdf") for n in FORMS}

    assert {n: answer.status_code for n, answer in answers.items()} == {
        1: 200,
        2: 404,
        3: 404,
        4: 404,
        5: 404,
        6: 200,
    }
    assert "KIỂM SOÁT QUÁ TRÌNH" in text_of(answers[6].content)


@pytest.mark.parametrize("number", ["00", "07", "0999999999999999999999"])
def test_there_are_six_forms(dossier, client_of, officer, number):
    answer = client_of(officer).get(f"/ho-so/{dossier.code}/mau-{number}.pdf")

    assert answer.status_code == 404


def test_a_supplement_slip_is_served_and_linked_once_asked_for(
    dossier, client_of, clerk
):
    ask_for_papers(dossier, clerk)
    browser = client_of(clerk)

    paper = browser.get(f"/ho-so/{dossier.code}/mau-02.pdf")

    assert "1 Tờ khai theo mẫu 1 Ký tên" in text_of(paper.content)
    page = browser.get(f"/ho-so/{dossier.code}/").content.decode()
    assert f'href="/ho-so/{dossier.code}/mau-02.pdf"' in page


class TestWithTheReceipt:
    """The holder of a receipt prints what is missing, without signing in."""

    def test_the_slip_leads_from_the_tracking_page(self, dossier, client, clerk):
        ask_for_papers(dossier, clerk)
        dossier.status = "awaiting_supplement"
        dossier.save()
        address = f"/t/{dossier.tracking_token}/phieu-bo-sung.pdf"

        page = client.get(f"/t/{dossier.tracking_token}/").content.decode()
        answer = client.get(address)

        assert f'href="{address}"' in page
        assert "Hồ sơ của: Nguyễn T*** V*** Dụ" in text_of(answer.content)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "no-referrer"

    def test_nothing_is_offered_where_nothing_is_missing(self, dossier, client):
        address = f"/t/{dossier.tracking_token}/phieu-bo-sung.pdf"

        assert "phieu-bo-sung" not in str(
            client.get(f"/t/{dossier.tracking_token}/").content
        )
        assert client.get(address).status_code == 404

    def test_an_unknown_token_opens_nothing(self, office, client):
        answer = client.get("/t/bcghkmnpqtvbcghkmnpqtvbcgh/phieu-bo-sung.pdf")

        assert answer.status_code == 404
