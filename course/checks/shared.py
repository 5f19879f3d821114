"""Checks of what all modules share: facts, references, glossary, and the plain pages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import yaml
from pydantic import ValidationError

from course.catalogue import Course
from course.checks.places import FAST, mentions
from course.schema import FactList
from widgets.content.loader import ContentError, Fault, load, shown
from widgets.text import LANGS

PAGES = ("front", "about")


def known_facts(root: Path) -> tuple[dict[str, str], list[Fault]]:
    """Return the topic of each fact by its id, and what is wrong with the fact list."""
    path = root / "modules" / "facts.yaml"
    try:
        tree = yaml.load(path.read_text("utf-8"), Loader=FAST)
        return {fact.id: fact.topic for fact in FactList.model_validate(tree).root}, []
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError):
        # The list is long, so it is only read the slow way, with lines, when it is broken.
        try:
            return {fact.id: fact.topic for fact in load(path, FactList).root}, []
        except ContentError as error:
            return {}, error.faults


def check_shared(course: Course) -> list[Fault]:
    """Return what is wrong with ids, glossary forms and plain pages."""
    shared = course.root / "modules"
    faults: list[Fault] = []
    for name in ("references.yaml", "glossary.yaml", "facts.yaml"):
        faults += _twice(shared / name)
    faults += _glossary(course)
    for page in PAGES:
        for lang in LANGS:
            path = shared / "pages" / f"{page}.{lang}.md"
            if not path.is_file():
                mend = f"write the page, as {page}.{'en' if lang == 'nb' else 'nb'}.md is written"
                faults.append(Fault(shown(path), 1, "the page is missing", mend))
    if not course.modules:
        mend = "make a folder like modules/01-english-name/, see docs/authors.md"
        faults.append(Fault("modules/catalogue.yaml", 1, "there is no module", mend))
    return faults


def _twice(path: Path) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for mention in mentions(path, "id"):
        if mention.value in seen:
            what, mend = f"the id '{mention.value}' is given twice", "keep one, or rename it"
            faults.append(Fault(shown(path), mention.line, what, mend))
        seen.add(mention.value)
    return faults


def _glossary(course: Course) -> list[Fault]:
    path = course.root / "modules" / "glossary.yaml"
    lines = {mention.value: mention.line for mention in mentions(path, "id")}
    faults = []
    for lang in LANGS:
        forms = Counter(
            form.casefold() for term in course.glossary for form in set(term.spellings(lang))
        )
        text = "\n".join(
            cell.source
            for module in course.modules
            if lang in module.notebooks
            for cell in module.notebooks[lang].cells
            if cell.kind == "markdown"
        )
        for term in course.glossary:
            line = lines.get(term.id, 1)
            for form in dict.fromkeys(term.spellings(lang)):
                if forms[form.casefold()] > 1:
                    what = f"[{term.id}]: the form '{form}' ({lang}) is claimed by two terms"
                    faults.append(Fault(shown(path), line, what, "leave it to one of them"))
            either = "|".join(re.escape(form) for form in term.spellings(lang))
            if not re.search(rf"(?<![\w-])(?:{either})(?![\w-])", text, re.I):
                what = f"[{term.id}]: no module's text has the term or a form of it ({lang})"
                mend = f"add under forms.{lang} how the text writes it, or remove the term"
                faults.append(Fault(shown(path), line, what, mend))
    return faults
