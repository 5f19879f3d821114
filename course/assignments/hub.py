"""The desk on JupyterHub: who comes, and where to answer, is what the Hub says.

The Hub starts one desk for each learner and tells it by environment variables where to answer
and for whom. Nobody gets in but those whom the Hub lets in. Source: JupyterHub's reference,
"Authenticating services with JupyterHub" and "How to start a server".
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from jupyter_server.auth import IdentityProvider


@dataclass(frozen=True)
class Place:
    """Where the Hub waits for the desk to answer."""

    host: str
    port: int
    base_url: str


def on_hub() -> bool:
    """Return whether a JupyterHub started this process, for one who signed in or as a service."""
    named = any(os.environ.get(f"JUPYTERHUB_{name}") for name in ("USER", "SERVICE_NAME"))
    return named and all(
        os.environ.get(f"JUPYTERHUB_{name}")
        for name in ("API_TOKEN", "SERVICE_PREFIX", "SERVICE_URL")
    )


def learner() -> str:
    """Return who hands in: whom the Hub has signed in, else the machine's account. Never typed."""
    if on_hub():
        return os.environ["JUPYTERHUB_USER"]
    from nbgrader.utils import get_username  # slow to import, and not needed on a form

    return str(get_username())


def place() -> Place:
    """Return where the Hub waits. Call it only when ``on_hub()``."""
    url = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
    prefix = os.environ["JUPYTERHUB_SERVICE_PREFIX"].strip("/")
    # Without a host the Hub means all of a container's own addresses.
    return Place(url.hostname or "", url.port or 80, f"/{prefix}/" if prefix else "/")


def identity() -> type[IdentityProvider]:
    """Return the Hub's own way to know who asks. Raises ``RuntimeError`` without JupyterHub."""
    try:
        from jupyterhub.singleuser.extension import JupyterHubIdentityProvider
    except ImportError:
        raise RuntimeError(
            "JupyterHub started this, but its package is not installed here; "
            "install the course with its extra: smerte-og-arbeid[hub]"
        ) from None
    provider: type[IdentityProvider] = JupyterHubIdentityProvider
    return provider
