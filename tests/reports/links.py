"""The links of a page, as a visitor sees them."""

import html
import re

LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def links_in(answer):
    """Return the (words, address) pairs of a page's links, in their order."""
    found = LINK.findall(answer.content.decode())
    return [
        (" ".join(re.sub("<[^>]+>", " ", words).split()), html.unescape(address))
        for address, words in found
    ]
