"""A learner's server that is started again answers at the address that open pages know.

What it needs for that lies where Jupyter keeps the like: in the user's runtime folder, for nobody
else to read.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from jupyter_core.paths import jupyter_runtime_dir


@dataclass(frozen=True)
class Before:
    """The address of the last server on a folder. Port 0: there was none."""

    token: str
    cookie: str
    port: int = 0


def _file(folder: Path) -> Path:
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return Path(jupyter_runtime_dir(), f"smertekurs-{name}.json")


def before(folder: Path) -> Before:
    """Return the address of the last server on ``folder``, or a new one."""
    try:
        held = json.loads(_file(folder).read_text("utf-8"))
        token, cookie, port = str(held["token"]), str(held["cookie"]), int(held["port"])
        if len(token) >= 32 and len(cookie) >= 32 and 0 < port < 65536:
            return Before(token, cookie, port)
    except (OSError, ValueError, TypeError, KeyError):
        pass
    return Before(secrets.token_urlsafe(24), secrets.token_urlsafe(32))


def keep(folder: Path, found: Before, port: int) -> None:
    """Remember the address of this server. Where that cannot be done, it is forgotten."""
    path = _file(folder)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            held = {"token": found.token, "cookie": found.cookie, "port": port}
            json.dump(held, file)
