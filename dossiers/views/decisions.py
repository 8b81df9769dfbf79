"""What waits for the leader, and the decision made there with one click."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dossiers.acts import Act
from dossiers.deciding import decide as decide_on
from dossiers.enums import PROPOSAL_LABELS, ProposalKind
from dossiers.forms.decisions import DecisionForm
from dossiers.models import Proposal
from dossiers.proposals import undecided
from dossiers.workflow import MoveRefusedError
from procedures.office_calendar import to_local_minute
from wardportal.accounts.views import StaffRequest
from wardportal.formats import clock_and_day, clock_on_date
from wardportal.shell import forget_badge

SEE_OTHER = 303
UNPROCESSABLE = 422


@require_safe
def decisions(request: StaffRequest) -> HttpResponse:
    """List what waits for a decision, the oldest first."""
    return _page(request)


@require_POST
def decide(request: StaffRequest, proposal: uuid.UUID) -> HttpResponse:
    """Grant or decline one proposal."""
    form = DecisionForm(request.POST, auto_id=f"id_{proposal}_%s")
    if not form.is_valid():
        return _page(request, {proposal: form}, UNPROCESSABLE)
    granted = form.cleaned_data["granted"] == DecisionForm.YES
    try:
        decided = decide_on(
            proposal_id=proposal,
            granted=granted,
            answer=form.cleaned_data["answer"],
            office=request.office,
            by=Act(request.user, timezone.now()),
        )
    except Proposal.DoesNotExist:
        raise Http404 from None
    except MoveRefusedError as refused:
        messages.error(request, str(refused))
    else:
        forget_badge("dossiers:decisions")
        label = PROPOSAL_LABELS[ProposalKind(decided.kind)]
        said = "đồng ý" if granted else "không đồng ý"
        messages.success(request, f"{label} {decided.dossier.short_code}: {said}.")
    return HttpResponseRedirect(reverse("dossiers:decisions"), status=SEE_OTHER)


def _page(
    request: StaffRequest,
    typed: dict[uuid.UUID, DecisionForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    forms = typed or {}
    rows = [_row(proposal, forms.get(proposal.pk)) for proposal in undecided()]
    context = {"rows": rows, "errors": next(iter(forms.values()), None)}
    return render(request, "dossiers/decisions.html", context, status=status)


def _row(proposal: Proposal, typed: DecisionForm | None) -> dict[str, Any]:
    """Return the variables of components/decision.html."""
    dossier = proposal.dossier
    return {
        "id": proposal.pk,
        "label": PROPOSAL_LABELS[ProposalKind(proposal.kind)],
        "dossier": dossier,
        "facts": _facts(proposal),
        "form": typed or DecisionForm(auto_id=f"id_{proposal.pk}_%s"),
    }


def _facts(proposal: Proposal) -> list[dict[str, str]]:
    dossier = proposal.dossier
    due = dossier.due_at and clock_and_day(to_local_minute(dossier.due_at))
    since = clock_on_date(timezone.localtime(proposal.proposed_at))
    rows = (
        ("Lý do", proposal.reason),
        *_facts_of_kind(proposal),
        ("Hẹn trả", due or ""),
        ("Người nộp", dossier.applicant.full_name),
        ("Người đề nghị", f"{proposal.proposed_by}, lúc {since}"),
    )
    return [{"label": label, "value": value} for label, value in rows if value]


def _facts_of_kind(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """Say what a kind of proposal adds to its reason."""
    facts = proposal.facts
    if "promised_at" in facts:
        promised = datetime.fromisoformat(facts["promised_at"])
        yield "Hẹn lại", clock_and_day(to_local_minute(promised))
    if "papers" in facts:
        yield "Giấy tờ", "\n".join(paper["name"] for paper in facts["papers"])
