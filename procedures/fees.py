"""What a dossier costs, in whole đồng, and why; pure.

A tariff is a set of dated rules. A rule without a ground is the ordinary price; one
with a ground is an exemption, a reduction or a waiver for whoever claims that ground,
and of several the highest benefit applies: what costs least.
"""

from collections.abc import Iterable, Iterator, Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from procedures.enums import Channel, FeeBasis, FeeStatus
from wardportal.formats import money, short_date, thousands

FREE_WORDS = "miễn phí"
COUNCIL_WORDS = "theo quy định của HĐND"
UNSET_WORDS = "chưa nhập mức thu"

_UNKNOWN_WORDS = {FeeStatus.COUNCIL: COUNCIL_WORDS, FeeStatus.UNSET: UNSET_WORDS}
_UNIT_WORDS = {
    FeeBasis.PER_CASE: "trường hợp",
    FeeBasis.PER_COPY: "bản",
    FeeBasis.PER_PAGE: "bản",
}


class FeeError(ValueError):
    """A tariff or a count that cannot be priced; the text is a Vietnamese sentence."""


@dataclass(frozen=True)
class FeeCount:
    """How many cases or copies are asked for, of an original of how many pages.

    ``pages`` matters to tariffs per page only. Raises ``FeeError`` below 1.
    """

    quantity: int = 1
    pages: int | None = None

    def __post_init__(self) -> None:
        """Refuse counts below 1."""
        if self.quantity < 1:
            raise FeeError("Hãy nhập số lượng từ 1 trở lên.")
        if self.pages is not None and self.pages < 1:
            raise FeeError("Hãy nhập số trang từ 1 trở lên.")


@dataclass(frozen=True)
class PageTier:
    """From this page of the original on, each page costs so many đồng."""

    first_page: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class FeeRule:
    """One dated line of a tariff.

    ``amount`` is the price of one case or copy, or of one page where ``tiers`` is
    empty; ``cap`` is the most that one of them costs. Both dates are inclusive.
    ``channel`` None means every channel. Raises ``FeeError``.
    """

    basis: FeeBasis
    amount: int = 0
    tiers: tuple[PageTier, ...] = ()
    cap: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    channel: Channel | None = None
    ground: str = ""

    def __post_init__(self) -> None:
        """Refuse amounts, tiers and dates that make no sense."""
        amounts = [self.amount, self.cap or 0, *(tier.amount for tier in self.tiers)]
        if min(amounts) < 0:
            raise FeeError("Mức thu phải từ 0 đồng trở lên.")
        self._check_tiers()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise FeeError(
                f"Mức thu hết hạn ngày {short_date(self.valid_to)}, trước ngày bắt đầu "
                f"{short_date(self.valid_from)}. Hãy sửa một trong hai ngày."
            )

    @property
    def is_free(self) -> bool:
        """Whether the rule charges nothing, whatever the count."""
        return not self.amount and not any(tier.amount for tier in self.tiers)

    def applies(
        self, *, on: date, channel: Channel, grounds: AbstractSet[str] = frozenset()
    ) -> bool:
        """Tell whether the rule holds that day, on that channel, for those grounds."""
        begun = self.valid_from is None or self.valid_from <= on
        over = self.valid_to is not None and self.valid_to < on
        on_channel = self.channel is None or self.channel is channel
        claimed = not self.ground or self.ground in grounds
        return begun and not over and on_channel and claimed

    def price(self, count: FeeCount) -> int:
        """Multiply the rule out, in đồng.

        Raises ``FeeError`` when it goes by pages and their number is missing.
        """
        return count.quantity * self.unit_price(count.pages)

    def unit_price(self, pages: int | None) -> int:
        """Return what one case or copy costs, at most the cap."""
        full = sum(number * amount for number, amount in self.parts(pages))
        return full if self.cap is None else min(full, self.cap)

    def parts(self, pages: int | None) -> Iterator[tuple[int, int]]:
        """Walk the priced parts of one case or copy: how many at how many đồng."""
        if self.basis is not FeeBasis.PER_PAGE:
            yield 1, self.amount
            return
        if pages is None:
            raise FeeError("Hãy nhập số trang của bản chính.")
        tiers = self.tiers or (PageTier(1, self.amount),)
        ends = [*(tier.first_page for tier in tiers[1:]), pages + 1]
        for tier, end in zip(tiers, ends, strict=True):
            number = min(end, pages + 1) - tier.first_page
            if number > 0:
                yield number, tier.amount

    def _check_tiers(self) -> None:
        if not self.tiers:
            return
        if self.basis is not FeeBasis.PER_PAGE:
            raise FeeError("Chỉ mức thu theo trang mới có bậc. Hãy bỏ các bậc.")
        pages = [tier.first_page for tier in self.tiers]
        if pages[0] != 1 or pages != sorted(set(pages)):
            raise FeeError(
                "Bậc đầu phải từ trang 1, bậc sau phải từ trang lớn hơn bậc trước."
            )


