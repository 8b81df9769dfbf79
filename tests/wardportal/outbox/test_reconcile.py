"""What was missed is found from the database, and one app's fault stops no other."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils.module_loading import import_string

from tests.harness.models import TaskRun
from wardportal.celery import app
from wardportal.outbox.intents import intend
from wardportal.outbox.models import OutboxMessage
from wardportal.outbox.reconcile import forget_sent, reconcile_all
from wardportal.outbox.tasks import reconcile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NOTE, FAIL = "tests.harness.reconcilers.note_moment", "tests.harness.reconcilers.fail"


def test_every_reconciler_of_the_settings_exists_and_takes_a_moment(settings):
    assert settings.RECONCILERS
    for name in settings.RECONCILERS:
        assert "moment" in import_string(name).__annotations__


def test_each_reconciler_is_given_the_moment(settings):
    settings.RECONCILERS = [NOTE]
    assert reconcile_all(moment=MOMENT) == []
    assert TaskRun.objects.get().reference == "2026-11-23T02:00:00+00:00"


def test_a_failing_reconciler_stops_no_other_and_is_named(settings):
    settings.RECONCILERS = [FAIL, NOTE]
    assert reconcile_all(moment=MOMENT) == [FAIL]
    assert TaskRun.objects.count() == 1


def test_the_log_names_the_error_without_what_it_says(settings, caplog):
    settings.RECONCILERS = [FAIL]
    reconcile_all(moment=MOMENT)
    assert caplog.messages == [f"{FAIL} failed: ValueError"]
    assert caplog.records[0].exc_info is None


def test_the_real_reconcilers_may_run_twice():
    assert reconcile_all(moment=MOMENT) == []
    assert reconcile_all(moment=MOMENT) == []


def test_sent_messages_are_kept_for_a_month_and_unsent_ones_for_ever():
    for reference, age in (("old", 31), ("young", 29), ("unsent", 400)):
        intend(task="a", reference=reference, moment=MOMENT - timedelta(days=age))
        if reference != "unsent":
            OutboxMessage.objects.filter(reference=reference).update(
                sent_at=MOMENT - timedelta(days=age)
            )
    forget_sent(moment=MOMENT)
    kept = OutboxMessage.objects.values_list("reference", flat=True)
    assert set(kept) == {"young", "unsent"}


def test_beat_asks_for_it_each_minute_by_a_name_the_worker_knows():
    app.loader.import_default_modules()
    entry = app.conf.beat_schedule["reconcile"]
    assert (entry["task"] in app.tasks, entry["schedule"]) == (True, 60.0)


def test_the_task_runs_the_reconcilers(settings):
    settings.RECONCILERS = [NOTE]
    reconcile()
    assert TaskRun.objects.count() == 1


def test_the_command_runs_the_reconcilers_once(settings):
    settings.RECONCILERS = [NOTE]
    call_command("reconcile", once=True)
    assert TaskRun.objects.count() == 1


def test_the_command_fails_when_something_could_not_be_done(settings):
    settings.RECONCILERS = [NOTE, FAIL]
    with pytest.raises(CommandError) as failure:
        call_command("reconcile", once=True)
    assert str(failure.value) == (
        f"Chưa làm được: {FAIL}. Hãy xem nhật ký rồi chạy lại."
    )
