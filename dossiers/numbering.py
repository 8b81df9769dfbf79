"""Gives each dossier its code: unique, without holes, in the right year."""

from datetime import date

from django.db import connection

from dossiers.codes import dossier_code, number_in_code
from dossiers.models import DayCounter
from wardportal.office.current import OfficeNotSetUpError, agency_code_on
from wardportal.office.enums import CodeAuthority

INTERNAL_SERIES = ".NB"
"""Marks our own number where the city's system gives the code (rules: a visibly
different series)."""

TAKE_NEXT = """
INSERT INTO dossiers_daycounter (agency_code, day, last_number) VALUES (%s, %s, %s)
ON CONFLICT (agency_code, day)
DO UPDATE SET last_number = dossiers_daycounter.last_number + excluded.last_number
RETURNING last_number
"""


def take_number(*, agency_code: str, day: date, count: int = 1) -> int:
    """Take the next number of a day in the caller's transaction, and return it.

    Of several numbers taken at once, the last is returned. The counter's row stays
    locked until the caller commits; a rollback gives the numbers back.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NEXT, [agency_code, day, count])
        number: int = cursor.fetchone()[0]
    return number


def expected_number(*, agency_code: str, day: date) -> int:
    """Tell which number the day's next dossier gets, unless someone is faster."""
    counter = DayCounter.objects.filter(agency_code=agency_code, day=day).first()
    return counter.last_number + 1 if counter else 1


def take_code(*, agency_code: str, day: date) -> tuple[str, int]:
    """Take the next code of a day; return it with its number."""
    number = take_number(agency_code=agency_code, day=day)
    return dossier_code(agency_code=agency_code, day=day, number=number), number


def keep_above(*, agency_code: str, day: date, code: str) -> int | None:
    """Raise the day's counter to an imported code of ours, and return its number.

    Returns None, and changes nothing, for a code of another shape or agency.
    """
    number = number_in_code(code, agency_code=agency_code, day=day)
    if number is None:
        return None
    counter, _ = DayCounter.objects.select_for_update().get_or_create(
        agency_code=agency_code, day=day
    )
    if counter.last_number < number:
        counter.last_number = number
        counter.save(update_fields=["last_number"])
    return number


def series_of(agency_code: str, authority: str) -> str:
    """Return the agency part of our own number, marked where the city gives codes."""
    if authority == CodeAuthority.EXTERNAL:
        return agency_code + INTERNAL_SERIES
    return agency_code


def own_codes(*, day: date, number: int) -> list[str]:
    """Return the codes of ours that a day and its number may stand in."""
    try:
        agency_code = agency_code_on(day)
    except OfficeNotSetUpError:
        return []
    series = (series_of(agency_code, authority) for authority in CodeAuthority)
    return [dossier_code(agency_code=each, day=day, number=number) for each in series]
