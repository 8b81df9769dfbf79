"""What the two demo wards received, by procedure and channel; pure data.

Totals are the wards' own, published in 2025: phường Thanh Liệt for August, phường
Tây Tựu for 1 July to 14 September. Neither says how its figure divides further, so
the channels of the one and the procedures of the other are made up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from procedures.enums import Channel


@dataclass(frozen=True, kw_only=True)
class Intake:
    """How many dossiers of one procedure came by each channel in the period."""

    code: str
    in_person: int = 0
    postal: int = 0
    online: int = 0
    pending: int = 0
    """How many of them were still open, in term, at the end of the period."""

    on_time: int = 0
    """How many were closed in the very minute they were due, not before."""

    foreign_element: bool = False

    def channels(self) -> Iterator[Channel]:
        """Name the channel of each dossier."""
        yield from [Channel.IN_PERSON] * self.in_person
        yield from [Channel.POSTAL] * self.postal
        yield from [Channel.ONLINE] * self.online


@dataclass(frozen=True)
class WardHistory:
    """A published period: its days, both included, and what came in."""

    first_day: date
    last_day: date
    intakes: tuple[Intake, ...]


WARD_HISTORIES = {
    "thanh-liet": WardHistory(
        date(2025, 8, 1),
        date(2025, 8, 31),
        (
            Intake(code="2.000815", in_person=557),
            Intake(code="2.000884", in_person=463),
            Intake(code="1.001193", in_person=37, online=82),
            Intake(code="2.000528", in_person=1, foreign_element=True),
            Intake(code="1.000656", in_person=17, online=8),
            Intake(code="1.000894", in_person=11, online=6),
            Intake(code="2.000806", in_person=1, foreign_element=True),
            Intake(code="2.000635", in_person=68, postal=4, online=111),
            Intake(code="1.004859", in_person=6, online=2),
            Intake(code="1.001022", in_person=2),
            Intake(code="1.004873", in_person=39, postal=3, online=105),
        ),
    ),
    "tay-tuu": WardHistory(
        date(2025, 7, 1),
        date(2025, 9, 14),
        (
            # Chứng thực
            Intake(code="2.000815", in_person=519),
            Intake(code="2.000884", in_person=246),
            Intake(code="2.001035", in_person=41, online=3, pending=2),
            Intake(code="2.001016", in_person=11),
            Intake(code="2.000908", in_person=14, postal=3, online=36, pending=1),
            # Hộ tịch
            Intake(code="2.000635", in_person=96, postal=11, online=603, pending=6),
            Intake(code="1.004873", in_person=47, postal=5, online=462, pending=25),
            Intake(code="1.001193", in_person=52, online=341, pending=5),
            Intake(code="1.000656", in_person=33, online=62, pending=1),
            Intake(code="1.000894", in_person=49, online=55),
            Intake(code="2.000528", in_person=3, foreign_element=True),
            Intake(code="2.000806", in_person=4, pending=1, foreign_element=True),
            Intake(code="1.004859", in_person=19, online=63, pending=5, on_time=1),
            Intake(code="1.001022", in_person=4, online=2),
            Intake(code="1.004884", in_person=14, postal=2, online=41, pending=6),
            Intake(code="1.004837", in_person=3, online=2),
            Intake(code="2.000986", in_person=16, pending=4),
            # Thành lập và hoạt động hộ kinh doanh
            Intake(code="1.001612", in_person=39, online=396, pending=22),
            Intake(code="2.000720", in_person=18, online=143, pending=9),
            Intake(code="1.001266", in_person=12, online=88, pending=8),
            Intake(code="1.001570", in_person=5, online=61, pending=2),
            Intake(code="2.000575", in_person=5, postal=1, online=37, pending=2),
            # Bảo trợ xã hội, người có công
            Intake(code="1.001776", in_person=62, postal=3, online=47, pending=16),
            Intake(code="1.001699", in_person=38, online=9, pending=15),
            Intake(code="1.001731", in_person=14, online=17, pending=1),
            Intake(code="1.014027", in_person=71, postal=2, online=58, pending=15),
            Intake(code="1.014028", in_person=6, online=8),
            Intake(code="1.010803", in_person=18, online=7, pending=3),
            Intake(code="1.010824", in_person=15, postal=1, pending=4),
            # Đất đai, xây dựng, đường bộ
            Intake(code="1.013978", in_person=27, online=8, pending=9),
            Intake(code="1.012796", in_person=9, postal=1, online=3, pending=2),
            Intake(code="1.012812", in_person=4, pending=2),
            Intake(code="1.013225", in_person=21, online=21, pending=3),
            Intake(code="1.013227", in_person=3, online=2),
            Intake(code="1.013274", in_person=9, online=10, pending=1),
        ),
    ),
}
