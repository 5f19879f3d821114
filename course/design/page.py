"""The design system's page, which ``smertekurs serve`` has at ``nb/design/`` and ``en/design/``.

It is for those who change the looks: no menu leads to it, and the static build leaves it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from course.catalogue import Course
from course.design.specimens import specimens
from course.site.assets import Asset
from course.site.pages import Address, Page

BOXES = ("objectives", "gp", "physio", "both", "example", "week", "dated")


class DesignPage(Page):
    """Type, boxes and buttons, then each widget in each state, light beside dark."""

    boxes = BOXES

    def __init__(self, course: Course, assets: Mapping[str, Asset], address: Address, **how: Any):
        super().__init__(course, assets, address, **how)
        self.other = self.link("design/", self.other_lang)
        self.description = self.words["design_lead"]
        shown = [(one, one.widget.front_end) for one in specimens(course, self.lang)]
        self.front_ends = {front_end for _, front_end in shown}
        rows = [(one.family, one.name, one.state, one.id, one.html()) for one, _ in shown]
        rows.sort(key=lambda row: row[:2])
        self.families = [
            (family, [(name, list(states)) for name, states in groupby(found, lambda r: r[1])])
            for family, found in groupby(rows, lambda row: row[0])
        ]
