"""Which procedure do these words mean? An index in memory and its scores; pure.

A score is the best phrase's sum of a few named parts (``Score``), so that an order can
be explained; equal scores stand by code before none, by name, then by key.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic

from procedures.searching.guessing import Asked, Guesser
from procedures.searching.phrases import (
    Entry,
    Key,
    Known,
    Phrase,
    derived_words,
    known,
    share_of,
    weights_of,
)
from procedures.searching.words import words_of

FOUND, ORDERED, FOCUSED = 60.0, 22.0, 18.0
WHOLE, OFTEN, FOREIGN, DERIVED = 12.0, 5.0, 14.0, 8.0
NEARLY_WHOLE, NEARLY_ALL = 0.75, 0.9

AROUND_SHARE = 0.35
"""What a word is worth that stands in the sector or the summary only."""

ELSEWHERE_SHARE = 0.7
"""What a word is worth that another phrase of the procedure has."""

OTHER_MARKS = 0.88
"""What a word is worth whose letters fit, but not its marks: chúng for chứng."""

UNKNOWN_SHARE = 0.5
"""What a word tells that no procedure has, beside the rarest one that some has."""

LEAST_FOUND, LEAST_BESIDE_A_NAME = 0.5, 0.25
"""How much of what was typed must be found: less where a whole name is among it."""

LEAST_OF_BEST = 0.55
FOREIGN_WORDS = ("nuoc ngoai", "viet kieu", "quoc tich")


@dataclass(frozen=True, kw_only=True)
class Score:
    """Why a procedure stands where it stands."""

    found: float
    """The share of the words typed that the procedure has, by what they tell."""

    ordered: float
    """The share of neighbouring words typed that stand side by side in its phrase."""

    focused: float
    """The share of the phrase that was typed: the shorter name goes first."""

    whole: float
    """Near 1 where what was typed is just what the procedure is called."""

    often: float
    """How often the counter needs it."""

    foreign: float
    """Whether a foreign element was asked for where the procedure is for one."""

    derived: float
    """Less for what follows another procedure, unless it was asked for."""

    @cached_property
    def total(self) -> float:
        """The sum that procedures stand by."""
        parts = FOUND * self.found + ORDERED * self.ordered + FOCUSED * self.focused
        parts += WHOLE * self.whole
        return round(parts + self.often + self.foreign + self.derived, 6)


@dataclass(frozen=True)
class Hit(Generic[Key]):
    """A procedure found."""

    entry: Entry[Key]
    score: Score


@dataclass(frozen=True)
class _Meaning:
    """A word of the catalogue that a word typed may be."""

    place: int
    worth: float
    marked: str
    """The marks as they were typed; "" where none were, or where this is a guess."""


@dataclass(frozen=True)
class _Question:
    """One reading of what was typed, weighed."""

    weights: Sequence[float]
    meanings: Mapping[str, Sequence[_Meaning]]
    pairs: Sequence[int]
    foreign: bool
    derived: frozenset[str]

    @cached_property
    def whole(self) -> float:
        return sum(self.weights) or 1.0

    @cached_property
    def weight_of_pairs(self) -> float:
        return sum(self.pair_weight(place) for place in self.pairs)

    def pair_weight(self, place: int) -> float:
        return self.weights[place] + self.weights[place + 1]

    def found(self, qualities: Mapping[int, float]) -> float:
        """Return the share of what was typed that these words have."""
        told = sum(self.weights[place] * worth for place, worth in qualities.items())
        return told / self.whole


class Ranking(Generic[Key]):
    """An index over entries; built once, asked often."""

    def __init__(
        self, entries: Iterable[Entry[Key]], rewrites: Iterable[tuple[str, str]] = ()
    ) -> None:
        entries = list(entries)
        self._weights = weights_of(entries)
        self._unknown = UNKNOWN_SHARE * max(self._weights.values(), default=1.0)
        self._known = [known(entry, self._weights) for entry in entries]
        phrases = [phrase.words for one in self._known for phrase in one.phrases]
        titled = [words_of(entry.name) for entry in entries]
        self._guesser = Guesser(self._weights, [*phrases, *titled], rewrites)
        self._owners: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self._known):
            for word in one.words | one.around:
                self._owners[word].append(number)

    @property
    def entries(self) -> list[Entry[Key]]:
        """What the index was built over."""
        return [one.entry for one in self._known]

    def search(self, text: str) -> list[Hit[Key]]:
        """Return what the words mean, the likeliest first; nothing if too little fits."""
        best: dict[int, Score] = {}
        for asked in self._guesser.readings(words_of(text)):
            for number, score in self._scores(self._question(asked)):
                held = best.get(number)
                if held is None or score.total > held.total:
                    best[number] = score
        return self._in_order(best)

    def _in_order(self, scores: Mapping[int, Score]) -> list[Hit[Key]]:
        top = max((score.total for score in scores.values()), default=0.0)
        hits = [
            Hit(self._known[number].entry, score)
            for number, score in scores.items()
            if score.total >= LEAST_OF_BEST * top
        ]
        return sorted(hits, key=_place)

    def _question(self, asked: Sequence[Asked]) -> _Question:
        meanings: dict[str, list[_Meaning]] = defaultdict(list)
        for place, token in enumerate(asked):
            marked = token.typed.marked if token.as_typed else ""
            for word, worth in token.options.items():
                meanings[word].append(_Meaning(place, worth, marked))
        likeliest = " ".join(token.likeliest for token in asked)
        return _Question(
            weights=[self._weight(token) for token in asked],
            meanings=meanings,
            pairs=self._guesser.known_pairs(asked),
            foreign=_is_foreign(likeliest),
            derived=derived_words(likeliest),
        )

    def _weight(self, token: Asked) -> float:
        """Weigh a word typed; one that nobody knows tells nearly as much as a rare one."""
        likely = max(token.options.values(), default=0.0)
        told = min(
            (
                self._weights.get(word, 0.0)
                for word, worth in token.options.items()
                if worth == likely
            ),
            default=0.0,
        )
        return told or self._unknown * share_of(token.typed.bare)

    def _scores(self, question: _Question) -> list[tuple[int, Score]]:
        qualities = self._qualities(question)
        return [
            (number, max(scores, key=lambda score: score.total))
            for number, anywhere in qualities.items()
            if question.found(anywhere) >= LEAST_BESIDE_A_NAME
            and (scores := _phrase_scores(self._known[number], question, anywhere))
        ]

    def _qualities(self, question: _Question) -> dict[int, dict[int, float]]:
        """Return, for each procedure, the best it has of each word typed, anywhere."""
        qualities: dict[int, dict[int, float]] = defaultdict(dict)
        for word, meanings in question.meanings.items():
            for number in self._owners.get(word, ()):
                held = qualities[number]
                share = 1.0 if word in self._known[number].words else AROUND_SHARE
                for meaning in meanings:
                    worth = share * meaning.worth
                    if worth > held.get(meaning.place, 0.0):
                        held[meaning.place] = worth
        return qualities


def _phrase_scores(
    one: Known[Any], question: _Question, anywhere: Mapping[int, float]
) -> list[Score]:
    elsewhere = {place: ELSEWHERE_SHARE * worth for place, worth in anywhere.items()}
    scores = (_phrase_score(phrase, one, question, elsewhere) for phrase in one.phrases)
    return [score for score in scores if score and _is_enough(score)]


def _is_enough(score: Score) -> bool:
    named = score.focused >= NEARLY_ALL and score.ordered > 0
    return score.found >= (LEAST_BESIDE_A_NAME if named else LEAST_FOUND)


def _phrase_score(
    phrase: Phrase, one: Known[Any], question: _Question, elsewhere: Mapping[int, float]
) -> Score | None:
    here: dict[int, float] = {}
    standing: set[tuple[int, int]] = set()
    focus = 0.0
    for position, word in enumerate(phrase.words):
        best = 0.0
        for meaning in question.meanings.get(word.bare, ()):
            worth = meaning.worth
            if meaning.marked and meaning.marked != word.marked:
                worth *= OTHER_MARKS
            here[meaning.place] = max(here.get(meaning.place, 0.0), worth)
            standing.add((meaning.place, position))
            best = max(best, worth * question.weights[meaning.place] / meaning.worth)
        focus += best
    if not here:
        return None
    found = question.found({**elsewhere, **_better(here, elsewhere)})
    focused = min(focus / (phrase.weight or 1.0), 1.0)
    return Score(
        found=found,
        ordered=_ordered(standing, question),
        focused=focused,
        whole=max(0.0, min(found, focused) - NEARLY_WHOLE) / (1 - NEARLY_WHOLE),
        often=_often(one.entry),
        foreign=_foreign(one, asked=question.foreign),
        derived=0.0 if phrase.said else -DERIVED * len(one.derived - question.derived),
    )


def _better(
    here: Mapping[int, float], elsewhere: Mapping[int, float]
) -> dict[int, float]:
    return {
        place: max(worth, elsewhere.get(place, 0.0)) for place, worth in here.items()
    }


def _ordered(standing: set[tuple[int, int]], question: _Question) -> float:
    """Share of the known pairs that stand in the phrase; one word alone is in order."""
    if not question.pairs:
        return 1.0
    kept = {
        place
        for place, position in standing
        if place in question.pairs and (place + 1, position + 1) in standing
    }
    return sum(map(question.pair_weight, kept)) / (question.weight_of_pairs or 1.0)


def _foreign(one: Known[Any], *, asked: bool) -> float:
    """Prefer what is for a foreign element where one is meant, and only there."""
    if one.entry.foreign and asked:
        return FOREIGN
    said = one.entry.foreign or _is_foreign(one.head)
    return -FOREIGN if said and not asked else 0.0


def _is_foreign(bare: str) -> bool:
    return any(words in bare for words in FOREIGN_WORDS)


def _often(entry: Entry[Any]) -> float:
    """Prefer what the counter does most: the lower its number, the more."""
    return OFTEN * (1 - 0.02 * entry.often) if entry.often else 0.0


def _place(hit: Hit[Any]) -> tuple[float, bool, str, str, str]:
    entry = hit.entry
    return -hit.score.total, not entry.code, entry.name, entry.code, str(entry.key)
