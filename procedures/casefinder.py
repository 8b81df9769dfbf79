"""Leads by two or three questions to the procedure and the case that fit.

The questions are data (data/case_finder.json): each answer goes on to another question
or ends at a procedure, with the case and the conditions that it settles.
"""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "data" / "case_finder.json"


@dataclass(frozen=True)
class Answer:
    """One answer: where it leads, and what it settles."""

    key: str
    label: str
    next: str = ""
    """The key of the next question; "" at an end."""

    procedure: str = ""
    """The code of the procedure at an end."""

    case: str = ""
    met: tuple[str, ...] = ()
    note: str = ""
    """What whoever answers so should know; "" for nothing."""


@dataclass(frozen=True)
class Question:
    """One question with its answers; ``key`` names it in addresses."""

    key: str
    text: str
    answers: tuple[Answer, ...]
    hint: str = ""

    def answer(self, key: str) -> Answer | None:
        """Return the answer of a key."""
        return next((answer for answer in self.answers if answer.key == key), None)


@dataclass(frozen=True)
class Topic:
    """A matter of life, and the questions asked about it."""

    slug: str
    title: str
    text: str
    icon: str
    first: str
    questions: Mapping[str, Question]


@dataclass(frozen=True)
class Standing:
    """How far the answers given lead: the next question, or the end."""

    given: tuple[tuple[Question, Answer], ...]
    question: Question | None

    @property
    def end(self) -> Answer:
        """The answer that ends the questions."""
        return self.given[-1][1]

    @property
    def met(self) -> tuple[str, ...]:
        """The conditions settled on the way."""
        return tuple(key for _, answer in self.given for key in answer.met)

    @property
    def notes(self) -> list[str]:
        """What should be known, in the order of the answers."""
        return [answer.note for _, answer in self.given if answer.note]


@functools.cache
def topics() -> tuple[Topic, ...]:
    """Return the topics in their order, read once."""
    rows = json.loads(SOURCE.read_text(encoding="utf-8"))
    return tuple(_topic(row) for row in rows)


def topic_at(slug: str) -> Topic | None:
    """Return the topic of an address."""
    return next((topic for topic in topics() if topic.slug == slug), None)


def follow(topic: Topic, given: Mapping[str, str]) -> Standing:
    """Walk from the first question along the answers; odd ones are asked again."""
    question = topic.questions[topic.first]
    walked: list[tuple[Question, Answer]] = []
    while answer := question.answer(given.get(question.key, "")):
        walked.append((question, answer))
        if not answer.next:
            return Standing(tuple(walked), None)
        question = topic.questions[answer.next]
    return Standing(tuple(walked), question)


def _topic(row: Mapping[str, Any]) -> Topic:
    questions = [
        Question(
            key=each["key"],
            text=each["text"],
            hint=each.get("hint", ""),
            answers=tuple(_answer(answer) for answer in each["answers"]),
        )
        for each in row["questions"]
    ]
    return Topic(
        slug=row["slug"],
        title=row["title"],
        text=row["text"],
        icon=row["icon"],
        first=questions[0].key,
        questions={question.key: question for question in questions},
    )


def _answer(row: Mapping[str, Any]) -> Answer:
    return Answer(**{**row, "met": tuple(row.get("met", ()))})
