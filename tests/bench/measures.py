"""Measures one database, in a process of its own: ``tell`` writes one JSON object."""

import json
import sys
import time
from datetime import timedelta
from pathlib import Path
from statistics import median

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.timekeeping import refresh_words
from reports.counted import Scope
from reports.periods import Cycle, last_closed
from reports.tallies import tally
from tests.bench.catalogue import catalogue
from tests.bench.forms import forms
from tests.bench.searching import search
from wardportal.accounts.models import User
from wardportal.office.current import current_office

RUNS = 9
SQL = (Path(__file__).parent / "figures.sql").read_text()
COLUMNS = (
    "received_online",
    "received_counter_postal",
    "carried_over",
    "early",
    "on_time",
    "overdue",
    "pending_in_term",
    "pending_overdue",
)


def figures():
    """Time last month's figures against the SQL, turn by turn; both must agree."""
    now = timezone.now()
    period = last_closed(Cycle.CALENDAR_MONTH, timezone.localdate(now))
    scope = Scope(period, current_office(), now)
    said = {"start": period.begins_at, "end": period.ends_at, "judged": scope.judged_at}
    ours, by_hand = [], []
    for _ in range(RUNS):
        ours.append(_timed(lambda: tally(scope)))
        by_hand.append(_timed(lambda: _rows(SQL, said)))
    rows = {row.sector_id: row.counts for row in ours[-1].result.rows}
    for sector_id, *counts in by_hand[-1].result:
        assert counts == [getattr(rows[sector_id], name) for name in COLUMNS]
    return {
        "month": period.label,
        "counted": ours[-1].result.total.received_total,
        "tally_ms": _median_ms(ours),
        "sql_ms": _median_ms(by_hand),
    }


def worklist():
    """Count the queries of the clerk's list, time it, and sign a browser in."""
    client = Client(headers={"host": "127.0.0.1"})
    clerk = User.objects.get(username="clerk")
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("dossiers:worklist")
    answers = [_timed(lambda: client.get(address)) for _ in range(RUNS)]
    assert answers[-1].result.status_code == 200, answers[-1].result
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return {
        "address": address,
        "queries": len(queries),
        "view_ms": _median_ms(answers),
        "cookie": f"sessionid={client.cookies['sessionid'].value}",
    }


def refresh():
    """Time a refresh that finds nothing and one that turns many words, taken back."""
    office, now = current_office(), timezone.now()
    refresh_words(office=office, moment=now)
    unchanged = [
        _timed(lambda: refresh_words(office=office, moment=now)) for _ in range(RUNS)
    ]
    later = now + timedelta(days=30)
    with transaction.atomic():
        turned = _timed(lambda: refresh_words(office=office, moment=later))
        transaction.set_rollback(True)
    return {
        "open": Dossier.objects.open().count(),
        "nothing_ms": _median_ms(unchanged),
        "turned": turned.result,
        "turned_ms": turned.seconds * 1000,
    }


class _Timed:
    def __init__(self, result, seconds):
        self.result = result
        self.seconds = seconds


def _timed(work):
    begun = time.perf_counter()
    result = work()
    return _Timed(result, time.perf_counter() - begun)


def _median_ms(runs):
    return median(run.seconds for run in runs) * 1000


def _rows(sql, said):
    with connection.cursor() as cursor:
        cursor.execute(sql, said)
        return cursor.fetchall()


MEASURES = {
    "figures": figures,
    "worklist": worklist,
    "refresh": refresh,
    "catalogue": catalogue,
    "forms": forms,
    "search": search,
}


def tell(name):
    """Take one measure and write what it found."""
    json.dump(MEASURES[name](), sys.stdout)
