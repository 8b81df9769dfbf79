from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from dossiers.stamps import Stamp, StampError, read_stamp

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIFTH = date(2026, 11, 5)
HALF_PAST_NINE = Stamp(FIFTH, time(9, 30))


@pytest.mark.parametrize(
    ("cell", "stamp"),
    [
        ("05/11/2026", Stamp(FIFTH)),
        (" 5/11/2026 ", Stamp(FIFTH)),
        ("05-11-2026", Stamp(FIFTH)),
        ("05.11.2026", Stamp(FIFTH)),
        ("2026-11-05", Stamp(FIFTH)),
        ("05/11/2026 09:30", HALF_PAST_NINE),
        ("05/11/2026  09:30:59", HALF_PAST_NINE),
        ("05/11/2026, 9h30", HALF_PAST_NINE),
        ("2026-11-05 09:30", HALF_PAST_NINE),
        ("2026-11-05T09:30:12", HALF_PAST_NINE),
        ("2026-11-05T02:30:00Z", HALF_PAST_NINE),
        ("2026-11-05T02:30:00+00:00", HALF_PAST_NINE),
        ("46331", Stamp(FIFTH)),
        ("46331,395833", HALF_PAST_NINE),
        (46331, Stamp(FIFTH)),
        (46331.0, Stamp(FIFTH)),
        (46331.39583333, HALF_PAST_NINE),
        (datetime.fromisoformat("2026-11-05T09:29:59.999600"), HALF_PAST_NINE),
        (datetime.fromisoformat("2026-11-05"), Stamp(FIFTH)),
        (FIFTH, Stamp(FIFTH)),
        ("05/11/2026 00:00", Stamp(FIFTH)),
        ("29/02/2028", Stamp(date(2028, 2, 29))),
        (None, None),
        ("", None),
        (" \u200b ", None),
    ],
)
def test_a_day_is_read_as_it_is_written(cell, stamp):
    assert read_stamp(cell, ZONE) == stamp


@pytest.mark.parametrize(
    "cell",
    [
        "11/25/2026",
        "31/02/2026",
        "29/02/2026",
        "05/11/26",
        "05/11",
        "hôm qua",
        "2026-13-01",
        "2026-11-05T25:00",
        "05/11/2026 24:00",
        "05/11/1926",
        "05/11/2126",
        "20261105",
        "261105",
        12,
        99999,
        True,
        time(9, 30),
    ],
)
def test_what_is_no_day_is_refused_with_an_example(cell):
    with pytest.raises(StampError) as refused:
        read_stamp(cell, ZONE)

    assert str(refused.value) == (
        f"không đọc được “{cell}”, hãy ghi như 05/11/2026 hoặc 05/11/2026 09:30"
    )
