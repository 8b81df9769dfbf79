"""The office of this installation, and the code it bears on a day."""

from datetime import date

from wardportal.office.models import SINGLETON, AgencyCode, Office


class OfficeNotSetUpError(Exception):
    """The installation has no office or no agency code yet."""

    def __init__(self) -> None:
        super().__init__(
            "Chưa khai báo cơ quan. Hãy chạy lệnh setup_office hoặc nhập mã cơ quan."
        )


def current_office() -> Office:
    """Return the one office.

    Raises OfficeNotSetUpError before ``load_reference`` or ``setup_office`` has run.
    """
    try:
        return Office.objects.get(pk=SINGLETON)
    except Office.DoesNotExist:
        raise OfficeNotSetUpError from None


def agency_code_on(day: date) -> str:
    """Return the agency code valid on a day.

    Raises OfficeNotSetUpError when no code covers the day.
    """
    code = AgencyCode.objects.valid_on(day).first()
    if code is None:
        raise OfficeNotSetUpError
    return code.code
