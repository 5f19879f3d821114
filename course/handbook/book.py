"""The book as one HTML text: the modules, the tools as forms, the answers, terms and sources."""

from __future__ import annotations

import ast
import contextlib
import re
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup, Tag

from course.catalogue import Course, Module
from course.handbook import exercises
from course.handbook.cases import outline
from course.handbook.pictures import Album
from course.handbook.places import BookLinker, Texts
from course.notebooks import Cell
from course.references import titled
from course.site.foreign import foreign
from course.site.pages import long_date
from course.site.toolbox import toolbox
from course.site.words import site_words
from widgets.base import CourseWidget
from widgets.practice.card_sorter import CardSorter
from widgets.practice.case_player import CasePlayer
from widgets.practice.confidence import Confidence
from widgets.practice.progress import Progress
from widgets.practice.quiz import Quiz
from widgets.practice.recall_cards import RecallCards
from widgets.practice.role_play import RolePlay
from widgets.practice.word_choice import WordChoice
from widgets.text import Lang, localize
from widgets.tools.mechanism_sorter import MechanismSorter
from widgets.tools.sheet import Sheet

ON_PAGE_ONLY = (Confidence, Progress)
"""Widgets that follow a reader over time; paper cannot."""


@dataclass(frozen=True)
class Book:
    """A whole book; ``pictures`` are the files that ``html`` names, ``day`` its content's date."""

    lang: Lang
    title: str
    subtitle: str
    description: str
    day: date
    html: str
    pictures: dict[str, bytes]
    words: dict[str, str]


def book_words(lang: Lang) -> dict[str, str]:
    """Return the handbook's own words."""
    tree = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8"))
    words: dict[str, str] = localize(tree, lang)
    return words


def make_book(course: Course, lang: Lang) -> Book:
    """Return the book of ``course``. A module with faults is left out; ``check`` tells of them."""
    maker = _Maker(course, lang)
    modules = [module for module in course.modules if module.whole and module.info]
    chapters = [maker.about(), *(maker.module(module) for module in modules)]
    chapters += [maker.tools(), maker.answers(), maker.page("about"), maker.glossary()]
    chapters.append(maker.references())
    title = course.catalogue.title.in_(lang) if course.catalogue else maker.site["course"]
    return Book(
        lang=lang,
        title=title,
        subtitle=maker.words["subtitle"],
        description=course.catalogue.introduction.in_(lang) if course.catalogue else "",
        day=maker.day,
        html=_within("\n".join(chapters)),
        pictures=maker.album.files,
        words=maker.words,
    )


_ID = re.compile(r'\sid="([^"]+)"')
_JUMP = re.compile(r'<a\b[^>]*href="#([^"]*)"[^>]*>(.*?)</a>', re.S)


def _within(html: str) -> str:
    """Return ``html`` where links to pages that the book has not are only their words."""
    there = set(_ID.findall(html))
    return _JUMP.sub(lambda m: m[0] if m[1] in there else m[2], html)


