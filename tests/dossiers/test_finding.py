"""One text box finds a dossier by its code, its number, an ID number or a name."""

from datetime import date

import pytest

from dossiers.finding import (
    matching,
    text_for_address,
    text_from_address,
    with_code,
)
from dossiers.models import Dossier, ExternalCode
from tests.dossiers.desk import ID_NUMBER, MONDAY
from tests.factories import ApplicantFactory, DossierFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

TODAY = date(2026, 11, 23)
CODE = "H26.A1.14-261123-0041"


@pytest.fixture
def dossier(office):
    applicant = ApplicantFactory(
        full_name="Đặng Thị Ngọc Ánh",
        folded_name="dang thi ngoc anh",
        id_number=ID_NUMBER,
    )
    return DossierFactory(
        code=CODE, day_number=41, accepted_at=MONDAY, applicant=applicant
    )


@pytest.fixture(autouse=True)
def _another(office):
    DossierFactory(code="H26.A1.14-251123-0041", day_number=41)


def found(text):
    return list(matching(Dossier.objects.all(), text, today=TODAY))


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        CODE.lower(),
        f"  {CODE} ",
        "H26.Á.14-261123-0041",  # a scanner through VNI
        "h26.a1.14–261123–0041",  # dashes of a word processor
        "261123-0041",
        "41",
        "0041",
        ID_NUMBER,
        "001 186 000 123",
        "Đặng Thị Ngọc Ánh",
        "dang thi",
        "ĐẶNG",
        "  đặng   thị n",
    ],
)
def test_a_dossier_is_found_by(text, dossier):
    assert found(text) == [dossier]


@pytest.mark.parametrize(
    "text",
    [
        "H26.A1.14-261123-0042",
        "H26.A1.14-261123",
        "261124-0041",
        "261399-0041",  # no such day
        "42",
        "001186000124",
        "ngoc anh",  # a name is matched from its beginning
        "dang thi%",
        "_ang",
        "\\",
        "'",
    ],
)
def test_nothing_is_found_by(text, dossier):
    assert found(text) == []


def test_a_code_of_another_system_finds_the_dossier_it_is_attached_to(dossier):
    ExternalCode.objects.create(
        dossier=dossier, code="G22.99-261120-Xy77", attached_at=MONDAY
    )
    assert found("G22.99-261120-Xy77") == [dossier]


def test_a_code_is_looked_up_in_one_query(dossier, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(with_code(Dossier.objects.all(), CODE)) == [dossier]


class TestAddress:
    @pytest.mark.parametrize(
        ("text", "plain"),
        [(CODE.lower(), CODE), ("261123-0041", "261123-0041"), (" 41 ", "41")],
    )
    def test_says_codes_and_numbers_of_the_day(self, text, plain):
        assert text_for_address(text) == plain

    @pytest.mark.parametrize(
        "text", [ID_NUMBER, "001 186 000 123", "0912000111", "Đặng Thị", "dang", "\0"]
    )
    def test_hides_whatever_else_may_name_a_person(self, text):
        sealed = text_for_address(text)
        assert sealed.startswith("~")
        assert text not in sealed
        assert text_from_address(sealed) == text

    @pytest.mark.parametrize(
        "text",
        ["dang", CODE, "", "~", "~x", "~t1$", "~t1$AAAA", "~t9$AAAAAAAAAAAAAAAAAAAA"],
    )
    def test_not_sealed_here_means_itself(self, text):
        assert text_from_address(text) == text

    def test_of_two_searches_for_one_person_cannot_be_told_alike(self):
        assert text_for_address("Đặng Thị") != text_for_address("Đặng Thị")
