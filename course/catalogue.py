"""The course as it lies on disk: its modules, references and glossary, with their faults."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from course.notebooks import Notebook, NotebookFaultError, read_notebook
from course.schema import (
    Catalogue,
    Glossary,
    ModuleInfo,
    Reference,
    ReferenceList,
    Term,
)
from widgets.content.frame import FrameContent
from widgets.content.loader import ContentError, Fault, load, shown
from widgets.text import LANGS, Lang

Model = TypeVar("Model", bound=BaseModel)

_SLUG = re.compile(r"\d\d-[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass
class Module:
    """One module: whole when ``faults`` is empty."""

    slug: str
    folder: Path
    info: ModuleInfo | None = None
    notebooks: dict[Lang, Notebook] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether its own files can be read."""
        return not self.faults

    @property
    def number(self) -> int:
        """Its number: from module.yaml, else from the folder's name."""
        return self.info.number if self.info else int(self.slug[:2])

    def title(self, lang: Lang) -> str:
        """Return its title, or its folder's name while module.yaml cannot be read."""
        return self.info.title.in_(lang) if self.info else self.slug


@dataclass
class Course:
    """The whole content, as far as it can be read."""

    root: Path
    catalogue: Catalogue | None
    modules: list[Module]
    references: list[Reference]
    glossary: list[Term]
    frame: FrameContent | None
    faults: list[Fault]

    def module(self, slug: str) -> Module | None:
        """Return the module of that name."""
        return next((module for module in self.modules if module.slug == slug), None)


def shared_files(root: Path) -> list[Path]:
    """Return the files that every module depends on."""
    names = ("catalogue.yaml", "references.yaml", "glossary.yaml", "facts.yaml", "frame.yaml")
    return [root / "modules" / name for name in names]


def module_folders(root: Path) -> list[Path]:
    """Return the folders of the modules, in the order of their numbers."""
    folders = (root / "modules").glob("[0-9][0-9]-*")
    return sorted(f for f in folders if f.is_dir() and _SLUG.fullmatch(f.name))


def read_course(root: Path) -> Course:
    """Read all content below ``root``; what is broken is told in ``faults``, never raised."""
    faults: list[Fault] = []
    catalogue, references, glossary, _, frame = shared_files(root)
    refs = _load(references, ReferenceList, faults)
    terms = _load(glossary, Glossary, faults)
    return Course(
        root=root,
        catalogue=_load(catalogue, Catalogue, faults),
        modules=sorted(
            (read_module(folder) for folder in module_folders(root)),
            key=lambda module: (module.number, module.slug),
        ),
        references=refs.root if refs else [],
        glossary=terms.root if terms else [],
        frame=_load(frame, FrameContent, faults),
        faults=faults,
    )


def read_module(folder: Path) -> Module:
    """Read ``module.yaml`` and both notebooks of one module."""
    module = Module(folder.name, folder)
    module.info = _load(folder / "module.yaml", ModuleInfo, module.faults)
    for lang in LANGS:
        path = folder / f"{lang}.ipynb"
        try:
            module.notebooks[lang] = read_notebook(path)
        except NotebookFaultError as fault:
            mend = (
                "save it again from JupyterLab, or take back an earlier version"
                if path.exists()
                else f"write {path.name}: each module has nb.ipynb and en.ipynb"
            )
            what = str(fault) if path.exists() else "the notebook is missing"
            module.faults.append(Fault(shown(path), fault.line, what, mend))
    return module


def _load(path: Path, model: type[Model], faults: list[Fault]) -> Model | None:
    try:
        return load(path, model)
    except ContentError as error:
        faults.extend(error.faults)
        return None
