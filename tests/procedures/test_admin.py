from datetime import date

import pytest
from django.urls import reverse

from procedures.models import (
    CalendarDay,
    CalendarYear,
    Procedure,
    Synonym,
    UnansweredQuery,
)
from procedures.office_calendar import working_calendar
from procedures.unanswered import remember
from tests.factories import DossierFactory, ProcedureVersionFactory
from wardportal.history.models import Event

pytestmark = pytest.mark.django_db

ADDED = {"date": "24/11/2026", "kind": "off", "name": "Nghỉ ví dụ", "basis": ""}


@pytest.fixture
def browser(client_of, administrator, office):
    CalendarYear.objects.create(year=2026)
    return client_of(administrator)


def test_a_day_off_added_by_an_administrator_counts_at_once(browser):
    assert working_calendar().is_working_day(date(2026, 11, 24))

    answer = browser.post(reverse("admin:procedures_calendarday_add"), ADDED)

    assert answer.status_code == 302
    assert not working_calendar().is_working_day(date(2026, 11, 24))


def test_a_day_off_deleted_counts_at_once(browser):
    browser.post(reverse("admin:procedures_calendarday_add"), ADDED)
    day = CalendarDay.objects.get()
    assert not working_calendar().is_working_day(day.date)

    browser.post(
        reverse("admin:procedures_calendarday_delete", args=[day.pk]), {"post": "yes"}
    )

    assert working_calendar().is_working_day(day.date)


def test_a_change_of_the_calendar_is_evidence(browser, administrator):
    browser.post(reverse("admin:procedures_calendarday_add"), ADDED)
    day = CalendarDay.objects.get()
    browser.post(
        reverse("admin:procedures_calendarday_delete", args=[day.pk]), {"post": "yes"}
    )

    events = Event.objects.filter(subject_kind="calendar").order_by("sequence")
    assert [(event.event, event.actor) for event in events] == [
        ("added", administrator),
        ("deleted", administrator),
    ]


def test_a_renamed_procedure_is_found_by_its_new_name(browser):
    procedure = ProcedureVersionFactory().procedure
    page = reverse("admin:procedures_procedure_change", args=[procedure.pk])
    fields = {
        "code": procedure.code,
        "slug": procedure.slug,
        "name": "Tên đã sửa",
        "sector": procedure.sector_id,
        "versions-TOTAL_FORMS": 0,
        "versions-INITIAL_FORMS": 0,
    }

    assert browser.post(page, fields).status_code == 302

    assert list(Procedure.objects.matching("ten da sua")) == [procedure]


@pytest.mark.parametrize(
    "name",
    [
        "calendaryear",
        "calendarday",
        "sectorgroup",
        "sector",
        "publicationdecision",
        "legalbasis",
        "procedure",
        "procedureversion",
        "synonym",
    ],
)
def test_every_list_and_form_opens(browser, name):
    ProcedureVersionFactory()

    for page in ("changelist", "add"):
        answer = browser.get(reverse(f"admin:procedures_{name}_{page}"))
        assert answer.status_code == 200


def test_a_gap_filled_by_an_editor_is_no_longer_named(browser):
    version = ProcedureVersionFactory(missing=["limit", "channels", "fee"])
    page = reverse("admin:procedures_procedureversion_change", args=[version.pk])
    counts = {
        f"{inline}-{name}_FORMS": 0
        for inline in ("offered_channels", "limits", "fees", "documents", "steps")
        for name in ("TOTAL", "INITIAL")
    }
    fields = {
        **counts,
        "procedure": version.procedure_id,
        "number": version.number,
        "valid_from": "01/07/2025",
        "verification_days": 0,
        "limits-TOTAL_FORMS": 1,
        "limits-0-value": 3,
        "limits-0-unit": "working_day",
    }

    assert browser.post(page, fields).status_code == 302

    version.refresh_from_db()
    assert version.missing == ["channels", "fee"]


def test_the_terms_that_dossiers_rest_on_are_only_looked_at(browser):
    version = DossierFactory().procedure_version
    version.limits.create(value=3, unit="working_day")
    page = reverse("admin:procedures_procedureversion_change", args=[version.pk])

    assert 'name="limits-0-value"' not in browser.get(page).content.decode()
    assert browser.post(page, {"number": 7}).status_code == 403


def test_days_that_another_version_covers_are_refused_with_a_sentence(browser):
    version = ProcedureVersionFactory()
    counts = {
        f"{inline}-{name}_FORMS": 0
        for inline in ("offered_channels", "limits", "fees", "documents", "steps")
        for name in ("TOTAL", "INITIAL")
    }
    fields = {
        "procedure": version.procedure_id,
        "number": 2,
        "valid_from": "01/12/2026",
    }

    answer = browser.post(
        reverse("admin:procedures_procedureversion_add"), counts | fields
    )

    assert "Phiên bản khác của thủ tục đã áp dụng" in answer.content.decode()
    assert version.procedure.versions.count() == 1


def test_what_was_searched_in_vain_becomes_a_synonym_with_one_click(browser):
    procedure = ProcedureVersionFactory().procedure
    remember("Giấy phép bay", day=date(2026, 11, 24))

    page = browser.get(reverse("admin:procedures_unansweredquery_changelist"))
    link = f"{reverse('admin:procedures_synonym_add')}?phrase=giay+phep+bay"
    assert f'href="{link}"' in page.content.decode()
    assert 'value="giay phep bay"' in browser.get(link).content.decode()
    added = browser.post(link, {"phrase": "giấy phép bay", "procedure": procedure.pk})

    assert added.status_code == 302
    assert Synonym.objects.get().procedure == procedure
    assert not UnansweredQuery.objects.exists()


def test_a_synonym_that_leads_nowhere_is_refused(browser):
    page = browser.post(reverse("admin:procedures_synonym_add"), {"phrase": "sổ đỏ"})

    words = "Hãy nhập từ ngữ trong danh mục hoặc chọn thủ tục."
    assert words in page.content.decode()
    assert not Synonym.objects.exists()


def test_a_synonym_is_tidied_and_may_be_deleted(browser):
    fields = {"phrase": "  cccd\u200b ", "words": " căn  cước "}
    browser.post(reverse("admin:procedures_synonym_add"), fields)
    synonym = Synonym.objects.get()

    browser.post(
        reverse("admin:procedures_synonym_delete", args=[synonym.pk]), {"post": "yes"}
    )

    assert (synonym.phrase, synonym.words) == ("cccd", "căn cước")
    assert not Synonym.objects.exists()
