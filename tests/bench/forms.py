"""Times each printed form against the least that a PDF can be, in the same run."""

import time
from datetime import timedelta
from statistics import median

from django.db import transaction
from django.utils import timezone

from dossiers.acts import Act, event_of
from dossiers.enums import DossierEvent
from dossiers.models import Dossier, Extension, SupplementPaper, SupplementRequest
from dossiers.register_book import Pages, dossiers_on, register_pdf
from dossiers.slips.kinds import FORMS
from dossiers.slips.parts import slip_pdf
from wardportal.accounts.models import User
from wardportal.history.chain import record
from wardportal.office.current import current_office
from wardportal.pdf import render_pdf

RUNS = 9
ADDRESS = "https://mot-cua.example/t/bcghkmnpqtvbcghkmnpqtvbcgh/"
ONE_LINE = '<!DOCTYPE html><html lang="vi"><title>x</title><p>Một dòng</p></html>'


def forms():
    """Print all of one dossier, whose life is made up and taken back."""
    office, now = current_office(), timezone.now()
    told = {"one_line_ms": _ms(lambda: render_pdf(ONE_LINE))}
    with transaction.atomic():
        dossier = _with_a_life(now)
        for number, form in FORMS.items():
            dossier.status = "not_accepted" if number == 3 else "stopped"
            told[f"form_{number}_ms"] = _ms(
                lambda make=form.make: slip_pdf(
                    make(dossier, office=office, address=ADDRESS)
                )
            )
        transaction.set_rollback(True)
    return told | _register(office, now)


def _register(office, now):
    """Print the register of a month that many dossiers came in."""
    clerk = User.objects.get(username="clerk")
    last = Dossier.objects.latest("receipt_day").receipt_day
    pages = Pages(last - timedelta(days=30), last)
    begun = time.perf_counter()
    register_pdf(pages, reader=clerk, office=office, moment=now)
    return {
        "register_s": time.perf_counter() - begun,
        "register_rows": dossiers_on(pages, reader=clerk).count(),
    }


def _with_a_life(now):
    """Add to a dossier what each form tells of."""
    leader = User.objects.get(username="leader")
    parts = Dossier.objects.counted().with_page_parts()
    dossier = parts.filter(supplements=None, extension=None).latest("accepted_at")
    request = SupplementRequest.objects.create(
        dossier=dossier,
        asked_at=now,
        asked_by=leader,
        reason="Tờ khai thiếu chữ ký",
        expires_on=now.date(),
    )
    for name in ("Tờ khai", "Căn cước", "Văn bản ủy quyền"):
        SupplementPaper.objects.create(request=request, name=name)
    Extension.objects.create(
        dossier=dossier,
        made_at=now,
        made_by=leader,
        signed_by=leader,
        due_at=dossier.due_at,
        promised_at=dossier.due_at + timedelta(days=3),
        reason="Chờ trả lời xác minh",
        in_time=True,
    )
    by = Act(leader, now, "Người nộp không bổ sung giấy tờ")
    for event in (DossierEvent.CLOSED, DossierEvent.NOT_ACCEPTED):
        record(event_of(dossier, event, by))
    dossier.promised_at, dossier.outcome = now, "stopped"
    return dossier


def _ms(work):
    """Return the median of several runs, the first one left out: it reads the fonts."""
    work()
    runs = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        runs.append(time.perf_counter() - begun)
    return median(runs) * 1000
