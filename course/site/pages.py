"""What each page of the site is called, where it lies, and what its template is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, select_autoescape
from pydantic import ValidationError

from course.catalogue import Course, Module
from course.schema import Dated
from course.site.age import age, dated_facts
from course.site.assets import EARLY, Asset, first_scripts, script
from course.site.foreign import foreign
from course.site.prose import Linker, prose
from course.site.sections import WORDS_A_MINUTE, sections
from course.site.still import only_here
from course.site.style import REST
from course.site.toolbox import tool_slugs, toolbox
from course.site.words import other, site_words
from widgets.hosted import place
from widgets.practice.confidence import scales_html
from widgets.text import LANGS, Lang, number

TEMPLATES = Path(__file__).parent / "templates" / "smertekurs"
SEARCH = "search"
PLAIN = ("references", "glossary", "about", "accessibility", "certificate", "your-data")
"""Pages of their own beside the front page and the modules."""
FRAME = ("your-course", "before", "recall", "after", "final-test", "evaluation", "summary")
"""Pages of the course as a whole, around the modules."""
STATE = "application/vnd.jupyter.widget-state+json"
BRIEF = ("practice/confidence.js",)
"""Front ends that only ask how sure the reader is before the text begins. Where the page's first
widget is one, it can be used as HTML, and the next is mounted as early, each by a script in its
place."""
PRINTS = ("simulations/", "tools/sheet")
"""Front ends that go to paper as the reader has left them."""


def long_date(day: date | None, lang: Lang) -> str:
    """Return a day as running text writes it: «1. juni 2027», "1 June 2027"."""
    return format_date(day, "long", locale="nb" if lang == "nb" else "en_GB") if day else ""


@dataclass(frozen=True)
class Address:
    """A page of the site: its language, its kind, and the module's folder if it is a module."""

    lang: Lang
    kind: str
    slug: str = ""

    @property
    def below(self) -> str:
        """Where the page lies below its language: ``""``, ``"glossary/"``, ``"03-x/"``."""
        if self.kind == "front":
            return ""
        if self.kind == "tool":
            return f"tools/{self.slug}/"
        return f"{self.slug if self.kind == 'module' else self.kind}/"

    @property
    def path(self) -> str:
        """Where the page lies below the site's root: ``"nb/glossary/"``."""
        return f"{self.lang}/{self.below}"


DESIGN = tuple(Address(lang, "design") for lang in LANGS)
"""Served beside the course's pages, for those who change the looks; not in the static build."""


def addresses(course: Course) -> list[Address]:
    """Return every page that there is; nothing else is served."""
    return [
        address
        for lang in LANGS
        for address in (
            Address(lang, "front"),
            *(Address(lang, "module", module.slug) for module in course.modules),
            *(Address(lang, kind) for kind in (*FRAME, *PLAIN, SEARCH)),
            Address(lang, "tools"),
            *(Address(lang, "tool", slug) for slug in tool_slugs(course)),
        )
    ]


