"""Makes an empty installation a demo ward with its dossiers."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from random import Random

from django.db import transaction

from dossiers.bulk import Life, enter_lives
from dossiers.demo.diary import Diary
from dossiers.demo.lives import Telling, life_of
from dossiers.demo.offer import Offer
from dossiers.demo.staff import ensure_staff
from dossiers.demo.visits import (
    LIFE_BEGINS,
    RECENT,
    Batch,
    DueWhen,
    Stage,
    Visit,
    Visits,
)
from dossiers.demo.wards import WARD_HISTORIES
from dossiers.intake import already_registered
from dossiers.models import Dossier
from procedures.office_calendar import to_local_minute
from wardportal.formats import thousands
from wardportal.office.demo import DemoWardRefusedError, set_up_demo_ward
from wardportal.office.models import Office
from wardportal.office.setup import has_ward

SEED_OF_CHANCE = 2025
ONE_DAY = timedelta(days=1)
YOUNGEST_LIFE = timedelta(days=14)
"""A life up to now needs at least so many days behind it."""

MOST_OPEN = 3000
ONE_OPEN_OF = 20
"""Of a scaled ward's dossiers, one in so many is open, up to ``MOST_OPEN``."""

PEOPLE_PER_DOSSIER = 0.5
"""Some come more than once."""


@dataclass(frozen=True)
class Seeding:
    """What seeding did: the office, and how many dossiers it entered."""

    office: Office
    entered: int


@transaction.atomic
def seed_ward(
    *, ward: str, password: str, moment: datetime, count: int | None = None
) -> Seeding:
    """Set up a demo ward, its accounts and its dossiers in one transaction.

    The published figures, then a life of two months up to ``moment`` (aware); with
    ``count``, as many more as make that number. A ward that is seeded stays as it
    is. Raises DemoWardRefusedError where other data is, CatalogueTooSmallError
    before ``load_reference``, CalendarError for a year that is not loaded.
    """
    _check_not_real()
    office = set_up_demo_ward(ward)
    staff = ensure_staff(password=password)
    if already_registered(_first_key(ward)):
        return Seeding(office, 0)
    history, now = WARD_HISTORIES[ward], to_local_minute(moment)
    offer = Offer((intake.code for intake in history.intakes), office)
    diary = Diary(offer.calendar, Random(f"{SEED_OF_CHANCE} {ward}"))  # noqa: S311 -- a demo, not a secret
    visits = _visits(Visits(history, offer, diary), now, count)
    telling = Telling(
        offer=offer,
        diary=diary,
        staff=staff,
        people=int(PEOPLE_PER_DOSSIER * len(visits)),
        now=now,
        with_papers=count is None,
    )
    lives = (life_of(visit, telling) for visit in visits)
    return Seeding(office, enter_lives(_marked(lives, ward)))


def _check_not_real() -> None:
    if not has_ward() and Dossier.objects.exists():
        raise DemoWardRefusedError(
            "Cơ sở dữ liệu này đã có hồ sơ. "
            "Hãy nạp phường mẫu vào một cơ sở dữ liệu trống."
        )


def _first_key(ward: str) -> uuid.UUID:
    """Return the intake key of a ward's first dossier: where it is, all are."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"seed_demo:{ward}")


def _marked(lives: Iterator[Life], ward: str) -> Iterator[Life]:
    first = next(lives)
    yield replace(first, facts=replace(first.facts, intake_key=_first_key(ward)))
    yield from lives


def _visits(drawn: Visits, now: datetime, count: int | None) -> list[Visit]:
    """Draw the ward's dossiers, in the order of receipt."""
    visits = list(drawn.published())
    month = (now.date().replace(day=1) - ONE_DAY).replace(day=1)
    visits += _living(drawn, RECENT, month, now)
    if count is not None:
        batches = _scaled(count - len(visits))
        visits += _living(drawn, batches, LIFE_BEGINS, now)
    return sorted(visits, key=attrgetter("accepted"))


def _living(
    drawn: Visits, batches: Sequence[Batch], first_day: date, now: datetime
) -> Iterator[Visit]:
    first_day = max(first_day, LIFE_BEGINS)
    if now.date() < first_day + YOUNGEST_LIFE:
        return iter(())
    return drawn.living(batches, first_day=first_day, now=now)


def _scaled(more: int) -> list[Batch]:
    """Say how far so many further dossiers have come."""
    if more < 0:
        raise DemoWardRefusedError(
            f"Số hồ sơ ghi thiếu {thousands(-more)} so với phường mẫu. "
            "Hãy ghi --dossiers lớn hơn."
        )
    still_open = min(MOST_OPEN, more // ONE_OPEN_OF)
    late, signing, received = (still_open // share for share in (100, 5, 3))
    return [
        Batch(Stage.RETURNED, more - still_open),
        Batch(Stage.TAKEN, late, DueWhen.PAST),
        Batch(Stage.SIGNING, signing),
        Batch(Stage.RECEIVED, received),
        Batch(Stage.TAKEN, still_open - late - signing - received),
    ]
