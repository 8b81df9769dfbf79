"""The office's facts are edited by administrators, with a trace and at once in force."""

import pytest
from django.urls import reverse

from wardportal.history.models import Event
from wardportal.office.models import Office, OpeningHours

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:office_office_change", args=[1])


@pytest.fixture
def browser(office, client_of, administrator):
    return client_of(administrator)


def posted(browser, **changed):
    """Return what the office's page would post as it stands, with changes."""
    context = browser.get(PAGE).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {
        bound.html_name: value
        for form in forms
        for bound in form
        if (value := bound.value()) is not None and value is not False
    }
    return {**values, **changed}


def test_the_page_shows_every_setting_a_ward_decides(browser):
    page = browser.get(PAGE).content.decode()
    for field in ("due_time", "granularity", "late_after", "code_authority", "phone"):
        assert f'name="{field}"' in page


def test_rows_name_their_fields_to_screen_readers(browser):
    forms = [
        form
        for inline in browser.get(PAGE).context["inline_admin_formsets"]
        for form in inline.formset
    ]
    named = {
        field.field.widget.attrs.get("aria-label")
        for form in forms
        for field in form.visible_fields()
    }
    code, hours = {"Mã cơ quan", "Dùng từ ngày", "Đến hết ngày"}, {"Mở cửa", "Đóng cửa"}
    assert named == code | hours | {"Thứ", "Xóa"}


def test_a_changed_name_is_shown_and_leaves_a_trace(browser, administrator):
    browser.post(PAGE, posted(browser, phone="024 0000 1111"))
    assert Office.objects.get().phone == "024 0000 1111"
    event = Event.objects.get()
    assert (event.event, event.subject_kind, event.actor) == (
        "changed",
        "office",
        administrator,
    )


def test_changed_hours_tell_every_process_that_its_calendar_is_old(browser):
    before = Office.objects.get().calendar_version
    browser.post(PAGE, posted(browser, **{"opening_hours-0-opens": "07:30"}))
    assert OpeningHours.objects.filter(opens="07:30").count() == 1
    assert Office.objects.get().calendar_version == before + 1


def test_a_setting_that_is_no_hour_leaves_the_calendar_alone(browser):
    before = Office.objects.get().calendar_version
    browser.post(PAGE, posted(browser, granularity="day"))
    office = Office.objects.get()
    assert (office.granularity, office.calendar_version) == ("day", before)


def test_closing_before_opening_is_refused_with_a_sentence(browser):
    answer = browser.post(PAGE, posted(browser, **{"opening_hours-0-closes": "06:00"}))
    assert "Giờ đóng cửa phải sau giờ mở cửa." in answer.content.decode()
    assert not OpeningHours.objects.filter(closes="06:00").exists()


def test_there_is_one_office_and_it_stays(browser):
    assert browser.get(reverse("admin:office_office_add")).status_code == 403
    delete = reverse("admin:office_office_delete", args=[1])
    assert browser.post(delete, {"post": "yes"}).status_code == 403
