"""Reads pages as their readers do: words, table rows, flash messages, links."""

import re
from html import unescape


def words(html):
    """Return the text a reader sees, single-spaced."""
    shown = re.sub(r"<(script|select)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def page_of(response):
    return response.content.decode()


def main_of(response):
    """Return the words of a page's own part."""
    return words(re.search(r"<main.*?</main>", page_of(response), re.DOTALL)[0])


def rows_of(response):
    """Return the cells of each row of the page's table, in words."""
    bodies = re.findall(r"<tbody.*?</tbody>", page_of(response), re.DOTALL)
    return [
        [words(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        for body in bodies
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


def told(response):
    """Return the messages that stand above the page."""
    return [str(message) for message in response.context["messages"]]


def hidden_value(response, name):
    """Return what a hidden field of the page carries."""
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page_of(response))[0]
    return unescape(re.search(r'value="([^"]*)"', field)[1])
