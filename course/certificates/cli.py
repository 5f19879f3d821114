"""``smertekurs certify`` and ``smertekurs verify``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course.certificates import FOLDER
from course.commands.shared import FAULTS, Root, course_root, err, out, stop
from widgets.text import LANGS, Lang

if TYPE_CHECKING:
    from course.certificates.passed import Learner
    from course.certificates.rule import Certified

Key = Annotated[
    Path | None,
    typer.Option(help="The private key; default in your own settings.", show_default=False),
]


def certify(
    learners: Annotated[
        list[str] | None, typer.Argument(help="Accounts; default all who have passed.")
    ] = None,
    new_key: Annotated[bool, typer.Option("--new-key", help="Make the key, once.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="Only tell who has passed.")] = False,
    to: Annotated[
        Path | None, typer.Option(help="The folder for them; default certificates/.")
    ] = None,
    lang: Annotated[
        str, typer.Option("--lang", help="nb or en; default what each learner has used.")
    ] = "",
    rule: Annotated[
        Path | None, typer.Option(help="The rule; default assignments/certificate.yaml.")
    ] = None,
    key: Key = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is given out.")] = False,
    root: Root = None,
) -> None:
    """Give those who have passed a certificate: a PDF, and a signed Open Badges 3.0 credential.

    Make a key first, once: smertekurs certify --new-key.
    """
    if lang and lang not in LANGS:
        stop(f"smertekurs: the language is nb or en, not {lang!r}")
    folder = course_root(root)
    _need_library()
    if new_key:
        return _make_key(key, folder)
    certified = _rule(folder, rule)
    passed = _passed(folder, certified, learners, list_)
    if not list_:
        chosen: Lang | None = "en" if lang == "en" else "nb" if lang else None
        _issue(passed, certified, key, (to or folder / FOLDER).absolute(), chosen, force)


def verify(
    what: Annotated[str, typer.Argument(help="A credential (.jwt), a PDF, or the code on it.")],
    public: Annotated[
        Path | None,
        typer.Option(help="The issuer's public key; default yours.", show_default=False),
    ] = None,
    issued: Annotated[
        Path, typer.Option(help="Where certificates that were given out lie.")
    ] = Path(FOLDER),
) -> None:
    """Tell whether a certificate is, byte by byte, as the issuer signed it."""
    _need_library()
    from course.certificates.credential import NotAsSignedError
    from course.certificates.issue import NothingToCheckError, check
    from course.certificates.keys import KeyFaultError, default_key, public_path, read_public

    try:
        found = check(what, read_public(public or public_path(default_key())), issued)
    except NotAsSignedError as error:
        stop(f"{what}: NOT VALID: {error}", code=FAULTS)
    except (NothingToCheckError, KeyFaultError) as error:
        stop(f"smertekurs: {what} cannot be checked: {error}")
    told = f"valid: {found.holder}, {found.course}, {found.day}, code {found.code}"
    out.print(f"{what}: {told}", markup=False)


def _need_library() -> None:
    try:
        import joserfc  # noqa: F401
        import typst  # noqa: F401
    except ImportError as error:
        stop(
            f"smertekurs: {error.name} is not installed; "
            "pip install 'smerte-og-arbeid[certificates]'"
        )


def _make_key(key: Path | None, folder: Path) -> None:
    from course.assignments.exchange import exchange_folder
    from course.certificates.keys import KeyFaultError, default_key, new_key

    try:
        public = new_key(key or default_key(), [folder, exchange_folder()])
    except KeyFaultError as error:
        stop(f"smertekurs: {error}")
    out.print(f"Wrote {key or default_key()}: keep it secret, and keep a copy.", markup=False)
    out.print(f"Wrote {public}: give it to all who are to verify.", markup=False)


def _rule(folder: Path, path: Path | None) -> Certified:
    from course.certificates.rule import read_rule
    from widgets.content.loader import ContentError

    try:
        return read_rule(folder, path)
    except ContentError as error:
        for fault in error.faults:
            err.print(str(fault), markup=False)
        stop("smertekurs: nobody was given a certificate: the rule cannot be used", code=FAULTS)


def _passed(
    folder: Path, certified: Certified, accounts: list[str] | None, tell: bool
) -> list[Learner]:
    """Return those of ``accounts`` (or of all) who have passed, and tell of the others."""
    from course.assignments.gradebook import NoGradebookError
    from course.certificates.passed import read_learners

    try:
        found = read_learners(folder, certified)
    except NoGradebookError as error:
        stop(f"smertekurs: {error}")
    if unknown := sorted(set(accounts or []) - set(found)):
        stop(f"smertekurs: not in the gradebook: {', '.join(unknown)}")
    asked = [found[name] for name in sorted(set(accounts or found))]
    passed = [one for one in asked if not one.missing(certified)]
    for one in asked if tell or accounts else []:
        missing = "; ".join(one.missing(certified))
        if tell or missing:
            out.print(f"{one.account}: {missing or 'passed'}", markup=False)
    out.print(f"{len(passed)} of {len(asked)} have passed.", markup=False)
    return passed


def _issue(
    passed: Iterable[Learner],
    certified: Certified,
    key: Path | None,
    folder: Path,
    lang: Lang | None,
    force: bool,
) -> None:
    from collections import Counter

    from rich.progress import track

    from course.assignments.due import ZONE
    from course.certificates.issue import issue
    from course.certificates.keys import KeyFaultError, default_key, read_private

    try:
        signer = read_private(key or default_key())
    except KeyFaultError as error:
        stop(f"smertekurs: {error}")
    everybody = list(passed)
    count: Counter[str] = Counter()
    made = issue(everybody, certified, signer, folder, datetime.now(ZONE), lang, force)
    try:
        for one in track(made, "Certificates", total=len(everybody), console=err, transient=True):
            count[one.how] += 1
            if one.why:
                err.print(f"{one.learner.account}: {one.why}", markup=False)
    except OSError as error:
        stop(f"smertekurs: {folder} cannot be made: {error.strerror}")
    there = f", {count['there']} had one already" if count["there"] else ""
    many = "1 certificate" if count["new"] == 1 else f"{count['new']} certificates"
    out.print(f"Wrote {many} in {folder}{there}.", markup=False)
    if count["failed"]:
        stop(f"smertekurs: {count['failed']} could not be made", code=FAULTS)
