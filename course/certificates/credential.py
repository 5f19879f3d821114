"""The Open Badges 3.0 credential: a W3C verifiable credential, signed as a VC-JWT with Ed25519.

The payload is the credential itself with the registered claims beside it, and the header carries
the issuer's public key (Open Badges 3.0, section 8.2, 1EdTech 2024). The paper's SHA-256 stands in
``relatedResource`` (W3C Verifiable Credentials Data Model 2.0, section 5.3).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from joserfc import jws
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import OKPKey

from course.certificates.paper import extent
from course.certificates.passed import Learner
from course.certificates.rule import Certified
from widgets.text import Lang

ALGORITHM = "EdDSA"
CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
MOST_BYTES = 1_000_000
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class NotAsSignedError(Exception):
    """A credential or paper is not what the issuer signed; the message says what is wrong."""


@dataclass(frozen=True)
class Credential:
    """What a credential that was found to be whole says."""

    claims: dict[str, Any]

    @property
    def code(self) -> str:
        """The code on the paper."""
        return code_of(UUID(self.claims["id"]))

    @property
    def holder(self) -> str:
        """Whom it is given to: name or account."""
        return str(self.claims["credentialSubject"]["identifier"][0]["identityHash"])

    @property
    def course(self) -> str:
        """The name of the course."""
        return str(self.claims["credentialSubject"]["achievement"]["name"])

    @property
    def day(self) -> str:
        """The day it was given, as 2026-12-04."""
        return str(self.claims["validFrom"])[:10]

    def covers(self, paper: bytes) -> bool:
        """Whether ``paper`` is, byte by byte, the paper that was made with the credential."""
        return bool(self.claims["relatedResource"][0]["digestSRI"] == digest(paper))


def code_of(number: UUID) -> str:
    """Return the code that a person can read out: the first twelve digits of the number."""
    text = number.hex[:12].upper()
    return "-".join(text[at : at + 4] for at in (0, 4, 8))


def new_number() -> UUID:
    """Return a number that tells nothing and that nobody can guess."""
    return uuid4()


def digest(data: bytes) -> str:
    """Return the SHA-256 as a W3C subresource integrity string."""
    return "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode()


def issuer_id(key: OKPKey) -> str:
    """Return the issuer's ``did:key``, which is the public key itself (W3C did:key method)."""
    raw = b"\xed\x01" + _raw(str(key.as_dict(private=False)["x"]))
    value, text = int.from_bytes(raw), ""
    while value:
        value, rest = divmod(value, 58)
        text = BASE58[rest] + text
    return f"did:key:z{text}"


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def claims_of(
    learner: Learner, lang: Lang, certified: Certified, number: UUID, when: datetime, key: OKPKey
) -> dict[str, Any]:
    """Return the credential for ``learner``, without a word about the paper yet."""
    rule, did = certified.rule, issuer_id(key)
    valid = when.astimezone(UTC).replace(microsecond=0)
    # A number of its own for the holder: it links to nothing else about the person.
    holder = f"urn:uuid:{uuid4()}"
    issuer = {"id": did, "type": ["Profile"], "name": rule.issuer.name.in_(lang)}
    if rule.issuer.url:
        issuer["url"] = rule.issuer.url
    told = "name" if learner.name else "userName"
    told_of = [rule.description.in_(lang), extent(certified, lang)]
    told_of += [f"- {one.text.in_(lang)}" for m in certified.modules for one in m.objectives]
    achievement = {
        "id": f"{did}#{hashlib.sha256(rule.name.en.encode()).hexdigest()[:16]}",
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": rule.name.in_(lang),
        "description": "\n".join(told_of),
        "criteria": {"narrative": rule.criteria.in_(lang)},
        "inLanguage": lang,
    }
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{number}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": rule.name.in_(lang),
        "issuer": issuer,
        "validFrom": valid.isoformat().replace("+00:00", "Z"),
        "credentialSubject": {
            "id": holder,
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": learner.shown,
                    "identityType": told,
                }
            ],
            "achievement": achievement,
        },
        "iss": did,
        "jti": f"urn:uuid:{number}",
        "sub": holder,
        "nbf": int(valid.timestamp()),
    }


@contextmanager
def _quiet() -> Iterator[None]:
    """Let joserfc not warn of the name: RFC 9864 has a newer one, Open Badges 3.0 has this."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        yield


def sign(claims: dict[str, Any], paper: bytes, key: OKPKey) -> str:
    """Return the credential with the digest of ``paper``, signed, as compact text."""
    named = base64.urlsafe_b64encode(hashlib.sha256(paper).digest()).decode().rstrip("=")
    related = {"id": f"ni:///sha-256;{named}", "digestSRI": digest(paper)}
    related["mediaType"] = "application/pdf"
    payload = json.dumps(
        {**claims, "relatedResource": [related]}, ensure_ascii=False, separators=(",", ":")
    )
    header = {"alg": ALGORITHM, "typ": "JWT", "jwk": key.as_dict(private=False)}
    with _quiet():
        return jws.serialize_compact(header, payload.encode(), key, algorithms=[ALGORITHM])


def read_signed(data: bytes, key: OKPKey) -> Credential:
    """Return the credential in ``data`` if the issuer's ``key`` signed it, byte by byte.

    The key is the one that we know, never the one that the file brings along.
    Raises ``NotAsSignedError``.
    """
    if len(data) > MOST_BYTES or data.count(b".") != 2:
        raise NotAsSignedError("it is not a signed credential")
    # The last letter of a part holds bits that no decoder reads: all must be as we write them.
    for part in data.split(b"."):
        try:
            plain = base64.b64decode(part + b"=" * (-len(part) % 4), b"-_", validate=True)
        except binascii.Error:
            raise NotAsSignedError("it was changed after it was signed") from None
        if base64.urlsafe_b64encode(plain).rstrip(b"=") != part:
            raise NotAsSignedError("it was changed after it was signed")
    try:
        with _quiet():
            found = jws.deserialize_compact(data, key, algorithms=[ALGORITHM])
        claims = json.loads(found.payload)
    except (JoseError, ValueError, TypeError, RecursionError):
        raise NotAsSignedError(
            "it was changed after it was signed, or another issuer signed it"
        ) from None
    if not isinstance(claims, dict) or "OpenBadgeCredential" not in claims.get("type", []):
        raise NotAsSignedError("it is signed by the issuer, but it is not a certificate")
    return Credential(claims)
