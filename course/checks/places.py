"""Where something stands in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from course.notebooks import Cell, Notebook
from widgets.content.loader import Fault, shown

FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Mention:
    """A value in a YAML file, and the line (1-based) where it stands."""

    value: str
    line: int


def mentions(path: Path, *keys: str) -> list[Mention]:
    """Return each value, at any depth, of ``keys``; the entries of a list count one by one.

    A file that is missing or no YAML mentions nothing: its faults are told elsewhere.
    """
    try:
        return list(_gathered(path.read_text("utf-8"), keys))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return []


@lru_cache(maxsize=4_096)
def _gathered(text: str, keys: tuple[str, ...]) -> tuple[Mention, ...]:
    root = _composed(text)
    return tuple(_mentions(root, keys)) if root is not None else ()


# Most files are asked for several keys, one after another.
@lru_cache(maxsize=16)
def _composed(text: str) -> yaml.Node | None:
    root: yaml.Node | None = yaml.compose(text, Loader=FAST)
    return root


def _mentions(node: yaml.Node, keys: tuple[str, ...]) -> Iterator[Mention]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in keys:
                yield from _scalars(value)
            yield from _mentions(value, keys)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _mentions(value, keys)


def _scalars(node: yaml.Node) -> Iterator[Mention]:
    for each in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(each, yaml.ScalarNode):
            yield Mention(str(each.value), each.start_mark.line + 1)


def in_cell(notebook: Notebook, cell: Cell | None, what: str, mend: str, at: str = "") -> Fault:
    """Return a fault at ``cell``, or at the words ``at`` in it (without a cell: at line 1)."""
    line = cell.line if cell else 1
    if cell and at:
        text = notebook.path.read_text("utf-8")
        begin = sum(len(row) for row in text.splitlines(keepends=True)[: cell.line - 1])
        for words in (json.dumps(at)[1:-1], json.dumps(at, ensure_ascii=False)[1:-1]):
            found = text.find(words, begin)
            if found >= 0:
                line = text.count("\n", 0, found) + 1
                break
    return Fault(shown(notebook.path), line, what, mend)
