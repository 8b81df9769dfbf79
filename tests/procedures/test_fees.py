from datetime import date

import pytest
from hypothesis import given, strategies as st

from procedures.enums import Channel, FeeBasis, FeeStatus
from procedures.fees import FeeCount, FeeError, FeeQuote, FeeRule, PageTier, quote

on = date.fromisoformat
CERTIFIED_COPY = FeeRule(
    basis=FeeBasis.PER_PAGE,
    tiers=(PageTier(1, 2_000), PageTier(3, 1_000)),
    cap=200_000,
)
SIGNATURE = FeeRule(basis=FeeBasis.PER_CASE, amount=10_000)
CONTRACT = FeeRule(basis=FeeBasis.PER_CASE, amount=50_000)
EXTRACT = FeeRule(basis=FeeBasis.PER_COPY, amount=8_000)
WAIVER = FeeRule(
    basis=FeeBasis.PER_CASE,
    valid_from=on("2026-08-15"),
    valid_to=on("2027-02-28"),
    ground="TT 117/2026/TT-BTC",
)
HALF = FeeRule(basis=FeeBasis.PER_CASE, amount=25_000, ground="Hộ nghèo")


def ask(*rules, status=FeeStatus.CHARGED, channel=Channel.IN_PERSON, **rest):
    """Price at the counter on 23/11/2026 unless said otherwise."""
    grounds = frozenset(rest.pop("grounds", ()))
    day = on(rest.pop("on", "2026-11-23"))
    return quote(
        rules,
        status=status,
        channel=channel,
        on=day,
        count=FeeCount(**rest),
        grounds=grounds,
    )


@pytest.mark.parametrize(
    ("pages", "quantity", "amount"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (5, 1, 7_000),
        (5, 3, 21_000),
        (197, 1, 199_000),
        (198, 1, 200_000),
        (199, 1, 200_000),
        (1_000, 2, 400_000),
    ],
)
def test_certified_copies_go_by_pages_of_the_original(pages, quantity, amount):
    assert ask(CERTIFIED_COPY, pages=pages, quantity=quantity).amount == amount


@pytest.mark.parametrize(
    ("rule", "quantity", "amount"),
    [
        (SIGNATURE, 1, 10_000),
        (SIGNATURE, 2, 20_000),
        (CONTRACT, 1, 50_000),
        (EXTRACT, 1, 8_000),
        (EXTRACT, 4, 32_000),
    ],
)
def test_cases_and_copies_are_multiplied(rule, quantity, amount):
    assert ask(rule, quantity=quantity).amount == amount


def test_one_price_for_every_page():
    flat = FeeRule(basis=FeeBasis.PER_PAGE, amount=1_500)
    assert ask(flat, pages=4, quantity=2).amount == 12_000


def test_the_cap_holds_for_each_copy_of_any_basis():
    capped = FeeRule(basis=FeeBasis.PER_COPY, amount=8_000, cap=5_000)
    assert ask(capped, quantity=3) == FeeQuote(
        15_000,
        FeeStatus.CHARGED,
        ("Mức tối đa một bản: 5.000 đồng", "3 bản × 5.000 đồng = 15.000 đồng"),
        capped,
    )


def test_a_price_is_explained_page_by_page():
    assert ask(CERTIFIED_COPY, pages=5, quantity=3) == FeeQuote(
        21_000,
        FeeStatus.CHARGED,
        (
            "2 trang × 2.000 đồng = 4.000 đồng",
            "3 trang × 1.000 đồng = 3.000 đồng",
            "3 bản × 7.000 đồng = 21.000 đồng",
        ),
        CERTIFIED_COPY,
    )


def test_a_tier_that_is_not_reached_is_not_explained():
    assert ask(CERTIFIED_COPY, pages=2).lines == (
        "2 trang × 2.000 đồng = 4.000 đồng",
        "1 bản × 4.000 đồng = 4.000 đồng",
    )


def test_the_explanation_names_the_cap_once_it_is_reached():
    assert ask(CERTIFIED_COPY, pages=1_500).lines == (
        "2 trang × 2.000 đồng = 4.000 đồng",
        "1.498 trang × 1.000 đồng = 1.498.000 đồng",
        "Mức tối đa một bản: 200.000 đồng",
        "1 bản × 200.000 đồng = 200.000 đồng",
    )
    assert "Mức tối đa một bản: 200.000 đồng" not in ask(CERTIFIED_COPY, pages=5).lines


