"""The catalogue and the working calendar."""

from procedures.models.calendar import CalendarDay, CalendarYear
from procedures.models.changes import CatalogueChange
from procedures.models.procedures import Procedure, ProcedureQuerySet
from procedures.models.searching import Synonym, UnansweredQuery
from procedures.models.sectors import PublicationDecision, Sector, SectorGroup
from procedures.models.terms import (
    Fee,
    LegalBasis,
    OfferedChannel,
    ProcedureStep,
    RequiredDocument,
    TimeLimit,
)
from procedures.models.versions import ProcedureVersion

__all__ = [
    "CalendarDay",
    "CalendarYear",
    "CatalogueChange",
    "Fee",
    "LegalBasis",
    "OfferedChannel",
    "Procedure",
    "ProcedureQuerySet",
    "ProcedureStep",
    "ProcedureVersion",
    "PublicationDecision",
    "RequiredDocument",
    "Sector",
    "SectorGroup",
    "Synonym",
    "TimeLimit",
    "UnansweredQuery",
]
