"""The base of the practice widgets: a content file of the module, and a front end."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from widgets.tools.base import Tool


class Practice(Tool):
    """Practice whose content is a YAML file in the module's folder (see docs/authors.md)."""

    @classmethod
    def facts_of(cls, content: Any) -> list[str]:
        return sorted(_facts(content.model_dump()))


def _facts(tree: Any) -> set[str]:
    if isinstance(tree, BaseModel):
        tree = tree.model_dump()
    if isinstance(tree, dict):
        here = {f for f in tree.get("facts", []) if isinstance(f, str)}
        return here.union(*(_facts(value) for value in tree.values()))
    if isinstance(tree, list):
        return set().union(*(_facts(value) for value in tree))
    return set()
