"""What a procedure is called, cut into words and weighed; pure."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from procedures.searching.words import Word, bare_words, words_of

Key = TypeVar("Key")

FILLERS = frozenset(
    bare_words(
        "thủ tục hồ sơ giấy tờ đơn mẫu làm xin muốn cần hỏi cấp cho của về việc tại ở"
        " và hoặc là thì bị được các những một như thế nào đâu gì bao nhiêu tôi em anh"
        " chị mình phường xã ủy ban nhân dân theo để có"
    )
)
"""Words that say little of what is wanted."""

FILLER_SHARE = 0.25
EVENNESS = 0.7
"""Below 1, a rare word tells less more than a common one does."""

DERIVED_WORDS = tuple(
    " ".join(bare_words(text))
    for text in (
        *("cấp lại", "cấp đổi", "đăng ký lại", "công bố lại", "trở lại", "trả lại"),
        *("thay đổi", "sửa đổi", "bổ sung", "điều chỉnh", "gia hạn", "cập nhật"),
        *("giải thể", "sáp nhập", "chia, tách", "chuyển đổi", "chấm dứt", "thôi"),
        *("thu hồi", "xóa", "tạm ngừng", "dừng", "đóng", "mở khóa", "kết hợp"),
        *("lưu động", "biên giới", "liên thông", "đã có hồ sơ", "cấp huyện"),
        "khai thác thông tin",
    )
)
"""What a procedure does to an earlier one, or where only few can use it."""

TITLE = re.compile(r"^thủ tục\s+", re.IGNORECASE)
HEAD_ENDS = re.compile(
    r"\s*(?:\(|;|:| đối với | trong trường hợp | thuộc thẩm quyền | theo đề nghị"
    r" | do | thực hiện | bằng dịch vụ công )",
    re.IGNORECASE,
)
"""Where a long name begins to say for whom and when, instead of what."""


@dataclass(frozen=True, kw_only=True)
class Entry(Generic[Key]):
    """One procedure as the index knows it."""

    key: Key
    name: str
    code: str = ""
    others: tuple[str, ...] = ()
    """What else it is called: short, popular and people's own names."""

    around: str = ""
    """Sector and summary: a procedure is found by them, but not named."""

    often: int = 0
    """Its number at the counter, 1 the most frequent; 0 for none."""

    foreign: bool = False

    @property
    def own_names(self) -> tuple[str, str]:
        """The name without its title, and its head."""
        name = TITLE.sub("", self.name)
        return name, HEAD_ENDS.split(name, maxsplit=1)[0]

    @property
    def names(self) -> list[str]:
        """Everything it is called, each once; lists of other names by their parts."""
        others = [part for text in self.others for part in (text, *text.split(","))]
        every = dict.fromkeys((*self.own_names, *others))
        return [text for text in every if text.strip()]


@dataclass(frozen=True)
class Phrase:
    """One of the things that a procedure is called."""

    words: tuple[Word, ...]
    weight: float
    said: bool
    """Whether people say so; otherwise the name says it itself."""


@dataclass(frozen=True)
class Known(Generic[Key]):
    """A procedure with its phrases."""

    entry: Entry[Key]
    phrases: tuple[Phrase, ...]
    around: frozenset[str]

    @cached_property
    def head(self) -> str:
        """The bare words of its name's head."""
        return " ".join(bare_words(self.entry.own_names[1]))

    @cached_property
    def derived(self) -> frozenset[str]:
        """What its name says that makes it follow another procedure."""
        return derived_words(self.head)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of its phrases."""
        return frozenset(w.bare for phrase in self.phrases for w in phrase.words)


def derived_words(said: str) -> frozenset[str]:
    """Return which of DERIVED_WORDS stand in bare words."""
    return frozenset(words for words in DERIVED_WORDS if f" {words} " in f" {said} ")


def weights_of(entries: Iterable[Entry[Any]]) -> dict[str, float]:
    """Weigh each word by how few procedures have it; fillers weigh little."""
    counts: Counter[str] = Counter()
    number = 0
    for entry in entries:
        counts.update({*bare_words(" ".join((*entry.names, entry.around)))})
        number += 1
    return {
        word: math.log(1 + number / count) ** EVENNESS * share_of(word)
        for word, count in counts.items()
    }


def share_of(word: str) -> float:
    """Return the part of its weight that a word keeps: fillers and numbers little."""
    return FILLER_SHARE if word in FILLERS or word.isdecimal() else 1.0


def known(entry: Entry[Key], weights: dict[str, float]) -> Known[Key]:
    """Cut everything a procedure is called into weighed phrases."""
    own = entry.own_names
    phrases = tuple(
        Phrase(tuple(words), _weight(words, weights), said=text not in own)
        for text in entry.names
        if (words := words_of(text))
    )
    return Known(entry, phrases, frozenset(bare_words(entry.around)))


def _weight(words: Sequence[Word], weights: dict[str, float]) -> float:
    return sum(weights.get(word.bare, 0.0) for word in words)
