"""Citizens' pages before a dossier is handed in: which papers, what fee, which day."""

from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from procedures import wording
from procedures.casefinder import Standing, Topic, follow, topic_at, topics
from procedures.deadlines import DeadlineError
from procedures.estimates import estimate
from procedures.models import Procedure, ProcedureVersion
from procedures.office_calendar import to_local_minute
from procedures.openinghours import CalendarError
from procedures.outlook import Outlook, outlook_of
from procedures.preparing import papers_for
from procedures.preparing_form import PrepareForm
from wardportal.office.models import Office
from wardportal.shell import OfficeRequest

UNPROCESSABLE = 422
NOT_THEN = "Thủ tục này không áp dụng vào ngày đã nhập, hãy nhập ngày khác."
ASKED = "hoi"
"""Names the question that a page of the case finder asked."""

TOPIC = "viec"
"""Names the topic of the case finder that led to a page of preparation."""


@require_safe
def prepare(request: OfficeRequest, code: str = "", slug: str = "") -> HttpResponse:
    """Show the papers, the fee and the day for what is said of a dossier."""
    procedure = _procedure(code, slug)
    now = to_local_minute(timezone.now())
    version = _version_on(procedure, now.date())
    asked = {name for name in request.GET if name in PrepareForm.base_fields}
    form = PrepareForm(version, now, request.GET if asked else None)
    outlook, error = _outlook(form, procedure, request.office)
    if error:
        form.add_error("ngay", error)
    papers = papers_for(
        version.documents.all(), channel=form.channel, case=form.case, met=form.met
    )
    context = {
        "procedure": procedure,
        "form": form,
        "outlook": outlook,
        "papers": wording.paper_items(papers),
        "notes": _notes(request.GET),
        "crumbs": [
            {"label": "Thủ tục", "url": reverse("procedures:list")},
            {"label": procedure.display_name, "url": procedure.get_absolute_url()},
        ],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "procedures/procedure_prepare.html", context, status=status)


@require_safe
def finder(request: HttpRequest) -> HttpResponse:
    """List the matters of life that the case finder asks about."""
    tiles = [
        {
            "title": each.title,
            "text": each.text,
            "url": _topic_url(each),
            "icon": each.icon,
        }
        for each in topics()
    ]
    return render(request, "procedures/case_finder.html", {"tiles": tiles})


@require_safe
def finder_topic(request: HttpRequest, topic: str) -> HttpResponse:
    """Ask the next question of a topic, or lead to the page of preparation."""
    found = topic_at(topic)
    if found is None:
        raise Http404
    standing = follow(found, request.GET.dict())
    if standing.question is None:
        return _to_preparation(found, standing)
    context = {
        "topic": found,
        "question": standing.question,
        "given": _said(standing),
        "answered": _answered(found, standing),
        "number": len(standing.given) + 1,
        "back": _back(found, standing),
        "unanswered": request.GET.get(ASKED) == standing.question.key,
        "crumbs": [{"label": "Cần giấy tờ gì", "url": reverse("procedures:finder")}],
    }
    return render(request, "procedures/case_finder_question.html", context)


def _procedure(code: str, slug: str) -> Procedure:
    try:
        return Procedure.objects.for_citizens().at(code=code, slug=slug)
    except Procedure.DoesNotExist:
        raise Http404 from None


def _version_on(procedure: Procedure, day: date) -> ProcedureVersion:
    version = procedure.version_on(day)
    if version is None:
        raise Http404
    return version


def _outlook(
    form: PrepareForm, procedure: Procedure, office: Office
) -> tuple[Outlook | None, str]:
    """Return what the answers come to, or the sentence that says why nothing."""
    if form.is_bound and not form.is_valid():
        return None, ""
    handing = form.handing
    # Another day may fall to another version, with a tariff and limits of its own.
    version = procedure.version_on(handing.received.date())
    if version is None:
        return None, NOT_THEN
    try:
        told = estimate(version, handing, office)
    except (CalendarError, DeadlineError) as error:
        return None, str(error)
    return outlook_of(told, handing), ""


def _to_preparation(topic: Topic, standing: Standing) -> HttpResponse:
    """Lead to the procedure found, with what the answers have settled."""
    end = standing.end
    query = [(TOPIC, topic.slug)]
    query += _said(standing).items()
    query += [("truong_hop", end.case)] if end.case else []
    query += [("dieu_kien", key) for key in standing.met]
    address = reverse("procedures:prepare", kwargs={"code": end.procedure})
    return redirect(f"{address}?{urlencode(query)}")


def _notes(query: Mapping[str, str]) -> list[str]:
    """Say what the answers on the way should make known."""
    topic = topic_at(query.get(TOPIC, ""))
    return follow(topic, query).notes if topic else []


def _said(standing: Standing, until: int | None = None) -> dict[str, str]:
    """Return the first answers given, by their questions, as addresses have them."""
    return {question.key: answer.key for question, answer in standing.given[:until]}


def _answered(topic: Topic, standing: Standing) -> list[dict[str, str]]:
    """List what was answered, each with the address to answer it otherwise."""
    return [
        {
            "label": question.text,
            "value": answer.label,
            "change_url": _question_url(topic, _said(standing, place)),
        }
        for place, (question, answer) in enumerate(standing.given)
    ]


def _back(topic: Topic, standing: Standing) -> str:
    """Return the address of the question before; of all topics at the first."""
    if not standing.given:
        return reverse("procedures:finder")
    return _question_url(topic, _said(standing, -1))


def _question_url(topic: Topic, said: Mapping[str, str]) -> str:
    return f"{_topic_url(topic)}?{urlencode(said)}" if said else _topic_url(topic)


def _topic_url(topic: Topic) -> str:
    return reverse("procedures:finder_topic", kwargs={"topic": topic.slug})
