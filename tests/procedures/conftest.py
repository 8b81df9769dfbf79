"""Fixtures that tests of the catalogue share."""

from datetime import UTC, date, datetime, timedelta

import pytest

from procedures.changing import Author


@pytest.fixture
def clock():
    """Return ``clock(day)``: an author a little later each time."""
    ticks = iter(range(10_000))

    def by(day=date(2026, 11, 24), user=None):
        noon = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
        return Author(noon + timedelta(seconds=next(ticks)), user)

    return by
