"""The content security policy of the pages: only the scripts that we put there ourselves run."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable

_POLICY = (
    "default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
"""Styles in attributes are allowed: pictures in the text have them."""
_INLINE = re.compile(r"<script>(.*?)</script>", re.S)


def script_hash(text: str) -> str:
    """Return the source by which a policy knows an inline script."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def hashes(scripts: Iterable[str]) -> str:
    """Return the sources by which a policy knows these inline scripts."""
    return " ".join(script_hash(text) for text in scripts)


def policy(sources: Iterable[str] = ()) -> str:
    """Return the policy of a page whose inline scripts have these ``sources``."""
    return _POLICY.format(scripts=" ".join(sources) or "'none'")


def policy_of(html: str) -> str:
    """Return the policy of a page of our own that lies finished on a disk."""
    return policy(sorted({script_hash(text) for text in _INLINE.findall(html)}))
