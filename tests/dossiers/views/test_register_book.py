"""The page of the register, and its files."""

from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from dossiers import register_book
from tests.dossiers.desk import MONDAY
from tests.dossiers.moves import make_dossier
from tests.dossiers.views.pages import main_of
from tests.papers import text_of
from wardportal.history.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGE = "/ho-so/so-theo-doi/"
PAPER = "/ho-so/so-theo-doi.pdf"
WORKBOOK = "/ho-so/so-theo-doi.xlsx"
OCTOBER = "?tu=01/10/2026&den=31/10/2026"


@pytest.fixture(autouse=True)
def _that_monday(office):
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_counter(client_of, clerk):
    return client_of(clerk)


@pytest.fixture
def taken_out():
    return lambda: [
        event.payload.words
        for event in Event.objects.filter(event=register_book.TAKEN_OUT)
    ]


def test_it_opens_on_this_month_and_says_how_many(at_counter):
    make_dossier()

    said = main_of(at_counter.get(PAGE))

    assert "Từ ngày 01/11/2026 đến hết ngày 23/11/2026" in said
    assert "1 hồ sơ đã tiếp nhận" in said


def test_other_days_are_asked_for_in_the_address(at_counter):
    make_dossier()

    said = main_of(at_counter.get(f"{PAGE}{OCTOBER}"))

    assert "Không có hồ sơ nào nhận trong những ngày này." in said


def test_its_links_carry_what_was_asked_for(at_counter):
    make_dossier()
    query = "?tu=23/11/2026&den=23/11/2026&kenh=in_person"

    html = at_counter.get(f"{PAGE}{query}").content.decode()

    carried = "tu=23%2F11%2F2026&amp;den=23%2F11%2F2026&amp;kenh=in_person"
    assert f'href="{PAPER}?{carried}"' in html
    assert f'href="{WORKBOOK}?{carried}"' in html


@pytest.mark.parametrize("address", [PAGE, PAPER, WORKBOOK])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?tu=31/10/2026&den=01/10/2026", "Đến hết ngày phải từ ngày bắt đầu"),
        ("?tu=mai&den=01/10/2026", "Từ ngày phải theo ngày/tháng/năm"),
        ("?tu=01/10/2026", "Hãy nhập đến hết ngày"),
        (f"{OCTOBER}&kenh=%00", "Hãy chọn lại kênh nộp"),
        (f"{OCTOBER}&linh_vuc=khong-co", "Hãy chọn lại lĩnh vực"),
    ],
)
def test_what_cannot_be_read_is_said(at_counter, address, query, said):
    answer = at_counter.get(f"{address}{query}")

    assert answer.status_code == 422
    assert said in main_of(answer)


@pytest.mark.parametrize("address", [PAGE, PAPER, WORKBOOK])
def test_too_many_are_asked_for_by_parts(at_counter, address, monkeypatch, taken_out):
    monkeypatch.setattr("dossiers.views.register_book.MOST", 0)
    make_dossier()

    answer = at_counter.get(address)

    assert answer.status_code == 422
    assert "Những ngày này có 1 hồ sơ" in main_of(answer)
    assert taken_out() == []


def test_the_paper_is_a_pdf_and_its_taking_is_recorded(at_counter, taken_out):
    code = make_dossier().code

    answer = at_counter.get(PAPER)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert code.rpartition("-")[2] in text_of(answer.content)
    assert taken_out() == [
        {
            "first": "2026-11-01",
            "last": "2026-11-23",
            "narrowed": "",
            "kind": "pdf",
            "count": 1,
        }
    ]


def test_the_workbook_is_a_file_and_its_taking_is_recorded(at_counter, taken_out):
    code = make_dossier().code

    answer = at_counter.get(WORKBOOK)

    disposition = 'attachment; filename="so-theo-doi-20261101-20261123.xlsx"'
    assert answer.headers["Content-Disposition"] == disposition
    book = load_workbook(BytesIO(answer.content))
    assert book.active["B2"].value == code
    assert [words["kind"] for words in taken_out()] == ["xlsx"]


def test_administrators_do_not_read_it(client_of, administrator):
    browser = client_of(administrator)

    answers = [browser.get(address) for address in (PAGE, PAPER, WORKBOOK)]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
