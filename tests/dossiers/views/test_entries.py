"""Putting right a mistaken entry, and days of verification, on the dossier's page."""

from datetime import timedelta

import pytest
import time_machine

from dossiers.intake import register_dossier
from dossiers.models import Dossier
from tests.dossiers import desk
from tests.dossiers.moves import make_dossier
from tests.dossiers.views.pages import page_of, told, words
from tests.factories import ProcedureVersionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

SOON = desk.MONDAY + timedelta(minutes=10)
LATER = desk.MONDAY + timedelta(minutes=16)


@pytest.fixture(autouse=True)
def _days(office):
    desk.announce_days()


@pytest.fixture
def dossier(office, clerk):
    facts = desk.facts(desk.make_status_paper())
    return register_dossier(facts=facts, by=desk.logging(office, clerk))


@pytest.fixture
def meant(office):
    return desk.make_procedure(
        name="Đăng ký khai sinh",
        slug="khai-sinh",
        code="1.001193",
        limits=[{"value": 1, "unit": "working_day"}],
    )


def address(dossier, kind=""):
    return f"/ho-so/{dossier.code}/" + (f"viec/{kind}/" if kind else "")


class TestAnnulling:
    def test_is_offered_to_the_clerk_for_a_quarter(self, client_of, clerk, dossier):
        with time_machine.travel(SOON, tick=False):
            assert address(dossier, "huy") in page_of(
                client_of(clerk).get(address(dossier))
            )
        with time_machine.travel(LATER, tick=False):
            assert address(dossier, "huy") not in page_of(
                client_of(clerk).get(address(dossier))
            )

    def test_is_confirmed_with_a_reason_and_told(self, client_of, clerk, dossier):
        with time_machine.travel(SOON, tick=False):
            browser = client_of(clerk)
            asked = page_of(browser.get(address(dossier, "huy")))
            assert "Hồ sơ đã hủy thì không mở lại được" in asked
            done = browser.post(
                address(dossier, "huy"), {"reason": "Nhập hai lần"}, follow=True
            )
        assert told(done) == ["Hủy (nhập nhầm): đã ghi."]
        assert "Đã hủy: Nhập hai lần." in words(page_of(done))

    def test_too_late_says_whom_to_ask(self, client_of, clerk, dossier):
        with time_machine.travel(LATER, tick=False):
            response = client_of(clerk).post(
                address(dossier, "huy"), {"reason": "Nhầm"}
            )
        assert response.status_code == 409
        assert "Hãy đề nghị lãnh đạo hủy." in page_of(response)

    def test_the_citizen_reads_it(self, client, client_of, leader, dossier):
        with time_machine.travel(LATER, tick=False):
            client_of(leader).post(address(dossier, "huy"), {"reason": "Nhầm"})
            page = client.get(f"/t/{dossier.tracking_token}/")
        assert "Hồ sơ đã hủy vì nhập nhầm" in words(page_of(page))


class TestChangingTheProcedure:
    def change(self, browser, dossier, **said):
        return browser.post(
            address(dossier, "doi-thu-tuc"),
            {"reason": "Chọn nhầm", **said},
            follow=True,
        )

    def test_leads_to_the_new_entry_and_links_both(
        self, client_of, clerk, dossier, meant, client
    ):
        with time_machine.travel(SOON, tick=False):
            browser = client_of(clerk)
            done = self.change(browser, dossier, procedure=meant.slug)
            new = Dossier.objects.counted().get()
            old_page = page_of(browser.get(address(dossier)))
            tracked = page_of(client.get(f"/t/{dossier.tracking_token}/"))

        assert done.redirect_chain == [(address(new), 303)]
        assert "Thay cho hồ sơ đã hủy: Chọn nhầm." in words(page_of(done))
        assert f'href="{address(dossier)}"' in page_of(done)
        assert f'href="{address(new)}"' in old_page
        assert f"Mã mới: {new.code}." in words(tracked)

    def test_offers_what_was_in_force_but_not_the_same(
        self, client_of, clerk, dossier, meant
    ):
        with time_machine.travel(SOON, tick=False):
            page = page_of(client_of(clerk).get(address(dossier, "doi-thu-tuc")))
        assert '<option value="khai-sinh">' in page
        assert "Đăng ký khai sinh (1.001193)" in page
        assert 'value="tinh-trang-hon-nhan"' not in page

    def test_asks_for_what_the_other_procedure_needs(
        self, client_of, clerk, dossier, office
    ):
        unknown = desk.make_incomplete()
        with time_machine.travel(SOON, tick=False):
            browser = client_of(clerk)
            asked = self.change(browser, dossier, procedure=unknown.slug)
            assert asked.status_code == 422
            assert "Hãy nhập ngày hẹn trả" in page_of(asked)
            self.change(
                browser,
                dossier,
                procedure=unknown.slug,
                due_at="27/11/2026",
                due_ground="Công văn 12",
            )
        assert Dossier.objects.counted().get().due_ground == "Công văn 12"

    @pytest.mark.parametrize("slug", ["", "khong-co", "%00", "tinh-trang-hon-nhan"])
    def test_takes_odd_choices_calmly(self, client_of, clerk, dossier, slug):
        with time_machine.travel(SOON, tick=False):
            response = self.change(client_of(clerk), dossier, procedure=slug)
        assert response.status_code == 422
        assert Dossier.objects.count() == 1


class TestVerifying:
    def test_is_offered_where_the_version_allows_it(self, client_of, officer, office):
        allowed = make_dossier(
            procedure_version=ProcedureVersionFactory(verification_days=3),
            status="processing",
        )
        other = make_dossier(status="processing")
        with time_machine.travel(SOON, tick=False):
            browser = client_of(officer)
            assert address(allowed, "xac-minh") in page_of(
                browser.get(address(allowed))
            )
            assert address(other, "xac-minh") not in page_of(
                browser.get(address(other))
            )
            done = browser.post(
                address(allowed, "xac-minh"), {"reason": "Gửi công an"}, follow=True
            )
        page = words(page_of(done))
        assert "17:30 thứ Tư, 02/12/2026" in page
        assert "Lý do: Gửi công an" in page
