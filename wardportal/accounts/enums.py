"""The four roles of a one-stop office."""

from enum import StrEnum


class Role(StrEnum):
    """A user's role; stored as the name of a Django group."""

    CLERK = "clerk"
    OFFICER = "officer"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"


ROLE_LABELS: dict[Role, str] = {
    Role.CLERK: "Cán bộ tiếp nhận",
    Role.OFFICER: "Cán bộ thụ lý",
    Role.LEADER: "Lãnh đạo",
    Role.ADMINISTRATOR: "Quản trị",
}
