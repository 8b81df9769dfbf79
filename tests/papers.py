"""Reads printed documents back as a person would: words, pages, fonts, pictures."""

import subprocess
from io import BytesIO

from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

MILLIMETRES_PER_POINT = 25.4 / 72
A4 = (210, 297)
A4_WIDE = (297, 210)
A5 = (148, 210)
DPI = 300
HALF = 127


def text_of(pdf):
    """Return the words in reading order, as pdftotext finds them, single-spaced."""
    return " ".join(poppler("pdftotext", "-layout", "-", "-", pdf=pdf).decode().split())


def page_texts(pdf):
    """Return the words of each page."""
    pages = poppler("pdftotext", "-layout", "-", "-", pdf=pdf).decode().split("\f")
    return [" ".join(page.split()) for page in pages[:-1]]


def page_sizes(pdf):
    """Return width and height of each page in whole millimetres."""
    boxes = [page.mediabox for page in PdfReader(BytesIO(pdf)).pages]
    return [
        (
            round(float(box.width) * MILLIMETRES_PER_POINT),
            round(float(box.height) * MILLIMETRES_PER_POINT),
        )
        for box in boxes
    ]


def fonts_in(pdf):
    """Return the names of all font objects, one for each embedded file, sorted."""
    lines = poppler("pdffonts", "-", pdf=pdf).decode().splitlines()[2:]
    return sorted(
        line.split()[0].partition("+")[2] or line.split()[0] for line in lines
    )


def picture_of(pdf, *, page=1, dpi=100):
    """Return one page as poppler draws it, in greys."""
    options = ["-r", str(dpi), "-f", str(page), "-l", str(page), "-gray", "-png"]
    drawn = Image.open(BytesIO(poppler("pdftoppm", *options, "-", pdf=pdf)))
    return drawn.convert("L")


def difference(picture, reference):
    """Say how much of the reference's ink is not where it should be, from 0 to 2."""
    assert picture.size == reference.size
    apart = ImageChops.difference(picture, reference)
    ink = ImageChops.invert(reference)
    return ImageStat.Stat(apart).sum[0] / ImageStat.Stat(ink).sum[0]


def code_in(pdf, *, left=15):
    """Cut the QR out of the first page: the ink at the left inside the frame.

    ``left`` says how many millimetres from the edge the frame's inside begins.
    """
    picture = ImageChops.invert(picture_of(pdf, dpi=DPI))
    band = picture.crop((dots(left), 0, dots(left + 30), picture.height))
    across = [y for y in range(band.height) if least(band, y) > HALF]
    frame_top = min(across)
    frame_bottom = next(y for y in across if y > frame_top + dots(20))
    inside = band.crop((0, frame_top + dots(1), band.width, frame_bottom - dots(1)))
    return inside.crop(inside.point(lambda ink: 255 * (ink > HALF)).getbbox())


def modules(picture, count):
    """Tell of each module whether its middle is dark."""
    width, height = picture.width / count, picture.height / count
    return [
        [
            picture.getpixel((int((x + 0.5) * width), int((y + 0.5) * height))) > HALF
            for x in range(count)
        ]
        for y in range(count)
    ]


def least(picture, y):
    return picture.crop((0, y, picture.width, y + 1)).getextrema()[0]


def dots(millimetres):
    return round(millimetres / 25.4 * DPI)


def poppler(program, *arguments, pdf):
    done = subprocess.run(  # noqa: S603 - a fixed program on our own bytes
        [program, *arguments], input=pdf, capture_output=True, check=True
    )
    return done.stdout
