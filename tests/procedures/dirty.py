"""Exports as dirty as offices bring them, made anew for each test: nothing is real.

One file of 525 rows carries every shape at once; the others carry one each.
"""

import unicodedata
from itertools import cycle, islice

from openpyxl import Workbook

ROWS = 525
NBSP, TAB, ZERO_WIDTH = "\u00a0", "\t", "\u200b"
TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
HEADINGS = (
    *("STT", "MÃ  SỐ\nTTHC", "Tên thủ tục hành chính", "Cơ quan thực hiện"),
    *("Lĩnh vực", "Thời hạn", "Đơn vị"),
)
COUNCIL = ("Ủy ban nhân dân", "Uỷ ban Nhân dân", "UBND", "ủy ban nhân dân")
WARD = (
    *("cấp xã", "xã", "cấp xã, phường", "xã, phường, thị trấn", "xã/phường"),
    *("cấp xã (phường Hoa Sen)", "phường Hoa Sen", "xã, phường, đặc khu."),
    *("cấp  xã", "các xã, phường", "phường", "xã - phường", "cấp xã nơi cư trú"),
    *("xã hoặc phường",),
)
HEADS = ("", "Chủ tịch ")
OFFICES = {"": "UBND cấp xã", "Chủ tịch ": "Chủ tịch UBND cấp xã"}


def agency_spellings():
    """Return 112 spellings, each with the name that is kept."""
    return {
        f"{head}{council} {ward}": OFFICES[head]
        for head in HEADS
        for council in COUNCIL
        for ward in WARD
    }


def code_of(number):
    """Return a fictitious code; each tenth is internal."""
    kind = {0: "5", 5: "6"}.get(number % 10, "9")
    return f"{kind}.{number:06d}"


def name_of(number):
    return f"Thủ tục ví dụ số {number} về hộ tịch"


def dirty_row(number, agency):
    """Return one row of the large export, in one of its shapes."""
    code, name = code_of(number), name_of(number)
    shapes = (
        (code, name),
        (f"{TAB}{code}{NBSP}", f"{name}{TAB}"),
        (f"{code}{name}", None),
        (None, f"{code} - {name}"),
        (f"{code}.000.00.00.H26", name.replace(" ", f" {NBSP}")),
        (code, unicodedata.normalize("NFD", name)),
        (f"{code[:2]} {code[2:]}", name.replace(" về", "\nvề")),
        (float(code) if number % 7 == 0 else code, f"{ZERO_WIDTH}{name} "),
        (code, f"{code}{name}"),
    )
    left, right = shapes[number % len(shapes)]
    return (number, left, right, agency, None, "3", "ngày làm việc")


def large_export(path):
    """Write 525 rows below a merged title, parted by merged rows naming the sector."""
    book = Workbook()
    sheet = book.active
    sheet.append([TITLE])
    sheet.append([])
    sheet.append(["DANH SÁCH THỦ TỤC HÀNH CHÍNH"])
    sheet.append(HEADINGS)
    agencies = islice(cycle(agency_spellings()), ROWS)
    for number, agency in enumerate(agencies, start=1):
        if number in {1, 200, 400}:
            section = {1: "I. LĨNH VỰC HỘ TỊCH", 200: "II. Lĩnh vực: Chứng thực"}
            sheet.append([section.get(number, "III. LĨNH VỰC ĐẤT ĐAI")])
            merge(sheet, sheet.max_row)
        if number == 300:
            sheet.append(HEADINGS)
        sheet.append(dirty_row(number, agency))
    sheet.append([None, "Tổng số: 525 thủ tục"])
    for row in (1, 3):
        merge(sheet, row)
    book.save(path)
    return path


def merge(sheet, row):
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=7)
