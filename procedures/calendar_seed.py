"""Days off of a year that the Government has not announced yet, by rule only; pure.

What comes from here is a draft: the year is loaded as provisional, answers that rest
on it carry the mark "lịch chưa công bố", and swapped days are entered by hand once
they are announced.
"""

from datetime import date

from holidays import country_holidays


def provisional_days(year: int) -> list[tuple[date, str]]:
    """List the public holidays of a year with their Vietnamese names, in order.

    Days at weekends are among them: an office may open on Saturdays.
    """
    days = country_holidays("VN", years=year, language="vi")
    return sorted(days.items())
