"""What a new dossier is, and the terms it is received on: version, due moment, fee."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from dossiers.enums import Delivery, DueSource
from dossiers.models import Dossier
from dossiers.people import ApplicantFacts
from procedures.deadlines import Deadline, Limit
from procedures.enums import Channel, LimitUnit
from procedures.estimates import deadline_for, price
from procedures.fees import FeeCount, FeeQuote
from procedures.models import Procedure, ProcedureVersion
from procedures.office_calendar import to_local_minute
from wardportal.office.models import Office


class IntakeRefusedError(Exception):
    """The dossier cannot be logged as stated; ``field`` is the form's field."""

    def __init__(self, field_name: str, message: str) -> None:
        super().__init__(message)
        self.field = field_name


@dataclass(frozen=True)
class PaperFacts:
    """One kind of paper handed in."""

    name: str
    required_document_id: int | None = None
    originals: int = 0
    certified_copies: int = 0
    copies: int = 0


@dataclass(frozen=True)
class StatedDue:
    """A due moment given by the clerk, or kept from another register."""

    due_at: datetime
    ground: str
    source: DueSource = DueSource.STATED


@dataclass(frozen=True, kw_only=True)
class IntakeFacts:
    """What the form, the import or the pre-submission says of a new dossier."""

    procedure: Procedure
    channel: Channel
    applicant: ApplicantFacts
    second_party: ApplicantFacts | None = None
    """The other spouse of a marriage, the child of a recognition."""

    representative: ApplicantFacts | None = None
    papers: tuple[PaperFacts, ...] = ()
    case: str = ""
    copies: int = 1
    pages: int = 1
    foreign_element: bool = False
    delivery: Delivery = Delivery.COUNTER
    submitted_at: datetime | None = None
    """When it was sent or postmarked; the moment of receipt unless given."""

    postmark_day: date | None = None
    letter_number: str = ""
    external_code: str = ""
    stated_due: StatedDue | None = None
    compared_by_day: bool = False
    """The register gives days without times: timeliness compares days."""

    fee_exemption: str = ""
    note: str = ""
    intake_key: uuid.UUID | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Terms:
    """What the clerk sees before saving, and what saving computes again."""

    version: ProcedureVersion
    limit: Limit | None
    deadline: Deadline | None
    """None when the catalogue has no limit and the clerk must state the due moment."""

    fee: FeeQuote


def terms_for(facts: IntakeFacts, *, office: Office, moment: datetime) -> Terms:
    """Work out version, due moment and fee for a receipt at ``moment`` (aware).

    Raises IntakeRefusedError when the procedure is not in force, or does not offer
    the channel; CalendarError when the calendar cannot answer.
    """
    received = to_local_minute(moment)
    version = facts.procedure.version_on(received.date())
    if version is None:
        raise IntakeRefusedError(
            "procedure", "Thủ tục này không còn áp dụng. Hãy chọn thủ tục khác."
        )
    _check_channel(facts, version)
    limit = version.limit_for(facts.channel, facts.case)
    deadline = deadline_for(limit, office=office, received=received) if limit else None
    return Terms(version, limit, deadline, fee_for(facts, version, received.date()))


def limit_of(dossier: Dossier) -> Limit | None:
    """Return the limit a dossier was received on; None where it is not known."""
    if dossier.limit_value is None or not dossier.limit_unit:
        return None
    return Limit(
        dossier.limit_value, LimitUnit(dossier.limit_unit), dossier.limit_cutoff
    )


def fee_for(facts: IntakeFacts, version: ProcedureVersion, day: date) -> FeeQuote:
    """Price the dossier by the rules of its version on a day, in whole đồng."""
    return price(
        version,
        day=day,
        channel=facts.channel,
        case=facts.case,
        count=FeeCount(quantity=facts.copies, pages=facts.pages),
        grounds=frozenset({facts.fee_exemption} - {""}),
    )


def _check_channel(facts: IntakeFacts, version: ProcedureVersion) -> None:
    if version.offers(facts.channel) or facts.external_code:
        return
    raise IntakeRefusedError(
        "channel",
        "Thủ tục này không nhận qua kênh đã chọn. Hãy chọn kênh khác, "
        "hoặc ghi mã hồ sơ của hệ thống đã nhận.",
    )
