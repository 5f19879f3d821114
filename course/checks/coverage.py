"""Is every fact of the topics that a module teaches in it, or left out with a reason?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from course.catalogue import Course, Module
from course.checks.places import in_cell, mentions
from course.checks.practice import practice_files
from course.schema import Coverage, Dated
from widgets.content.loader import ContentError, Fault, load, shown

NAME = "coverage.yaml"


def check_coverage(course: Course, module: Module, topics: Mapping[str, str]) -> list[Fault]:
    """Return what ``module`` owes its ``coverage.yaml``; ``topics`` gives each fact's topic."""
    if not topics:
        return []
    return [*_cells(module, topics), *_covered(course, module, topics)]


def _cells(module: Module, topics: Mapping[str, str]) -> Iterator[Fault]:
    """The metadata of cells: known facts, and boxes that say how old they are."""
    for notebook in module.notebooks.values():
        for cell in notebook.cells:
            for fact in cell.facts:
                if fact not in topics:
                    mend = "write an id from modules/facts.yaml"
                    yield in_cell(notebook, cell, f"there is no fact '{fact}'", mend)
            if cell.box != "dated":
                continue
            try:
                Dated.model_validate(cell.dated)
            except ValidationError as error:
                wrong = ", ".join(".".join(map(str, e["loc"])) or "all" for e in error.errors())
                mend = 'write "dated" in its metadata, as docs/authors.md shows it'
                what = f"the box '{cell.id}' does not say how old it is ({wrong})"
                yield in_cell(notebook, cell, what, mend)


def taught(module: Module) -> set[str]:
    """Return the ids of the facts that the module's cells and practice name."""
    facts = {
        fact
        for notebook in module.notebooks.values()
        for cell in notebook.cells
        for fact in cell.facts
    }
    for path in practice_files(module):
        facts |= {mention.value for mention in mentions(path, "facts")}
    return facts


def _covered(course: Course, module: Module, topics: Mapping[str, str]) -> Iterator[Fault]:
    path = module.folder / NAME
    place = shown(path)
    if not path.is_file():
        mend = "list the topics it teaches and what it leaves out, see docs/authors.md"
        yield Fault(place, 1, "the module does not say which facts it teaches", mend)
        return
    try:
        coverage = load(path, Coverage)
    except ContentError as error:
        yield from error.faults
        return
    lines = {mention.value: mention.line for mention in mentions(path, "topics", "fact")}
    by_topic: dict[str, list[str]] = defaultdict(list)
    for fact, topic in topics.items():
        by_topic[topic].append(fact)
    left = {entry.fact for entry in coverage.left_out}
    has = taught(module)
    for topic in coverage.topics:
        if topic not in by_topic:
            mend = f"write one of {', '.join(by_topic)}"
            yield Fault(place, lines.get(topic, 1), f"there is no topic '{topic}'", mend)
        missing = [fact for fact in by_topic[topic] if fact not in has | left]
        if missing:
            what = f"{topic}: neither taught nor left out: {', '.join(missing)}"
            mend = "teach them, or list them under left_out with the reason"
            yield Fault(place, lines.get(topic, 1), what, mend)
    for fact in sorted(left):
        line = lines.get(fact, 1)
        if fact not in topics:
            mend = "write an id from modules/facts.yaml"
            yield Fault(place, line, f"there is no fact '{fact}'", mend)
        elif fact in has:
            mend = "remove it from left_out"
            yield Fault(place, line, f"'{fact}' is left out, and yet taught", mend)


def topics_without_a_module(course: Course, topics: Mapping[str, str]) -> list[str]:
    """Return the topics of ``facts.yaml`` that no module's ``coverage.yaml`` names."""
    named = {
        mention.value
        for module in course.modules
        for mention in mentions(module.folder / NAME, "topics")
    }
    return sorted(set(topics.values()) - named)
