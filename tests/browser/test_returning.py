"""A scanned receipt and one key: the result is in its owner's hands."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.models import ResultReturn
from tests.dossiers.moves import make_dossier

START = "/tiep-nhan/"


@pytest.fixture
def ready(office):
    now = timezone.now()
    return make_dossier(
        accepted_at=now - timedelta(days=2),
        due_at=now + timedelta(days=2),
        closed_at=now - timedelta(hours=1),
        applicant__full_name="Nguyễn Ví Dụ",
    )


@pytest.fixture
def counter(page, signed_in, clerk, office):
    return signed_in(page, clerk)


def scan(page, dossier):
    """Type what the receipt's QR holds, as a scanner does."""
    path = reverse("dossiers:track_token", args=[dossier.tracking_token])
    page.keyboard.type(f"https://motcua.example.vn{path}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ho-so/{dossier.code}/?quet=1")


def test_a_scan_at_the_counter_and_f8_return_the_result(counter, ready):
    counter.goto(START)
    scan(counter, ready)
    assert counter.evaluate("document.activeElement.name") == "collector"

    counter.keyboard.press("F8")

    counter.get_by_text("Trả kết quả: đã ghi.").wait_for()
    assert ResultReturn.objects.get().collector == "Nguyễn Ví Dụ"


def test_a_scan_into_the_search_opens_the_dossier_as_well(counter, ready):
    counter.goto("/ho-so/")
    counter.keyboard.press("/")
    scan(counter, ready)
