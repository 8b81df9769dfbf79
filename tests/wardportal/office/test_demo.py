"""Demo wards: set up once, never over another ward."""

import pytest

from tests.factories import OfficeFactory
from wardportal.office.current import agency_code_on
from wardportal.office.demo import DemoWardRefusedError, set_up_demo_ward
from wardportal.office.models import AgencyCode, Office
from wardportal.office.setup import EARLIEST

pytestmark = pytest.mark.django_db


@pytest.mark.embedded
def test_an_empty_database_becomes_the_demo_ward():
    office = set_up_demo_ward("tay-tuu")

    assert (office.short_name, office.demo_ward) == ("phường Tây Tựu", "tay-tuu")
    assert agency_code_on(EARLIEST) == "H26.99.02"
    assert office.opening_hours.count() == 10


def test_setting_the_same_ward_up_again_keeps_what_was_edited():
    set_up_demo_ward("thanh-liet")
    Office.objects.update(phone="024 0000 9999")

    assert set_up_demo_ward("thanh-liet").phone == "024 0000 9999"
    assert AgencyCode.objects.count() == 1


def test_a_real_ward_is_never_turned_into_a_demo():
    office = OfficeFactory()

    with pytest.raises(DemoWardRefusedError) as refusal:
        set_up_demo_ward("thanh-liet")

    assert str(refusal.value) == (
        "Cơ sở dữ liệu này đang dùng cho phường Hoa Sen. "
        "Hãy nạp phường mẫu vào một cơ sở dữ liệu trống."
    )
    office.refresh_from_db()
    assert (office.short_name, office.demo_ward) == ("phường Hoa Sen", "")


def test_one_demo_ward_does_not_replace_the_other():
    set_up_demo_ward("tay-tuu")

    with pytest.raises(DemoWardRefusedError, match="đang dùng cho phường Tây Tựu"):
        set_up_demo_ward("thanh-liet")


def test_an_unknown_demo_ward_names_the_known_ones():
    with pytest.raises(
        DemoWardRefusedError, match="chọn một trong: thanh-liet, tay-tuu"
    ):
        set_up_demo_ward("hoa-sen")

    assert not Office.objects.exists()