class Page:
    """What the templates know of the page that they write; ``w`` is beside it, with the words.

    ``path`` is where the page lies below the root (links are relative to it, so that the site
    works below any address), and ``index`` what a link to a folder ends with: nothing on a
    server, ``index.html`` in files on a disk. ``worker`` is the service worker's place below the
    root, if there is one.
    """

    early = EARLY

    def __init__(
        self,
        course: Course,
        assets: Mapping[str, Asset],
        address: Address,
        *,
        path: str | None = None,
        up: str | None = None,
        index: str = "",
        worker: str = "",
    ) -> None:
        self.content = course
        self.root = course.root
        self._assets = assets
        self._up = up or "../" * (address.path if path is None else path).count("/")
        self.index = index
        self.handbook: list[tuple[str, str]] = []
        self.worker = f"{self._up}{worker}" if worker else ""
        self.scripts: list[str] = []
        self.front_ends: set[str] = set()
        """Those of the places that are written so far."""
        self._first: tuple[str, ...] = ()
        """Those that have scripts of their own, in their order."""
        self.foreign = foreign(course.catalogue, address.lang)
        glossary = self.link("glossary/", address.lang)
        self._linker = Linker(course.glossary, address.lang, glossary, self.foreign)
        self.address = address
        self.lang = address.lang
        self.kind = address.kind
        self.words = site_words(address.lang)
        catalogue = course.catalogue
        self.course = catalogue.title.in_(self.lang) if catalogue else self.words["course"]
        self.introduction = catalogue.introduction.in_(self.lang) if catalogue else ""
        self.title = self.words.get(self.kind, self.course)
        self.description = self.introduction
        self.other_lang = other(self.lang)
        known = address.kind in ("front", "module", "tools", "tool", SEARCH, *FRAME, *PLAIN)
        self.other = self.link(address.below if known else "", self.other_lang)
        self.alternates = (
            [(lang, self.link(address.below, lang)) for lang in LANGS] if known else []
        )
        self.menu = [
            (kind, self.link(below), self.words[word])
            for kind, below, word in (
                ("front", "", "modules"),
                ("your-course", "your-course/", "your-course"),
                ("tools", "tools/", "tools"),
                ("glossary", "glossary/", "glossary"),
                ("references", "references/", "references"),
                ("about", "about/", "about"),
            )
        ]
        self.modules = [self._card(module) for module in course.modules]
        self.first = next((card for card in self.modules if card["whole"]), None)

    def offer(self, handbook: Mapping[str, int]) -> None:
        """Offer the files of the handbook that are in the page's language; sizes in bytes."""
        self.handbook = [
            (
                f"{self._up}handbook/{name}",
                self.words_with(
                    f"handbook_{name.rpartition('.')[2]}", size=number(size / 1e6, self.lang, 1)
                ),
            )
            for name, size in handbook.items()
            if name.partition(".")[0].endswith(f"-{self.lang}")
        ]

    def link(self, below: str, lang: Lang | None = None) -> str:
        """Return the relative link to the page ``below`` its language."""
        return f"{self._up}{lang or self.lang}/{below}{self.index}"

    def asset(self, role: str) -> str:
        """Return the relative link to one of the site's own files."""
        return f"{self._up}static/{self._assets[role].name}"

    def place(self, state: Mapping[str, Any], still: str, *, prints: bool = False) -> str:
        """Return the place of a widget; the page's first ones have scripts of their own in them."""
        entry = str(state["entry"])
        self.front_ends.add(entry)
        first = live = ""
        if set(self._first) <= set(BRIEF) and entry not in self._first:
            at_once, *rest = first_scripts(entry, self._first)
            self._first += (entry,)
            brief = entry in BRIEF
            live = scales_html(state) if brief else ""
            style = "" if brief else REST
            first = self._inline(at_once) + style + "".join(self._inline(text) for text in rest)
        return place(state, still, prints=prints, script=first, live=live)

    def last_script(self) -> str:
        """Return the script at the page's end, with all that the first does not have."""
        return self._inline(script(frozenset(self.front_ends), self._first))

    def _inline(self, text: str) -> str:
        self.scripts.append(text)
        return f"<script>{text}</script>"

    def words_with(self, key: str, **values: object) -> str:
        """Return a word of the site with its places filled."""
        return self.words[key].format(**values)

    def prose(self, source: str) -> str:
        """Return a cell's text as HTML, with new glossary terms linked."""
        return prose(source, self._linker)

    def _card(self, module: Module) -> dict[str, Any]:
        """What cards, page heads and links need of a module; ``whole``: can it be read."""
        card: dict[str, Any] = {
            "slug": module.slug,
            "number": module.number,
            "title": module.title(self.lang),
            "address": self.link(f"{module.slug}/"),
            "whole": module.whole and module.info is not None,
        }
        if not card["whole"] or module.info is None:
            return card
        info, notebook = module.info, module.notebooks[self.lang]
        review = (
            self.words_with(
                "reviewed", by=info.reviewed_by, on=long_date(info.reviewed_on, self.lang)
            )
            if info.reviewed_by
            else self.words["awaits_review"]
        )
        return card | {
            "summary": info.summary.in_(self.lang),
            "minutes": info.minutes,
            "reading": max(1, round(notebook.words / WORDS_A_MINUTE)),
            "parts": notebook.parts,
            "review": review.rstrip(", "),
            "changes": [
                (long_date(change.date, self.lang), change.what.in_(self.lang))
                for change in info.changes
            ],
        }


