import pytest
from django.urls import reverse

from procedures.models import Procedure, Synonym
from procedures.reference import load_synonyms
from procedures.search import InOrder, matches
from tests.factories import ProcedureFactory, SectorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_internal_procedures_are_not_found():
    ProcedureFactory(name="Quy trình nội bộ", internal=True)

    assert matches("quy trình nội bộ") == []


def test_a_change_is_found_at_the_next_search():
    procedure = ProcedureFactory(name="Cấp giấy phép")
    assert matches("giay phep") == [procedure.pk]

    procedure.name = "Công nhận câu lạc bộ"
    procedure.save(update_fields=["name"])

    assert (matches("giay phep"), matches("cau lac bo")) == ([], [procedure.pk])


def test_a_new_synonym_works_at_once_and_until_it_is_deleted():
    procedure = ProcedureFactory(name="Xác nhận tình trạng hôn nhân")
    assert matches("giay doc than") == []

    synonym = Synonym.objects.create(phrase="Giấy độc thân", procedure=procedure)
    assert matches("giay doc than") == [procedure.pk]

    synonym.delete()
    assert matches("giay doc than") == []


def test_a_synonym_of_words_leads_to_whatever_has_them():
    procedure = ProcedureFactory(name="Chứng thực chữ ký")
    Synonym.objects.create(phrase="Công chứng", words="chứng thực")

    assert matches("cong chung chu ky") == [procedure.pk]


def test_a_renamed_sector_is_searched_by_its_new_name(client_of, administrator, office):
    sector = SectorFactory(name="Hộ tịch", slug="ho-tich")
    procedure = ProcedureFactory(name="Lập sổ", sector=sector)
    page = reverse("admin:procedures_sector_change", args=[sector.pk])

    client_of(administrator).post(
        page, {"name": "Cư trú", "slug": "cu-tru", "group": sector.group_id, "order": 1}
    )

    assert (matches("lập sổ ở cư trú")) == [procedure.pk]
    assert "cu tru" in Procedure.objects.get().search_text


def test_shipped_synonyms_leave_those_of_editors_alone():
    ProcedureFactory(name="Một", code="1.004873")
    Synonym.objects.create(phrase="giấy độc thân", words="của biên tập")

    load_synonyms()
    load_synonyms()

    kept = Synonym.objects.get(phrase="giấy độc thân")
    assert (kept.words, kept.procedure) == ("của biên tập", None)
    assert Synonym.objects.get(phrase="cccd").words == "căn cước"
    assert not Synonym.objects.filter(phrase="sổ đỏ").exists()


def test_rows_come_in_the_order_of_their_keys(django_assert_num_queries):
    first, second, third = (ProcedureFactory(name=f"Tên {n}") for n in range(3))
    rows = InOrder(
        Procedure.objects.exclude(pk=second.pk), [third.pk, second.pk, first.pk]
    )

    assert len(rows) == 2
    with django_assert_num_queries(1):
        assert rows[0:20] == [third, first]
    assert rows[1] == first


def test_a_search_asks_the_database_two_small_questions(django_assert_num_queries):
    ProcedureFactory(name="Tách hộ")
    matches("tách hộ")

    with django_assert_num_queries(2):
        matches("tách hộ")
