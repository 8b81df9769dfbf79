"""What the procedure chosen at the counter asks of the form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.validators import slug_re

from procedures.enums import Channel, FeeBasis
from procedures.fees import FeeRule
from procedures.models import Procedure, ProcedureVersion, RequiredDocument

PER_COPY = frozenset({FeeBasis.PER_COPY, FeeBasis.PER_PAGE})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The chosen procedure with what it needs to know; empty while none is chosen."""

    procedure: Procedure | None = None
    version: ProcedureVersion | None = None
    """None also for a procedure that is not in force on the day."""

    documents: tuple[RequiredDocument, ...] = ()
    cases: tuple[str, ...] = ()
    """The cases in which the time limit differs from the usual one."""

    case_required: bool = False
    """There is no usual time limit: one of the cases must be chosen."""

    grounds: tuple[str, ...] = ()
    """Grounds of fee exemption or reduction that may be claimed."""

    counts_copies: bool = False
    counts_pages: bool = False
    needs_due: bool = False
    """The catalogue has no time limit: the clerk states the due day and its ground."""

    two_parties: bool = False
    """A second person is asked for: the other spouse, the child recognised."""

    may_agree: bool = False
    """The due day may be agreed with the applicant in writing."""

    one_visit: bool = False
    """Logged, signed and returned in one go."""

    @property
    def usual_documents(self) -> list[int]:
        """The papers that everyone hands in."""
        return [p.pk for p in self.documents if not (p.optional or p.case)]


def asked_by(slug: str, *, channel: Channel, day: date) -> Asked:
    """Return what a procedure asks of a dossier received on a day.

    An unknown slug asks nothing; the form then says so.
    """
    procedure = _procedure(slug)
    version = procedure.version_on(day) if procedure else None
    if procedure is None or version is None:
        return Asked(procedure=procedure)
    cases = version.cases_on(channel)
    tariffs = (version.fee_rules_for(channel, day, case) for case in ("", *cases))
    rules = [rule for tariff in tariffs for rule in tariff]
    bases = {rule.basis for rule in rules}
    no_limit = version.limit_for(channel) is None
    return Asked(
        procedure=procedure,
        version=version,
        documents=tuple(version.documents.all()),
        cases=cases,
        case_required=bool(cases) and no_limit,
        grounds=_grounds(rules),
        counts_copies=bool(bases & PER_COPY) or procedure.same_visit,
        counts_pages=FeeBasis.PER_PAGE in bases,
        needs_due=not cases and no_limit,
        may_agree=version.agreement_allowed or (not cases and no_limit),
        two_parties=procedure.two_parties,
        one_visit=procedure.same_visit and channel is Channel.IN_PERSON,
    )


def _procedure(slug: str) -> Procedure | None:
    if not slug_re.fullmatch(slug):
        return None
    return Procedure.objects.with_versions().filter(slug=slug).first()


def _grounds(rules: Iterable[FeeRule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.ground for rule in rules if rule.ground))
