"""The folder that a learner handed in: what is odd with it, and what of it is kept."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from widgets.forms.answers import NAME

MOST_BYTES = 10_000_000
"""A file larger than this is left where it was handed in."""
MOST_FILES = 100
OWN = (NAME, "timestamp.txt", "submission_secret.txt", "form.yaml")
"""What every hand-in has beside its notebook."""


def differences(path: Path, own: str) -> str:
    """Return in words what the notebook at ``path`` differs in from our ``own``, or nothing.

    ``own`` is our notebook as JSON. The file may hold anything; only its code cells are compared.
    """
    if path.is_symlink():
        return f"{path.name} is a link, which is not followed"
    if not path.is_file():
        return f"{path.name} is missing"
    if path.stat().st_size > MOST_BYTES:
        return f"{path.name} is too large to be read"
    try:
        handed = _code(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, RecursionError, TypeError, AttributeError, KeyError) as error:
        return f"{path.name} cannot be read ({type(error).__name__})"
    # What is solved or hidden in ours stands otherwise in what is handed out.
    mine = _code(json.loads(own))
    added = sum(name not in mine for name in handed)
    gone = sum(name not in handed for name in mine)
    if not added and not gone:
        return ""
    return f"the notebook was changed ({cells(added)} added, {gone} taken out); none of it is run"


def cells(count: int) -> str:
    """Return how many code cells, in words that agree."""
    return f"{count} code cell{'' if count == 1 else 's'}"


def _code(tree: Any) -> set[str]:
    """Return the names of a notebook's code cells; nameless ones are told apart by their text."""
    names = set()
    for cell in tree["cells"]:
        if cell["cell_type"] != "code":
            continue
        source = cell["source"]
        text = "".join(source) if isinstance(source, list) else str(source)
        about = cell["metadata"].get("nbgrader") or {}
        form = "form" in cell["metadata"].get("tags", [])
        names.add(str(about.get("grade_id") or ("form" if form else f"source:{text}")))
    return names


def keep_files(handed: Path, into: Path) -> list[str]:
    """Copy what was handed in beside the notebooks; return what was left out, a line a reason.

    Links and other things that are no ordinary files are never followed or copied. The
    assignment's own files come first, so that no number of others can crowd them out.
    """
    odd: list[Path] = []
    much: list[Path] = []
    count = 0
    for folder, folders, files in os.walk(handed):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted([*links, *files], key=lambda name: (name not in OWN, name)):
            path = Path(folder, name)
            shown = path.relative_to(handed)
            if path.suffix == ".ipynb":
                continue
            if path.is_symlink() or not path.is_file():
                odd.append(shown)
            elif path.stat().st_size > MOST_BYTES or count >= MOST_FILES:
                much.append(shown)
            else:
                count += 1
                (into / shown).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, into / shown)
    told = [_left_out(odd, "not an ordinary file"), _left_out(much, "too much")]
    return [line for line in told if line]


def _left_out(files: list[Path], why: str) -> str:
    # Whoever reads the answers has told of theirs already.
    others = [path for path in files if path != Path(NAME)]
    if not others:
        return ""
    name = str(others[0])
    name = name if name.isprintable() else repr(name)
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return f"{name}{more}: {why}, left out"
