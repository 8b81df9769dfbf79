"""Rows for tests: one factory per model, plainly fictitious people and places."""

from datetime import UTC, date, datetime, time, timedelta

import factory
from django.utils import timezone

from dossiers.codes import new_tracking_token
from dossiers.models import Applicant, Dossier
from procedures.enums import Channel
from procedures.models import Procedure, ProcedureVersion, Sector, SectorGroup
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


class SectorGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SectorGroup
        django_get_or_create = ("slug",)

    name = "Tư pháp - Hộ tịch"
    slug = "tu-phap-ho-tich"


class SectorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sector

    group = factory.SubFactory(SectorGroupFactory)
    name = factory.Sequence(lambda number: f"Lĩnh vực {number}")
    slug = factory.Sequence(lambda number: f"linh-vuc-{number}")


class ProcedureFactory(factory.django.DjangoModelFactory):
    """A procedure without versions; ``ProcedureVersionFactory`` makes one with it."""

    class Meta:
        model = Procedure

    sector = factory.SubFactory(SectorFactory)
    code = factory.Sequence(lambda number: f"9.{number:06d}")
    slug = factory.Sequence(lambda number: f"thu-tuc-{number}")
    name = factory.Sequence(lambda number: f"Thủ tục ví dụ {number}")


class ProcedureVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProcedureVersion

    procedure = factory.SubFactory(ProcedureFactory)
    valid_from = date(2025, 7, 1)


class ApplicantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Applicant

    full_name = factory.Sequence(lambda number: f"Nguyễn Ví Dụ {number}")
    folded_name = factory.Sequence(lambda number: f"nguyen vi du {number}")
    entered_at = datetime(2025, 8, 1, 1, tzinfo=UTC)


class DossierFactory(factory.django.DjangoModelFactory):
    """An accepted dossier in hand; give ``accepted_at`` and the rest follows.

    ``closed_at`` closes it with a granted result at that moment.
    """

    class Meta:
        model = Dossier

    class Params:
        closed_at = None

    procedure_version = factory.SubFactory(ProcedureVersionFactory)
    procedure = factory.SelfAttribute("procedure_version.procedure")
    sector = factory.SelfAttribute("procedure.sector")
    applicant = factory.SubFactory(ApplicantFactory)
    receiving_clerk = factory.SubFactory(UserFactory)
    code = factory.Sequence(lambda number: f"H00.00.01-250804-{number:04d}")
    tracking_token = factory.LazyFunction(new_tracking_token)
    channel = Channel.IN_PERSON.value
    accepted_at = datetime(2025, 8, 4, 2, tzinfo=UTC)
    submitted_at = factory.SelfAttribute("accepted_at")
    logged_at = factory.SelfAttribute("accepted_at")
    receipt_day = factory.LazyAttribute(lambda d: timezone.localdate(d.accepted_at))
    due_at = factory.LazyAttribute(lambda d: d.accepted_at + timedelta(days=3))
    original_due_at = factory.SelfAttribute("due_at")
    limit_value = 3
    limit_unit = "working_day"
    resolved_at = factory.SelfAttribute("closed_at")
    outcome = factory.LazyAttribute(lambda d: "granted" if d.resolved_at else "")
    status = factory.LazyAttribute(
        lambda d: "resolved" if d.resolved_at else "accepted"
    )