class ModulePage(Page):
    """A module's page: its contents, its boxes, and the widget state that the page keeps."""

    def __init__(self, course: Course, assets: Mapping[str, Asset], address: Address, **how: Any):
        super().__init__(course, assets, address, **how)
        order = [card["slug"] for card in self.modules]
        here = order.index(address.slug)
        self.module = self.modules[here]
        self.previous = self.modules[here - 1] if here else None
        self.next = self.modules[here + 1] if here + 1 < len(order) else None
        self.title = self.module["title"]
        self.description = self.module["summary"]
        module = course.module(address.slug)
        assert module is not None
        self.notebook = module.notebooks[self.lang]
        self.minutes = {section.id: section.minutes for section in sections(module, self.lang)}
        self.contents = [
            (cell.id, text, cell.box or f"h{depth}")
            for cell in self.notebook.cells
            for depth, text in cell.headings[:1]
            if cell.id != "title" and (depth == 2 or cell.box)
        ]
        self.age = age(dated_facts(course, module), "facts", self.words, self.lang)
        spoken_of = module.info.tools if module.info else []
        self.tools = [
            (self.link(f"tools/{tool.slug}/"), tool.title, tool.short)
            for tool in (toolbox(course, self.lang) if spoken_of else [])
            if tool.slug in spoken_of
        ]

    def box(self, cell: Mapping[str, Any]) -> str | None:
        """Return the box that a cell is, if it is one."""
        return next((c.box for c in self.notebook.cells if c.id == cell["id"]), None)

    def text_of(self, cell: Mapping[str, Any]) -> str:
        """Return a cell's text as HTML; a heading says how many minutes its section takes."""
        html = self.prose(cell["source"])
        minutes = self.minutes.get(cell["id"])
        if minutes is None:
            return html
        said = self.words_with("section_minutes", minutes=minutes)
        return html.replace("</h2>", f'</h2>\n<p class="section-minutes">{said}</p>', 1)

    def label(self, cell: Mapping[str, Any]) -> str | None:
        """Return what kind of box a cell is, in words, unless its heading says so already."""
        box = self.box(cell)
        if box is None or box == "situation":
            return None
        label = self.words[f"box_{box}"]
        heads = (c.headings for c in self.notebook.cells if c.id == cell["id"])
        heading = next((text for head in heads for _, text in head), "")
        return None if heading.casefold() == label.casefold() else label

    def dated(self, cell: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """Return how old a box is in words, and the address and name of where to look."""
        found = next((c for c in self.notebook.cells if c.id == cell["id"]), None)
        if found is None or found.box != "dated":
            return None
        try:
            about = Dated.model_validate(found.dated)
        except ValidationError:
            # ``smertekurs check`` tells the author; the reader still gets the text.
            return None
        said = [
            self.words_with("dated_year", year=about.year),
            self.words_with("dated_checked", on=long_date(about.checked_on, self.lang))
            if about.checked_on
            else self.words["dated_unchecked"],
            self.words_with("dated_again", on=long_date(about.check_again, self.lang)),
        ]
        return " ".join(said), about.where, about.host

    def output(
        self, notebook: Mapping[str, Any], cell: str, view: Mapping[str, Any], still: str
    ) -> str:
        """Return the place of a cell's widget; ``cell`` is the cell's id."""
        state = notebook["metadata"]["widgets"][STATE]["state"][view["model_id"]]["state"]
        prints = state["entry"].startswith(PRINTS)
        return self.place(state, only_here(still, cell), prints=prints)


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=select_autoescape(default=True, default_for_string=True),
    trim_blocks=True,
    lstrip_blocks=True,
)


def write(page: Page, template: str | None = None, **more: object) -> str:
    """Return a page that needs no kernel, as HTML."""
    return _ENVIRONMENT.get_template(f"{template or page.kind}.html.j2").render(
        page=page, w=page.words, v=site_words(page.other_lang), **more
    )
