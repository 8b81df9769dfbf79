"""What the catalogue says of the procedures that a demo ward's dossiers are of."""

from collections.abc import Iterable
from datetime import date, datetime

from dossiers.terms import PaperFacts
from procedures.deadlines import due_at
from procedures.enums import Channel
from procedures.models import Procedure, ProcedureVersion
from procedures.office_calendar import working_calendar
from wardportal.office.models import Office


class CatalogueTooSmallError(Exception):
    """A procedure that the demo needs is missing; the message says what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Danh mục chưa có thủ tục {code} hoặc thời hạn của nó. "
            "Hãy chạy lệnh load_reference trước."
        )


class Offer:
    """The procedures of some codes, read once."""

    def __init__(self, codes: Iterable[str], office: Office) -> None:
        self.office = office
        self.calendar = working_calendar(office)
        found = Procedure.objects.with_versions().prefetch_related(
            "versions__documents"
        )
        self._procedures = {
            procedure.code: procedure for procedure in found.filter(code__in=set(codes))
        }

    def procedure(self, code: str) -> Procedure:
        """Return a procedure; raises CatalogueTooSmallError where there is none."""
        if code not in self._procedures:
            raise CatalogueTooSmallError(code)
        return self._procedures[code]

    def due(self, code: str, channel: Channel, received: datetime) -> datetime:
        """Tell when a dossier is due by the rules (naive local moments)."""
        limit = self._version(code, received.date()).limit_for(channel)
        if limit is None:
            raise CatalogueTooSmallError(code)
        policy = self.office.due_time_policy
        return due_at(received, limit, calendar=self.calendar, due_time=policy).due_at

    def usual_papers(self, code: str, day: date) -> tuple[PaperFacts, ...]:
        """List the papers that everyone hands in."""
        return tuple(
            PaperFacts(
                name=paper.name,
                required_document_id=paper.pk,
                originals=paper.originals,
                copies=paper.copies,
            )
            for paper in self._version(code, day).documents.all()
            if not paper.optional and not paper.to_present and not paper.case
        )

    def _version(self, code: str, day: date) -> ProcedureVersion:
        version = self.procedure(code).version_on(day)
        if version is None:
            raise CatalogueTooSmallError(code)
        return version
