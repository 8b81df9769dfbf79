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
BOTTOM, TOP = 15 * MILLIMETRE, 20 * MILLIMETRE
LEADING = 7 / 6
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


@dataclass(frozen=True)
class Layout:
    """The paper and its left margin in millimetres, the letters in points."""

    page_width: float
    page_height: float
    left: float
    size: float

    @property
    def line(self) -> float:
        """From one line of a cell to the next, in points."""
        return self.size * LEADING

    def height_of(self, cells: list[list[str]]) -> float:
        """Return how high a row is, in points."""
        return max(map(len, cells)) * self.line + 2 * PADDING


A4_WIDE = Layout(page_width=297, page_height=210, left=20, size=9.0)


def with_table(
    first_page: bytes,
    *,
    columns: Sequence[Column],
    rows: Iterable[Row],
    below: float,
    layout: Layout = A4_WIDE,
) -> bytes:
    """Draw a table under the head of a document of one page of that layout.

    ``below`` says how many millimetres of the first page the head takes. Rows may come
    from the database as they are drawn: only pages are kept.
    """
    with Pdf.open(BytesIO(first_page)) as pdf:
        faces = {name: print_font(face).embedded(pdf) for name, face in FACES.items()}
        fonts = Dictionary(faces)
        pages = _pages(columns, rows, below, layout)
        for number, content in enumerate(pages, start=1):
            stream = pdf.make_stream(content.encode("ascii"))
            if number == 1:
                _draw_over(pdf, stream, fonts)
            else:
                _add_page(pdf, stream, fonts, layout)
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


def _add_page(pdf: Pdf, stream: Stream, fonts: Dictionary, layout: Layout) -> None:
    width, height = layout.page_width * MILLIMETRE, layout.page_height * MILLIMETRE
    page = pdf.add_blank_page(page_size=(width, height))
    page.Resources = Dictionary(Font=fonts)
    page.Contents = stream


def _pages(
    columns: Sequence[Column], rows: Iterable[Row], below: float, layout: Layout
) -> Iterator[str]:
    """Fill page after page; a table without rows still has its head."""
    height = layout.page_height * MILLIMETRE
    sheet = _Sheet(columns, layout, top=height - below * MILLIMETRE, number=1)
    for row in rows:
        cells = sheet.wrapped(row)
        if not sheet.has_room_for(cells):
            yield sheet.content()
            number = sheet.number + 1
            sheet = _Sheet(columns, layout, top=height - TOP, number=number)
        sheet.draw(cells)
    yield sheet.content()


class _Sheet:
    """One page as it is filled from the top."""

    def __init__(
        self, columns: Sequence[Column], layout: Layout, *, top: float, number: int
    ) -> None:
        self.columns = columns
        self.layout = layout
        self.left = layout.left * MILLIMETRE
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
            face.wrapped(text, size=self.layout.size, width=width - 2 * PADDING)
            for text, width in zip(row, self.widths, strict=True)
        ]

    def has_room_for(self, cells: list[list[str]]) -> bool:
        return self.level - self.layout.height_of(cells) >= BOTTOM

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
        size, leading = self.layout.size, self.layout.line
        height = self.layout.height_of(cells)
        self.text.append(f"{name} {size} Tf")
        left = self.left
        for lines, width, middle in zip(cells, self.widths, centred, strict=True):
            first = self.level - (height - len(lines) * leading) / 2 - size * 0.9
            for number, line in enumerate(lines):
                spare = width - font.width(line, size)
                indent = spare / 2 if middle else PADDING
                self._write(font, line, left + indent, first - number * leading)
            left += width
        self._uprights(height)
        self.level -= height
        self._rule()

    def _write(self, font: PrintFont, line: str, x: float, y: float) -> None:
        if line:
            self.text.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm <{font.encoded(line)}> Tj")

    def _rule(self) -> None:
        right = self.left + sum(self.widths)
        self.drawn.append(
            f"{self.left:.2f} {self.level:.2f} m {right:.2f} {self.level:.2f} l"
        )

    def _uprights(self, height: float) -> None:
        x = self.left
        for width in (0.0, *self.widths):
            x += width
            self.drawn.append(
                f"{x:.2f} {self.level:.2f} m {x:.2f} {self.level - height:.2f} l"
            )

    def _page_number(self) -> None:
        font, words = print_font("regular"), str(self.number)
        width = self.layout.page_width * MILLIMETRE
        x = (width - font.width(words, NUMBER_SIZE)) / 2
        self.text.append(f"/Body {NUMBER_SIZE} Tf")
        self._write(font, words, x, self.layout.page_height * MILLIMETRE - TOP / 2)
