"""A page whose letters all fit into one byte each in a browser's memory.

A browser keeps text of the letters of Western Europe (ISO 8859-1) in one byte each, and a text with
a single other one, such as a dash, in two. Module pages are long, and read somewhat sooner so. What
the page says is the same: each such letter is written as HTML, JSON and CSS name it.
"""

from __future__ import annotations

import re

from widgets.hosted import escaped

_OTHER = re.compile(r"[^\x00-\xff]")
_PARTS = re.compile(
    r"(?P<script><script>.*?</script>)|(?P<data><script\b.*?</script>)|(?P<style><style\b.*?</style>)"
    r"|[^\x00-\xff]",
    re.S,
)


def one_byte(html: str) -> str:
    """Return ``html`` with no letter outside ISO 8859-1.

    Scripts that run stay as they are: their text is what a content security policy knows them by
    (``widgets.hosted.inline`` has written theirs).
    """

    def written(part: re.Match[str]) -> str:
        if part["script"]:
            return part["script"]
        if part["data"]:
            return escaped(part["data"])
        if part["style"]:
            return _OTHER.sub(lambda letter: f"\\{ord(letter[0]):x} ", part["style"])
        return f"&#{ord(part[0])};"

    return _PARTS.sub(written, html)
