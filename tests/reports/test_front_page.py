"""The front page tells of the newest month that a report counted after its end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from reports.canonical import frozen
from reports.figures import Counts, Evidence
from reports.front_page import frequent_procedures, newest_month
from reports.models import Report
from reports.periods import Period
from tests.factories import ProcedureFactory, ProcedureVersionFactory
from tests.reports.figures import AUGUST, STATEMENT, TALLIES

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

DAY = date(2025, 9, 5)
JULY = Period(date(2025, 7, 1), date(2025, 7, 31))


def ready(period=AUGUST, statement=STATEMENT, counted_at=None):
    counted_at = counted_at or statement.counted_at
    return Report.objects.create(
        start=period.start,
        end=period.end,
        label=period.label,
        cycle=period.cycle or "",
        state="ready",
        requested_at=counted_at,
        ready_at=counted_at,
        counted_at=counted_at,
        figures=frozen(statement),
    )


def with_counts(**changes):
    total = replace(STATEMENT.tallies.total, **changes)
    return replace(STATEMENT, tallies=replace(TALLIES, total=total))


def told(month):
    return [(kpi["value"], kpi["label"], kpi["note"]) for kpi in month.kpis]


def offered(name, code, **fields):
    procedure = ProcedureFactory(name=name, code=code, **fields)
    return ProcedureVersionFactory(procedure=procedure).procedure


def test_a_month_tells_its_four_figures_the_late_ones_included():
    ready()

    month = newest_month()

    assert month.label == "tháng 8/2025"
    assert told(month) == [
        ("1.233", "hồ sơ đã tiếp nhận", ""),
        ("1.200", "hồ sơ đã giải quyết", ""),
        ("99,67%", "giải quyết trước hạn và đúng hạn", ""),
        (
            "6",
            "hồ sơ quá hạn",
            "4 đã giải quyết, 2 đang giải quyết, 4 đã có văn bản xin lỗi",
        ),
    ]
    assert month.kpis[3]["tone"] == "red"


def test_a_month_without_late_dossiers_says_nothing_more_of_them():
    ready(
        statement=replace(
            STATEMENT,
            tallies=replace(TALLIES, total=Counts(1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0)),
            evidence=Evidence(sequence=1, mac="ab" * 32, due_changes=0),
        )
    )

    last = newest_month().kpis[3]

    assert (last["value"], last["note"], last["tone"]) == ("0", "", "")


def test_before_the_first_report_there_is_no_month():
    assert newest_month() is None


def test_what_was_counted_before_the_month_was_over_is_not_told():
    ready(JULY)
    last_moment = datetime(2025, 8, 31, 16, 59, tzinfo=UTC)
    ready(AUGUST, counted_at=last_moment)
    assert newest_month().label == "tháng 7/2025"

    ready(AUGUST, counted_at=last_moment + timedelta(minutes=1))
    assert newest_month().label == "tháng 8/2025"


def test_other_periods_are_not_told():
    ready(Period(date(2025, 8, 15), date(2025, 9, 14)))
    ready(Period(date(2025, 8, 3), date(2025, 8, 4)))

    assert newest_month() is None


def test_the_newest_report_of_the_newest_month_is_told():
    ready(AUGUST)
    ready(JULY, counted_at=STATEMENT.counted_at + timedelta(days=2))
    again = with_counts(received_online=1001)
    ready(AUGUST, again, counted_at=STATEMENT.counted_at + timedelta(days=1))

    assert told(newest_month())[0][0] == "1.234"


def test_what_is_asked_for_most_comes_first_then_the_counters_own():
    ready()
    married = offered("Kết hôn", "1.000894")
    born = offered("Khai sinh", "1.001193", favourite_order=2)
    copied = offered("Bản sao", "2.000815", favourite_order=1)

    assert frequent_procedures(DAY) == [born, married, copied]


def test_what_citizens_cannot_ask_for_any_more_is_left_out():
    ready()
    ended = ProcedureVersionFactory(
        procedure=ProcedureFactory(name="Khai sinh", code="1.001193"),
        valid_to=date(2025, 8, 31),
    )
    offered("Kết hôn", "1.000894", internal=True, favourite_order=1)

    assert frequent_procedures(DAY) == []
    assert frequent_procedures(date(2025, 8, 31)) == [ended.procedure]


def test_five_are_shown():
    for number in range(1, 8):
        offered(f"Thủ tục {number}", f"9.00000{number}", favourite_order=number)

    assert [p.favourite_order for p in frequent_procedures(DAY)] == [1, 2, 3, 4, 5]


def test_the_front_page_shows_the_month_and_its_procedures(client, office):
    ready()
    offered("Đăng ký khai sinh", "1.001193", short_name="Khai sinh")

    page = " ".join(client.get("/").content.decode().split())

    assert "<h2>Kết quả phục vụ tháng 8/2025</h2>" in page
    assert "99,67%" in page
    assert "4 đã giải quyết, 2 đang giải quyết, 4 đã có văn bản xin lỗi" in page
    assert '<a href="/thu-tuc/1.001193/">Khai sinh</a>' in page


def test_the_front_page_asks_the_same_few_questions_however_much_there_is(
    client, office, django_assert_max_num_queries
):
    ready()
    for number in range(1, 8):
        offered(f"Thủ tục {number}", f"9.00000{number}", favourite_order=number)
    client.get("/")

    # office, opening hours, the month (twice), its procedures, favourites, groups
    with django_assert_max_num_queries(7):
        client.get("/")


def test_without_a_report_the_front_page_leaves_the_month_out(client, office):
    assert "Kết quả phục vụ" not in client.get("/").content.decode()
