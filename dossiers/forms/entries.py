"""Putting right what was entered by mistake."""

from dossiers.annulling import annul
from dossiers.forms.move_form import LONGEST_NOTE, MoveForm
from dossiers.moving import Move
from wardportal.forms import TextField
from wardportal.office.models import Office


class AnnulForm(MoveForm):
    reason = TextField(label="Lý do hủy", max_length=LONGEST_NOTE)

    def move(self, office: Office) -> Move:
        """Take the entry out of every figure."""
        return annul
