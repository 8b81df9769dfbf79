"""Made-up people: no such place block, telephone or street exists."""

from datetime import date

from dossiers.people import ApplicantFacts

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
MIDDLES = (("Văn", "Đình", "Quốc"), ("Thị", "Thu", "Ngọc"))
GIVEN = (
    "Sen",
    "Bưởi",
    "Cam",
    "Chanh",
    "Dứa",
    "Gấc",
    "Hồng",
    "Khế",
    "Lựu",
    "Mận",
    "Mít",
    "Na",
    "Nhãn",
    "Ổi",
    "Quýt",
    "Roi",
    "Sung",
    "Táo",
    "Thị",
    "Xoài",
)
STREETS = ("Hoa Sen", "Hoa Cúc", "Hoa Súng", "Hoa Nhài", "Hoa Ban", "Hoa Sữa")
OLDEST, AGES = 1950, 56
NO_PLACE = "000"
"""Stands where an ID number has the place of registration; none has this one."""


def person(index: int, ward: str) -> ApplicantFacts:
    """Return the made-up person of that number, an inhabitant of a ward."""
    female = index % 2
    year = OLDEST + index * 37 % AGES
    century = 2 * (year // 100 - 19) + female
    return ApplicantFacts(
        full_name=_name(index, female),
        id_number=f"{NO_PLACE}{century}{year % 100:02d}{index % 1_000_000:06d}",
        birth_date=date(year, 1 + index * 7 % 12, 1 + index * 11 % 28),
        phone=f"0900000{index % 1000:03d}",
        address=f"Số {1 + index * 13 % 97} đường {STREETS[index % 6]}, {ward}",
    )


def _name(index: int, female: int) -> str:
    family = FAMILIES[index * 3 % len(FAMILIES)]
    middle = MIDDLES[female][index // 2 % 3]
    return f"{family} {middle} {GIVEN[index * 7 // 5 % len(GIVEN)]}"
