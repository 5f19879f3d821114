"""The issuer's Ed25519 key: the private part signs, the public part is for anyone to check with."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Final

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from platformdirs import user_config_path

CURVE: Final = "Ed25519"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyFaultError(Exception):
    """A key cannot be used or made; the message says which, why, and what to do."""


def default_key() -> Path:
    """Return where the private key lies when nothing else is said: with the person's settings."""
    return user_config_path("smerte-og-arbeid") / "certificate-key.jwk"


def public_path(key: Path) -> Path:
    """Return where the public part of ``key`` lies: beside it."""
    return key.with_suffix(".pub.jwk")


def new_key(path: Path, forbidden: list[Path]) -> Path:
    """Make a key that only this account can read; return the path of its public part.

    Raises ``KeyFaultError`` when a key is there already, or ``path`` is below a ``forbidden``
    folder, which others may read.
    """
    path = path.expanduser().absolute()
    for folder in forbidden:
        if path.resolve().is_relative_to(folder.resolve()):
            raise KeyFaultError(f"the key must not lie in {folder}: others may read what is there")
    if path.exists() or public_path(path).exists():
        raise KeyFaultError(
            f"there is a key already: {path}; what it has signed could not be checked with another"
        )
    key = OKPKey.generate_key(CURVE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, key.as_dict(private=True), 0o600)
        _write(public_path(path), key.as_dict(private=False), 0o644)
    except OSError as error:
        raise KeyFaultError(f"the key cannot be written: {error}") from None
    return public_path(path)


def _write(path: Path, told: object, mode: int) -> None:
    # Made with its mode, so that nobody can open it before it is closed to them.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file)
    path.chmod(mode)


def read_private(path: Path) -> OKPKey:
    """Return the key to sign with. Raises ``KeyFaultError``; also when others can read it."""
    key = _read(path, "make one: smertekurs certify --new-key")
    if path.stat().st_mode & OTHERS:
        raise KeyFaultError(f"others can read the key {path}; close it: chmod 600 {path}")
    if not key.is_private:
        raise KeyFaultError(f"{path} is only the public part of a key; it cannot sign")
    return key


def read_public(path: Path) -> OKPKey:
    """Return the public part of the key in ``path``. Raises ``KeyFaultError``."""
    key = _read(path, "name the issuer's public key with --public")
    return OKPKey.import_key(key.as_dict(private=False))


def _read(path: Path, mend: str) -> OKPKey:
    try:
        told = json.loads(path.read_text("utf-8"))
        key = OKPKey.import_key(told)
    except FileNotFoundError:
        raise KeyFaultError(f"there is no key in {path}; {mend}") from None
    except OSError as error:
        raise KeyFaultError(f"the key {path} cannot be read: {error.strerror}") from None
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise KeyFaultError(f"{path} is not a key of ours; {mend}") from None
    if key.curve_name != CURVE:
        raise KeyFaultError(f"the key {path} is not an {CURVE} key")
    return key
