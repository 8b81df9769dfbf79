"""Which papers of a version somebody needs: by channel, case and what holds for them.

A paper that is not always needed says so in its note: "Chỉ khi nhờ người khác làm
thay". What stands after "chỉ khi" is the condition that a citizen is asked about; how
a dossier is handed in is known from its channel and not asked again.
"""

import re
from collections.abc import Iterable, Set as AbstractSet
from dataclasses import dataclass

from django.utils.text import slugify

from procedures.enums import Channel
from procedures.models import ProcedureVersion, RequiredDocument
from wardportal.formats import fold

CONDITION = re.compile(r"(?:^|[;,.] )chỉ khi (?P<text>[^;.]+)", re.IGNORECASE)
CHANNEL_OF = (
    (re.compile(r"\bnộp trực tuyến\b"), Channel.ONLINE),
    (re.compile(r"\bgửi qua bưu chính\b"), Channel.POSTAL),
)
"""Conditions that the channel answers."""

LONGEST_KEY = 60
INSTEAD_OF_FORM = "thay cho tờ khai giấy"
PAPER_FORM = "Tờ khai"
"""Where a paper stands in for the printed form, the form is not brought as well."""


@dataclass(frozen=True)
class Condition:
    """Something that may hold for whoever hands in; ``key`` stands in addresses."""

    key: str
    text: str

    @property
    def channel(self) -> Channel | None:
        """The channel that the condition names, if it names one."""
        found = (channel for words, channel in CHANNEL_OF if words.search(self.text))
        return next(found, None)


def condition_of(document: RequiredDocument) -> Condition | None:
    """Return when a paper is needed; None for one that always is, or may be."""
    found = CONDITION.search(document.note)
    if found is None:
        return None
    text = found["text"].strip()
    return Condition(slugify(fold(text))[:LONGEST_KEY].strip("-"), text)


def conditions_of(documents: Iterable[RequiredDocument]) -> list[Condition]:
    """List what a citizen is asked about, each thing once, in the papers' order."""
    found = dict.fromkeys(condition_of(document) for document in documents)
    return [condition for condition in found if condition and not condition.channel]


def cases_of(version: ProcedureVersion, channel: Channel) -> list[str]:
    """List the cases whose papers, limit or fee differ, each once."""
    of_papers = (document.case for document in version.documents.all())
    cases = dict.fromkeys((*of_papers, *version.cases_on(channel)))
    return [case for case in cases if case]


def papers_for(
    documents: Iterable[RequiredDocument],
    *,
    channel: Channel,
    case: str = "",
    met: AbstractSet[str] = frozenset(),
) -> list[RequiredDocument]:
    """Keep what is needed; ``met`` are the keys of the conditions that hold."""
    needed = [
        document
        for document in documents
        if document.case in {"", case} and _holds(condition_of(document), channel, met)
    ]
    if not any(INSTEAD_OF_FORM in document.note for document in needed):
        return needed
    return [row for row in needed if not row.name.startswith(PAPER_FORM)]


def _holds(
    condition: Condition | None, channel: Channel, met: AbstractSet[str]
) -> bool:
    if condition is None:
        return True
    if condition.channel:
        return condition.channel is channel
    return condition.key in met
