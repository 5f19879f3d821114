"""All that learners read, and whether it uses the terms that the course has chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, RootModel

from course.catalogue import Course
from course.checks.places import mentions
from widgets.content.loader import ContentError, Fault, load, shown
from widgets.content.text import Strict, Text
from widgets.text import LANGS, Lang

PACKAGES = tuple(Path(__file__).parents[2] / name for name in ("course", "widgets"))
"""The words of the site and of the widgets are learners' words too."""
NOT_READ = {"facts.yaml", "references.yaml", "coverage.yaml", "terms.yaml"}
"""Sources, the titles of others' works, and lists for authors."""

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|‘[^‘’]*’", re.S)
_NOT_PROSE = re.compile(
    r"\]\([^)]*\)|`[^`]*`|https?://\S+|<[^>]+>|\{[^{}]*\}|&\w+;|[\w-]+\.(?:no|json)\b"
)


class Term(Strict):
    """Expressions that the course does not use, what it writes instead, and why."""

    avoid: dict[Lang, list[str]] = Field(min_length=1)
    write: Text
    why: str = Field(min_length=1)
    taught_in: list[str] = []
    """Modules that speak about the expression itself, where it may stand without quotes."""


class Terms(RootModel[list[Term]]):
    """The file ``modules/terms.yaml``."""


@dataclass(frozen=True)
class Said:
    """A text that learners read, and where it begins."""

    path: Path
    line: int
    lang: Lang
    text: str

    @property
    def prose(self) -> str:
        """The text without links' addresses, code, tags and places to fill."""
        return _NOT_PROSE.sub(" ", self.text)

    def line_of(self, words: str) -> int:
        """Return the line, 1-based, where ``words`` first stand from the text's beginning on."""
        lines = self.path.read_text("utf-8").splitlines()
        words = words.split("\n")[0]
        return next(
            (n for n, row in enumerate(lines[self.line - 1 :], self.line) if words in row),
            self.line,
        )


def all_said(course: Course) -> Iterator[Said]:
    """Yield every text that learners read, in both languages, of the course and of the widgets."""
    for module in course.modules:
        for written, notebook in module.notebooks.items():
            for cell in notebook.cells:
                if cell.kind == "markdown":
                    yield Said(notebook.path, cell.line, written, cell.source)
    shared = course.root / "modules"
    for page in sorted((shared / "pages").glob("*.md")):
        lang: Lang = "en" if page.suffixes[0] == ".en" else "nb"
        yield Said(page, 1, lang, page.read_text("utf-8"))
    places = (shared, course.root / "assignments" / "forms", *PACKAGES)
    for path in sorted(file for place in places for file in place.rglob("*.yaml")):
        if path.name not in NOT_READ:
            for lang in LANGS:
                for said in mentions(path, lang):
                    yield Said(path, said.line, lang, said.value)


def _anyhow(words: str) -> str:
    """Return a pattern for ``words``, also where a line ends between them."""
    return r"\s+".join(map(re.escape, words.split()))


def check_terms(course: Course) -> list[Fault]:
    """Return a fault for each expression that ``modules/terms.yaml`` would rather not see.

    An expression in quotation marks is spoken about, not used.
    """
    path = course.root / "modules" / "terms.yaml"
    try:
        terms = load(path, Terms).root
    except ContentError as error:
        return error.faults
    known = {module.slug for module in course.modules}
    faults = [
        Fault(shown(path), 1, f"there is no module '{slug}'", "mend taught_in")
        for term in terms
        for slug in term.taught_in
        if known and slug not in known
    ]
    sought = {
        lang: [
            (
                # To look for a word is far quicker than to try a pattern.
                {expression.split()[0].lower() for expression in words},
                re.compile(rf"(?<!\w)(?:{'|'.join(map(_anyhow, words))})", re.I),
                term,
            )
            for term in terms
            if (words := term.avoid.get(lang, []))
        ]
        for lang in LANGS
    }
    for said in all_said(course):
        low = said.text.lower()
        for firsts, pattern, term in sought[said.lang]:
            if not any(first in low for first in firsts):
                continue
            # Quotations keep their length, so that the line of what follows is right.
            used = _QUOTED.sub(lambda quoted: re.sub(r"[^\n]", " ", quoted[0]), said.text)
            if found := pattern.search(used):
                if set(term.taught_in) & set(said.path.parts):
                    continue
                what = f"«{found[0]}» is not a term of the course"
                mend = f"write «{term.write.in_(said.lang)}» ({term.why}), or put it in quotes"
                faults.append(Fault(shown(said.path), said.line_of(found[0]), what, mend))
    return faults
