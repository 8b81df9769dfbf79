"""Selects of many options, written without a template for each."""

import functools
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECTED = SafeString(" selected")


class QuickSelect(forms.Select):
    """A select written in one go.

    Stock widgets render each option by a template of its own, a hundred for sectors,
    and lists are what people open most.
    """

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Write the select; the renderer is not asked."""
        options = tuple((str(key), str(label)) for key, label in self.choices)
        return format_html(
            "<select{}>{}</select>",
            flatatt({"name": name, **self.build_attrs(self.attrs, attrs)}),
            written_options(options, str(value or "")),
        )


@functools.lru_cache(maxsize=64)
def written_options(options: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """Write the options of a select, one of them chosen; the same ones only once."""
    rows = ((key, SELECTED if key == chosen else "", text) for key, text in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
