"""Catalogue files made for tests, of the shapes that offices bring."""

import io
import json
import unicodedata

from openpyxl import Workbook

TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nDANH SÁCH THỦ TỤC HÀNH CHÍNH"
HEADINGS = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")


def portal_export(path, *rows):
    """Write an export as the national portal makes it: title, headings, loose text."""
    book = Workbook()
    sheet = book.active
    sheet.append([TITLE])
    sheet.merge_cells("A1:E1")
    for row in (HEADINGS, *rows):
        sheet.append([unicodedata.normalize("NFD", cell) for cell in row])
    content = io.BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())
    return path


def json_file(path, *procedures):
    path.write_text(json.dumps({"procedures": procedures}, ensure_ascii=False))
    return path
