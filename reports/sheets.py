"""The report as tables for other programs: the XLSX and CSV twins of the document."""

from reports.columns import TITLES, Column
from reports.figures import Counts, Statement
from reports.mapping import closed_otherwise, rule_sentences
from reports.wording import corrections
from wardportal.spreadsheets import Cell, Sheet, write_csv, write_xlsx

SECTOR_SHEET = "Biểu II.06a"
LINE_SHEET = "Theo loại việc"
PROCEDURE_SHEET = "Theo thủ tục"
NOTE_SHEET = "Ghi chú"


def report_sheets(statement: Statement) -> list[Sheet]:
    """Return the tables of a report, figures as numbers and words as text."""
    return [
        _sector_sheet(statement),
        _line_sheet(statement),
        _procedure_sheet(statement),
        _note_sheet(statement),
    ]


def report_xlsx(statement: Statement) -> bytes:
    """Return a workbook with a sheet for each table."""
    return write_xlsx(report_sheets(statement))


def report_csv(statement: Statement) -> bytes:
    """Return all tables one below the other, each under its title."""
    return write_csv(report_sheets(statement))


def _sector_sheet(statement: Statement) -> Sheet:
    return Sheet(
        title=SECTOR_SHEET,
        head=["Lĩnh vực", *(TITLES[column] for column in Column)],
        rows=[[row.sector, *_figures(row.counts)] for row in statement.tallies.rows],
        total=["Tổng số", *_figures(statement.tallies.total)],
    )


def _line_sheet(statement: Statement) -> Sheet:
    return Sheet(
        title=LINE_SHEET,
        head=["Loại việc", "Đơn vị tính", "Tiếp nhận", "Có yếu tố nước ngoài"],
        rows=[
            [line.label, line.unit, line.received, line.foreign_element]
            for line in statement.tallies.lines
            if line.received
        ],
    )


def _procedure_sheet(statement: Statement) -> Sheet:
    return Sheet(
        title=PROCEDURE_SHEET,
        head=[
            "Mã thủ tục",
            "Tên thủ tục",
            "Tiếp nhận",
            "Đã giải quyết",
            "Có yếu tố nước ngoài",
        ],
        rows=[
            [row.code, row.name, row.received, row.resolved, row.foreign_element]
            for row in statement.tallies.by_procedure
        ],
    )


def _note_sheet(statement: Statement) -> Sheet:
    tallies, apart = statement.tallies, statement.tallies.apart
    ends = {end.outcome: end.total for end in tallies.closed_otherwise}
    counted: list[tuple[str, Cell]] = [
        ("Kỳ báo cáo", tallies.period.label),
        ("Trực tuyến", tallies.channels.online),
        ("Trực tiếp", tallies.channels.in_person),
        ("Bưu chính", tallies.channels.postal),
        *(
            (f"Trong cột (7): {rule.label}", ends.get(rule.case, 0))
            for rule in closed_otherwise()
        ),
        ("Không tiếp nhận", apart.not_accepted),
        ("Hủy do nhập nhầm", apart.annulled),
        *corrections(statement),
        ("Điều chỉnh so với báo cáo kỳ trước", statement.adjustment),
        ("Sự kiện cuối chuỗi chứng cứ", statement.evidence.sequence),
        ("Mã của sự kiện cuối", statement.evidence.mac),
    ]
    notes = [("Cách tính", sentence) for sentence in rule_sentences()]
    return Sheet(NOTE_SHEET, head=["Nội dung", "Giá trị"], rows=[*counted, *notes])


def _figures(counts: Counts) -> list[int]:
    return [counts.of(column) for column in Column]
