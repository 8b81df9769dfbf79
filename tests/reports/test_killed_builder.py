"""kill -9 in the middle of a build loses nothing and leaves nothing half."""

import hashlib
import json

import pytest

from tests.harness.installation import Installation, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.embedded]

ASK = """
from datetime import date
from django.utils import timezone
from reports.periods import Period
from reports.publishing import request_report
from wardportal.office.setup import load_office_defaults
load_office_defaults()
period = Period(date(2025, 8, 1), date(2025, 8, 31))
print(request_report(period=period, leader=None, moment=timezone.now()).pk)
"""
BUILD_AND_HANG = """
import time, uuid, weasyprint
from django.utils import timezone
from reports.publishing import build
weasyprint.HTML.write_pdf = lambda *_, **__: time.sleep(120)
build(report_id=uuid.UUID("{report}"), moment=timezone.now())
"""
STATE = """
from reports.models import Report
report = Report.objects.get()
print(report.state, report.attempts)
"""
MEND = """
from django.utils import timezone
from reports.models import Report
from reports.publishing import LEASE, build, reconcile
from wardportal.outbox.models import OutboxMessage
later = timezone.now() + LEASE
OutboxMessage.objects.all().delete()
reconcile(moment=later)
message = OutboxMessage.objects.get()
build(report_id=message.reference, moment=later)
"""
FILES = """
import json
from reports.models import ReportFile
print(json.dumps({file.name: file.sha256 for file in ReportFile.objects.all()}))
"""


def files_in(folder):
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_killed_build_is_done_by_the_next_builder(tmp_path):
    office = Installation(tmp_path / "var")
    media = tmp_path / "var" / "media"
    office.manage("migrate", "--run-syncdb", "--verbosity", "0")
    code = BUILD_AND_HANG.format(report=office.shell(ASK))

    with office.running("manage.py", "shell", "--no-imports", "-c", code) as builder:
        assert wait_for(lambda: office.shell(STATE) == "running 1")
        builder.kill()

    assert office.shell(STATE) == "running 1"
    assert files_in(media) == {}

    office.shell(MEND)

    assert office.shell(STATE) == "ready 2"
    assert files_in(media) == json.loads(office.shell(FILES))
    assert len(files_in(media)) == 4
