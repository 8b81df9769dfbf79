"""What is said with files that are added, changed or taken away."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from dossiers.attaching import About, Offered, check_takes
from dossiers.enums import (
    ATTACHMENT_LABELS,
    PAPER_MARK_LABELS,
    AttachmentKind,
    PaperMark,
)
from dossiers.forms.move_form import LONGEST_NOTE
from dossiers.models import Attachment, Dossier, DossierPaper
from dossiers.workflow import MoveRefusedError
from wardportal.formats import clean_text
from wardportal.forms import BaseForm, TextField

if TYPE_CHECKING:
    Upload = UploadedFile[Any]

ACCEPTED = "application/pdf,image/jpeg,image/png"
LONGEST_FILE_NAME = 200
MEGABYTE = 1024 * 1024


def limits_in_words() -> str:
    """Say before choosing what is taken."""
    size = settings.UPLOAD_FILE_BYTES // MEGABYTE
    return (
        f"PDF, JPEG hoặc PNG; mỗi tệp nhiều nhất {size} MB, "
        f"mỗi lần nhiều nhất {settings.UPLOAD_FILES} tệp."
    )


class FilesInput(forms.FileInput):
    """A choice of several files; on telephones of the camera too."""

    allow_multiple_selected = True

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: "MultiValueDict[str, Upload]",
        name: str,
    ) -> "list[Upload]":
        """Return every file sent under the name."""
        return files.getlist(name)


class FilesField(forms.FileField):
    """One or more files; each is judged later, and by itself."""

    widget = FilesInput

    def clean(self, data: Any, _initial: Any = None) -> "list[Upload]":
        """Return the files. Raises ValidationError for none or too many."""
        if not data:
            raise forms.ValidationError("Hãy chọn ít nhất một tệp.", "required")
        if len(data) > settings.UPLOAD_FILES:
            raise forms.ValidationError(
                f"Bạn đã chọn {len(data)} tệp. "
                f"Hãy chọn mỗi lần nhiều nhất {settings.UPLOAD_FILES} tệp.",
                "too_many",
            )
        return list(data)


class AboutFileForm(BaseForm):
    """Which paper of the dossier a file shows, and what it was scanned from."""

    paper = forms.ModelChoiceField(
        label="Là giấy tờ",
        queryset=DossierPaper.objects.none(),
        required=False,
        empty_label="Giấy tờ khác",
    )
    mark = forms.ChoiceField(
        label="Quét từ",
        choices=[
            ("", "Không ghi"),
            *((mark.value, label) for mark, label in PAPER_MARK_LABELS.items()),
        ],
        required=False,
    )

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].queryset = dossier.papers.all()  # type: ignore[attr-defined]


class UploadForm(AboutFileForm):
    chosen = FilesField(
        label="Tệp", widget=FilesInput(attrs={"accept": ACCEPTED, "multiple": True})
    )
    kind = forms.ChoiceField(
        label="Loại",
        choices=[(kind.value, label) for kind, label in ATTACHMENT_LABELS.items()],
        initial=AttachmentKind.INCOMING.value,
    )
    field_order = ("chosen", "kind", "paper", "mark")

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, dossier=dossier, **kwargs)
        self.fields["chosen"].help_text = limits_in_words()
        if not _takes_results(dossier):
            self.fields["kind"].disabled = True
            self.fields["kind"].widget = forms.HiddenInput()

    def about(self) -> About:
        """Return what is said of the files."""
        said = self.cleaned_data
        return About(
            kind=AttachmentKind(said["kind"]),
            paper=said["paper"],
            mark=PaperMark(said["mark"]) if said["mark"] else None,
        )

    def offered(self) -> tuple[list[Offered], list[str]]:
        """Return the files to be judged, and a sentence for each that is too large."""
        offered: list[Offered] = []
        refused: list[str] = []
        for file in self.cleaned_data["chosen"]:
            name = clean_text(file.name or "")[-LONGEST_FILE_NAME:] or "tệp"
            if why := _outside_limits(file):
                refused.append(f"“{name}” {why}")
            else:
                offered.append(Offered(name, file.read()))
        return offered, refused


class RemovalForm(BaseForm):
    reason = TextField(label="Lý do xóa", max_length=LONGEST_NOTE)


def about_of(attachment: Attachment) -> dict[str, Any]:
    """Return what is said of a file, as the form's initial."""
    return {"paper": attachment.paper_id, "mark": attachment.mark}


def _outside_limits(file: "Upload") -> str:
    if not file.size:
        return "trống. Hãy chọn tệp khác."
    if file.size > settings.UPLOAD_FILE_BYTES:
        size = settings.UPLOAD_FILE_BYTES // MEGABYTE
        return (
            f"lớn hơn {size} MB. Hãy quét ở độ phân giải thấp hơn "
            "hoặc tách thành nhiều tệp."
        )
    return ""


def _takes_results(dossier: Dossier) -> bool:
    try:
        check_takes(dossier, AttachmentKind.RESULT)
    except MoveRefusedError:
        return False
    return True
