"""Certificates: who passed, a paper for them, and a signed credential that anyone can check."""

import re

FOLDER = "certificates"
"""Where certificates lie, from the course's folder."""


def name_of(account: str) -> str:
    """Return what the files of ``account`` are called: a name that cannot lead elsewhere."""
    plain = re.sub(r"[^\w.@-]", "_", account)
    return plain.lstrip(".") or "_"
