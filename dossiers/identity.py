"""What a citizen's ID number says of itself; pure.

Twelve digits: three for the place of registration, one for century and sex, two for
the year of birth, six at random (Nghị định 137/2015/NĐ-CP Điều 13).
"""

from datetime import date

CENTURIES = {"0": 1900, "1": 1900, "2": 2000, "3": 2000}
"""First year of the century by the fourth digit; even for men, odd for women."""


def id_number_doubt(id_number: str, birth_date: date | None) -> str:
    """Say what does not fit, for the clerk to compare with the card; "" when all fits.

    Advice only: cards with mistakes exist. Expects twelve digits or nothing.
    """
    if not id_number:
        return ""
    century = CENTURIES.get(id_number[3])
    if century is None:
        return (
            f"Chữ số thứ tư của số căn cước là {id_number[3]}, "
            "thường chỉ từ 0 đến 3. Hãy đối chiếu với thẻ."
        )
    year = century + int(id_number[4:6])
    if birth_date is None or birth_date.year == year:
        return ""
    return (
        f"Theo số căn cước thì năm sinh là {year}, "
        f"ngày sinh đã nhập lại là năm {birth_date.year}. Hãy đối chiếu với thẻ."
    )
