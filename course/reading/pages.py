"""The reader's pages: what waits, one text at a time, where two readers differ, kept comments."""

from __future__ import annotations

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from course.assignments.gradebook import has_gradebook
from course.assignments.key import TextKey, find_key
from course.reading import records
from course.reading.agreement import differences
from course.reading.handler import POINTS, ReadingHandler
from course.reading.scripts import Question, Script, questions, scripts
from widgets.content.loader import ContentError

MOST_LETTERS = 5000
"""How long a comment may be."""


class ListHandler(ReadingHandler):
    """All questions with texts, and how far this reader has come."""

    @allow_unauthenticated
    def get(self, *_asked: str) -> None:
        """Send the list."""
        rows = []
        if has_gradebook(self.course):
            with self.book() as book:
                lines = records.lines(book)
                for one in questions(self.assignments, self.lang):
                    cells = list(one.cells.values())
                    found = scripts(book, self.course, one)
                    done = len(found) - len(unread(found, lines, self.reader, cells))
                    waiting = sum(len(s.graded) < len(cells) for s in found)
                    if found:
                        rows.append((one, len(found), done, waiting))
        self.show("list.html.j2", rows=rows)


class ScriptHandler(ReadingHandler):
    """One text, with the rubric's lines to give points."""

    @allow_unauthenticated
    def get(self, *asked: str) -> None:
        """Send the text; number 0 is the first that this reader has not read."""
        question, number = self.question, int(asked[-1])
        with self.book() as book:
            found = scripts(book, self.course, question)
            lines = records.lines(book, [one.notebook for one in found])
            cells = list(question.cells.values())
            left = unread(found, lines, self.reader, cells)
            if number == 0 and found:
                self.redirect(str(left[0] if left else 1))
                return
            if not 1 <= number <= len(found):
                raise HTTPError(404)
            script = found[number - 1]
            self.show(
                "script.html.j2",
                question=question,
                number=number,
                of=len(found),
                read=len(found) - len(left),
                script=script,
                given=_before(script, lines, self.reader, cells),
                key=self.key(question),
                bank=records.comments(book, question.id),
                points=POINTS,
                letters=MOST_LETTERS,
                saved=self.get_query_argument("saved", ""),
            )

    @allow_unauthenticated
    def post(self, *asked: str) -> None:
        """Keep points and comments, and lead to the next text."""
        question, number = self.question, int(asked[-1])
        said = {
            line: self.get_body_argument(f"{line}-comment", "").strip()[:MOST_LETTERS]
            for line in question.cells
        }
        given = {cell: (points, said[line]) for line, (cell, points) in self.points().items()}
        kept = [one for line, one in said.items() if self.get_body_argument(f"{line}-keep", "")]
        notebook = self.get_body_argument("notebook", "")
        with self.book() as book:
            found = scripts(book, self.course, question)
            script = next((one for one in found if one.notebook == notebook), None)
            # A new hand-in since the page was opened must not get the old one's points.
            if script is None or script.mark != self.get_body_argument("mark", ""):
                self.redirect(f"{number}?saved=changed")
                return
            counts = records.give(book, notebook, script.mark, self.reader, given)
            for comment in filter(None, kept):
                records.keep(book, question.id, comment)
            lines = records.lines(book, [one.notebook for one in found])
            left = unread(found, lines, self.reader, list(question.cells.values()))
        if len(given) < len(question.cells):
            self.redirect(f"{number}?saved=part")
            return
        # The next unread one, from the first again; when all are read, the page says so.
        follow = next((one for one in left if one > number), left[0] if left else number)
        self.redirect(f"{follow}?saved={'counts' if counts else 'second'}")

    def key(self, question: Question) -> TextKey | None:
        """Return what the grader is told of the question; a faulty key tells nothing."""
        try:
            found = find_key(question.assignment, self.assignments).question(question.about.id)
        except (ContentError, FileNotFoundError, KeyError):
            return None
        return found if isinstance(found, TextKey) else None


def unread(
    found: list[Script], lines: list[records.Line], reader: str, cells: list[str]
) -> list[int]:
    """Return the numbers, from 1, of the texts to which ``reader`` has not given all points."""
    return [
        number
        for number, one in enumerate(found, 1)
        if len(one.given(lines, reader, cells)) < len(cells)
    ]


def _before(
    script: Script, lines: list[records.Line], reader: str, cells: list[str]
) -> dict[str, tuple[float, str]]:
    """Return what the page shows as given: the reader's own, never another reader's."""
    mine = script.given(lines, reader, cells)
    if mine or script.readers(lines, cells):
        return {cell: (one.points, one.comment) for cell, one in mine.items()}
    return script.graded  # given in the formgrader


class CompareHandler(ReadingHandler):
    """Where this reader and another differ, and what they settle on."""

    @allow_unauthenticated
    def get(self, *_asked: str) -> None:
        """Send the texts that both have read, those that differ most first."""
        question = self.question
        with self.book() as book:
            found = scripts(book, self.course, question)
            lines = records.lines(book, [one.notebook for one in found])
            told = differences(found, lines, question, self.reader)
        self.show("compare.html.j2", question=question, told=told, points=POINTS)

    @allow_unauthenticated
    def post(self, *_asked: str) -> None:
        """Keep what the readers settled on for one text."""
        question = self.question
        notebook = self.get_body_argument("notebook", "")
        with self.book() as book:
            found = scripts(book, self.course, question)
            lines = records.lines(book, [one.notebook for one in found])
            for one in differences(found, lines, question, self.reader).scripts:
                if one.script.notebook != notebook:
                    continue
                given = {
                    cell: (points, one.script.graded.get(cell, (0, ""))[1])
                    for cell, points in self.points().values()
                }
                records.give(book, notebook, one.script.mark, records.SETTLED, given)
        self.redirect("compare")


class BankHandler(ReadingHandler):
    """The comments that are kept for a question."""

    @allow_unauthenticated
    def get(self, *_asked: str) -> None:
        """Send the list."""
        question = self.question
        with self.book() as book:
            kept = records.comments(book, question.id)
        self.show("bank.html.j2", question=question, bank=kept, letters=MOST_LETTERS)

    @allow_unauthenticated
    def post(self, *_asked: str) -> None:
        """Add a comment, or take one out."""
        question = self.question
        gone = self.get_body_argument("drop", "")
        text = self.get_body_argument("text", "").strip()[:MOST_LETTERS]
        with self.book() as book:
            if gone.isdecimal():
                records.drop(book, int(gone))
            if text:
                records.keep(book, question.id, text)
        self.redirect("comments")
