"""Checks of a module's two notebooks: each by itself, and the pair beside each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

import widgets
from course.catalogue import Course, Module
from course.checks.follows import check_follows
from course.checks.places import in_cell
from course.notebooks import BOXES, NOT_PARTS, Cell, Notebook
from course.schema import Length
from widgets.content.loader import Fault
from widgets.text import LANGS, Lang

WORDS: dict[Length, tuple[int, int]] = {"full": (1500, 2500), "short": (900, 1500)}
"""Least and most words of running text in a module, in each language, by its length."""
LENGTHS = (0.8, 1.35)
"""How long the English text may be beside the Norwegian (English has more, shorter words)."""
HARDEST = 50.0
"""The readability index (LIX) that the Norwegian text stays under."""
NEEDED_BOXES = ("situation", "objectives", "gp", "physio", "both")
NEEDED_PARTS = ("quiz", "recall", "week", "references")
NOT_FIGURES = (
    "CasePlayer",
    "Confidence",
    "Progress",
    "Quiz",
    "RecallCards",
    "RolePlay",
    "WeekTask",
)
"""What every module has; all other widgets are figures and tools."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(
    r"from (widgets|course) import (\w+); \2\((?:\"([^\"]+)\", )?lang=\"(nb|en)\"\)\s*"
)


def check_notebooks(course: Course, module: Module) -> list[Fault]:
    """Return what is wrong with the notebooks of ``module`` that can be read."""
    faults: list[Fault] = []
    for lang, notebook in module.notebooks.items():
        faults += _alone(course, module, notebook, lang)
    if len(module.notebooks) == len(LANGS):
        faults += _pair(module.notebooks["nb"], module.notebooks["en"])
    return faults


def _alone(course: Course, module: Module, notebook: Notebook, lang: Lang) -> Iterator[Fault]:
    ids = Counter(cell.id for cell in notebook.cells)
    figures = {cell.id: called(cell)[0] for cell in notebook.cells if cell.kind == "code"}
    for cell in notebook.cells:
        if not _ID.fullmatch(cell.id):
            mend = "give it a short English name of a-z, 0-9 and hyphens"
            yield in_cell(notebook, cell, f"the cell id {cell.id!r} cannot be an anchor", mend)
        elif ids[cell.id] > 1:
            yield in_cell(notebook, cell, f"the cell id '{cell.id}' is used twice", "rename one")
        if cell.kind == "code":
            yield from _code(module, notebook, cell, lang)
        elif cell.kind == "markdown":
            yield from _markdown(course, notebook, cell, first=cell is notebook.cells[0])
            yield from check_follows(notebook, cell, figures)
        else:
            mend = "make it a markdown cell"
            yield in_cell(notebook, cell, f"a cell of kind '{cell.kind}' is not shown", mend)
    boxes = {cell.box for cell in notebook.cells}
    for box in NEEDED_BOXES:
        if box not in boxes:
            mend = f'write a markdown cell with the tag "{box}"'
            yield in_cell(notebook, None, f"the module has no box '{box}'", mend)
    for part in NEEDED_PARTS:
        if not ids[part]:
            mend = f"write a code cell with the id '{part}', see docs/authors.md"
            yield in_cell(notebook, None, f"the module has no {part}", mend)
    yield from _amount(module, notebook)


def _amount(module: Module, notebook: Notebook) -> Iterator[Fault]:
    """Is there as much as ``module.yaml`` says: words, and figures or tools?"""
    length: Length = module.info.length if module.info else "full"
    least, most = WORDS[length]
    if not least <= notebook.words <= most:
        what = f"the text has {notebook.words} words"
        mend = f"bring it between {least} and {most}, or set length in module.yaml"
        yield in_cell(notebook, None, what, mend)
    figures = sum(
        cell.kind == "code" and cell.id not in NOT_PARTS and called(cell)[0] not in NOT_FIGURES
        for cell in notebook.cells
    )
    wanted = module.info.figures if module.info else 0
    if figures < wanted:
        what = f"the module has {figures} figures and tools, and {wanted} are needed"
        yield in_cell(notebook, None, what, "add one, or set figures in module.yaml")


def _markdown(course: Course, notebook: Notebook, cell: Cell, first: bool) -> Iterator[Fault]:
    if first and (cell.id != "title" or not cell.source.startswith("# ")):
        mend = "begin the notebook with a markdown cell, id title: # Title, and a line or two"
        yield in_cell(notebook, cell, "the first cell is not the title", mend)
    if sum(tag in BOXES for tag in cell.tags) > 1:
        yield in_cell(notebook, cell, "the cell has the tags of two boxes", "keep one of the tags")
    depth = next((depth for depth, _ in cell.headings), None)
    wanted = 2 if cell.box == "situation" else 3
    if cell.box and (depth != wanted or not cell.source.startswith("#")):
        mend = f"begin it with {'#' * wanted} and a heading"
        yield in_cell(notebook, cell, f"the box '{cell.box}' does not begin as it should", mend)
    if not first and 1 in {depth for depth, _ in cell.headings}:
        mend = "write ## for a section; # is the title's alone"
        yield in_cell(notebook, cell, "a second title", mend, at="# ")
    anchors = {f"#{other.id}" for other in notebook.cells}
    known = {f"#ref-{entry.id}" for entry in course.references}
    for link in cell.links:
        if link.startswith("#ref-"):
            if link not in known:
                mend = f"mend the link, or add id {link[5:]} to modules/references.yaml"
                yield in_cell(notebook, cell, f"there is no reference '{link[5:]}'", mend, at=link)
        elif link.startswith("#"):
            if link not in anchors:
                mend = "link to the id of a cell in this notebook"
                yield in_cell(notebook, cell, f"'{link}' leads nowhere", mend, at=link)
        elif not link.startswith(("https://", "http://", "../", "mailto:")):
            mend = "write #ref-…, #cell-id, or a whole https:// address"
            yield in_cell(notebook, cell, f"'{link}' leads nowhere", mend, at=link)


