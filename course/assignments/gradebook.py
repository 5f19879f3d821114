"""Where nbgrader's gradebook is: a file in the course's folder, or a database that a URL names."""

from __future__ import annotations

import os
from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from course.environment import activated_env
from course.paths import PlainError

GRADEBOOK = "SMERTEKURS_GRADEBOOK"
"""Names databases to use instead of the files: SQLAlchemy's URL, with ``{lang}`` in it."""


class NoGradebookError(PlainError):
    """A gradebook is missing, damaged or out of reach; the message says which."""


def gradebook_url(course: Path) -> str:
    """Return SQLAlchemy's URL of the gradebook of the nbgrader course in ``course``.

    ``postgresql+psycopg://host/smertekurs_{lang}`` has one database for each language: both have
    assignments of the same names. Raises ``NoGradebookError`` for a URL that cannot be used.
    """
    named = os.environ.get(GRADEBOOK)
    if not named:
        return f"sqlite:///{course / 'gradebook.db'}"
    if "{lang}" not in named:
        raise NoGradebookError(
            f"{GRADEBOOK} needs {{lang}} where the language stands, for example "
            "postgresql+psycopg:///smertekurs_{lang}: each language has a gradebook of its own"
        )
    url = named.replace("{lang}", course.name)
    try:
        make_url(url).get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise NoGradebookError(
            f"{GRADEBOOK} cannot be used ({error}). PostgreSQL's begins with postgresql+psycopg:// "
            "and needs the course's extra: smerte-og-arbeid[postgres]"
        ) from None
    return url


def gradebook_place(course: Path) -> str:
    """Return in words where the gradebook is; a password in a URL is not told."""
    if not os.environ.get(GRADEBOOK):
        return str(course / "gradebook.db")
    return make_url(gradebook_url(course)).render_as_string(hide_password=True)


def unreadable(course: Path, error: SQLAlchemyError) -> NoGradebookError:
    """Return the error that tells why the gradebook cannot be read."""
    why = str(error).splitlines()[0]
    return NoGradebookError(f"the gradebook {gradebook_place(course)} cannot be read: {why}")


def has_gradebook(course: Path) -> bool:
    """Return whether there is a gradebook. Raises ``NoGradebookError`` when it is out of reach."""
    if not os.environ.get(GRADEBOOK):
        return (course / "gradebook.db").is_file()
    engine = create_engine(gradebook_url(course))
    try:
        return inspect(engine).has_table("assignment")
    except SQLAlchemyError as error:
        raise unreadable(course, error) from None
    finally:
        engine.dispose()


def open_gradebook(course: Path) -> Gradebook:
    """Return the gradebook of the nbgrader course in ``course``, made when there is none.

    Raises ``NoGradebookError`` when it is damaged or out of reach.
    """
    # nbgrader calls alembic by bare name when it makes a gradebook.
    os.environ.update(activated_env())
    url = gradebook_url(course)
    try:
        return Gradebook(url)
    except SQLAlchemyError as error:
        raise unreadable(course, error) from None


def sweep(course: Path) -> None:
    """Take what was deleted out of the database's files, where it would stay readable."""
    engine = create_engine(gradebook_url(course), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            full = " FULL" if engine.dialect.name == "postgresql" else ""
            connection.execute(text(f"VACUUM{full}"))
    finally:
        engine.dispose()
