"""The page behind a number."""

from datetime import UTC, datetime, timedelta

import pytest

from reports.forms import address_behind
from tests.factories import ApplicantFactory, DossierFactory, ProcedureVersionFactory
from tests.reports.figures import AUGUST
from tests.reports.links import links_in

pytestmark = pytest.mark.django_db

RECEIVED = datetime(2025, 8, 4, 3, tzinfo=UTC)


@pytest.fixture
def browser(client_of, leader, office):
    return client_of(leader)


def rows(answer):
    return [[cell["value"] for cell in row["cells"]] for row in answer.context["rows"]]


def test_the_dossiers_of_a_figure_are_listed_with_their_standing(browser):
    DossierFactory(
        code="H00.00.01-250804-0001",
        procedure_version__procedure__short_name="Khai sinh",
        accepted_at=RECEIVED,
        due_at=RECEIVED + timedelta(days=1),
        closed_at=RECEIVED + timedelta(days=2),
    )
    answer = browser.get(address_behind(AUGUST, cot="overdue"))
    assert rows(answer) == [
        [
            "H00.00.01-250804-0001",
            "Khai sinh",
            "Trực tiếp",
            "10:00 ngày 04/08/2025",
            "10:00 ngày 05/08/2025",
            "10:00 ngày 06/08/2025",
            "Quá hạn",
        ]
    ]
    html = answer.content.decode()
    assert "<h1>Đã giải quyết quá hạn</h1>" in html
    assert "row-late" in html
    code = "H00.00.01-250804-0001"
    assert (code, f"/ho-so/{code}/") in links_in(answer)


def test_the_page_shows_nothing_personal(browser):
    applicant = ApplicantFactory(full_name="Nguyễn Hoàng Riêng", address="Số 9 Riêng")
    DossierFactory(accepted_at=RECEIVED, applicant=applicant)
    html = browser.get(address_behind(AUGUST)).content.decode()
    assert "Riêng" not in html


def test_an_annulled_entry_is_listed_with_its_status(browser):
    DossierFactory(accepted_at=RECEIVED, annulled_at=RECEIVED, status="annulled")
    answer = browser.get(address_behind(AUGUST, rieng="annulled"))
    assert [row[-1] for row in rows(answer)] == ["Đã hủy (nhập nhầm)"]


def test_a_figure_whose_dossiers_are_gone_says_so(browser):
    html = browser.get(address_behind(AUGUST)).content.decode()
    assert "Không còn hồ sơ nào đằng sau số này." in html


def test_an_odd_address_is_not_found(browser):
    for query in ("", "?tu=x&den=y", "?tu=2025-08-01&den=2025-08-31&cot=%00"):
        assert browser.get(f"/bao-cao/ho-so/{query}").status_code == 404


@pytest.mark.parametrize("dossiers", [1, 30])
def test_the_page_takes_the_same_queries_however_many(
    browser, django_assert_num_queries, dossiers
):
    version = ProcedureVersionFactory()
    DossierFactory.create_batch(
        dossiers, accepted_at=RECEIVED, procedure_version=version
    )
    with django_assert_num_queries(7):
        answer = browser.get(address_behind(AUGUST))
    assert len(rows(answer)) == dossiers


def test_long_lists_have_pages_that_keep_the_figure(browser):
    version = ProcedureVersionFactory()
    DossierFactory.create_batch(51, accepted_at=RECEIVED, procedure_version=version)
    answer = browser.get(address_behind(AUGUST, cot="pending_total") + "&page=2")
    assert len(rows(answer)) == 1
    assert "cot=pending_total" in answer.content.decode()
