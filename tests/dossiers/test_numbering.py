"""Numbers of a day: unique, without holes, in the right year, under 20 clerks."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from dossiers.intake import register_dossier
from dossiers.models import DayCounter, Dossier
from dossiers.numbering import expected_number, keep_above, take_code, take_number
from tests.dossiers import desk
from tests.people import make_clerk

AGENCY = "H00.00.01"
DAY = date(2026, 11, 23)


def take(**fields):
    return take_number(**{"agency_code": AGENCY, "day": DAY, **fields})


@pytest.mark.django_db
@pytest.mark.embedded
class TestNumbers:
    def test_follow_one_another(self):
        assert [take(), take(), take()] == [1, 2, 3]

    def test_begin_anew_each_day_and_at_each_agency(self):
        take()
        assert take(day=date(2026, 11, 25)) == 1
        assert take(agency_code="H00.00.02") == 1

    def test_taken_at_once_end_with_the_last(self):
        take()
        assert take(count=100) == 101
        assert take() == 102

    def test_of_a_rolled_back_dossier_are_given_again(self):
        take()
        with transaction.atomic():
            take()
            transaction.set_rollback(True)
        assert take() == 2

    def test_expected_is_the_next_and_takes_nothing(self):
        assert expected_number(agency_code=AGENCY, day=DAY) == 1
        take()
        assert expected_number(agency_code=AGENCY, day=DAY) == 2
        assert take() == 2

    def test_become_a_code(self):
        taken = take_code(agency_code=AGENCY, day=DAY)
        assert taken == ("H00.00.01-261123-0001", 1)


@pytest.mark.django_db
@pytest.mark.embedded
class TestImportedCodes:
    def test_of_ours_raise_the_counter(self):
        code = "H00.00.01-261123-0120"
        assert keep_above(agency_code=AGENCY, day=DAY, code=code) == 120
        assert take() == 121

    def test_below_the_counter_leave_it(self):
        take(count=200)
        code = "H00.00.01-261123-0120"
        assert keep_above(agency_code=AGENCY, day=DAY, code=code) == 120
        assert take() == 201

    def test_of_others_leave_no_trace(self):
        assert keep_above(agency_code=AGENCY, day=DAY, code="G22-261123-0120") is None
        assert not DayCounter.objects.exists()


@pytest.mark.django_db
@pytest.mark.embedded
def test_year_and_day_are_those_of_the_office(office, clerk):
    """00:30 of 1 January in Vietnam is still December in UTC."""
    desk.announce_days()
    new_year = datetime(2025, 12, 31, 17, 30, tzinfo=UTC)
    dossier = register_dossier(
        facts=desk.facts(desk.make_status_paper()),
        by=desk.logging(office, clerk, new_year),
    )
    assert dossier.code == "H00.00.01-260101-0001"
    assert dossier.receipt_day == date(2026, 1, 1)


class Clerks:
    """Twenty clerks in twenty connections, who press the key at the same moment."""

    COUNT = 20

    def __init__(self, work):
        self.work = work
        self.barrier = threading.Barrier(self.COUNT)
        self.faults = []

    def run(self):
        threads = [
            threading.Thread(target=self._one, args=(number,))
            for number in range(self.COUNT)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _one(self, number):
        try:
            self.barrier.wait()
            self.work(number)
        except Exception as fault:  # noqa: BLE001 - the test compares what happened
            self.faults.append(type(fault))
        finally:
            connection.close()


@pytest.fixture
def counter(transactional_db, office):
    """Offer an office where several connections can work at once."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    desk.announce_days()
    return office


def test_20_parallel_clerks_leave_no_double_and_no_hole(counter):
    procedure, clerk = desk.make_status_paper(), make_clerk()

    def log_two(_number):
        for _ in range(2):
            facts, by = desk.facts(procedure), desk.logging(counter, clerk)
            register_dossier(facts=facts, by=by)

    clerks = Clerks(log_two)
    clerks.run()
    assert clerks.faults == []
    numbers = sorted(Dossier.objects.values_list("day_number", flat=True))
    assert numbers == list(range(1, 41))
    codes = set(Dossier.objects.values_list("code", flat=True))
    assert codes == {f"H00.00.01-261123-{number:04d}" for number in range(1, 41)}


def test_rolled_back_ones_among_them_leave_no_hole(counter):
    procedure, clerk = desk.make_status_paper(), make_clerk()

    class PowerCutError(Exception):
        pass

    def log_perhaps(number):
        with transaction.atomic():
            register_dossier(
                facts=desk.facts(procedure), by=desk.logging(counter, clerk)
            )
            if number % 4 == 0:
                raise PowerCutError

    clerks = Clerks(log_perhaps)
    clerks.run()
    assert clerks.faults == [PowerCutError] * 5
    numbers = sorted(Dossier.objects.values_list("day_number", flat=True))
    assert numbers == list(range(1, 16))
