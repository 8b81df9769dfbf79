"""From one dossier of a list to the next, without going back to the list."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from tests.dossiers import desk
from tests.dossiers.moves import make_dossier
from tests.dossiers.views.pages import main_of, page_of
from tests.people import make_officer

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

DUE = desk.MONDAY + timedelta(hours=2)
LIST = "/ho-so/"


@pytest.fixture(autouse=True)
def _monday(office):
    desk.announce_days()
    with time_machine.travel(desk.MONDAY + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def at_desk(client_of, officer):
    return client_of(officer)


@pytest.fixture
def three(officer):
    """Make today's work: two of the officer's own and one of a colleague between."""
    colleague = make_officer(username="dong.nghiep")
    return [
        make_dossier(officer=who, due_at=DUE + timedelta(minutes=n))
        for n, who in enumerate([officer, colleague, officer])
    ]


def links(response):
    """Return the addresses of the page by what the links say."""
    found = re.findall(r'href="([^"]*)"[^>]*>([^<]+)</a>', page_of(response))
    return {words.strip(): unescape(address) for address, words in found}


def opened(client, query, dossier):
    """Open a dossier from a list, by its link there."""
    return client.get(links(client.get(LIST + query))[dossier.short_code])


def test_leads_to_both_neighbours_and_back(at_desk, three):
    before, dossier, after = three
    around = links(opened(at_desk, "", dossier))
    assert around["Hồ sơ trước"].startswith(f"/ho-so/{before.code}/?ds=")
    assert around["Hồ sơ sau"].startswith(f"/ho-so/{after.code}/?ds=")
    assert around["Về danh sách"] == "/ho-so/?nhom=hom-nay"


def test_ends_where_the_list_ends(at_desk, three):
    first = opened(at_desk, "", three[0])
    assert "Hồ sơ trước" not in links(first)
    assert "Hồ sơ sau" in links(first)


def test_stays_within_what_the_list_was_narrowed_by(at_desk, three):
    mine, _, mine_too = three
    around = links(opened(at_desk, "?nguoi=~toi", mine))
    assert around["Hồ sơ sau"].startswith(f"/ho-so/{mine_too.code}/?ds=")
    assert around["Về danh sách"] == "/ho-so/?nguoi=~toi"


def test_goes_on_from_a_dossier_that_a_move_took_out_of_the_list(at_desk, three):
    dossier = three[0]
    page = opened(at_desk, "?tinh_trang=accepted", dossier)
    take = re.search(r'action="([^"]*/viec/nhan/[^"]*)"', page_of(page))[1]

    moved = at_desk.post(unescape(take), {"seen": ""}, follow=True)

    assert "Đang giải quyết" in main_of(moved)
    assert links(moved)["Về danh sách"] == "/ho-so/?tinh_trang=accepted"
    assert "Hồ sơ sau" in links(moved) or "Hồ sơ trước" in links(moved)


def test_are_not_shown_without_a_list(at_desk, three):
    assert "Về danh sách" not in links(at_desk.get(f"/ho-so/{three[0].code}/"))


@pytest.mark.parametrize("typed", ["x", "nhom=khong-co", "q=%00", "han_tu=sai", "&&=&"])
def test_of_an_odd_list_break_nothing(at_desk, three, typed):
    page = at_desk.get(f"/ho-so/{three[0].code}/", {"ds": typed})
    assert page.status_code == 200
