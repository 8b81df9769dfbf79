"""Reads the counter's form as it is typed and as its box fills it."""

import uuid
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from dossiers.box_answers import (
    BoxAnswer,
    answer,
    as_second_party,
    choose,
    known_values,
)
from dossiers.command_box import read_command
from dossiers.forms.intake import IntakeForm
from dossiers.forms.intake_fields import Counter
from wardportal.accounts.views import StaffRequest
from wardportal.forms import IdNumberField, only_digits

SEVERAL = {"papers"}
"""Fields that are sent once for each choice."""


def obey_box(request: StaffRequest) -> BoxAnswer:
    """Return what the box's line, or the choice picked from its answer, asks for."""
    picked = request.POST.get("pick")
    if picked:
        return choose(picked)
    command = read_command(request.POST.get("lenh", ""))
    reply = answer(command, day=timezone.localdate())
    return reply.of_second_party() if _awaits_second_card(request, reply) else reply


def read(
    request: StaffRequest,
    reply: BoxAnswer,
    at: Counter,
    kind: type[IntakeForm] = IntakeForm,
) -> IntakeForm:
    """Read the form as typed and as the box fills it, without any errors shown."""
    values = {**typed(request.POST), **reply.values}
    known = _with_known_second(_with_known_person(values))
    reading = kind(known, at=at)
    reading.is_valid()
    return reading


def typed(post: QueryDict) -> dict[str, Any]:
    """Return the values of a form that was sent."""
    return {
        name: post.getlist(name) if name in SEVERAL else post.get(name, "")
        for name in post
    }


def form_key(post: QueryDict) -> uuid.UUID | None:
    """Return the token of a form that was sent; None where it is odd."""
    try:
        return uuid.UUID(post.get("intake_key", ""))
    except ValueError:
        return None


def _awaits_second_card(request: StaffRequest, reply: BoxAnswer) -> bool:
    """Tell whether a card just scanned is the second party's: one is there already."""
    post, scanned_number = request.POST, reply.values.get("id_number")
    first_is_there = post.get("full_name", "").strip()
    is_another = scanned_number and scanned_number != post.get("id_number")
    return bool(is_another and first_is_there and post.get("second_name") == "")


def _with_known_person(values: dict[str, Any]) -> dict[str, Any]:
    """Fill in who is known by the ID number, unless a name is there already."""
    number = only_digits(values.get("id_number", ""))
    if len(number) != IdNumberField.LENGTH or values.get("full_name", "").strip():
        return values
    return values | known_values(number)


def _with_known_second(values: dict[str, Any]) -> dict[str, Any]:
    """Do the same for the second party."""
    number = only_digits(values.get("second_id_number", ""))
    if len(number) != IdNumberField.LENGTH or values.get("second_name", "").strip():
        return values
    return values | as_second_party(known_values(number))
