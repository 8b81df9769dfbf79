"""Tables of any length on paper, drawn row by row.

The typesetter takes 26 ms and 0.4 MB for each row of fourteen columns: a month of a
ward would take a minute and a gigabyte. Here a row takes a fifth of a millisecond;
what is set by it is the head of the first page only. The head of the table comes again
on each page, a row is never cut.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Dictionary, Pdf, Stream

from wardportal.print_font import PrintFont, print_font

MILLIMETRE = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 297 * MILLIMETRE, 210 * MILLIMETRE
LEFT, BOTTOM, TOP = 20 * MILLIMETRE, 15 * MILLIMETRE, 20 * MILLIMETRE
SIZE, LINE = 9.0, 10.5
PADDING = 2.5
RULE = 0.5
NUMBER_SIZE = 13
FACES = {"/Body": "regular", "/Head": "bold"}

Row = Sequence[str]


@dataclass(frozen=True)
class Column:
    """A column's title, its width in millimetres and how its text stands."""

    title: str
    width: float
    centred: bool = False


def with_table(
    first_page: bytes,
    *,
    columns: Sequence[Column],
    rows: Iterable[Row],
    below: float,
) -> bytes:
    """Draw a table under the head of a document of one page, A4 on its side.

    ``below`` says how many millimetres of the first page the head takes. Rows may come
    from the database as they are drawn: only pages are kept.
    """
    with Pdf.open(BytesIO(first_page)) as pdf:
        faces = {name: print_font(face).embedded(pdf) for name, face in FACES.items()}
        fonts = Dictionary(faces)
        for number, content in enumerate(_pages(columns, rows, below), start=1):
            stream = pdf.make_stream(content.encode("ascii"))
            if number == 1:
                _draw_over(pdf, stream, fonts)
            else:
                _add_page(pdf, stream, fonts)
        file = BytesIO()
        pdf.save(file, compress_streams=True)
    return file.getvalue()


def _draw_over(pdf: Pdf, stream: Stream, fonts: Dictionary) -> None:
    """Add to the page that is there; what it changed about coordinates is undone."""
    page = pdf.pages[0]
    page.contents_add(pdf.make_stream(b"q"), prepend=True)
    page.contents_add(pdf.make_stream(b"Q"))
    page.contents_add(stream)
    known = page.Resources.get("/Font", Dictionary())
    page.Resources.Font = Dictionary({**dict(known.items()), **dict(fonts.items())})


def _add_page(pdf: Pdf, stream: Stream, fonts: Dictionary) -> None:
    page = pdf.add_blank_page(page_size=(PAGE_WIDTH, PAGE_HEIGHT))
    page.Resources = Dictionary(Font=fonts)
    page.Contents = stream


def _pages(
    columns: Sequence[Column], rows: Iterable[Row], below: float
) -> Iterator[str]:
    """Fill page after page; a table without rows still has its head."""
    sheet = _Sheet(columns, top=PAGE_HEIGHT - below * MILLIMETRE, number=1)
    for row in rows:
        cells = sheet.wrapped(row)
        if not sheet.has_room_for(cells):
            yield sheet.content()
            sheet = _Sheet(columns, top=PAGE_HEIGHT - TOP, number=sheet.number + 1)
        sheet.draw(cells)
    yield sheet.content()


class _Sheet:
    """One page as it is filled from the top."""

    def __init__(self, columns: Sequence[Column], *, top: float, number: int) -> None:
        self.columns = columns
        self.number = number
        self.widths = [column.width * MILLIMETRE for column in columns]
        self.drawn: list[str] = [f"{RULE} w"]
        self.text: list[str] = []
        self.level = top
        bold = print_font("bold")
        titles = self.wrapped([column.title for column in columns], bold)
        self._rule()
        self._row(titles, bold, "/Head", [True] * len(columns))
        if number > 1:
            self._page_number()

    def wrapped(self, row: Row, font: PrintFont | None = None) -> list[list[str]]:
        """Break the text of each cell into lines."""
        face = font or print_font("regular")
        return [
            face.wrapped(text, size=SIZE, width=width - 2 * PADDING)
            for text, width in zip(row, self.widths, strict=True)
        ]

    def has_room_for(self, cells: list[list[str]]) -> bool:
        return self.level - _height(cells) >= BOTTOM

    def draw(self, cells: list[list[str]]) -> None:
        """Draw one row below what is there."""
        centred = [column.centred for column in self.columns]
        self._row(cells, print_font("regular"), "/Body", centred)

    def content(self) -> str:
        """Return what the page's content stream holds."""
        return "\n".join([*self.drawn, "S", "BT", *self.text, "ET"])

    def _row(
        self,
        cells: list[list[str]],
        font: PrintFont,
        name: str,
        centred: Sequence[bool],
    ) -> None:
        height = _height(cells)
        self.text.append(f"{name} {SIZE} Tf")
        left = LEFT
        for lines, width, middle in zip(cells, self.widths, centred, strict=True):
            first = self.level - (height - len(lines) * LINE) / 2 - SIZE * 0.9
            for number, line in enumerate(lines):
                spare = width - font.width(line, SIZE)
                indent = spare / 2 if middle else PADDING
                self._write(font, line, left + indent, first - number * LINE)
            left += width
        self._uprights(height)
        self.level -= height
        self._rule()

    def _write(self, font: PrintFont, line: str, x: float, y: float) -> None:
        if line:
            self.text.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm <{font.encoded(line)}> Tj")

    def _rule(self) -> None:
        right = LEFT + sum(self.widths)
        self.drawn.append(
            f"{LEFT:.2f} {self.level:.2f} m {right:.2f} {self.level:.2f} l"
        )

    def _uprights(self, height: float) -> None:
        x = LEFT
        for width in (0.0, *self.widths):
            x += width
            self.drawn.append(
                f"{x:.2f} {self.level:.2f} m {x:.2f} {self.level - height:.2f} l"
            )

    def _page_number(self) -> None:
        font, words = print_font("regular"), str(self.number)
        x = (PAGE_WIDTH - font.width(words, NUMBER_SIZE)) / 2
        self.text.append(f"/Body {NUMBER_SIZE} Tf")
        self._write(font, words, x, PAGE_HEIGHT - TOP / 2)


def _height(cells: list[list[str]]) -> float:
    return max(map(len, cells)) * LINE + 2 * PADDING
