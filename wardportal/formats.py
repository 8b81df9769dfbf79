"""Vietnamese words for days, hours, counts, money and names; pure, no Django.

Moments are taken as given: the caller turns them into the office's local time.
"""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

WEEKDAYS = (
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
)

UNDEFINED = "–"
"""Stands where a share has no base."""

# Control characters part words, as tabs do; PostgreSQL takes no NUL at all.
_INVISIBLE = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ") | dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")
)
_KEPT_AT_EACH_END = 4
# Old keyboards write the Icelandic eth where the Vietnamese letter is meant.
_BARRED_D = str.maketrans("đð", "dd")


def short_date(day: date) -> str:
    """23/11/2026."""
    return f"{day:%d/%m}/{day.year:04d}"


def long_date(day: date) -> str:
    """``ngày 05 tháng 3 năm 2026``.

    Days below 10 and the months 1 and 2 take a zero, other months do not
    (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II mục 4).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)  # noqa: PLR2004
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def nd30_date(place: str, day: date) -> str:
    """``Hoa Sen, ngày 05 tháng 3 năm 2026``, as on an official document."""
    return f"{place}, {long_date(day)}"


def month_name(day: date) -> str:
    """``tháng 10/2026`` for any day of that month."""
    return f"tháng {day.month}/{day.year}"


def weekday_name(day: date) -> str:
    """``thứ Hai`` … ``Chủ nhật``."""
    return WEEKDAYS[day.weekday()]


def weekday_and_date(day: date) -> str:
    """``Thứ Hai, 23/11/2026``; opens a sentence, so it starts with a capital."""
    name = weekday_name(day)
    return f"{name[0].upper()}{name[1:]}, {short_date(day)}"


def clock(moment: datetime) -> str:
    """09:42 on the 24-hour clock."""
    return f"{moment:%H:%M}"


def clock_on_date(moment: datetime) -> str:
    """``09:42 ngày 23/11/2026``, for moments that have passed."""
    return f"{clock(moment)} ngày {short_date(moment)}"


def clock_and_day(moment: datetime) -> str:
    """``17:00 thứ Năm, 26/11/2026``, for moments people must keep."""
    return f"{clock(moment)} {weekday_name(moment)}, {short_date(moment)}"


def clock_in_words(moment: datetime) -> str:
    """``09 giờ 42 phút, ngày 05 tháng 11 năm 2026``, as official forms write it."""
    return f"{moment:%H} giờ {moment:%M} phút, {long_date(moment)}"


def hours_and_minutes(minutes: int) -> str:
    """``7 giờ 18 phút`` of a stretch of minutes; a part that is nought is left out."""
    hours, rest = divmod(minutes, 60)
    if not rest and hours:
        return f"{thousands(hours)} giờ"
    return f"{thousands(hours)} giờ {rest} phút" if hours else f"{rest} phút"


def thousands(count: int) -> str:
    """1.523; Vietnamese groups by dots."""
    return f"{count:,}".replace(",", ".")


def decimal_comma(value: Decimal, places: int) -> str:
    """1.523,50; rounded half up (away from zero) to ``places`` decimals."""
    scale = 10**places
    numerator, denominator = abs(value).as_integer_ratio()
    units = _half_up(numerator * scale, denominator)
    whole, rest = divmod(units, scale)
    sign = "-" if value < 0 and units else ""
    fraction = f",{rest:0{places}d}" if places else ""
    return f"{sign}{thousands(whole)}{fraction}"


def percent(numerator: int, denominator: int, places: int) -> str:
    """``99,80%``, half up; a share of nothing is a dash."""
    if denominator == 0:
        return UNDEFINED
    scale = 10**places
    units = _half_up(abs(numerator) * 100 * scale, denominator)
    sign = "-" if numerator < 0 else ""
    return f"{sign}{decimal_comma(Decimal(units).scaleb(-places), places)}%"


def money(amount: int) -> str:
    """``15.000 đồng``; whole đồng."""
    return f"{thousands(amount)} đồng"


def file_size(size: int) -> str:
    """``148 kB`` or ``1,2 MB`` of so many bytes; a small file has 1 kB."""
    kilo = max(_half_up(size, 1000), 1)
    if kilo < 1000:  # noqa: PLR2004
        return f"{kilo} kB"
    return f"{decimal_comma(Decimal(size) / 1_000_000, 1)} MB"


def prose_count(count: int) -> str:
    """``03``: a count of one digit takes a zero inside a sentence."""
    return f"{count:02d}" if 0 <= count <= 9 else thousands(count)  # noqa: PLR2004


def spaced_phone(number: str) -> str:
    """``0912 000 111``, ``024 1234 5678``; any other number as it is."""
    if not number.isdecimal():
        return number
    cuts = {10: (4, 7), 11: (3, 7)}.get(len(number))
    return number if cuts is None else _cut(number, *cuts)


def masked_name(name: str) -> str:
    """``Nguyễn V*** A``: family and given name stay, what is between is masked.

    A name of two words keeps the family name only; a single word its first letter.
    """
    words = name.split()
    if len(words) <= 2:  # noqa: PLR2004
        return " ".join([*words[: len(words) - 1], *map(_starred, words[-1:])])
    return " ".join([words[0], *map(_starred, words[1:-1]), words[-1]])


def masked_id(number: str) -> str:
    """``0012••••4567``: a third of the digits at each end, at most four."""
    kept = min(_KEPT_AT_EACH_END, len(number) // 3)
    return f"{number[:kept]}••••{number[len(number) - kept :]}"


def clean_text(text: str) -> str:
    """Typed text as it is stored: NFC, trimmed, single spaces, nothing invisible."""
    visible = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return " ".join(visible.split())


def fold(text: str) -> str:
    """Text for comparing and searching: lower case without accents, đ as d."""
    letters = unicodedata.normalize("NFD", clean_text(text).lower())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return bare.translate(_BARRED_D)


def _half_up(numerator: int, denominator: int) -> int:
    """Nearest whole number of a non-negative ratio, halves up, without floats."""
    return (2 * numerator + denominator) // (2 * denominator)


def _cut(text: str, first: int, second: int) -> str:
    return f"{text[:first]} {text[first:second]} {text[second:]}"


def _starred(word: str) -> str:
    return f"{word[0]}***"
