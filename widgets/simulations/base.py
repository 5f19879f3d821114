"""The base of the simulations: a model, a picture for print, words and a table."""

from __future__ import annotations

import re
from abc import abstractmethod
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from widgets.base import CourseWidget
from widgets.style import look, new_figure, svg
from widgets.text import number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Table = tuple[list[str], list[list[str]]]
"""Header and rows, as a reader sees them."""


class Simulation(CourseWidget):
    """An interactive figure that is driven by a model in ``widgets.models``.

    ``honesty`` says where its numbers come from: "published" (a published model with its published
    parameters), "fitted" (to data that are named) or "illustrative".
    The picture, the words and the table show the state that the reader meets first.
    """

    honesty: ClassVar[Literal["published", "fitted", "illustrative"]]
    height: ClassVar[float] = 3.2
    """Height of the printed picture in inches; it is 6.4 wide."""

    @classmethod
    def values(cls) -> set[str]:
        """Return the names of the values that sentences may follow: those of its own words."""
        return set(re.findall(r"\{(\w+)\}", cls.read_words("nb")["describe"]))

    @abstractmethod
    def draw(self, figure: Figure) -> None:
        """Draw what the reader meets first on an empty ``figure``."""

    @abstractmethod
    def said(self) -> dict[str, Any]:
        """Return by name what the words are filled with, as ``start`` has it and the language
        writes it; the same as ``values`` in the front end, which sentences in the module follow.
        """

    def describe(self) -> str:
        """Return in words what the picture shows; the same words as the front end's."""
        return str(self.words["describe"]).format(**self.said())

    @abstractmethod
    def table(self) -> Table:
        """Return the numbers of the picture, written in the widget's language."""

    def picture(self) -> Figure:
        """Return the figure as matplotlib draws it for print."""
        with look():
            figure = new_figure(height=self.height)
            self.draw(figure)
        return figure

    def number(self, value: float, digits: int = 1) -> str:
        """Return ``value`` as it is written in the widget's language."""
        return number(value, self.lang, digits)

    def still_html(self) -> str:
        """Return picture, words, table, source and limits as plain HTML."""
        words, ui = self.words, self.words["ui"]
        header, rows = self.table()
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
        body = "".join(
            f'<tr><th scope="row">{escape(first)}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
            + "</tr>"
            for first, *rest in rows
        )
        limits = "".join(f"<li>{escape(text)}</li>" for text in words["limits"])
        said = self.describe()
        return (
            '<figure class="sa sa-still">'
            f"<p><strong>{escape(words['title'])}</strong> ({escape(ui[self.honesty])})</p>"
            f"{svg(self.picture(), words['title'], said, f'still-{self.part}')}"
            f"<p>{escape(said)}</p>"
            f"<table><caption>{escape(words['table']['caption'])}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"<p>{escape(ui['limits'])}:</p><ul>{limits}</ul>"
            f"<p>{escape(ui['source'])}: {escape(words['source'])}</p>"
            f"<figcaption>{escape(words['caption'])}</figcaption></figure>"
        )
