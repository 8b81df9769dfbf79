"""The poster of a board: its procedures on A4, with a QR to the same list.

Anyone may ask for one, so the same poster is drawn once in each process: it changes
with the catalogue, and with the day that stands in its head.
"""

from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from django.template.loader import render_to_string

from procedures.noticeboard.boards import Board
from wardportal.letterhead import desk_letterhead
from wardportal.long_tables import Column, Layout, with_table
from wardportal.office.models import Office
from wardportal.pdf import render_pdf
from wardportal.qrcodes import qr_svg

TEMPLATE = "procedures/pdf/poster.html"
LAYOUT = Layout(page_width=210, page_height=297, left=15, size=10.5)
HEAD_HEIGHT = 106
"""Millimetres of the first page; the style sheet holds the head to them."""

COLUMNS = (
    Column("STT", 10, centred=True),
    Column("Mã thủ tục", 22, centred=True),
    Column("Tên thủ tục", 53),
    Column("Thời hạn giải quyết", 37),
    Column("Phí, lệ phí", 36),
    Column("Cách nộp", 22),
)
KEPT = 128
"""Posters that a process keeps, 0.1 MB each: more than there are boards."""


def poster_pdf(board: Board, *, office: Office, site: str, day: date) -> bytes:
    """Draw the poster of a board as it stands on a day.

    ``site`` is the portal's own address, ``https://…`` without a path.
    Raises PdfError.
    """
    rows = board.rows_on(day)
    context = {
        "letterhead": desk_letterhead(office, day=day),
        "office": office,
        "board": board,
        "count": len(rows),
        "code": qr_svg(f"{site}{board.list_url}"),
        "site": urlsplit(site).netloc,
    }
    return _drawn(render_to_string(TEMPLATE, context), rows)


@lru_cache(maxsize=KEPT)
def _drawn(head: str, rows: tuple[tuple[str, ...], ...]) -> bytes:
    return with_table(
        render_pdf(head), columns=COLUMNS, rows=rows, below=HEAD_HEIGHT, layout=LAYOUT
    )
