from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from procedures.deadlines import Limit
from procedures.enums import Channel, FeeStatus, LimitUnit, VersionState
from procedures.models import Fee, OfferedChannel, Procedure, SectorGroup, TimeLimit
from tests.factories import (
    ProcedureFactory,
    ProcedureVersionFactory,
    SectorFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)


@pytest.fixture
def version():
    return ProcedureVersionFactory()


def test_the_version_of_a_day_is_the_one_in_force(version):
    version.valid_to = date(2026, 10, 31)
    version.save()
    later = ProcedureVersionFactory(
        procedure=version.procedure, number=2, valid_from=date(2026, 11, 1)
    )

    procedure = Procedure.objects.at(code=version.procedure.code)

    assert [
        procedure.version_on(day)
        for day in (date(2025, 6, 30), date(2026, 10, 31), date(2026, 11, 1))
    ] == [None, version, later]
    assert procedure.version_to_show(date(2025, 6, 30)) == later


def test_a_version_is_upcoming_in_force_or_abolished(version):
    version.valid_to = date(2026, 11, 24)

    assert [
        version.state_on(day)
        for day in (date(2025, 6, 30), date(2026, 11, 24), date(2026, 11, 25))
    ] == [VersionState.UPCOMING, VersionState.IN_FORCE, VersionState.ABOLISHED]


def test_a_limit_for_the_channel_goes_before_the_general_one(version):
    TimeLimit.objects.create(version=version, value=5, unit="working_day")
    TimeLimit.objects.create(
        version=version, channel="online", value=3, unit="working_day"
    )
    TimeLimit.objects.create(
        version=version, case="Phải xác minh", value=8, unit="working_day"
    )
    TimeLimit.objects.create(
        version=version, channel="postal", value=1, unit="same_day", cutoff=time(15)
    )

    assert version.limit_for(Channel.IN_PERSON) == Limit(5, LimitUnit.WORKING_DAY)
    assert version.limit_for(Channel.ONLINE) == Limit(3, LimitUnit.WORKING_DAY)
    assert version.limit_for(Channel.POSTAL) == Limit(1, LimitUnit.SAME_DAY, time(15))
    assert version.limit_for(Channel.ONLINE, "Phải xác minh") == Limit(
        8, LimitUnit.WORKING_DAY
    )
    assert version.limit_for(Channel.ONLINE, "Khác") == Limit(3, LimitUnit.WORKING_DAY)


def test_channels_not_stated_refuse_none(version):
    assert version.offers(Channel.POSTAL)

    OfferedChannel.objects.create(version=version, channel="online")

    assert [version.offers(channel) for channel in Channel] == [True, False, False]


def test_a_fee_status_for_the_channel_goes_before_the_general_one(version):
    Fee.objects.create(version=version, status="charged", amount=100_000)
    Fee.objects.create(version=version, status="free", amount=0, channel="online")
    Fee.objects.create(version=version, status="free", amount=0, ground="Hộ nghèo")

    assert version.fee_status_for(Channel.IN_PERSON) is FeeStatus.CHARGED
    assert version.fee_status_for(Channel.ONLINE) is FeeStatus.FREE
    assert [rule.ground for rule in version.fee_rules_for(Channel.POSTAL, DAY)] == [
        "",
        "Hộ nghèo",
    ]


def test_a_fee_outside_its_dates_is_no_rule(version):
    Fee.objects.create(
        version=version, status="charged", amount=1, valid_to=date(2026, 11, 23)
    )

    assert version.fee_rules_for(Channel.ONLINE, date(2026, 11, 23))
    assert version.fee_rules_for(Channel.ONLINE, DAY) == ()


def test_nothing_known_of_a_fee_is_unset(version):
    assert version.fee_status_for(Channel.ONLINE) is FeeStatus.UNSET


@pytest.mark.parametrize("text", ["chứng thực", "chung thuc", "CHỨNG", "đơn", "don"])
def test_search_needs_no_marks(text):
    procedure = ProcedureFactory(name="Chứng thực Đơn ví dụ")
    procedure.search_text = procedure.searchable()
    procedure.save()

    assert list(Procedure.objects.matching(text)) == [procedure]


@pytest.mark.parametrize("text", ["ung", "thực sự", "%", "_"])
def test_a_word_typed_begins_a_word_kept(text):
    procedure = ProcedureFactory(name="Chứng thực")
    procedure.search_text = procedure.searchable()
    procedure.save()

    assert not Procedure.objects.matching(text).exists()


def test_groups_count_what_citizens_may_ask_for_today():
    sector = SectorFactory()
    ProcedureVersionFactory(procedure__sector=sector)
    ProcedureVersionFactory(procedure__sector=sector, procedure__internal=True)
    ProcedureVersionFactory(procedure__sector=sector, valid_from=date(2027, 1, 1))

    assert [g.count for g in SectorGroup.objects.with_counts(DAY)] == [1]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            lambda version: TimeLimit(version=version, value=0, unit="day"),
            "Thời hạn phải từ 1 trở lên.",
        ),
        (lambda version: Fee(version=version, status="charged"), "Hãy nhập mức thu."),
        (
            lambda version: Fee(
                version=version,
                valid_from=date(2026, 2, 1),
                valid_to=date(2026, 1, 1),
            ),
            "Ngày hết áp dụng phải từ ngày bắt đầu trở đi.",
        ),
    ],
)
def test_nonsense_is_refused_by_form_and_database(version, row, sentence):
    with pytest.raises(ValidationError) as refused:
        row(version).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row(version).save()

    assert refused.value.messages == [sentence]


def test_one_version_only_has_no_end(version):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersionFactory(procedure=version.procedure, number=2)


class TestCases:
    """A line of a case goes before one of none; a relief of none is for every case."""

    @pytest.fixture(autouse=True)
    def tariff(self, version):
        Fee.objects.create(version=version, status="charged", amount=10)
        Fee.objects.create(version=version, status="charged", amount=20, case="Gấp")
        Fee.objects.create(version=version, status="free", amount=0, ground="Hộ nghèo")
        Fee.objects.create(version=version, status="council", case="Chưa rõ")

    @pytest.mark.parametrize(
        ("case", "amounts"),
        [("", [10, 0]), ("Gấp", [20, 0]), ("Chưa rõ", [10, 0]), ("Khác", [10, 0])],
    )
    def test_price_their_own_way(self, version, case, amounts):
        rules = version.fee_rules_for(Channel.ONLINE, DAY, case)

        assert [rule.amount for rule in rules] == amounts

    def test_say_themselves_what_is_known(self, version):
        assert [
            version.fee_status_for(Channel.ONLINE, case) for case in ("", "Chưa rõ")
        ] == [FeeStatus.CHARGED, FeeStatus.COUNCIL]

    def test_are_named_once_for_their_channel(self, version):
        TimeLimit.objects.create(version=version, value=1, unit="day", case="Gấp")
        TimeLimit.objects.create(
            version=version, value=2, unit="day", case="Qua bưu chính", channel="postal"
        )

        assert version.cases_on(Channel.ONLINE) == ("Gấp", "Chưa rõ")
        assert version.cases_on(Channel.POSTAL) == ("Gấp", "Qua bưu chính", "Chưa rõ")
