"""The part of a dossier's page where its result is handed over."""

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse

from dossiers.access import HANDLING_ROLES
from dossiers.enums import DELIVERY_LABELS, Delivery
from dossiers.forms.move_form import MoveForm
from dossiers.forms.returns import WAY, ReturnForm
from dossiers.models import Dossier
from dossiers.permissions import MoveKind, next_move
from wardportal.accounts.models import User

SCANNED = "quet"
"""Says in the address that the receipt was scanned: the keyboard is ready to return."""


def scanned_address(dossier: Dossier) -> str:
    """Return the page of a dossier whose receipt was scanned, ready to return it."""
    page = reverse("dossiers:detail", args=[dossier.code])
    return f"{page}?{SCANNED}=1"


def asked_forms(asked: QueryDict, dossier: Dossier) -> dict[MoveKind, MoveForm]:
    """Return the form of returning as the page's address asks for it, if it does."""
    if asked.keys().isdisjoint({WAY, SCANNED}):
        return {}
    way = {"way": asked.get(WAY, "")}
    form = ReturnForm(initial=way, auto_id=f"id_{MoveKind.RETURN}_%s")
    form.suit(dossier)
    first = form.visible_fields()[0].field
    first.widget.attrs["autofocus"] = True
    return {MoveKind.RETURN: form}


def desk_note(dossier: Dossier, user: User | AnonymousUser) -> dict[str, str]:
    """Lead staff who scanned a receipt with a telephone to the desk's page."""
    if not (user.is_authenticated and HANDLING_ROLES & user.roles):
        return {}
    returns = next_move(dossier.current_status, user.roles) is MoveKind.RETURN
    return {
        "tone": "blue",
        "title": "Bạn đang đăng nhập.",
        "text": "",
        "link_url": scanned_address(dossier),
        "link_label": "Mở hồ sơ để trả kết quả" if returns else "Mở hồ sơ",
    }


def way_words(way: str) -> str:
    """Name a way that the evidence tells of; "" where it tells none."""
    return DELIVERY_LABELS[Delivery(way)] if way else ""
