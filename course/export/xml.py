"""XML as the exports write it: built from elements, never by joining text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(
    tag: str, attributes: Mapping[str, str] | None = None, *inside: ET.Element | str | None
) -> ET.Element:
    """Return an element; ``inside`` are its children, or the text between them."""
    made = ET.Element(tag, dict(attributes or {}))
    for part in inside:
        if part is None:
            continue
        if isinstance(part, ET.Element):
            made.append(part)
            continue
        text = _FORBIDDEN.sub("", part)
        if len(made):
            made[-1].tail = (made[-1].tail or "") + text
        else:
            made.text = (made.text or "") + text
    return made


def document(root: ET.Element) -> bytes:
    """Return a whole document in UTF-8, indented."""
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "utf-8") + b"\n"
