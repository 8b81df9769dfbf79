"""What administrators do with accounts, and what they cannot do."""

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.history.chain import first_broken_link
from wardportal.history.models import Event

pytestmark = pytest.mark.django_db

NEW = "cay-da-ben-nuoc-2026"
LIST = reverse("admin:accounts_user_changelist")


@pytest.fixture
def browser(office, client_of, administrator):
    return client_of(administrator)


def roles_posted(*roles):
    return [Group.objects.get(name=role.value).pk for role in roles]


def change_page(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def page_of(user, **changed):
    """Return what the change page posts for a user, with some values changed."""
    posted = {
        "username": user.username,
        "full_name": user.full_name,
        "title": user.title,
        "desk": user.desk,
        "unit": "",
        "email": user.email,
        "is_active": "on",
        "groups": roles_posted(*user.roles),
        **changed,
    }
    return {name: value for name, value in posted.items() if value is not None}


def events_about(user):
    events = Event.objects.of_subject("account", user.pk).order_by("sequence")
    return list(events.values_list("event", flat=True))


def test_a_new_account_has_a_name_a_password_and_roles(browser):
    browser.post(
        reverse("admin:accounts_user_add"),
        {
            "username": "can.bo.moi",
            "full_name": "Trần Thị Mới",
            "usable_password": "true",
            "password1": NEW,
            "password2": NEW,
            "groups": roles_posted(Role.CLERK, Role.OFFICER),
        },
    )
    user = User.objects.get(username="can.bo.moi")
    assert user.roles == {Role.CLERK, Role.OFFICER}
    assert user.check_password(NEW)
    assert events_about(user) == ["added"]


def test_the_pages_name_roles_in_vietnamese(browser, clerk):
    page = browser.get(change_page(clerk)).content.decode()
    for label in ("Cán bộ tiếp nhận", "Cán bộ thụ lý", "Lãnh đạo", "Quản trị"):
        assert label in page
    assert "Cán bộ tiếp nhận" in browser.get(LIST).content.decode()


def test_roles_are_taken_and_given_with_a_trace(browser, clerk, administrator):
    browser.post(change_page(clerk), page_of(clerk, groups=roles_posted(Role.LEADER)))
    assert User.objects.get(pk=clerk.pk).roles == {Role.LEADER}
    event = Event.objects.get(subject_id=clerk.pk)
    assert (event.event, event.actor) == ("changed", administrator)
    assert "vai trò" in str(event.payload.words).lower()
    assert first_broken_link() is None


def test_an_account_is_ended_and_not_deleted(browser, clerk):
    browser.post(change_page(clerk), page_of(clerk, is_active=None))
    clerk.refresh_from_db()
    assert not clerk.is_active
    delete = reverse("admin:accounts_user_delete", args=[clerk.pk])
    assert browser.post(delete, {"post": "yes"}).status_code == 403
    gone = {"action": "delete_selected", "_selected_action": [clerk.pk], "post": "yes"}
    browser.post(LIST, gone)
    assert User.objects.filter(pk=clerk.pk).exists()


def test_a_forgotten_password_is_set_anew_with_a_trace(browser, clerk):
    browser.post(
        reverse("admin:auth_user_password_change", args=[clerk.pk]),
        {"usable_password": "true", "password1": NEW, "password2": NEW},
    )
    clerk.refresh_from_db()
    assert clerk.check_password(NEW)
    assert events_about(clerk) == ["changed"]


def test_a_locked_colleague_is_let_in_at_once(browser, clerk):
    typed = {"login": clerk.username, "password": "sai-mat-khau"}
    for _ in range(5):
        Client().post(reverse("account_login"), typed)
    browser.post(LIST, {"action": "unlock", "_selected_action": [clerk.pk]})
    assert AccessAttempt.objects.count() == 0
    typed["password"] = PASSWORD
    assert Client().post(reverse("account_login"), typed).status_code == 302


def test_a_lost_telephone_is_taken_off_the_account_with_a_trace(browser, clerk):
    Authenticator.objects.create(user=clerk, type="totp", data={"secret": "x"})
    browser.post(LIST, {"action": "drop_second_factor", "_selected_action": [clerk.pk]})
    assert Authenticator.objects.count() == 0
    assert events_about(clerk) == ["second_factor_dropped"]


def test_nobody_makes_themselves_more_than_an_administrator(browser, administrator):
    posted = page_of(administrator, is_superuser="on", is_staff="on")
    browser.post(change_page(administrator), posted)
    assert not User.objects.get(pk=administrator.pk).is_superuser


def test_an_account_above_the_roles_is_out_of_an_administrators_reach(browser):
    above = UserFactory(username="tren.het", is_superuser=True)
    assert "tren.het" not in browser.get(LIST).content.decode()
    password = reverse("admin:auth_user_password_change", args=[above.pk])
    assert browser.get(password).status_code == 404


def test_the_list_asks_as_much_for_thirty_accounts_as_for_one(
    browser, django_assert_num_queries
):
    browser.get(LIST)
    for count in (1, 30):
        UserFactory.create_batch(count, roles=[Role.CLERK])
        with django_assert_num_queries(10):
            browser.get(LIST)


def test_the_admin_offers_no_groups_addresses_or_secrets(browser):
    page = browser.get(reverse("admin:index")).content.decode()
    for path in ("auth/group", "account/emailaddress", "mfa/", "axes/"):
        assert path not in page


def test_signing_out_of_the_admin_is_the_same_way_out(browser):
    browser.post(reverse("admin:logout"))
    assert browser.get(LIST).status_code == 302
