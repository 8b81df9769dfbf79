"""Without any server a real worker process takes what the outbox hands over."""

import pytest

from tests.harness.installation import Installation, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.embedded]

MESSAGES = 20
INTEND = f"""
from django.utils import timezone
from wardportal.outbox.intents import intend
for number in range({MESSAGES}):
    intend(task="tests.harness.tasks.note_run", reference=f"paper-{{number}}",
           moment=timezone.now())
"""
RUNS = """
from tests.harness.models import TaskRun
print(sorted(TaskRun.objects.values_list("reference", flat=True)))
"""
WORKER = ("-m", "celery", "-A", "wardportal", "worker", "--concurrency", "2")


def test_a_worker_process_runs_each_intent_exactly_once(tmp_path):
    office = Installation(tmp_path / "var")
    office.manage("migrate", "--run-syncdb", "--verbosity", "0")
    office.shell(INTEND)
    assert office.manage("relay_outbox", "--once") == (
        f"Đã gửi {MESSAGES}, hoãn 0, để riêng 0.\n"
    )
    wanted = str(sorted(f"paper-{number}" for number in range(MESSAGES)))
    with office.running(*WORKER, "--loglevel", "ERROR") as worker:
        assert wait_for(lambda: office.shell(RUNS) == wanted, seconds=60)
    assert worker.returncode == 0
    assert office.shell(RUNS) == wanted
