"""Reads a ward's register of dossiers (CSV or XLSX), row by row."""

from pathlib import Path
from typing import Any

from dossiers.forms.register import RegisterRowForm
from dossiers.registers import Entry, Fault
from wardportal.tabular import Columns, SourceRow, read_file, table_readers

COLUMNS = Columns.known_by(
    {
        "code": ("ma ho so", "so ho so"),
        "procedure": ("ma tthc", "ma thu tuc", "ma thu tuc hanh chinh"),
        "channel": ("kenh nop", "hinh thuc nop"),
        "applicant": ("nguoi nop", "nguoi nop ho so", "ho va ten", "ho ten"),
        "id_number": ("so cccd", "cccd", "so can cuoc", "so dinh danh"),
        "address": ("dia chi", "noi cu tru"),
        "phone": ("dien thoai", "so dien thoai"),
        "received": ("ngay nhan", "ngay tiep nhan"),
        "due": ("ngay hen tra", "hen tra"),
        "resolved": ("ngay co ket qua",),
        "returned": ("ngay tra", "ngay tra ket qua"),
        "foreign_element": ("yeu to nuoc ngoai", "co yeu to nuoc ngoai"),
        "note": ("ghi chu",),
    },
    needed={"code", "procedure", "channel", "applicant", "received"},
    absent=(
        "Không thấy dòng tiêu đề. Tệp cần có các cột Mã hồ sơ, Mã TTHC, Kênh nộp, "
        "Người nộp, Ngày nhận."
    ),
)


def read_register(path: Path) -> list[Entry | Fault]:
    """Read every row; raises SourceError for the file as a whole."""
    rows = read_file(path, table_readers(COLUMNS))
    return [_entry(row) for row in rows]


def _entry(row: SourceRow) -> Entry | Fault:
    form = RegisterRowForm({name: _plain(cell) for name, cell in row.values.items()})
    return (
        form.entry(row.number) if form.is_valid() else Fault(row.number, form.faults())
    )


def _plain(cell: Any) -> Any:
    """Write a whole number as people do, not as 85.0; leave any other cell."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
