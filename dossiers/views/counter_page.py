"""What the counter's page shows around its form."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from dossiers.access import dossier_for
from dossiers.enums import Status
from dossiers.forms.intake import IntakeForm
from dossiers.models import Dossier
from dossiers.numbering import expected_number, series_of
from dossiers.views.counter_notes import notes
from procedures.enums import Channel
from procedures.fees import FeeQuote
from procedures.models import Procedure
from wardportal.accounts.models import User
from wardportal.formats import clock, clock_and_day, money, thousands
from wardportal.office.current import OfficeNotSetUpError, agency_code_on
from wardportal.office.enums import CodeAuthority

SHOWN_EARLIER = 3
UNKNOWN = "–"
UNNUMBERED = "+"
"""Stands where a procedure has no number on the desk's list."""

INTERNAL_MARK = "NB-"
"""Set before our own number where the city's system gives the codes."""

Words = dict[str, Any]
"""The variables of one fragment."""

RECKON: Words = {
    "name": "do",
    "value": "preview",
    "label": "Tính hạn và lệ phí",
    "no_script": True,
}
"""The button that shows without scripts what follows from what is typed."""


@dataclass(frozen=True)
class Today:
    """What a clerk has received today: the latest, those before it, how many."""

    latest: Dossier | None
    earlier: list[Dossier]
    count: int


def received_today(form: IntakeForm, clerk: User, saved: str) -> Today:
    """Gather the clerk's day; ``saved`` is the code of the dossier just saved."""
    logged = Dossier.objects.logged_by(clerk.id, form.at.day)
    rows = list(logged.with_row_parts()[: SHOWN_EARLIER + 1])
    latest = _saved(rows, clerk, saved) if saved else next(iter(rows), None)
    earlier = [row for row in rows if row != latest][:SHOWN_EARLIER]
    return Today(latest, earlier, logged.count())


def desk_number(dossier: Dossier) -> str:
    """Return what is said at the desk: the day's number, or another system's code."""
    if dossier.day_number is None:
        return dossier.code
    return _number(dossier.day_number, dossier.code_authority)


def procedure_choices(form: IntakeForm) -> list[Words]:
    """List the numbered procedures, and the chosen one where it has no number."""
    numbered = list(Procedure.objects.published(form.at.day).favourites().distinct())
    chosen = form.asked.procedure
    if chosen and chosen not in numbered:
        numbered.append(chosen)
    return [
        {
            "number": procedure.favourite_order or UNNUMBERED,
            "value": procedure.slug,
            "label": procedure.display_name,
            "selected": procedure == chosen,
        }
        for procedure in numbered
    ]


def action_bar(form: IntakeForm) -> Words:
    """Return the facts computed before saving, and the buttons."""
    terms = form.terms
    facts = [
        ("code", "Mã dự kiến", expected_code(form)),
        ("due", "Hẹn trả", due_words(form)),
        ("limit", "Thời hạn", limit_words(form)),
        ("fee", "Phí, lệ phí", fee_words(terms.fee) if terms else UNKNOWN),
    ]
    return {
        "facts": [{"key": key, "label": label, "value": v} for key, label, v in facts],
        "buttons": buttons(form),
    }


def parts(form: IntakeForm, *, shown: IntakeForm) -> Words:
    """Return the parts of the page that follow from what is typed."""
    return {
        "form": shown,
        "bar": action_bar(form),
        "notes": notes(form, with_refusal=not shown.is_bound),
        "duplicate": form.duplicate,
    }


def buttons(form: IntakeForm) -> list[Words]:
    """Say what the buttons do with this procedure and channel."""
    accept = {
        "name": "do",
        "value": "accept",
        "kbd": "F8",
        "icon": "printer",
        "primary": True,
    }
    accept["label"] = "Tiếp nhận, in giấy hẹn"
    refuse = {"name": "do", "value": "refuse", "label": "Không tiếp nhận"}
    if form.channel_typed is not Channel.IN_PERSON:
        submit = {"name": "do", "value": "submit", "label": "Ghi nhận, trả lời sau"}
        return [RECKON, refuse, submit, accept]
    if not form.asked.one_visit:
        return [RECKON, refuse, accept]
    appoint = {
        "name": "do",
        "value": "appoint",
        "label": "Hẹn trả sau",
        "kbd": "Shift+F8",
    }
    at_once = {**accept, "label": "Tiếp nhận, trả ngay", "icon": "check-lg"}
    return [RECKON, refuse, appoint, at_once]


