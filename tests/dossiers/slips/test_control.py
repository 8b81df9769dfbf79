"""Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu 06), read back."""

import pytest

from dossiers.enums import Outcome
from dossiers.models import Dossier
from dossiers.processing import close, hand_over, take
from dossiers.slips.control import control_slip
from tests.dossiers.moves import act
from tests.dossiers.slips.printing import ADDRESS, printed, words_of
from tests.factories import ApplicantFactory
from tests.papers import A5, page_sizes
from tests.people import make_officer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def colleague(db):
    return make_officer(username="dong.nghiep", full_name="Vũ Thị Đồng")


def test_it_tells_every_passing_on_and_how_the_dossier_stood(
    dossier, office, officer, colleague
):
    take(dossier_id=dossier.id, by=act(officer, 10))
    by = act(officer, 20, reason="Nghỉ phép")
    hand_over(dossier_id=dossier.id, receiver=colleague, by=by)
    days_later = act(colleague, 7 * 24 * 60)
    close(dossier_id=dossier.id, outcome=Outcome.GRANTED, office=office, by=days_later)
    dossier = Dossier.objects.with_page_parts().get(pk=dossier.pk)

    words = words_of(control_slip, dossier, office)

    for part in (
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        "Hẹn trả kết quả trước 17:30 thứ Sáu, 27/11/2026",
        f"Mã hồ sơ {dossier.code}",
        "Hồ sơ của: Nguyễn Thị Ví Dụ",
        "Giao, nhận Thời gian giao, nhận Kết quả Ghi chú",
    ):
        assert part in words
    assert lines(control_slip(dossier, office=office, address=ADDRESS)) == [
        ("Nguyễn Thị Ví Dụ", "Lê Thị Tiếp", "", "Tiếp nhận hồ sơ"),
        ("Lê Thị Tiếp", "Trần Văn Thụ", "Trong hạn", ""),
        ("Trần Văn Thụ", "Vũ Thị Đồng", "Trong hạn", "Nghỉ phép"),
        ("Vũ Thị Đồng", "Lê Thị Tiếp", "Quá hạn", ""),
    ]
    assert page_sizes(printed(control_slip, dossier, office)) == [A5]


def test_who_handed_in_for_another_gave_it(dossier, office):
    dossier.representative = ApplicantFactory(full_name="Trần Được Ví Dụ")

    first = lines(control_slip(dossier, office=office, address=ADDRESS))[0]

    assert first == ("Trần Được Ví Dụ", "Lê Thị Tiếp", "", "Tiếp nhận hồ sơ")


def test_what_was_never_accepted_has_none(dossier, office):
    dossier.accepted_at = None

    assert control_slip(dossier, office=office, address=ADDRESS) is None


def lines(slip):
    return [
        (line.giver, line.receiver, line.result, line.note)
        for line in slip.parts["lines"]
    ]
