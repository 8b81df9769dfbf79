"""The two wards whose published figures the demo installations reproduce.

Names are the wards' own; agency codes, addresses and telephone are made up.
"""

from django.db import transaction

from wardportal.office.models import Office
from wardportal.office.setup import (
    OfficeFacts,
    has_ward,
    load_office_defaults,
    set_up_office,
)

DEMO_WARDS = {
    "thanh-liet": OfficeFacts(
        name="Ủy ban nhân dân phường Thanh Liệt",
        short_name="phường Thanh Liệt",
        parent_name="Ủy ban nhân dân thành phố Hà Nội",
        place_name="Thanh Liệt",
        agency_code="H26.99.01",
        desk_name="Bộ phận Tiếp nhận và Trả kết quả",
        address="Trụ sở mẫu, phường Thanh Liệt, Hà Nội",
        phone="024 0000 0001",
        report_recipient="Ủy ban nhân dân thành phố Hà Nội",
        demo_ward="thanh-liet",
    ),
    "tay-tuu": OfficeFacts(
        name="Ủy ban nhân dân phường Tây Tựu",
        short_name="phường Tây Tựu",
        parent_name="Ủy ban nhân dân thành phố Hà Nội",
        place_name="Tây Tựu",
        agency_code="H26.99.02",
        desk_name="Điểm phục vụ hành chính công",
        address="Trụ sở mẫu, phường Tây Tựu, Hà Nội",
        phone="024 0000 0002",
        report_recipient="Ủy ban nhân dân thành phố Hà Nội",
        demo_ward="tay-tuu",
    ),
}


class DemoWardRefusedError(Exception):
    """The demo ward may not be loaded here; the message says what to do."""


@transaction.atomic
def set_up_demo_ward(ward: str) -> Office:
    """Make this installation the demo ward; one that is it already stays as edited.

    Raises DemoWardRefusedError for an unknown ward and where another ward is.
    """
    if ward not in DEMO_WARDS:
        raise DemoWardRefusedError(
            f"Không có phường mẫu “{ward}”. Hãy chọn một trong: {', '.join(DEMO_WARDS)}."
        )
    office = load_office_defaults()
    if office.demo_ward == ward:
        return office
    if has_ward():
        raise DemoWardRefusedError(
            f"Cơ sở dữ liệu này đang dùng cho {office.short_name}. "
            "Hãy nạp phường mẫu vào một cơ sở dữ liệu trống."
        )
    return set_up_office(facts=DEMO_WARDS[ward])
