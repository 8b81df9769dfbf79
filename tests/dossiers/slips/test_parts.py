"""What all slips share: no ID number, large letters where they matter."""

from io import BytesIO

import pytest
import segno
from pypdf import PdfReader

from dossiers.slips.apology import apology_letter
from dossiers.slips.control import control_slip
from dossiers.slips.kinds import FORMS, forms_of
from dossiers.slips.receipt import receipt_slip
from dossiers.slips.refusal import refusal_slip
from dossiers.slips.stopping import stop_notice
from dossiers.slips.supplement import supplement_slip
from tests.dossiers.desk import ID_NUMBER
from tests.dossiers.slips.lives import (
    apologise,
    ask_for_papers,
    stop,
)
from tests.dossiers.slips.printing import ADDRESS, printed, words_of
from tests.papers import code_in, fonts_in, modules

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LARGE = 14
"""Points; what an old person reads at arm's length."""


@pytest.fixture
def whole_life(dossier, clerk, officer, leader):
    """Return the dossier with everything that forms can tell of but a refusal."""
    ask_for_papers(dossier, clerk)
    apologise(dossier, officer, leader)
    stop(dossier, leader)
    return dossier


each_form = pytest.mark.parametrize(
    ("make", "title", "promise"),
    [
        (receipt_slip, "Mẫu số 01", "17:30 thứ Sáu, 27/11/2026"),
        (supplement_slip, "Mẫu số 02", "Thứ Tư, 23/12/2026"),
        (apology_letter, "Mẫu số 04", "17:30 thứ Hai, 30/11/2026"),
        (stop_notice, "Mẫu số 05", ""),
        (control_slip, "Mẫu số 06", "17:30 thứ Sáu, 27/11/2026"),
    ],
)


@each_form
def test_the_circular_is_named_only_where_the_office_says_so(
    whole_life, office, make, title, promise
):
    named = f"{title}, ban hành kèm theo Thông tư 03/2025/TT-VPCP"
    assert "03/2025" not in words_of(make, whole_life, office)

    office.names_circular_on_forms = True

    assert named in words_of(make, whole_life, office)


@each_form
def test_no_form_shows_a_whole_id_number(whole_life, office, make, title, promise):
    assert ID_NUMBER not in words_of(make, whole_life, office)


@each_form
def test_due_time_counter_and_telephone_are_large(
    whole_life, office, make, title, promise
):
    large = large_words(printed(make, whole_life, office))

    assert promise in large
    assert "Quầy 2, ĐT 024 0000 0000" in large
    assert whole_life.code in large


@each_form
def test_each_face_is_one_font_so_that_marks_stand_right(
    whole_life, office, make, title, promise
):
    assert len(set(fonts_in(printed(make, whole_life, office)))) == len(
        fonts_in(printed(make, whole_life, office))
    )


@each_form
def test_the_printed_code_is_that_of_the_tracking_page(
    whole_life, office, make, title, promise
):
    """Look at the picture, module by module, as a scanner does."""
    meant = segno.make(ADDRESS, error="m", micro=False).matrix

    seen = modules(code_in(printed(make, whole_life, office)), len(meant))

    assert seen == [[bool(module) for module in line] for line in meant]


def test_a_refusal_shows_no_id_number_and_names_the_circular_if_asked(refused, office):
    office.names_circular_on_forms = True

    words = words_of(refusal_slip, refused, office)

    assert "Mẫu số 03, ban hành kèm theo Thông tư 03/2025/TT-VPCP" in words
    assert ID_NUMBER not in words


def test_a_dossier_has_the_forms_of_what_happened_to_it(whole_life, office):
    labels = {
        1: "Giấy hẹn",
        2: "Phiếu yêu cầu bổ sung",
        4: "Văn bản xin lỗi",
        5: "Thông báo dừng giải quyết",
        6: "Phiếu kiểm soát",
    }
    assert forms_of(whole_life) == labels
    for number, form in FORMS.items():
        slip = form.make(whole_life, office=office, address=ADDRESS)
        assert (slip is not None) is (number in labels)


def test_a_dossier_just_received_has_its_receipt_and_its_sheet(dossier):
    assert forms_of(dossier) == {1: "Giấy hẹn", 6: "Phiếu kiểm soát"}


def test_a_refusal_at_intake_has_its_slip_alone(refused):
    assert forms_of(refused) == {3: "Phiếu từ chối tiếp nhận"}


def large_words(pdf):
    """Return what is printed in letters of 14 points and more."""
    found = []

    def visit(text, _matrix, text_matrix, _font, size):
        if text.strip() and size * abs(text_matrix[3]) >= LARGE:
            found.append(text)

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return " ".join(" ".join(found).split())