class _Maker:
    def __init__(self, course: Course, lang: Lang) -> None:
        self.course, self.lang = course, lang
        self.words, self.site = book_words(lang), site_words(lang)
        self.album = Album()
        self.linker = BookLinker(course.glossary, lang, "", foreign(course.catalogue, lang))
        self.ids = {entry.cite: entry.id for entry in course.references}
        self.answered: list[str] = []
        self.day = max(
            (info.changes[0].date for m in course.modules if (info := m.info)),
            default=date(2026, 1, 1),
        )

    def about(self) -> str:
        texts = Texts("front")
        said = self.words["about_text"].format(day=long_date(self.day, self.lang))
        return (
            f'<h1 id="front">{escape(self.words["about"])}</h1>'
            + texts.markdown(said)
            + texts.markdown(self._page("front"))
        )

    def page(self, name: str) -> str:
        """Return a page of plain text as a chapter."""
        return Texts(name).markdown(self._page(name), "top")

    def _page(self, name: str) -> str:
        path = self.course.root / "modules" / "pages" / f"{name}.{self.lang}.md"
        return path.read_text("utf-8")

    def module(self, module: Module) -> str:
        assert module.info is not None
        texts = Texts(module.slug, self.linker)
        out = []
        with contextlib.chdir(module.folder):
            for cell in module.notebooks[self.lang].cells:
                if cell.id == "title":
                    out.append(self._title(module, cell, texts))
                elif cell.id.startswith("references"):
                    continue
                elif cell.kind == "markdown":
                    out.append(self._text(cell, texts))
                elif cell.kind == "code":
                    out.append(self._widget(module, cell))
        return "\n".join(out)

    def _title(self, module: Module, cell: Cell, texts: Texts) -> str:
        info = module.info
        assert info is not None
        number = self.words["module"].format(number=module.number)
        rest = cell.source.partition("\n")[2]
        review = (
            self.site["reviewed"].format(
                by=info.reviewed_by, on=long_date(info.reviewed_on, self.lang)
            )
            if info.reviewed_by
            else self.site["awaits_review"]
        ).rstrip(", ")
        minutes = self.site["minutes"].format(minutes=info.minutes)
        return (
            f'<h1 id="{module.slug}">{escape(number)}: {escape(module.title(self.lang))}</h1>'
            f'<div class="lead">{texts.markdown(rest)}</div>'
            f'<p class="facts">{escape(minutes)}. {escape(review)}.</p>'
        )

    def _text(self, cell: Cell, texts: Texts) -> str:
        html = texts.markdown(cell.source, cell.id)
        if cell.box is None:
            return html
        label = self.site[f"box_{cell.box}"]
        heading = next((text for _, text in cell.headings), "")
        show = cell.box != "situation" and heading.casefold() != label.casefold()
        labelled = f'<p class="label">{escape(label)}</p>' if show else ""
        return f'<div class="box box-{cell.box}">{labelled}{html}</div>'

    def _widget(self, module: Module, cell: Cell) -> str:
        widget = shown(cell.source)
        if not isinstance(widget, CourseWidget) or isinstance(widget, ON_PAGE_ONLY):
            return ""
        place = f"{module.slug}-{cell.id}"
        cited = self._citer(widget)
        try:
            if isinstance(widget, Sheet):
                about = type(widget).about()
                return (
                    f'<div class="form" id="{place}"><p><strong>'
                    f"{escape(about.title.in_(self.lang))}.</strong> "
                    f"{escape(about.short.in_(self.lang))}. "
                    f'<a href="#tool-{cell.id}">{escape(self.words["to_form"])}</a>.</p></div>'
                )
            if isinstance(widget, CasePlayer):
                told = outline(widget.content, self.words, widget.words, place, cited)
                title = escape(widget.content["title"])
                return f'<h3 id="{place}">{title}</h3><div class="case">{told}</div>'
            if isinstance(widget, Quiz):
                rows = [exercises.question(i, widget.words) for i in widget.content["items"]]
                return self._exercise(
                    module,
                    place,
                    widget.content["title"],
                    "<ol>" + "".join(f"<li>{row}</li>" for row in rows) + "</ol>",
                    self._quiz_answers(widget, cited),
                )
            still = self._still(widget.still_html(), place)
            if isinstance(widget, CardSorter):
                told = exercises.sorter(widget.content, self.words, cited)
            elif isinstance(widget, WordChoice):
                told = exercises.wording(widget.content, cited)
            elif isinstance(widget, RolePlay):
                told = exercises.role_play(widget, cited)
            elif isinstance(widget, RecallCards):
                told = exercises.cards(widget.content, cited)
            elif isinstance(widget, MechanismSorter):
                told = exercises.mechanisms(widget.content, widget.words, self.words, cited)
            else:
                return f'<div class="figure">{still}</div>'
            title = str(widget.content["title"])
            body = still.partition("</h3>")[2]
            return self._exercise(module, place, title, body, told)
        finally:
            widget.close()

    def _exercise(self, module: Module, place: str, title: str, body: str, told: str) -> str:
        """Return an exercise with a way to its answers, which are kept for the end of the book."""
        there = escape(self.words["to_answers"])
        back = escape(self.words["to_exercise"])
        number = self.words["module"].format(number=module.number)
        if not any(f'id="answers-{module.slug}"' in part for part in self.answered):
            self.answered.append(
                f'<h2 id="answers-{module.slug}">{escape(number)}: '
                f"{escape(module.title(self.lang))}</h2>"
            )
        self.answered.append(
            f'<h3 id="answers-{place}">{escape(title)}</h3>'
            f'<p class="way"><a class="far" href="#{place}">{back}</a></p>{told}'
        )
        return (
            f'<h3 id="{place}">{escape(title)}</h3><div class="exercise">{body}'
            f'<p class="way"><a href="#answers-{place}">{there}</a></p></div>'
        )

    def _quiz_answers(self, quiz: Quiz, cited: Any) -> str:
        rows = [
            exercises.answer(item, quiz.words, self.words, self.lang) + cited(item.get("facts", []))
            for item in quiz.content["items"]
        ]
        return "<ol>" + "".join(f"<li>{row}</li>" for row in rows) + "</ol>"

    def _still(self, html: str, place: str, level: int = 3) -> str:
        """Return a widget's still version with its title as a heading and its pictures as files."""
        soup = BeautifulSoup(html, "html.parser")
        self.album.placed(soup, place)
        strong = soup.find("strong")
        if isinstance(strong, Tag) and isinstance(strong.parent, Tag):
            heading = soup.new_tag(f"h{level}", attrs={"id": place})
            heading.string = strong.get_text()
            rest = strong.parent.get_text().removeprefix(strong.get_text()).strip()
            strong.parent.insert_before(heading)
            if rest:
                note = soup.new_tag("p", attrs={"class": "note"})
                note.string = rest.strip("()")
                strong.parent.replace_with(note)
            else:
                strong.parent.decompose()
        for alone in soup.select("p > strong:only-child"):
            if alone.parent and alone.parent.get_text() == alone.get_text():
                alone.parent.name = f"h{level + 1}"
                alone.unwrap()
        for figure in soup.find_all("figure"):
            assert isinstance(figure, Tag)
            # A figure of text and tables is a part of the chapter, not a picture with a caption.
            for caption in figure.find_all("figcaption"):
                assert isinstance(caption, Tag)
                caption.name = "p"
            figure.unwrap()
        return str(soup)

    def _citer(self, widget: CourseWidget) -> exercises.Cited:
        cites: dict[str, list[str]] = getattr(widget, "cites", {})

        def cited(facts: list[str]) -> str:
            named = dict.fromkeys(cite for fact in facts for cite in cites.get(fact, ()))
            known = [
                f'<a href="#ref-{self.ids[c]}">{escape(c)}</a>' for c in named if c in self.ids
            ]
            if not known:
                return ""
            lead = escape(self.words["sources"])
            return f'<p class="source">{lead}: {"; ".join(known)}</p>'

        return cited

    def tools(self) -> str:
        parts = [
            f'<h1 id="tools">{escape(self.words["tools"])}</h1>'
            f"<p>{escape(self.words['tools_lead'])}</p>"
        ]
        for tool in toolbox(self.course, self.lang):
            widget = tool.make()
            still = self._still(widget.still_html(), f"tool-{tool.slug}", 2)
            widget.close()
            parts.append(f'<div class="tool">{still}</div>')
        return "\n".join(parts)

    def answers(self) -> str:
        return (
            f'<h1 id="answers">{escape(self.words["answers"])}</h1>'
            f"<p>{escape(self.words['answers_lead'])}</p>" + "\n".join(self.answered)
        )

    def glossary(self) -> str:
        terms = sorted(self.course.glossary, key=lambda t: t.term.in_(self.lang).casefold())
        other: Lang = "en" if self.lang == "nb" else "nb"
        rows = "".join(
            f'<dt><span id="term-{term.id}">{escape(term.term.in_(self.lang))}</span> '
            f'(<span lang="{other}">{escape(term.term.in_(other))}</span>)</dt>'
            f"<dd>{escape(term.definition.in_(self.lang))}</dd>"
            for term in terms
        )
        return f'<h1 id="glossary">{escape(self.words["glossary"])}</h1><dl>{rows}</dl>'

    def references(self) -> str:
        entries = sorted(self.course.references, key=lambda entry: entry.text.casefold())
        rows = []
        for entry in entries:
            to = escape(entry.address or "")
            link = f' <a href="{to}">{to}</a>' if to else ""
            note = f" {escape(entry.note.in_(self.lang))}" if entry.note else ""
            told = f"<p>{titled(entry, self.lang)}{note}{link}</p>"
            rows.append(f'<div class="reference" id="ref-{entry.id}">{told}</div>')
        return f'<h1 id="references">{escape(self.words["references"])}</h1>' + "\n".join(rows)


def shown(source: str) -> Any:
    """Return what a notebook's one-line code cell shows, run in this process."""
    tree = ast.parse(source)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr), f"a code cell shows nothing: {source}"
    names: dict[str, Any] = {}
    exec(compile(tree, "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
