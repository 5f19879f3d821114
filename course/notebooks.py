"""What we read from a module's notebook before it is run."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BOXES = ("situation", "objectives", "gp", "physio", "both", "week", "example", "dated")
"""Tags that make a markdown cell a box."""

NOT_PARTS = ("references",)
"""Code cells that a reader only reads."""

_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$", re.M)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_MARKUP = re.compile(r"</?span\b[^>]*>|\]\([^)]*\)|[#*_>`|\[\]]")
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STOP = re.compile(r"[.!?:](?=\s|»|$)")
_WORD = re.compile(r"\w[\w'’\-–,.%/]*")


@dataclass(frozen=True)
class Cell:
    """One cell: ``line`` is where its source begins in the notebook file (1-based).

    ``facts`` are the ids of the facts that the text teaches; ``dated`` is what a box of law,
    schemes or statistics says of its age, as it stands in the cell's metadata.
    """

    id: str
    kind: str
    source: str
    tags: tuple[str, ...]
    has_outputs: bool
    line: int
    facts: tuple[str, ...] = ()
    dated: Any = None

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Depth and text of each heading."""
        if self.kind != "markdown":
            return []
        return [(len(m[1]), _MARKUP.sub("", m[2]).strip()) for m in _HEADING.finditer(self.source)]

    @property
    def box(self) -> str | None:
        """The box that the cell is, if it is one."""
        return next((tag for tag in self.tags if tag in BOXES), None)

    @property
    def links(self) -> list[str]:
        """The addresses of the links in a markdown cell, in order."""
        return _LINK.findall(self.source) if self.kind == "markdown" else []

    @property
    def prose(self) -> str:
        """The running text of a markdown cell, without its markup."""
        return _MARKUP.sub(" ", self.source) if self.kind == "markdown" else ""

    @property
    def words(self) -> int:
        """How many words of running text a markdown cell has."""
        return len(_WORD.findall(self.prose))


@dataclass(frozen=True)
class Notebook:
    """The cells of one language of a module."""

    path: Path
    cells: tuple[Cell, ...]

    @property
    def words(self) -> int:
        """How many words of running text the notebook has."""
        return sum(cell.words for cell in self.cells)

    @property
    def lix(self) -> float:
        """How hard the text is to read, by Björnsson's index (1968): under 50 is plain prose.

        Words a sentence, and the percentage of words of more than six letters.
        """
        text = " ".join(cell.prose for cell in self.cells)
        words = _LETTERS.findall(text)
        sentences = max(1, len(_STOP.findall(text)))
        long = sum(len(word) > 6 for word in words)
        return len(words) / sentences + 100 * long / len(words) if words else 0.0

    @property
    def parts(self) -> list[str]:
        """The ids of the parts that a reader can complete."""
        return [c.id for c in self.cells if c.kind == "code" and c.id not in NOT_PARTS]

    @property
    def cited(self) -> list[str]:
        """Ids of the references that the text links to, in the order of first mention."""
        links = (link for cell in self.cells for link in cell.links)
        return list(dict.fromkeys(x.removeprefix("#ref-") for x in links if x.startswith("#ref-")))


class NotebookFaultError(ValueError):
    """The file is no notebook; ``line`` (1-based) is where reading stopped."""

    def __init__(self, what: str, line: int = 1) -> None:
        super().__init__(what)
        self.line = line


def read_notebook(path: Path) -> Notebook:
    """Return the notebook at ``path``. Raises ``NotebookFaultError`` when it is not one."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotebookFaultError(f"cannot be read ({error})") from None
    try:
        tree = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotebookFaultError(f"is not JSON: {error.msg}", error.lineno) from None
    cells = tree.get("cells") if isinstance(tree, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise NotebookFaultError("is not a notebook: it has no list of cells")
    return Notebook(path, tuple(_cell(cell, text) for cell in cells))


def _cell(cell: dict[str, Any], text: str) -> Cell:
    source = cell.get("source", "")
    name = str(cell.get("id", ""))
    found = text.find(f'"id": {json.dumps(name)}') if name else -1
    about = cell.get("metadata", {})
    return Cell(
        id=name,
        kind=str(cell.get("cell_type", "")),
        source="".join(source) if isinstance(source, list) else str(source),
        tags=tuple(about.get("tags", ())),
        has_outputs=bool(cell.get("outputs")) or cell.get("execution_count") is not None,
        line=text.count("\n", 0, found) + 1 if found >= 0 else 1,
        facts=tuple(about.get("facts", ())),
        dated=about.get("dated"),
    )