def test_the_explanation_of_a_case():
    lines = ask(SIGNATURE, quantity=2).lines
    assert lines == ("2 trường hợp × 10.000 đồng = 20.000 đồng",)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (FeeStatus.FREE, FeeQuote(0, FeeStatus.FREE, ("miễn phí",))),
        (
            FeeStatus.COUNCIL,
            FeeQuote(None, FeeStatus.COUNCIL, ("theo quy định của HĐND",)),
        ),
        (FeeStatus.UNSET, FeeQuote(None, FeeStatus.UNSET, ("chưa nhập mức thu",))),
    ],
)
def test_a_fee_that_is_not_charged_by_rules_says_so(status, expected):
    assert ask(status=status) == expected
    assert ask(CONTRACT, status=status) == expected


def test_a_charged_fee_without_a_rule_that_holds_is_unset_and_not_free():
    online_only = FeeRule(basis=FeeBasis.PER_CASE, amount=5_000, channel=Channel.ONLINE)
    unset = FeeQuote(None, FeeStatus.UNSET, ("chưa nhập mức thu",))
    assert ask() == unset
    assert ask(online_only, channel=Channel.POSTAL) == unset


def test_the_rate_can_differ_by_channel():
    paper = FeeRule(basis=FeeBasis.PER_CASE, amount=100_000)
    online = FeeRule(basis=FeeBasis.PER_CASE, amount=0, channel=Channel.ONLINE)
    amounts = {c: ask(paper, online, channel=c).amount for c in Channel}
    assert amounts == {
        Channel.ONLINE: 0,
        Channel.IN_PERSON: 100_000,
        Channel.POSTAL: 100_000,
    }


def test_a_rule_for_the_channel_goes_before_a_cheaper_one_for_all():
    everywhere = FeeRule(
        basis=FeeBasis.PER_CASE, amount=5_000, valid_from=on("2026-07-01")
    )
    post = FeeRule(basis=FeeBasis.PER_CASE, amount=9_000, channel=Channel.POSTAL)
    assert ask(everywhere, post, channel=Channel.POSTAL).rule is post


def test_a_later_rule_goes_before_an_earlier_one():
    old = FeeRule(basis=FeeBasis.PER_CASE, amount=5_000)
    new = FeeRule(basis=FeeBasis.PER_CASE, amount=6_000, valid_from=on("2026-07-01"))
    assert ask(new, old).amount == 6_000
    assert ask(new, old, on="2026-06-30").amount == 5_000


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        ("2026-08-14", 50_000),
        ("2026-08-15", 0),
        ("2027-02-28", 0),
        ("2027-03-01", 50_000),
    ],
)
def test_a_waiver_holds_from_its_first_to_its_last_day(day, amount):
    answer = ask(CONTRACT, WAIVER, on=day, grounds=["TT 117/2026/TT-BTC"])
    assert answer.amount == amount


def test_a_benefit_is_only_for_whoever_claims_its_ground():
    assert ask(CONTRACT, WAIVER, HALF).rule is CONTRACT
    assert ask(CONTRACT, WAIVER, HALF, grounds=["Hộ nghèo"]).rule is HALF
    assert ask(CONTRACT, WAIVER, grounds=["Hộ nghèo"]).rule is CONTRACT


def test_the_highest_benefit_applies():
    third = FeeRule(basis=FeeBasis.PER_CASE, amount=35_000, ground="Khuyết tật")
    both = ["Hộ nghèo", "Khuyết tật"]
    assert ask(CONTRACT, third, HALF, grounds=both).rule is HALF
    everything = [*both, "TT 117/2026/TT-BTC"]
    assert ask(CONTRACT, third, HALF, WAIVER, grounds=everything).rule is WAIVER


def test_a_benefit_that_costs_more_than_the_ordinary_price_does_not_apply():
    dear = FeeRule(basis=FeeBasis.PER_CASE, amount=60_000, ground="Hộ nghèo")
    assert ask(CONTRACT, dear, grounds=["Hộ nghèo"]).rule is CONTRACT


def test_an_exemption_is_explained_by_its_ground():
    assert ask(CONTRACT, WAIVER, grounds=["TT 117/2026/TT-BTC"]) == FeeQuote(
        0, FeeStatus.CHARGED, ("Được miễn theo: TT 117/2026/TT-BTC",), WAIVER
    )


