"""What a dossier that is logged already would say if it were typed again."""

from dataclasses import fields

from dossiers.enums import ApplicantKind, Delivery
from dossiers.models import Applicant, Dossier, DossierPaper
from dossiers.people import ApplicantFacts
from dossiers.terms import IntakeFacts, PaperFacts
from procedures.enums import Channel

APPLICANT_FIELDS = tuple(field.name for field in fields(ApplicantFacts))


def restated(dossier: Dossier) -> IntakeFacts:
    """Return the facts of a dossier, without codes, due moment or form token."""
    second, agent = dossier.second_party, dossier.representative
    return IntakeFacts(
        procedure=dossier.procedure,
        channel=Channel(dossier.channel),
        applicant=restated_applicant(dossier.applicant),
        second_party=restated_applicant(second) if second else None,
        representative=restated_applicant(agent) if agent else None,
        papers=tuple(_paper(paper) for paper in dossier.papers.all()),
        copies=dossier.copies,
        pages=dossier.pages,
        foreign_element=dossier.foreign_element,
        delivery=Delivery(dossier.delivery),
        submitted_at=dossier.submitted_at,
        postmark_day=dossier.postmark_day,
        letter_number=dossier.letter_number,
        fee_exemption=dossier.fee_exemption,
        note=dossier.note,
    )


def restated_applicant(row: Applicant) -> ApplicantFacts:
    """Return what was declared of a person or organisation."""
    said = {name: getattr(row, name) for name in APPLICANT_FIELDS}
    return ApplicantFacts(**{**said, "kind": ApplicantKind(row.kind)})


def _paper(paper: DossierPaper) -> PaperFacts:
    """Keep name and counts; another procedure asks for other papers."""
    return PaperFacts(
        name=paper.name,
        originals=paper.originals,
        certified_copies=paper.certified_copies,
        copies=paper.copies,
    )
