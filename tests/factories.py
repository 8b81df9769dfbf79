"""Rows for tests: one factory per model, plainly fictitious people and places."""

from datetime import date, time

import factory

from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.accounts.roles import ensure_groups, give_roles
from wardportal.office.models import (
    SINGLETON,
    AgencyCode,
    Office,
    OpeningHours,
    ServicePoint,
    Unit,
)

PASSWORD = "mat-khau-thu-nghiem-1"


class OfficeFactory(factory.django.DjangoModelFactory):
    """The one office, open Monday to Friday, with its agency code."""

    class Meta:
        model = Office
        django_get_or_create = ("id",)
        skip_postgeneration_save = True

    id = SINGLETON
    name = "Ủy ban nhân dân phường Hoa Sen"
    short_name = "phường Hoa Sen"
    parent_name = "Ủy ban nhân dân thành phố Ví Dụ"
    place_name = "Hoa Sen"
    address = "Số 1 đường Ví Dụ, phường Hoa Sen"
    phone = "024 0000 0000"

    @factory.post_generation
    def agency_code(self, create, extracted, **_fields):
        if create:
            AgencyCode.objects.get_or_create(
                office=self,
                valid_from=date(2025, 7, 1),
                defaults={"code": extracted or "H00.00.01"},
            )

    @factory.post_generation
    def shifts(self, create, extracted, **_fields):
        if create and not self.opening_hours.exists():
            hours = extracted or (
                (time(8), time(12)),
                (time(13, 30), time(17, 30)),
            )
            OpeningHours.objects.bulk_create(
                OpeningHours(office=self, weekday=day, opens=opens, closes=closes)
                for day in range(5)
                for opens, closes in hours
            )


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    office = factory.SubFactory(OfficeFactory)
    name = factory.Sequence(lambda number: f"Phòng Ví Dụ {number}")


class ServicePointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServicePoint

    office = factory.SubFactory(OfficeFactory)
    name = factory.Sequence(lambda number: f"Điểm phục vụ số {number}")
    address = "Số 2 đường Ví Dụ, phường Hoa Sen"


class UserFactory(factory.django.DjangoModelFactory):
    """A member of staff; ``roles=[Role.CLERK]`` puts them into the groups."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"can-bo-{number}")
    full_name = factory.Sequence(lambda number: f"Cán Bộ Ví Dụ {number}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def roles(self, create, extracted, **_fields):
        if create and extracted:
            ensure_groups()
            give_roles(self, frozenset(Role(role) for role in extracted))
