"""Giving out certificates, and finding them again by their code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from joserfc.jwk import OKPKey

from course.certificates import name_of
from course.certificates.credential import (
    Credential,
    NotAsSignedError,
    claims_of,
    code_of,
    new_number,
    read_signed,
    sign,
)
from course.certificates.paper import PaperError, Press, told
from course.certificates.passed import Learner
from course.certificates.rule import Certified
from widgets.text import Lang

CODE = re.compile(r"[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}")
PAPER, CREDENTIAL = ".pdf", ".jwt"


class NothingToCheckError(Exception):
    """What is to be checked, or what is needed to check it, is not there."""


@dataclass(frozen=True)
class Issued:
    """What came of one learner: ``new``, ``there`` already, or ``failed`` with why."""

    learner: Learner
    how: str
    why: str = ""


def issue(
    learners: Iterable[Learner],
    certified: Certified,
    key: OKPKey,
    folder: Path,
    when: datetime,
    lang: Lang | None = None,
    again: bool = False,
) -> Iterator[Issued]:
    """Write a paper and a credential for each learner, and tell of each as it is done.

    Who has a certificate in ``folder`` keeps it, unless ``again``. Raises ``OSError`` when the
    folder cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    press = Press()
    for learner in learners:
        place = folder / name_of(learner.account)
        # The credential is written last: where it is, the paper is whole.
        if place.with_name(place.name + CREDENTIAL).exists() and not again:
            yield Issued(learner, "there")
            continue
        number, chosen = new_number(), lang or learner.lang
        try:
            claims = claims_of(learner, chosen, certified, number, when, key)
            about = told(learner, chosen, certified, code_of(number), when.date())
            paper = press.paper(about)
            _put(place.with_name(place.name + PAPER), paper)
            signed = sign(claims, paper, key)
            _put(place.with_name(place.name + CREDENTIAL), signed.encode())
        except (PaperError, OSError) as error:
            yield Issued(learner, "failed", str(error))
            continue
        yield Issued(learner, "new")


def _put(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


def check(what: str, key: OKPKey, issued: Path) -> Credential:
    """Return the credential behind ``what``: a credential, a paper, or the code on a paper.

    A paper is checked with the credential beside it, else with one in the folder ``issued``.
    Raises ``NotAsSignedError`` or ``NothingToCheckError``.
    """
    path = Path(what)
    if not path.is_file() and CODE.fullmatch(what.strip()):
        return _by_code(what.strip().replace("-", "").upper(), key, issued)
    data = _read(path)
    if not data.startswith(b"%PDF") and path.suffix.lower() != PAPER:
        return read_signed(data, key)
    beside = path.with_suffix(CREDENTIAL)
    if beside.is_file():
        found = read_signed(_read(beside), key)
        if not found.covers(data):
            raise NotAsSignedError("it was changed, or it is not the paper of the file beside it")
        return found
    for one in _all(key, issued):
        if one.covers(data):
            return one
    raise NothingToCheckError(
        f"no credential fits it: neither {beside} nor any in {issued}; it was changed, or was not "
        "given out from here"
    )


def _by_code(code: str, key: OKPKey, issued: Path) -> Credential:
    for one in _all(key, issued):
        if one.code.replace("-", "") == code:
            return one
    raise NothingToCheckError(f"no certificate in {issued} has the code {code}")


def _all(key: OKPKey, issued: Path) -> Iterator[Credential]:
    for path in sorted(issued.glob(f"*{CREDENTIAL}")):
        try:
            yield read_signed(path.read_bytes(), key)
        except (NotAsSignedError, OSError):
            continue


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NothingToCheckError("there is no such file") from None
    except OSError as error:
        raise NothingToCheckError(f"it cannot be read: {error.strerror}") from None
