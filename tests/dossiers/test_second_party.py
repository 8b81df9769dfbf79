"""Marriages and recognitions: one dossier of two people, found by either."""

import pytest

from dossiers.forms.intake import IntakeForm
from dossiers.forms.intake_fields import Counter
from dossiers.intake import register_dossier
from dossiers.models import Dossier
from dossiers.people import ApplicantFacts
from dossiers.restating import restated
from dossiers.tracking import dossier_of_code, proves
from tests.dossiers import desk
from tests.dossiers.views.pages import main_of, page_of, rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

HIS_NUMBER = "001086000456"
HUSBAND = ApplicantFacts(
    full_name="Trần Văn Ví Dụ", id_number=HIS_NUMBER, phone="0912000999"
)
TYPED = {
    "procedure": "ket-hon",
    "channel": "in_person",
    "delivery": "counter",
    "id_number": desk.ID_NUMBER,
    "full_name": "Nguyễn Thị Ví Dụ",
    "second_id_number": HIS_NUMBER,
    "second_name": "Trần Văn Ví Dụ",
    "second_birth_date": "05/11/1986",
    "second_phone": "0912 000 999",
    "intake_key": "7a0a7c5e-0000-4000-8000-000000000001",
}


@pytest.fixture(autouse=True)
def _calendar(office):
    desk.announce_days()


@pytest.fixture
def marriage(office):
    return desk.make_marriage()


@pytest.fixture
def couple(office, clerk, marriage):
    facts = desk.facts(marriage, second_party=HUSBAND)
    return register_dossier(facts=facts, by=desk.logging(office, clerk))


def form(office, **typed):
    at = Counter(office=office, moment=desk.MONDAY)
    filled = IntakeForm({**TYPED, **typed}, at=at)
    filled.is_valid()
    return filled


class TestDossier:
    def test_is_one_with_both_people(self, couple):
        kept = Dossier.objects.get()
        assert kept == couple
        assert kept.applicant.full_name == "Nguyễn Thị Ví Dụ"
        assert kept.second_party.full_name == "Trần Văn Ví Dụ"
        assert kept.second_party.id_number == HIS_NUMBER

    @pytest.mark.parametrize("number", [desk.ID_NUMBER, HIS_NUMBER])
    def test_is_found_by_either_id_number(self, couple, number):
        assert list(Dossier.objects.of_person(number)) == [couple]

    def test_is_not_found_by_another_number(self, couple):
        assert not Dossier.objects.of_person("001086000457").exists()

    @pytest.mark.parametrize("digits", ["0123", "0456", "0111", "0999"])
    def test_is_looked_up_with_the_digits_of_either(self, couple, digits):
        assert proves(dossier_of_code(couple.code), digits)

    def test_typed_again_says_both(self, couple):
        assert restated(couple).second_party == HUSBAND


class TestForm:
    def test_states_the_second_party(self, office, marriage):
        stated = form(office).facts().second_party
        assert (stated.full_name, stated.id_number, stated.phone) == (
            "Trần Văn Ví Dụ",
            HIS_NUMBER,
            "0912000999",
        )

    @pytest.mark.usefixtures("marriage")
    def test_asks_for_the_name_of_the_second_party(self, office):
        errors = form(office, second_name="").errors
        assert errors == {"second_name": ["Hãy nhập họ và tên bên thứ hai"]}

    def test_of_one_party_asks_nothing_of_a_second(self, office):
        desk.make_status_paper()
        alone = form(office, procedure="tinh-trang-hon-nhan")
        assert "second_name" not in alone.fields
        assert alone.facts().second_party is None

    def test_warns_of_a_like_dossier_of_either(self, office, couple):
        swapped = {"id_number": "", "second_id_number": desk.ID_NUMBER}
        assert form(office, **swapped).duplicate == couple
        assert form(office, id_number="").duplicate == couple


class TestCounter:
    @pytest.fixture
    def send(self, client_of, clerk, marriage):
        client = client_of(clerk)
        return lambda **typed: client.post("/tiep-nhan/", {**TYPED, **typed})

    def test_second_card_scanned_is_the_second_party(self, send, couple):
        nobody = {
            "second_id_number": "",
            "second_name": "",
            "second_birth_date": "",
            "second_phone": "",
        }
        html = page_of(send(**nobody, lenh=HIS_NUMBER, do="box"))
        assert f'value="{desk.ID_NUMBER}"' in html
        assert f'value="{HIS_NUMBER}"' in html
        assert 'value="Trần Văn Ví Dụ"' in html
        assert 'value="Nguyễn Thị Ví Dụ"' in html

    def test_number_typed_into_its_field_fills_an_empty_name(self, send, couple):
        html = page_of(send(second_name="", second_phone="", lenh=""))
        assert 'value="Trần Văn Ví Dụ"' in html

    def test_doubtful_number_is_to_be_compared(self, send):
        said = main_of(send(second_birth_date="05/11/1990", lenh=""))
        assert "Đối chiếu bên thứ hai: Theo số căn cước thì năm sinh là 1986" in said

    def test_dossiers_page_shows_both(self, client_of, clerk, couple):
        page = client_of(clerk).get(f"/ho-so/{couple.code}/")
        said = main_of(page)
        assert "Bên thứ hai Họ và tên Trần Văn Ví Dụ" in said
        assert HIS_NUMBER not in page_of(page)

    def test_list_names_both(self, client_of, clerk, couple):
        page = client_of(clerk).get("/ho-so/?q=261123-0001")
        names = [cells[3] for cells in rows_of(page)]
        assert names == ["Nguyễn Thị Ví Dụ và Trần Văn Ví Dụ"]
