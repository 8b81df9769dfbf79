from datetime import date

import pytest

from tests.factories import OfficeFactory
from wardportal.letterhead import (
    Letterhead,
    desk_letterhead,
    kept_together,
    office_letterhead,
)

GAP = "\N{NO-BREAK SPACE}" * 9
DAY = date(2026, 2, 5)


def test_the_committee_signs_without_a_parent_agency():
    assert office_letterhead(
        OfficeFactory.build(), symbol="BC-UBND", day=DAY
    ) == Letterhead(
        parent_lines=(),
        agency_lines=("Ủy ban nhân dân", "phường Hoa Sen"),
        number=f"Số:{GAP}/BC-UBND",
        place_and_date="Hoa Sen, ngày 05 tháng 02 năm 2026",
    )


def test_the_desk_stands_under_the_committee():
    office = OfficeFactory.build(desk_name="Điểm phục vụ hành chính công số 1")
    assert desk_letterhead(office, symbol="TNHS", day=DAY) == Letterhead(
        parent_lines=("Ủy ban nhân dân", "phường Hoa Sen"),
        agency_lines=(kept_together("Điểm phục vụ hành chính công số 1"),),
        number=f"Số:{GAP}/TNHS",
        place_and_date="Hoa Sen, ngày 05 tháng 02 năm 2026",
    )


def test_a_name_that_does_not_end_with_the_ward_stays_on_one_line():
    office = OfficeFactory.build(name="Văn phòng Ví Dụ", short_name="phường Hoa Sen")
    head = office_letterhead(office, symbol="BC-UBND", day=DAY)
    assert head.agency_lines == ("Văn phòng Ví Dụ",)


def test_the_ward_is_found_whatever_its_capitals():
    office = OfficeFactory.build(name="ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN")
    head = office_letterhead(office, symbol="BC-UBND", day=DAY)
    assert head.agency_lines == ("ỦY BAN NHÂN DÂN", "PHƯỜNG HOA SEN")


def test_a_paper_outside_the_records_has_no_number():
    assert desk_letterhead(OfficeFactory.build(), day=DAY).number == ""


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Bộ phận Một cửa", ["Bộ phận", "Một cửa"]),
        (
            "Điểm phục vụ hành chính công số 1",
            ["Điểm phục vụ", "hành chính công", "số 1"],
        ),
        (
            "Bộ phận Tiếp nhận và Trả kết quả",
            ["Bộ phận", "Tiếp nhận", "và Trả kết quả"],
        ),
        (
            "Trung tâm Phục vụ hành chính công phường Hoa Sen",
            ["Trung tâm Phục vụ", "hành chính công", "phường Hoa Sen"],
        ),
    ],
)
def test_a_desks_name_breaks_only_between_its_parts(name, parts):
    kept = kept_together(name).split(" ")

    assert [part.replace("\N{NO-BREAK SPACE}", " ") for part in kept] == parts
