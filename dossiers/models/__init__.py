"""Dossiers, the people behind them and the rows that explain them."""

from dossiers.models.applicants import Applicant
from dossiers.models.attachments import Attachment, AttachmentQuerySet
from dossiers.models.dossiers import Dossier, DossierQuerySet
from dossiers.models.life import (
    Annulment,
    ClockOperation,
    Extension,
    LateEntry,
    Proposal,
    ResultReturn,
    SupplementPaper,
    SupplementRequest,
)
from dossiers.models.notices import DueDigest, Notice
from dossiers.models.parts import (
    DayCounter,
    DossierPaper,
    DueChange,
    ExternalCode,
    HandOver,
)

__all__ = [
    "Annulment",
    "Applicant",
    "Attachment",
    "AttachmentQuerySet",
    "ClockOperation",
    "DayCounter",
    "Dossier",
    "DossierPaper",
    "DossierQuerySet",
    "DueChange",
    "DueDigest",
    "Extension",
    "ExternalCode",
    "HandOver",
    "LateEntry",
    "Notice",
    "Proposal",
    "ResultReturn",
    "SupplementPaper",
    "SupplementRequest",
]
