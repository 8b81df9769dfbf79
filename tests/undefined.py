"""Makes an undefined variable in one of our own templates fail the test.

Templates of libraries (admin, allauth, crispy) lean on silent undefined variables;
ours may not. Django asks ``string_if_invalid`` for the text to print; the template
being rendered is found in the calling frames, as pytest-django does.
"""

import inspect
from pathlib import Path

from django.template.base import Node

OURS = Path(__file__).resolve().parent.parent / "templates"
LIBRARY_OVERRIDES = OURS / "bootstrap5"


class FailsInOurTemplates(str):
    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, missing: object) -> str:
        origin = _template_being_rendered()
        if (
            origin
            and OURS in origin.parents
            and LIBRARY_OVERRIDES not in origin.parents
        ):
            raise AssertionError(f"Undefined variable {missing} in {origin.name}")
        return ""


def _template_being_rendered() -> Path | None:
    frame = inspect.currentframe()
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return Path(str(node.origin.name))
        frame = frame.f_back
    return None
