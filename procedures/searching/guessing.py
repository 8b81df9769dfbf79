"""What was meant by the words typed: mended slips, split words, other words; pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from procedures.searching.words import Word, awakened, bare_words, one_letter_for_i

MENDED, MISTYPED, BEGUN, DOUBTED = 0.97, 0.82, 0.74, 0.75
"""What a guess is worth: keys for marks, one letter wrong, a word begun, a word that
exists but stands where another is usual."""

SHORTEST_TYPO, LONG_WORD = 3, 7
SHORTEST_JOINED, LONGEST_JOINED = 4, 100
LONGEST_SYLLABLE = 7
MOST_TYPOS = 60


QUESTIONS = sorted(
    map(
        bare_words,
        (
            *("điều kiện", "thời hạn", "thời gian", "lệ phí", "phí", "bao lâu"),
            *("mất bao lâu", "bao nhiêu tiền", "mất bao nhiêu tiền", "hết bao nhiêu"),
            *("ở đâu", "khi nào", "như thế nào", "thế nào", "ra sao", "làm sao"),
            *("cần gì", "cần những gì", "gồm những gì", "cần giấy tờ gì", "giấy tờ gì"),
            *("được không", "có được không", "phải làm gì", "thì làm thế nào"),
            *("tôi muốn", "em muốn", "cho hỏi", "xin hỏi", "cho tôi hỏi", "hướng dẫn"),
        ),
    ),
    key=lambda words: (-len(words), words),
)
"""What people ask about any procedure: says nothing of which."""


Rewrite = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """One word typed and the words of the catalogue that it may be, with their worth."""

    typed: Word
    options: Mapping[str, float] = field(default_factory=dict)

    @property
    def as_typed(self) -> bool:
        """Whether the word itself is in the catalogue."""
        return self.typed.bare in self.options

    @property
    def likeliest(self) -> str:
        """The best guess; the word itself where there is none."""
        return max(self.options, key=lambda w: (self.options[w], w), default="") or (
            self.typed.bare
        )


class Guesser:
    """Knows the words of the catalogue, their neighbours, and what stands for what."""

    def __init__(
        self,
        vocabulary: Collection[str],
        phrases: Iterable[Sequence[Word]],
        rewrites: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._rewrites = [
            (bare_words(said), bare_words(meant)) for said, meant in rewrites
        ]
        self._rewrites.sort(key=lambda pair: (-len(pair[0]), pair))
        spoken = {word for said, _ in self._rewrites for word in said}
        self._vocabulary = sorted({*vocabulary, *spoken})
        self._known = frozenset(self._vocabulary)
        self._after: dict[str, set[str]] = defaultdict(set)
        for words in phrases:
            self._learn([word.bare for word in words])
        for said, _ in self._rewrites:
            self._learn(said)

    def _learn(self, words: Sequence[str]) -> None:
        for first, second in pairwise(words):
            self._after[first].add(second)

    def readings(self, words: Sequence[Word]) -> list[list[Asked]]:
        """Return the words as guessed and in the catalogue's own words.

        Both again without what is asked about any procedure.
        """
        split = [
            part
            for place, word in enumerate(words)
            for part in self._split(word, words[max(place - 1, 0) : place + 2])
        ]
        first = [Asked(word, self._first_guess(word.bare)) for word in split]
        asked = [self._beside(first, place) for place in range(len(first))]
        readings = [asked, self._replaced(asked, self._rewrites)]
        questions = [(words, ()) for words in QUESTIONS]
        readings += [self._replaced(reading, questions) for reading in readings]
        return [
            reading
            for place, reading in enumerate(readings)
            if reading and reading not in readings[:place]
        ]

    def known_pairs(self, asked: Sequence[Asked]) -> list[int]:
        """Return the places of words that somewhere stand before the next one."""
        return [
            place
            for place in range(len(asked) - 1)
            if self._follow(asked[place].options, asked[place + 1].options)
        ]

    def _follow(self, first: Iterable[str], second: Iterable[str]) -> bool:
        following = set(second)
        return any(not following.isdisjoint(self._after.get(w, ())) for w in first)

    def _first_guess(self, bare: str) -> dict[str, float]:
        if bare in self._known:
            return {bare: 1.0}
        awake = [form for form in awakened(bare) if form in self._known]
        return dict.fromkeys(awake[:1], MENDED) or self._slips(bare)

    def _slips(self, bare: str) -> dict[str, float]:
        """Return what a word may be that was begun or has one letter wrong."""
        slips = self._begun(bare)
        for form in (*awakened(bare), bare):
            worth = MISTYPED if form == bare else MISTYPED * MENDED
            slips |= dict.fromkeys(self._mistyped(form), worth)
        return slips

    def _begun(self, bare: str) -> dict[str, float]:
        if len(bare) < SHORTEST_TYPO - 1 or not bare.isalpha():
            return {}
        return {word: BEGUN for word in self._vocabulary if word.startswith(bare)}

    def _mistyped(self, bare: str) -> list[str]:
        """Return words one letter away: wrong, missing, doubled or swapped."""
        if len(bare) < SHORTEST_TYPO or not bare.isalpha():
            return []
        away = 2 if len(bare) >= LONG_WORD else 1
        near = process.extract(
            bare,
            self._vocabulary,
            scorer=OSA.distance,
            score_cutoff=away,
            limit=MOST_TYPOS,
        )
        return [word for word, _, _ in near if word.isalpha()]

    def _beside(self, asked: Sequence[Asked], place: int) -> Asked:
        """Keep the guesses that stand beside their neighbours somewhere, if any do.

        A word that exists but stands beside nothing usual may be a slip as well.
        """
        token = asked[place]
        before = asked[place - 1].options if place else {}
        after = asked[place + 1].options if place + 1 < len(asked) else {}

        def usual(words: Mapping[str, float]) -> dict[str, float]:
            return {
                word: worth
                for word, worth in words.items()
                if self._follow(before, [word]) or self._follow([word], after)
            }

        kept = usual(token.options)
        if kept or not (before or after):
            return Asked(token.typed, kept or token.options)
        likelier = usual(self._slips(token.typed.bare))
        if token.as_typed:
            likelier = dict.fromkeys(likelier, DOUBTED) and {
                **dict.fromkeys(likelier, DOUBTED),
                token.typed.bare: DOUBTED,
            }
        return Asked(token.typed, likelier or token.options)

    def _replaced(
        self, asked: Sequence[Asked], rewrites: Sequence[Rewrite]
    ) -> list[Asked]:
        """Put other words for each phrase that is said, the longest first."""
        result: list[Asked] = []
        place = 0
        while place < len(asked):
            said, meant = _rewrite_at(asked, place, rewrites)
            if said:
                result += [Asked(Word(word), {word: 1.0}) for word in meant]
                place += len(said)
            else:
                result.append(asked[place])
                place += 1
        return result

    def _split(self, word: Word, around: Sequence[Word]) -> list[Word]:
        """Cut a word that holds several: only where each stands before the next.

        A short one may as well be a slip that stands beside its neighbours.
        """
        for bare in (word.bare, *awakened(word.bare)):
            if bare in self._known:
                break
            if not SHORTEST_JOINED <= len(bare) <= LONGEST_JOINED:
                continue
            parts = self._cut(bare)
            if len(parts) > 1 and not self._is_slip(bare, around):
                return [Word(part) for part in parts]
        return [word]

    def _is_slip(self, bare: str, around: Sequence[Word]) -> bool:
        if len(bare) > LONGEST_SYLLABLE:
            return False
        slips = self._mistyped(bare)
        beside = [word.bare for word in around]
        return self._follow(beside, slips) or self._follow(slips, beside)

    def _cut(self, joined: str) -> tuple[str, ...]:
        """Return the fewest words that make up a joined one; () where none do."""

        @cache
        def rest_from(start: int, before: str) -> tuple[str, ...] | None:
            if start == len(joined):
                return ()
            fewest: tuple[str, ...] | None = None
            for end in range(len(joined), start, -1):
                part = one_letter_for_i(joined[start:end])
                if part not in self._known:
                    continue
                if before and part not in self._after.get(before, ()):
                    continue
                rest = rest_from(end, part)
                if rest is not None and (fewest is None or len(rest) + 1 < len(fewest)):
                    fewest = (part, *rest)
            return fewest

        return rest_from(0, "") or ()


def _rewrite_at(
    asked: Sequence[Asked], place: int, rewrites: Sequence[Rewrite]
) -> Rewrite:
    for said, meant in rewrites:
        window = asked[place : place + len(said)]
        if len(window) == len(said) and all(
            word in token.options or word == token.typed.bare
            for word, token in zip(said, window, strict=True)
        ):
            return said, meant
    return (), ()
