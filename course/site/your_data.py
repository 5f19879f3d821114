"""What the page "Your data" knows, so that it can say in words what the browser keeps."""

from __future__ import annotations

import json
import os
from typing import Any

from course.site.assets import HERE
from course.site.journey import modules
from course.site.pages import Page
from course.site.toolbox import toolbox
from widgets.bundle import FRONTEND
from widgets.practice.progress import Progress

FRONT_END = os.path.relpath(HERE / "data.js", FRONTEND)
_COURSE = {
    "test-before": "before/",
    "practice-start": "before/",
    "spaced": "recall/",
    "test-after": "after/",
    "practice-end": "after/",
    "final-test": "final-test/",
    "evaluation": "evaluation/",
    "summary": "summary/",
}
"""The parts of the course itself, and the page where each is."""


def known(page: Page) -> str:
    """Return as JSON the names and places of all that the course's pages keep."""
    tools = {tool.slug: tool.title for tool in toolbox(page.content, page.lang)}
    labels = _labels(page)
    told: dict[str, Any] = {
        "lang": page.lang,
        "words": {
            name.removeprefix("data_"): text
            for name, text in page.words.items()
            if name.startswith("data_")
        },
        "file": page.words["data_file"],
        "course": {
            part: {"title": page.words[f"data_course_{part}"], "link": page.link(below)}
            for part, below in _COURSE.items()
        },
        "tools": {
            slug: {"title": title, "link": page.link(f"tools/{slug}/")}
            for slug, title in tools.items()
        },
        "modules": [
            {**module, "labels": {**labels.get(module["slug"], {}), **_of(tools, module)}}
            for module in modules(page)
        ],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _labels(page: Page) -> dict[str, dict[str, str]]:
    first = next((module for module in page.content.modules if module.whole), None)
    if first is None:
        return {}
    bar = Progress(lang=page.lang, folder=first.folder, scope="all")
    found = {one["id"]: {part["id"]: part["label"] for part in one["parts"]} for one in bar.modules}
    bar.close()
    return found


def _of(tools: dict[str, str], module: dict[str, Any]) -> dict[str, str]:
    parts = [part for section in module["sections"] for part in section["parts"]]
    return {part: tools[part] for part in parts if part in tools}