def _code(module: Module, notebook: Notebook, cell: Cell, lang: Lang) -> Iterator[Fault]:
    if cell.has_outputs:
        mend = "in JupyterLab: Edit, Clear Outputs of All Cells; then save"
        yield in_cell(notebook, cell, f"the cell '{cell.id}' is saved with its output", mend)
    match = _CODE.fullmatch(cell.source)
    if match is None:
        mend = f'write one line, like: from widgets import WindUp; WindUp(lang="{lang}")'
        yield in_cell(notebook, cell, f"the code of '{cell.id}' is not in the form", mend)
        return
    home, name, argument, written = match.groups()
    at = cell.source[:30]
    if written != lang:
        mend = f'write lang="{lang}"'
        yield in_cell(notebook, cell, f"the cell '{cell.id}' has lang=\"{written}\"", mend, at)
    known = ["References"] if home == "course" else list(widgets.HOMES)
    if name not in known:
        what, mend = f"{home} has no '{name}'", f"write one of {', '.join(known)}"
        yield in_cell(notebook, cell, what, mend, at)
        return
    if argument and argument.endswith(".yaml") and not (module.folder / argument).is_file():
        what, mend = f"the file {argument} does not exist", "write it, or mend the name"
        yield in_cell(notebook, cell, what, mend, at)
    part = part_of(name, argument)
    if cell.id != part:
        what = f"the id of {name}'s cell is '{cell.id}'"
        yield in_cell(notebook, cell, what, f"make it '{part}', under which answers are kept")


def called(cell: Cell) -> tuple[str | None, str | None]:
    """Return the widget that a cell shows and its argument; ``None`` for what it has not."""
    match = _CODE.fullmatch(cell.source) if cell.kind == "code" else None
    return (match[2], match[3]) if match else (None, None)


def part_of(name: str, argument: str | None) -> str:
    """Return the id that the cell of a widget has: its part in the module."""
    fixed = {"RecallCards": "recall", "WeekTask": "week"}
    if name == "CasePlayer":
        return f"case-{(argument or '').removeprefix('cases/').removesuffix('.yaml')}"
    if name == "Confidence":
        return f"confidence-{argument}"
    if name in ("CardSorter", "RolePlay", "WordChoice"):
        return f"{_kebab(name)}-{(argument or '').removesuffix('.yaml')}"
    return fixed.get(name) or _kebab(name)


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _pair(nb: Notebook, en: Notebook) -> Iterator[Fault]:
    for one, two in zip_longest(nb.cells, en.cells):
        if one is None or two is None or one.id != two.id:
            what = (
                f"cell '{two.id}' stands where nb.ipynb has '{one.id}'"
                if one and two
                else f"{'nb' if two else 'en'}.ipynb has no cell '{(one or two).id}'"
            )
            mend = "give both notebooks the same cells, with the same ids, in the same order"
            yield in_cell(en, two, what, mend)
            # Every later cell would be told off for the same slip.
            return
        yield from _same(en, one, two)
    if nb.lix >= HARDEST:
        what = f"the text is hard to read (LIX {nb.lix:.0f})"
        yield in_cell(
            nb, None, what, f"shorten sentences and words until it is under {HARDEST:.0f}"
        )
    if nb.words and not LENGTHS[0] <= en.words / nb.words <= LENGTHS[1]:
        what = f"the text has {en.words} words, and the Norwegian {nb.words}"
        yield in_cell(en, None, what, "bring them to the same length: something is left out")


def _same(en: Notebook, one: Cell, two: Cell) -> Iterator[Fault]:
    said = f"the cell '{two.id}'"
    if one.kind != two.kind:
        what = f"{said} is {two.kind}, and in nb.ipynb {one.kind}"
        yield in_cell(en, two, what, "make them the same kind")
        return
    if one.kind == "code":
        if re.sub(r'lang="nb"', 'lang="en"', one.source) != two.source:
            yield in_cell(en, two, f"{said} has other code than nb.ipynb", 'only lang="…" differs')
        return
    if one.box != two.box:
        what = f"{said} is the box '{two.box}', and in nb.ipynb '{one.box}'"
        yield in_cell(en, two, what, "give both the same tag")
    if set(one.facts) != set(two.facts) or one.dated != two.dated:
        what = f"{said} has other facts or dates in its metadata than nb.ipynb"
        yield in_cell(en, two, what, "give both the same metadata")
    depths = [[depth for depth, _ in cell.headings] for cell in (one, two)]
    if depths[0] != depths[1]:
        what = f"{said} has headings of depth {depths[1]}, and nb.ipynb {depths[0]}"
        yield in_cell(en, two, what, "give both the same headings")
    missing = Counter(one.links) - Counter(two.links)
    extra = Counter(two.links) - Counter(one.links)
    if missing or extra:
        differ = ", ".join([*(f"without {x}" for x in missing), *(f"with {x}" for x in extra)])
        what = f"{said} has other links than nb.ipynb: {differ}"
        yield in_cell(en, two, what, "cite the same sources in both languages")