def expected_code(form: IntakeForm) -> str:
    """Return the number that the next dossier gets, unless someone is faster."""
    authority = form.at.office.code_authority
    typed = form.said("external_code")
    if typed and authority == CodeAuthority.EXTERNAL:
        return str(typed)
    try:
        agency_code = series_of(agency_code_on(form.at.day), authority)
    except OfficeNotSetUpError:
        return UNKNOWN
    number = expected_number(agency_code=agency_code, day=form.at.day)
    return _number(number, authority)


def due_words(form: IntakeForm) -> str:
    """``17:30 thứ Năm, 26/11/2026``, computed or stated."""
    if form.states_due:
        stated = form.said("due_at")
        return clock_and_day(timezone.localtime(stated)) if stated else UNKNOWN
    if form.terms and form.terms.deadline:
        return clock_and_day(form.terms.deadline.due_at)
    return UNKNOWN


def limit_words(form: IntakeForm) -> str:
    """``3 ngày làm việc``, ``Theo thỏa thuận``, or that the catalogue has none."""
    if form.states_due and form.said("agreed"):
        return "Theo thỏa thuận"
    if form.terms and form.terms.limit:
        return str(form.terms.limit)
    return "Danh mục chưa có" if form.asked.needs_due else UNKNOWN


def fee_words(fee: FeeQuote) -> str:
    """``15.000 đồng``, ``Miễn phí``, or why the amount is not known."""
    if fee.amount:
        return money(fee.amount)
    words = fee.lines[0]
    return f"{words[:1].upper()}{words[1:]}"


def flash_card(today: Today) -> Words:
    """Show the number just given; empty while the day has none."""
    dossier = today.latest
    if dossier is None:
        return {}
    verb = LATELY.get(dossier.current_status, "Vừa tiếp nhận")
    when = timezone.localtime(dossier.accepted_at or dossier.logged_at)
    return {
        "heading": f"{verb} lúc {clock(when)}",
        "code": desk_number(dossier),
        "lines": _lines(dossier),
        "links": _links(dossier),
    }


LATELY = {
    Status.RETURNED: "Vừa trả kết quả",
    Status.SUBMITTED: "Ghi nhận, chờ tiếp nhận,",
    Status.NOT_ACCEPTED: "Không tiếp nhận, ghi",
}


def receipt_to_print(today: Today) -> str:
    """Return the address of the receipt due now; none where the result was given."""
    dossier = today.latest
    if dossier is None or dossier.current_status in LATELY:
        return ""
    return reverse("dossiers:receipt", args=[dossier.code])


def earlier_rows(today: Today) -> Words:
    """List the dossiers before the latest, with links."""
    return {
        "total": f"hôm nay: {thousands(today.count)} hồ sơ",
        "rows": [
            {
                "code": desk_number(dossier),
                "url": reverse("dossiers:detail", args=[dossier.code]),
                "when": clock(
                    timezone.localtime(dossier.accepted_at or dossier.logged_at)
                ),
                "lines": _lines(dossier),
            }
            for dossier in today.earlier
        ],
    }


def _saved(rows: list[Dossier], clerk: User, code: str) -> Dossier | None:
    """Return the dossier just saved; an older one where a form was sent again."""
    recent = next((row for row in rows if row.code == code), None)
    try:
        return recent or dossier_for(clerk, code)
    except Dossier.DoesNotExist:
        return None


def _lines(dossier: Dossier) -> list[str]:
    copies = f", {thousands(dossier.copies)} bản" if dossier.copies > 1 else ""
    name = f"{dossier.procedure.display_name}{copies}"
    return [name, dossier.applicant.full_name]


def _links(dossier: Dossier) -> list[Words]:
    if dossier.accepted_at is None:
        own_page = reverse("dossiers:detail", args=[dossier.code])
        return [{"label": "Mở hồ sơ", "url": own_page}]
    receipt = {
        "label": "In giấy hẹn",
        "url": reverse("dossiers:receipt", args=[dossier.code]),
        "kbd": "Ctrl+P",
        "prints": True,
    }
    basis = {
        "label": "Căn cứ hạn",
        "url": reverse("dossiers:deadline_basis", args=[dossier.code]),
    }
    return [receipt, basis]


def _number(number: int, authority: str) -> str:
    mark = INTERNAL_MARK if authority == CodeAuthority.EXTERNAL else ""
    return f"{mark}{number:04d}"
