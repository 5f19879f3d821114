"""The base of the practice widgets: a content file of the module, and a front end."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import traitlets
from pydantic import BaseModel

from widgets.base import CourseWidget
from widgets.content.loader import load
from widgets.practice.sources import sources_of
from widgets.text import Lang, localize


class Practice(CourseWidget):
    """Practice whose content is a YAML file in the module's folder (see docs/authors.md).

    Subclasses name the ``schema`` of the file. ``content`` reaches the front end in one language;
    ``cites`` says what each of its facts cites, ``references`` the id of each cite in the course's
    reference list. Raises ``ContentError`` (file, line, what, how to mend) for a faulty file.
    """

    schema: ClassVar[type[BaseModel]]

    content = traitlets.Dict().tag(sync=True)
    cites = traitlets.Dict().tag(sync=True)
    references = traitlets.Dict().tag(sync=True)

    def __init__(self, path: str | Path, lang: Lang = "nb", **kwargs: Any) -> None:
        file = Path(path).resolve()
        tree = load(file, self.schema).model_dump(exclude_none=True)
        cites, references = sources_of(sorted(_facts(tree)), file)
        kwargs.setdefault("module", module_folder(file).name)
        super().__init__(
            lang=lang,
            content=localize(tree, lang),
            cites=cites,
            references=references,
            **kwargs,
        )


def module_folder(file: Path) -> Path:
    """Return the module's folder of one of its content files."""
    return file.parent.parent if file.parent.name == "cases" else file.parent


def _facts(tree: Any) -> set[str]:
    if isinstance(tree, dict):
        return set(tree.get("facts", ())).union(*(_facts(value) for value in tree.values()))
    if isinstance(tree, list):
        return set().union(*(_facts(value) for value in tree))
    return set()
