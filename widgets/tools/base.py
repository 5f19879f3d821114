"""The base of the clinical tools: a content file that a clinician can edit, and a front end."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import traitlets
from pydantic import BaseModel

from widgets.base import CourseWidget
from widgets.content.loader import load
from widgets.text import Lang, localize
from widgets.tools.cites import cites_of


class Tool(CourseWidget):
    """A tool whose content is a YAML file in the module's folder.

    Subclasses name the ``schema`` of that file. The content reaches the front end in one language
    (``content``), with what its facts cite (``cites``: fact id to the sources as they are written).

    Raises ``ContentError`` (file, line, what is wrong, how to mend it) when the file is not whole.
    """

    schema: ClassVar[type[BaseModel]]

    content = traitlets.Dict().tag(sync=True)
    cites = traitlets.Dict().tag(sync=True)

    def __init__(self, path: str | Path, lang: Lang = "nb", **kwargs: Any) -> None:
        file = Path(path).resolve()
        read = load(file, self.schema)
        kwargs.setdefault("module", file.parent.name)
        super().__init__(
            lang=lang,
            content=localize(read.model_dump(by_alias=True, exclude_none=True), lang),
            cites=cites_of(self.facts_of(read), file),
            **kwargs,
        )

    @classmethod
    def facts_of(cls, content: Any) -> list[str]:
        """Return the ids of all facts that ``content`` (an instance of ``schema``) rests on."""
        raise NotImplementedError