@dataclass(frozen=True)
class FeeQuote:
    """A price with its explanation, fit to be kept as a snapshot.

    ``amount`` is None while nobody knows it; ``rule`` is the one that decided.
    """

    amount: int | None
    status: FeeStatus
    lines: tuple[str, ...]
    rule: FeeRule | None = None


def quote(
    rules: Iterable[FeeRule],
    *,
    status: FeeStatus,
    channel: Channel,
    on: date,
    count: FeeCount = FeeCount(),
    grounds: AbstractSet[str] = frozenset(),
) -> FeeQuote:
    """Price a dossier received on a day and channel by someone with these grounds.

    Among ordinary prices a rule for the channel goes before one for every channel,
    and a later one before an earlier. A claimed ground that waives everything needs
    no other amount, so it also answers where the ordinary one is unknown.
    """
    if status is FeeStatus.FREE:
        return FeeQuote(0, status, (FREE_WORDS,))
    holding = [r for r in rules if r.applies(on=on, channel=channel, grounds=grounds)]
    reliefs = [rule for rule in holding if rule.ground]
    waiver = next((rule for rule in reliefs if rule.is_free), None)
    if waiver is not None:
        return FeeQuote(0, status, (f"Được miễn theo: {waiver.ground}",), waiver)
    if status in _UNKNOWN_WORDS:
        return FeeQuote(None, status, (_UNKNOWN_WORDS[status],))
    ordinary = max((r for r in holding if not r.ground), key=_precedence, default=None)
    if ordinary is None:
        return FeeQuote(None, FeeStatus.UNSET, (UNSET_WORDS,))
    return _cheapest(ordinary, reliefs, count)


def _cheapest(ordinary: FeeRule, reliefs: list[FeeRule], count: FeeCount) -> FeeQuote:
    """Take the highest benefit; the ordinary price where none is better."""
    rule = min([ordinary, *reliefs], key=lambda candidate: candidate.price(count))
    lines = tuple(_lines(rule, count))
    if rule is not ordinary:
        usual = f"Mức thường: {money(ordinary.price(count))}"
        lines = (usual, f"Được giảm theo: {rule.ground}", *lines)
    return FeeQuote(rule.price(count), FeeStatus.CHARGED, lines, rule)


def _precedence(rule: FeeRule) -> tuple[bool, date]:
    return rule.channel is not None, rule.valid_from or date.min


def _lines(rule: FeeRule, count: FeeCount) -> Iterator[str]:
    each = rule.unit_price(count.pages)
    if rule.basis is FeeBasis.PER_PAGE:
        for number, amount in rule.parts(count.pages):
            total = money(number * amount)
            yield f"{thousands(number)} trang × {money(amount)} = {total}"
    if each == rule.cap:
        yield f"Mức tối đa một {_UNIT_WORDS[rule.basis]}: {money(each)}"
    asked = f"{thousands(count.quantity)} {_UNIT_WORDS[rule.basis]}"
    yield f"{asked} × {money(each)} = {money(rule.price(count))}"
