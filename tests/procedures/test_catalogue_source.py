import pytest

from procedures.catalogue_source import SourceError, SourceRow, read_source
from tests.procedures.sheets import json_file, portal_export


def test_the_portals_export_is_read_as_it_is(tmp_path):
    file = portal_export(
        tmp_path / "xuat.xlsx",
        (
            "9.000001",
            "Cấp lại chứng chỉ ví dụ  ",
            "Bộ Ví Dụ",
            "Sở Ví Dụ \n Ủy ban nhân dân cấp xã",
            "Lĩnh vực ví dụ",
        ),
    )

    assert read_source(file) == [
        SourceRow(
            3,
            {
                "code": "9.000001",
                "name": "Cấp lại chứng chỉ ví dụ",
                "ministry": "Bộ Ví Dụ",
                "authority": "Sở Ví Dụ; Ủy ban nhân dân cấp xã",
                "sector": "Lĩnh vực ví dụ",
            },
        )
    ]


def test_csv_headings_are_known_with_and_without_marks(tmp_path):
    file = tmp_path / "danh-muc.csv"
    file.write_bytes(
        "\ufeffMã thủ tục,Ten thu tuc,LĨNH VỰC,Thời hạn,Đơn vị\n"
        '9.000001,"Tên, có dấu phẩy",Hộ tịch,3,ngày làm việc\n\n'.encode()
    )

    assert read_source(file) == [
        SourceRow(
            2,
            {
                "code": "9.000001",
                "name": "Tên, có dấu phẩy",
                "sector": "Hộ tịch",
                "limit_value": "3",
                "limit_unit": "ngày làm việc",
            },
        )
    ]


def test_json_rows_are_numbered_from_one(tmp_path):
    file = json_file(tmp_path / "a.json", {"name": "Một"}, {"name": "Hai"})

    assert read_source(file) == [
        SourceRow(1, {"name": "Một"}),
        SourceRow(2, {"name": "Hai"}),
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.doc", b"", "Hãy dùng tệp .json, .csv hoặc .xlsx."),
        (
            "a.xlsx",
            b"PK\x03\x04 hong",
            "Không đọc được tệp a.xlsx. Hãy mở tệp, lưu lại rồi nhập lần nữa.",
        ),
        (
            "a.json",
            b"{",
            "Không đọc được tệp a.json. Hãy mở tệp, lưu lại rồi nhập lần nữa.",
        ),
        (
            "a.json",
            b'{"khac": 1}',
            'Tệp JSON cần một danh sách thủ tục, hoặc mục "procedures".',
        ),
        (
            "a.csv",
            "Cột một,Cột hai\n1,2\n".encode(),
            "Không thấy dòng tiêu đề. Tệp cần có cột “Mã số” và cột “Tên”.",
        ),
        (
            "a.csv",
            b"code,name\n\xff",
            "Không đọc được tệp a.csv. Hãy mở tệp, lưu lại rồi nhập lần nữa.",
        ),
        ("a.csv", "Mã số,Tên\n".encode(), "Tệp a.csv không có dòng nào."),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path, name, content, sentence):
    file = tmp_path / name
    file.write_bytes(content)

    with pytest.raises(SourceError) as refused:
        read_source(file)

    assert str(refused.value) == sentence


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"Không tìm thấy tệp mat\.csv\."):
        read_source(tmp_path / "mat.csv")
