from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from procedures.models import UnansweredQuery
from procedures.unanswered import MOST_KEPT, forget_old, is_impersonal, remember

DAY = date(2026, 11, 24)


def kept():
    return list(UnansweredQuery.objects.values_list("text", "count", "last_day"))


@pytest.mark.django_db
@pytest.mark.embedded
def test_what_was_searched_in_vain_is_counted_folded():
    assert remember("Giấy phép Bay", day=DAY - timedelta(days=1))
    assert remember("giay  phep bay", day=DAY)

    assert kept() == [("giay phep bay", 2, DAY)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "a.nguyen@example.vn",
        "căn cước 001099012345",
        "số 0912 345 678",
        "0912.345.678",
        "Nguyễn Văn Ví Dụ",
        "x" * 61,
        "một hai ba bốn năm sáu bảy tám chín",
    ],
)
@pytest.mark.django_db
def test_what_may_name_a_person_is_not_kept(text):
    assert not is_impersonal(text)
    assert not remember(text, day=DAY)
    assert kept() == []


@pytest.mark.parametrize("text", ["đổi tên", "hộ nghèo", "nghị định 118", "lê phí"])
def test_ordinary_words_are_kept(text):
    assert is_impersonal(text)


@pytest.mark.django_db
def test_a_flood_of_words_does_not_fill_the_table():
    UnansweredQuery.objects.bulk_create(
        UnansweredQuery(text=f"tu {number}", last_day=DAY)
        for number in range(MOST_KEPT)
    )

    assert remember("từ 5", day=DAY)
    assert not remember("từ mới", day=DAY)
    assert UnansweredQuery.objects.count() == MOST_KEPT


@pytest.mark.django_db(transaction=True)
@pytest.mark.embedded
def test_a_database_that_can_only_be_read_forgets_it(client, office):
    read_only, writable = {
        "postgresql": (
            "SET default_transaction_read_only = on",
            "SET default_transaction_read_only = off",
        ),
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(read_only)
    try:
        answer = client.get("/thu-tuc/", {"q": "xyzt"})
    finally:
        with connection.cursor() as cursor:
            cursor.execute(writable)

    assert answer.status_code == 200
    assert kept() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.embedded
def test_a_search_does_not_wait_for_whoever_writes(office):
    remember("xyzt", day=DAY)
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("UPDATE procedures_unansweredquery SET count = 7")
        begun = timezone.now()
        assert not remember("xyzt", day=DAY)
        took = timezone.now() - begun
    finally:
        other.rollback()
        other.close()

    assert took < timedelta(seconds=2)
    assert kept() == [("xyzt", 1, DAY)]


@pytest.mark.django_db
def test_what_nobody_searches_any_more_is_forgotten():
    remember("cũ", day=DAY - timedelta(days=181))
    remember("mới", day=DAY)

    forget_old(moment=datetime(2026, 11, 24, 8, tzinfo=UTC))

    assert kept() == [("moi", 1, DAY)]