def test_a_reduction_is_explained_beside_the_ordinary_price():
    assert ask(CONTRACT, HALF, quantity=2, grounds=["Hộ nghèo"]) == FeeQuote(
        50_000,
        FeeStatus.CHARGED,
        (
            "Mức thường: 100.000 đồng",
            "Được giảm theo: Hộ nghèo",
            "2 trường hợp × 25.000 đồng = 50.000 đồng",
        ),
        HALF,
    )


@pytest.mark.parametrize("status", [FeeStatus.COUNCIL, FeeStatus.UNSET])
def test_a_full_exemption_needs_no_ordinary_price(status):
    exempt = ask(WAIVER, status=status, grounds=["TT 117/2026/TT-BTC"])
    assert (exempt.amount, exempt.status) == (0, status)
    assert ask(HALF, status=status, grounds=["Hộ nghèo"]).amount is None


def test_an_exemption_does_not_ask_for_pages():
    assert ask(CERTIFIED_COPY, WAIVER, grounds=["TT 117/2026/TT-BTC"]).amount == 0


def test_pages_are_asked_for_where_they_count():
    with pytest.raises(FeeError, match="Hãy nhập số trang của bản chính"):
        ask(CERTIFIED_COPY)


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        ({"quantity": 0}, "Hãy nhập số lượng từ 1 trở lên."),
        ({"quantity": -2}, "Hãy nhập số lượng từ 1 trở lên."),
        ({"pages": 0}, "Hãy nhập số trang từ 1 trở lên."),
    ],
)
def test_counts_begin_at_one(count, sentence):
    with pytest.raises(FeeError) as refusal:
        FeeCount(**count)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (
            {"basis": FeeBasis.PER_CASE, "amount": -1},
            "Mức thu phải từ 0 đồng trở lên.",
        ),
        (
            {"basis": FeeBasis.PER_CASE, "amount": 1, "cap": -1},
            "Mức thu phải từ 0 đồng trở lên.",
        ),
        (
            {"basis": FeeBasis.PER_PAGE, "tiers": (PageTier(1, -5),)},
            "Mức thu phải từ 0 đồng trở lên.",
        ),
        (
            {"basis": FeeBasis.PER_COPY, "tiers": (PageTier(1, 5),)},
            "Chỉ mức thu theo trang mới có bậc. Hãy bỏ các bậc.",
        ),
        (
            {"basis": FeeBasis.PER_PAGE, "tiers": (PageTier(2, 5),)},
            "Bậc đầu phải từ trang 1, bậc sau phải từ trang lớn hơn bậc trước.",
        ),
        (
            {"basis": FeeBasis.PER_PAGE, "tiers": (PageTier(1, 5), PageTier(1, 4))},
            "Bậc đầu phải từ trang 1, bậc sau phải từ trang lớn hơn bậc trước.",
        ),
        (
            {
                "basis": FeeBasis.PER_CASE,
                "valid_from": on("2026-07-02"),
                "valid_to": on("2026-07-01"),
            },
            (
                "Mức thu hết hạn ngày 01/07/2026, trước ngày bắt đầu 02/07/2026. "
                "Hãy sửa một trong hai ngày."
            ),
        ),
    ],
)
def test_a_nonsense_rule_is_refused_with_what_to_do(parts, sentence):
    with pytest.raises(FeeError) as refusal:
        FeeRule(**parts)
    assert str(refusal.value) == sentence


def test_a_rule_may_hold_for_one_day():
    day = on("2026-07-01")
    rule = FeeRule(basis=FeeBasis.PER_CASE, amount=1, valid_from=day, valid_to=day)
    assert ask(rule, on="2026-07-01").amount == 1


@given(
    first_pages=st.sets(st.integers(2, 60), max_size=4),
    amounts=st.lists(st.integers(0, 9_000), min_size=5, max_size=5),
    cap=st.none() | st.integers(0, 100_000),
    pages=st.integers(1, 80),
    quantity=st.integers(1, 9),
)
def test_a_price_by_tiers_equals_adding_up_page_by_page(
    first_pages, amounts, cap, pages, quantity
):
    tiers = tuple(map(PageTier, [1, *sorted(first_pages)], amounts))
    rule = FeeRule(basis=FeeBasis.PER_PAGE, tiers=tiers, cap=cap)
    each = 0
    for page in range(1, pages + 1):
        each += [tier.amount for tier in tiers if tier.first_page <= page][-1]
    each = each if cap is None else min(each, cap)
    assert rule.price(FeeCount(quantity, pages)) == quantity * each
