"""The front page and the other pages that are text and lists: made without a kernel."""

from __future__ import annotations

import re
from typing import Any

from course.references import reference_list
from course.site import your_data
from course.site.age import age
from course.site.journey import FRONT_END, MINUTES, journey, size
from course.site.pages import Page, write
from course.site.prose import prose


def plain_page(page: Page) -> str:
    """Return the front page, or one of ``PLAIN``, as HTML."""
    content: dict[str, Any] = {}
    if page.kind == "front":
        parts = [part for part in re.split(r"(?m)^(?=## )", _text(page)) if part]
        content["texts"] = [prose(part, foreign=page.foreign) for part in parts]
        content["size"] = size(page.content, page.content.frame)
        content["journey"] = journey(page)
        content["minutes"] = MINUTES
        page.front_ends = {FRONT_END}
    if page.kind in ("about", "accessibility", "certificate"):
        content["text"] = prose(_text(page), foreign=page.foreign)
        page.description = page.words[f"{page.kind}_lead"]
    if page.kind == "your-data":
        content["known"] = your_data.known(page)
        page.front_ends = {your_data.FRONT_END}
        page.description = page.words["your-data_lead"]
    if page.kind == "references":
        by_text = sorted(page.content.references, key=lambda entry: entry.text.casefold())
        content["list"] = reference_list(by_text, page.lang)
        linked = [entry for entry in by_text if entry.address]
        content["age"] = age(linked, "links", page.words, page.lang)
        page.description = page.words["references_lead"]
    if page.kind == "glossary":
        content["terms"] = sorted(
            (
                {
                    "id": term.id,
                    "sorted": term.term.in_(page.lang),
                    "term": page.foreign.html(term.term.in_(page.lang)),
                    "other": term.term.in_(page.other_lang),
                    "definition": page.foreign.html(term.definition.in_(page.lang)),
                }
                for term in page.content.glossary
            ),
            key=lambda term: term["sorted"].casefold(),
        )
        page.description = page.words["glossary_lead"]
    return write(page, **content)


def _text(page: Page) -> str:
    """Return the page's own text from ``modules/pages/<kind>.<lang>.md``, as Markdown."""
    path = page.content.root / "modules" / "pages" / f"{page.kind}.{page.lang}.md"
    # Links between our pages end as all others do.
    return re.sub(r"\]\((\.\./[\w./-]*/)(?=[#)])", rf"](\1{page.index}", path.read_text("utf-8"))
