"""A font of our documents, measured and embedded without a typesetter.

For tables of thousands of rows, see ``long_tables``. The faces hold a glyph for every
composed Vietnamese letter, so text in NFC needs no shaping.
"""

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, Object, Pdf

NO_GLYPH = 0
SCALE = 1000
"""Units of a PDF font to its size."""

TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{ranges}
endcmap CMapName currentdict /CMap defineresource pop end end"""
MOST_IN_A_RANGE = 100


@dataclass(frozen=True)
class PrintFont:
    """One face: its file, and of each character the glyph and its width."""

    name: str
    file: bytes
    glyphs: dict[str, int]
    widths: dict[str, float]
    """In thousandths of the size."""

    ascent: float
    descent: float

    def width(self, text: str, size: float) -> float:
        """Return how wide a text is, in points."""
        return sum(self.widths.get(c, 0.0) for c in text) * size / SCALE

    def encoded(self, text: str) -> str:
        """Return a text as the hexadecimal string that a page's content holds."""
        return "".join(f"{self.glyphs.get(c, NO_GLYPH):04X}" for c in text)

    def wrapped(self, text: str, *, size: float, width: float) -> list[str]:
        """Break a text into lines no wider than ``width`` points.

        A line break in the text stays one; a word that is too long is cut.
        """
        lines = [
            line
            for paragraph in unicodedata.normalize("NFC", text).splitlines()
            for line in self._filled(paragraph, size, width)
        ]
        return lines or [""]

    def _filled(self, text: str, size: float, width: float) -> Iterator[str]:
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if self.width(longer, size) <= width:
                line = longer
                continue
            if line:
                yield line
            *full, line = self._cut(word, size, width)
            yield from full
        yield line

    def _cut(self, word: str, size: float, width: float) -> list[str]:
        """Cut a word that is too long, after a hyphen or a dot where there is one."""
        pieces = [""]
        for part in _joints(word):
            if self.width(pieces[-1] + part, size) <= width:
                pieces[-1] += part
                continue
            pieces += self._letters(part, size, width)
        return [piece for piece in pieces if piece] or [""]

    def _letters(self, part: str, size: float, width: float) -> list[str]:
        pieces = [""]
        for letter in part:
            if pieces[-1] and self.width(pieces[-1] + letter, size) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces

    def embedded(self, pdf: Pdf) -> Object:
        """Write the face into a document; text in it can be searched and copied."""
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name(f"/{self.name}"),
            CIDSystemInfo=Dictionary(
                Registry="Adobe", Ordering="Identity", Supplement=0
            ),
            FontDescriptor=pdf.make_indirect(self._descriptor(pdf)),
            CIDToGIDMap=Name.Identity,
            W=self._width_array(),
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{self.name}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(self._to_unicode().encode()),
        )
        return pdf.make_indirect(font)

    def _descriptor(self, pdf: Pdf) -> Dictionary:
        return Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{self.name}"),
            Flags=4,
            FontBBox=Array(
                [-SCALE, round(self.descent), 2 * SCALE, round(self.ascent)]
            ),
            ItalicAngle=0,
            Ascent=round(self.ascent),
            Descent=round(self.descent),
            CapHeight=round(self.ascent),
            StemV=80,
            FontFile2=pdf.make_stream(self.file),
        )

    def _width_array(self) -> Array:
        by_glyph = {self.glyphs[c]: round(w) for c, w in self.widths.items()}
        pairs = [(glyph, Array([width])) for glyph, width in sorted(by_glyph.items())]
        return Array([item for pair in pairs for item in pair])

    def _to_unicode(self) -> str:
        # Hyphen and soft hyphen are one glyph: the lower code is the one meant.
        meant = {self.glyphs[c]: c for c in sorted(self.glyphs, reverse=True)}
        lines = [
            f"<{glyph:04X}> <{character.encode('utf-16-be').hex()}>"
            for glyph, character in sorted(meant.items())
        ]
        blocks = [
            lines[start : start + MOST_IN_A_RANGE]
            for start in range(0, len(lines), MOST_IN_A_RANGE)
        ]
        ranges = "\n".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
            for block in blocks
        )
        return TO_UNICODE.format(ranges=ranges)


@functools.cache
def print_font(face: str) -> PrintFont:
    """Read a face of static/fonts/pdf (``regular``, ``bold`` …) once."""
    path = Path(settings.BASE_DIR) / f"static/fonts/pdf/tinos-{face}.ttf"
    with TTFont(path) as font:
        scale = SCALE / font["head"].unitsPerEm
        advances = font["hmtx"]
        named = {chr(code): name for code, name in font.getBestCmap().items()}
        return PrintFont(
            name=f"Tinos-{face.capitalize()}",
            file=path.read_bytes(),
            glyphs={c: font.getGlyphID(name) for c, name in named.items()},
            widths={c: advances[name][0] * scale for c, name in named.items()},
            ascent=font["hhea"].ascent * scale,
            descent=font["hhea"].descent * scale,
        )


def _joints(word: str) -> list[str]:
    """Split after hyphens and dots: ``H26.70-`` ``0001``."""
    return [f"{part}-" for part in word.split("-")[:-1]] + [word.rsplit("-", 1)[-1]]
