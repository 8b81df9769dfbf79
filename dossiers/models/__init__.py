"""Dossiers, the people behind them and the rows that explain them."""

from dossiers.models.applicants import Applicant
from dossiers.models.dossiers import Dossier, DossierQuerySet
from dossiers.models.parts import (
    DayCounter,
    DossierPaper,
    DueChange,
    ExternalCode,
    HandOver,
)

__all__ = [
    "Applicant",
    "DayCounter",
    "Dossier",
    "DossierPaper",
    "DossierQuerySet",
    "DueChange",
    "ExternalCode",
    "HandOver",
]
