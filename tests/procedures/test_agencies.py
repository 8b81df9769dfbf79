import json
from pathlib import Path

import pytest

from procedures import agencies
from procedures.agencies import agencies_in

SHIPPED = Path(agencies.__file__).parent / "data" / "catalogue.json"


@pytest.mark.parametrize(
    "spelling",
    [
        "Ủy ban nhân dân cấp xã",
        "Uỷ ban Nhân dân cấp xã, phường, thị trấn",
        "UBND xã/phường/đặc khu",
        "ubnd  phường Hoa Sen",
        "Ủy ban nhân dân xã, phường.",
        "UBND cấp xã (phường Hoa Sen)",
        "U\u0309y ban nha\u0302n da\u0302n c\u00e2\u0301p xa\u0303",
        "Cơ quan UBND các xã, phường, thị trấn nơi cư trú",
    ],
)
def test_the_wards_own_office_has_one_spelling(spelling):
    assert agencies_in(spelling) == ["UBND cấp xã"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "Sở Xây dựng, Uỷ ban Nhân dân cấp xã, phường, thị trấn",
            ["Sở Xây dựng", "UBND cấp xã"],
        ),
        (
            "Sở Tư Pháp Thành phố Ví Dụ\nCT UBND cấp tỉnh",
            ["Sở Tư pháp", "Chủ tịch UBND cấp tỉnh"],
        ),
        ("UBND cấp xã | Ủy ban nhân dân cấp xã", ["UBND cấp xã"]),
        ("BỘ TƯ PHÁP; Công an cấp Xã", ["Bộ Tư pháp", "Công an cấp xã"]),
        ("Không có thông tin", []),
        ("", []),
    ],
)
def test_each_agency_of_a_cell_is_named_once(cell, names):
    assert agencies_in(cell) == names


@pytest.mark.parametrize(
    "name",
    [
        "Cơ quan, tổ chức đang quản lý sổ gốc",
        "Cơ quan chuyên môn thuộc UBND cấp xã",
        "Công an huyện",
        "UBND",
    ],
)
def test_what_the_table_does_not_know_stays_as_it_is_written(name):
    assert agencies_in(name) == [name]


def test_the_shipped_catalogue_is_spelled_so_already():
    procedures = json.loads(SHIPPED.read_text())["procedures"]
    spellings = {procedure.get("authority", "") for procedure in procedures}

    assert {text: "; ".join(agencies_in(text)) for text in spellings} == {
        text: text for text in spellings
    }
