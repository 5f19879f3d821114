"""What readers gave, and comments to use again: two tables of ours in nbgrader's gradebook.

A reader's points are kept under her name. The points that count are nbgrader's own: the first
reader's, until two readers settle on others. A second reader's change nothing by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from nbgrader.api import Gradebook
from sqlalchemy import (
    Column,
    DateTime,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    inspect,
    select,
)

SETTLED = "="
"""Stands for a reader where two readers settled on the points; no account can be called that."""
TABLES = MetaData()
READING = Table(
    "smertekurs_reading",
    TABLES,
    Column("notebook", String(32), primary_key=True),
    Column("cell", String(128), primary_key=True),
    Column("reader", String(128), primary_key=True),
    Column("points", Float, nullable=False),
    Column("comment", Text, nullable=False),
    Column("mark", String(64), nullable=False),
    Column("at", DateTime, nullable=False),
)
COMMENT = Table(
    "smertekurs_comment",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("question", String(256), nullable=False),
    Column("text", Text, nullable=False),
)


@dataclass(frozen=True)
class Line:
    """What one reader gave one line of a rubric; ``mark`` is the SHA-256 of the text she read."""

    notebook: str
    cell: str
    reader: str
    points: float
    comment: str
    mark: str
    at: datetime


@dataclass(frozen=True)
class Kept:
    """A comment that a reader kept for later."""

    id: int
    text: str


def prepare(book: Gradebook) -> None:
    """Make our tables where there are none."""
    TABLES.create_all(book.engine)


def lines(book: Gradebook, notebooks: Iterable[str] | None = None) -> list[Line]:
    """Return what all readers gave; of ``notebooks`` only, when named; the oldest first."""
    if not inspect(book.engine).has_table(READING.name):
        return []
    query = select(READING).order_by(READING.c.at, READING.c.reader)
    if notebooks is not None:
        query = query.where(READING.c.notebook.in_(list(notebooks)))
    return [Line(**row) for row in book.db.execute(query).mappings()]


def give(
    book: Gradebook,
    notebook: str,
    mark: str,
    reader: str,
    given: Mapping[str, tuple[float, str]],
) -> bool:
    """Keep ``given`` (points and comment by cell) as ``reader``'s; return whether it counts.

    It counts, and is written where nbgrader keeps points, when nobody read this text before her
    and it is not settled, or when ``reader`` is ``SETTLED``.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    same = [one for one in lines(book, [notebook]) if one.cell in given and one.mark == mark]
    # Whoever read an older text has to read it anew.
    first = same[0].reader if same else reader
    settled = any(one.reader == SETTLED for one in same)
    counts = reader == SETTLED or (first == reader and not settled)
    for cell, (points, comment) in given.items():
        mine = (READING.c.notebook, notebook), (READING.c.cell, cell), (READING.c.reader, reader)
        own = [column == value for column, value in mine]
        then = next((one.at for one in same if (one.cell, one.reader) == (cell, reader)), now)
        book.db.execute(delete(READING).where(*own))
        row = Line(notebook, cell, reader, points, comment, mark, then)
        book.db.execute(insert(READING).values(**row.__dict__))
        if counts:
            _count(book, notebook, cell, points, comment)
    book.db.commit()
    return counts


def _count(book: Gradebook, notebook: str, cell: str, points: float, comment: str) -> None:
    """Write points and comment as nbgrader's formgrader does."""
    found = book.find_submission_notebook_by_id(notebook)
    for grade in found.grades:
        if grade.name == cell:
            grade.manual_score = points
            grade.needs_manual_grade = False
    for one in found.comments:
        if one.name == cell:
            one.manual_comment = comment or None


def forget(book: Gradebook, notebooks: Iterable[str]) -> None:
    """Take away what readers gave ``notebooks``."""
    if inspect(book.engine).has_table(READING.name):
        book.db.execute(delete(READING).where(READING.c.notebook.in_(list(notebooks))))
        book.db.commit()


def comments(book: Gradebook, question: str) -> list[Kept]:
    """Return the comments kept for ``question``, in the order of the alphabet."""
    query = select(COMMENT.c.id, COMMENT.c.text).where(COMMENT.c.question == question)
    return [Kept(**row) for row in book.db.execute(query.order_by(COMMENT.c.text)).mappings()]


def keep(book: Gradebook, question: str, text: str) -> None:
    """Keep a comment for ``question``, once."""
    if text not in (one.text for one in comments(book, question)):
        book.db.execute(insert(COMMENT).values(question=question, text=text))
        book.db.commit()


def drop(book: Gradebook, comment: int) -> None:
    """Take a comment out of the bank; what learners were told stays."""
    book.db.execute(delete(COMMENT).where(COMMENT.c.id == comment))
    book.db.commit()
