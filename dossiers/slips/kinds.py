"""Which forms can be printed of a dossier: their numbers, names and makers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from dossiers.enums import Outcome, Status
from dossiers.models import Dossier
from dossiers.slips.apology import apology_letter
from dossiers.slips.control import control_slip
from dossiers.slips.parts import Slip
from dossiers.slips.receipt import receipt_slip
from dossiers.slips.refusal import refusal_slip
from dossiers.slips.stopping import stop_notice
from dossiers.slips.supplement import supplement_slip
from wardportal.office.models import Office


class Maker(Protocol):
    """Makes a form of a dossier; None where the dossier has none."""

    def __call__(
        self, dossier: Dossier, *, office: Office, address: str
    ) -> Slip | None: ...


@dataclass(frozen=True)
class Form:
    """One form: what links to it say, how it is made, and of which dossiers."""

    label: str
    make: Maker
    exists_of: Callable[[Dossier], bool]
    """Cheaper than making it: pages ask for all six."""


def _was_accepted(dossier: Dossier) -> bool:
    return dossier.accepted_at is not None


def _was_refused(dossier: Dossier) -> bool:
    return dossier.current_status is Status.NOT_ACCEPTED


def _was_stopped(dossier: Dossier) -> bool:
    return dossier.outcome == Outcome.STOPPED.value


def _lacked_papers(dossier: Dossier) -> bool:
    return dossier.supplements.exists()


def _was_put_off(dossier: Dossier) -> bool:
    return dossier.promised_at is not None


FORMS: dict[int, Form] = {
    1: Form("Giấy hẹn", receipt_slip, _was_accepted),
    2: Form("Phiếu yêu cầu bổ sung", supplement_slip, _lacked_papers),
    3: Form("Phiếu từ chối tiếp nhận", refusal_slip, _was_refused),
    4: Form("Văn bản xin lỗi", apology_letter, _was_put_off),
    5: Form("Thông báo dừng giải quyết", stop_notice, _was_stopped),
    6: Form("Phiếu kiểm soát", control_slip, _was_accepted),
}
"""By their number in Thông tư 03/2025/TT-VPCP, Phụ lục I."""


def forms_of(dossier: Dossier) -> dict[int, str]:
    """Return the labels of the forms that a dossier has, by number."""
    return {
        number: form.label for number, form in FORMS.items() if form.exists_of(dossier)
    }
