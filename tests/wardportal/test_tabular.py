import pytest

from wardportal.tabular import (
    Columns,
    SourceError,
    SourceRow,
    read_file,
    table_readers,
)

COLUMNS = Columns.known_by(
    {"name": ("ten",), "age": ("tuoi", "so tuoi")}, needed={"name"}, absent="Thiếu cột."
)


@pytest.fixture
def read(tmp_path):
    """Return ``read(text)``: the rows of a CSV file with this text."""

    def rows(text):
        file = tmp_path / "bang.csv"
        file.write_text(text, encoding="utf-8")
        return read_file(file, table_readers(COLUMNS))

    return rows


@pytest.mark.parametrize("heading", ["Tên,Số tuổi", "TÊN, tuoi ", "ten\u200b,age"])
def test_headings_are_known_by_their_letters(read, heading):
    assert read(f"{heading}\nAn,7") == [SourceRow(2, {"name": "An", "age": "7"})]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_cells_are_parted_as_the_heading_row_is(read, delimiter):
    text = f"Tên{delimiter}Tuổi\n'An'{delimiter}7"

    assert read(text) == [SourceRow(2, {"name": "'An'", "age": "7"})]


def test_rows_keep_the_number_under_which_a_person_finds_them(read):
    text = "Bảng một\n\nTên,Cột khác,Tuổi\nAn,x,7\n ,,\nBình\n"

    assert read(text) == [
        SourceRow(4, {"name": "An", "age": "7"}),
        SourceRow(6, {"name": "Bình"}),
    ]


def test_headings_far_below_the_title_are_not_sought(read):
    with pytest.raises(SourceError, match=r"^Thiếu cột\.$"):
        read("\n" * 20 + "Tên,Tuổi\nAn,7")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bang.csv", b"T\xeann,\xff"),
        ("bang.csv", 'Tên,Tuổi\n"An,7'.encode()),
        ("bang.xlsx", b"not a spreadsheet"),
        ("bang.xlsx", b"PK\x05\x06" + b"\0" * 18),
    ],
)
def test_any_damage_is_answered_with_what_to_do(tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)

    with pytest.raises(SourceError) as refused:
        read_file(file, table_readers(COLUMNS))

    assert str(refused.value) == (
        f"Không đọc được tệp {name}. Hãy mở tệp, lưu lại rồi nhập lần nữa."
    )
